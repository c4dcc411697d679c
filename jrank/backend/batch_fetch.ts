/** Looking at batches, and fetching what came of them. */
import { dirname } from "node:path";
import { CallError } from "./backend.ts";
import type { BatchProvider } from "./batch.ts";
import { lastEvent, type OpenBatch, readResults } from "./batch_open.ts";
import type { CallTools } from "./batch_tools.ts";
import { tryAgain } from "./retry.ts";

/** Looks at the batches and fetches the results of those that are over; true when there was one. */
export async function fetchWhatEnded(
  batches: readonly OpenBatch[],
  provider: BatchProvider,
  tools: CallTools,
): Promise<boolean> {
  const { signal, progress } = tools;
  let ended = false;
  for (const batch of batches) {
    if (batch.results) continue;
    const trying = { ...tools, id: provider.where };
    const at = await tryAgain(() => provider.look(batch.id, { signal }), {
      ...trying,
      attempts: Number.POSITIVE_INFINITY,
    }).catch((error) => {
      throw gone(error, batch, provider.where);
    });
    progress(batch.stored.name, at);
    if (at.state === "running") continue;
    ended = true;
    if (at.state === "failed") {
      refused(batch, at.problem ?? { message: at.words, full: false }, provider.where, tools);
      continue;
    }
    const lines = await tryAgain(() => provider.results(batch.id, { signal }), trying).catch(
      (error) => {
        throw gone(error, batch, provider.where);
      },
    );
    batch.stored.saveResults(lines);
    readResults(batch, provider, lines);
  }
  return ended;
}

/** What to do about a batch that the provider does not have any more, or not under this key. */
function gone(error: unknown, { stored, id }: OpenBatch, where: string): unknown {
  if (!(error instanceof CallError) || (error.status !== 404 && error.status !== 410)) return error;
  return new CallError(
    "stop",
    `${where} does not have batch ${id}, or its results, any more, or not under this key (${error.message}). With the key that sent it, run again; to give it up and ask anew, delete ${dirname(stored.requestsFile)}`,
    { status: error.status },
  );
}

/** A batch that was not taken: nothing in it was paid for. What was only too much goes in parts. */
function refused(
  batch: OpenBatch,
  { message, full }: { message: string; full: boolean },
  where: string,
  { now, log }: CallTools,
): void {
  const { stored } = batch;
  stored.note({ event: "failed", at: now(), message, full });
  stored.saveResults([]);
  batch.results = new Map();
  batch.wasRead = true;
  if (!full || stored.entries.length === 1) {
    throw new CallError("stop", `${where} did not take batch ${stored.name}: ${message}`);
  }
  log(`${where} did not take batch ${stored.name}: ${message}. It is sent in smaller parts.`);
}

/** The most requests that a batch may have after one was too much; infinite where none was. */
export function mostAfterRefusals(batches: readonly OpenBatch[]): number {
  const tooMany = batches
    .filter(({ stored }) => lastEvent(stored, "failed")?.full)
    .map(({ stored }) => Math.ceil(stored.entries.length / 2));
  return Math.min(Number.POSITIVE_INFINITY, ...tooMany);
}
