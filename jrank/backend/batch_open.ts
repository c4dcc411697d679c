/** A batch that was handed over and is not used up yet, as it is held in memory. */
import type { BatchEvent, StoredBatch } from "../core/batch.ts";
import type { BatchOutcome, BatchProvider } from "./batch.ts";

export interface OpenBatch {
  stored: StoredBatch;
  id: string;
  /** By the key of a request: its name at the provider. */
  customIds: Map<string, string>;
  /** The fields that its requests had. */
  fields: readonly string[];
  /** By the name of a request; undefined while it is not over. */
  results: Map<string, BatchOutcome> | undefined;
  /** How many of the results are replies. */
  replies: number;
  /** Whether an earlier run has read its results; what failed then is tried anew now. */
  wasRead: boolean;
}

type EventOf<Name extends BatchEvent["event"]> = Extract<BatchEvent, { event: Name }>;

/** The last event of a name in a batch's journal. */
export function lastEvent<Name extends BatchEvent["event"]>(
  { events }: StoredBatch,
  name: Name,
): EventOf<Name> | undefined {
  return events.findLast((event): event is EventOf<Name> => event.event === name);
}

/** A batch with what is known of it; its results from disk, where they are there already. */
export function toOpenBatch(provider: BatchProvider, stored: StoredBatch, id: string): OpenBatch {
  const batch: OpenBatch = {
    ...{ stored, id, results: undefined, replies: 0, wasRead: false },
    customIds: new Map(stored.entries.map(({ key, custom_id }) => [key, custom_id])),
    fields: lastEvent(stored, "written")?.fields ?? [],
  };
  const lines = stored.results();
  if (lines) {
    readResults(batch, provider, lines);
    batch.wasRead = true;
  }
  return batch;
}

/** Takes the results of a batch that is over. */
export function readResults(
  batch: OpenBatch,
  provider: BatchProvider,
  lines: readonly unknown[],
): void {
  batch.results = new Map();
  for (const line of lines) {
    const { customId, outcome } = provider.readResult(line);
    const before = batch.results.get(customId);
    // Should a request stand in the results twice, what was paid for counts.
    if (before && "reply" in before) continue;
    batch.results.set(customId, outcome);
    if ("reply" in outcome) batch.replies++;
  }
}
