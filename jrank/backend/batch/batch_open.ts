/**
 * Batches that were handed over and are not used up yet, as they are held in memory, and what the
 * parts of the batch backend share.
 */

import type {
  BatchAddress,
  BatchEntry,
  BatchEvent,
  BatchStore,
  StoredBatch,
} from "../../core/batch.ts";
import type { Said } from "../../core/message.ts";
import type { Random } from "../../core/random.ts";
import type { Usage } from "../../core/types.ts";
import type { ChatReply, ChatRequest } from "../call/backend.ts";
import type { BatchOutcome, BatchProgress, BatchProvider } from "./batch_provider.ts";

/** Time, randomness and notices, handed down. */
export interface BatchTools {
  now(): number;
  random: Random;
  /** A text that no other batch of anybody has. */
  nonce(): string;
  log(text: Said): void;
  /** Told how far a batch is, whenever it was looked at. */
  progress(name: string, at: BatchProgress): void;
  /** Waits; wakes early, without an error, when `stopping` is aborted. */
  pause(ms: number): Promise<void>;
  /** Aborted: wait no longer; what was handed over is collected by a later run. */
  stopping: AbortSignal;
  /** Return as soon as nothing is left to do but to wait. */
  detach: boolean;
}

/** Tools during one call of the backend; `signal` gives up requests in flight. */
export type CallTools = BatchTools & { signal: AbortSignal };

/** Where batches go, and where they are kept. */
export interface BatchPlaces {
  /** The model's name in files. */
  id: string;
  provider: BatchProvider;
  store: BatchStore;
  address: BatchAddress;
}

/** A caller that waits for its reply. */
export interface Waiter {
  key: string;
  request: ChatRequest;
  tries: number;
  /** What replies that could not be used have cost. */
  wasted: Usage;
  resolve(reply: ChatReply): void;
  reject(error: unknown): void;
}

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
    stored,
    id,
    results: undefined,
    replies: 0,
    wasRead: false,
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

/**
 * Counts the waiters whose task lies in one of the batches under another prompt, answer or parameter.
 * A repair, or a further turn, is none: it has more messages.
 */
export function countChanged(batches: readonly OpenBatch[], waiters: readonly Waiter[]): number {
  const placeOf = ({ task, depth }: Pick<BatchEntry, "task" | "depth">): string =>
    `${depth} ${task.id}`;
  const keys = new Map<string, Set<string>>();
  for (const entry of batches.flatMap(({ stored }) => stored.entries)) {
    const place = placeOf(entry);
    keys.set(place, (keys.get(place) ?? new Set()).add(entry.key));
  }
  return waiters.filter(({ key, request }) => {
    const { task, messages } = request;
    const before = task && keys.get(placeOf({ task, depth: messages.length }));
    return before !== undefined && !before.has(key);
  }).length;
}
