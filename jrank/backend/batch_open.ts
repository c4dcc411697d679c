/** Batches that were handed over and not yet used up: found again after a crash, and fetched. */
import { dirname } from "node:path";
import type { BatchAddress, BatchEvent, StoredBatch } from "../core/batch.ts";
import { UserError } from "../core/errors.ts";
import { CallError } from "./backend.ts";
import type { BatchOutcome, BatchProvider } from "./batch.ts";
import type { BatchPlaces, CallTools } from "./batch_tools.ts";
import { tryAgain } from "./retry.ts";

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

function readResults(batch: OpenBatch, provider: BatchProvider, lines: readonly unknown[]): void {
  batch.results = new Map();
  for (const line of lines) {
    const { customId, outcome } = provider.readResult(line);
    batch.results.set(customId, outcome);
    if ("reply" in outcome) batch.replies++;
  }
}

/**
 * The batches that earlier runs left. One that was perhaps sent, by a run that ended before it was
 * told the id, is looked for at the provider; one that was not sent is forgotten and written anew.
 */
export async function openBatches(
  { provider, store, address }: BatchPlaces,
  tools: CallTools,
): Promise<OpenBatch[]> {
  const { log } = tools;
  const open = [...store.open()];
  const known = new Set(open.map((stored) => lastEvent(stored, "created")?.id));
  const found: OpenBatch[] = [];
  for (const stored of open) {
    checkAddress(stored, address, store.folder);
    let id = lastEvent(stored, "created")?.id;
    if (id === undefined && lastEvent(stored, "sending")) {
      log(`Looking for batch ${stored.name} at ${provider.where}: it may have been sent …`);
      id = await findSent(provider, stored, known, tools);
      if (id !== undefined) stored.note({ event: "created", at: tools.now(), id });
    }
    if (id === undefined) {
      stored.remove();
      continue;
    }
    found.push(toOpenBatch(provider, stored, id));
  }
  return found;
}

/** How long after it was sent a batch may take to appear in the provider's list. */
const APPEARS_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 5_000;
/** One that may be ours is running: how soon, and then how seldom, to look whether it has ended. */
const LOOK_AGAIN_MS = { first: 500, most: 60_000 };

/** Thrown when nothing is left to do but to wait, and nobody waits. */
export class HandedOver extends Error {
  override readonly name = "HandedOver";
}

/** Looks for a batch until it would have appeared. */
export async function findSent(
  provider: BatchProvider,
  stored: StoredBatch,
  known: ReadonlySet<string | undefined>,
  tools: CallTools,
): Promise<string | undefined> {
  const { now, pause, signal, stopping, detach, log } = tools;
  const { at: sentAt, ...mark } = lastEvent(stored, "sending") ?? { at: now() };
  let wait = LOOK_AGAIN_MS.first;
  for (;;) {
    const started = now();
    const id = await tryAgain(
      () =>
        provider.find(
          {
            ...{ name: stored.name, file: stored.requestsFile, sentAt, mark },
            count: stored.entries.length,
          },
          { signal, isOurs: (other) => known.has(other) },
        ),
      { ...tools, id: provider.where },
    );
    if (id === "not known yet") {
      if (wait === LOOK_AGAIN_MS.first) {
        log(`${provider.where} has a batch that may be ${stored.name}; waiting for it to end …`);
      }
      if (detach) throw new HandedOver();
      await pause(wait);
      wait = Math.min(LOOK_AGAIN_MS.most, wait * 1.5);
    } else if (id !== undefined || started - sentAt >= APPEARS_WITHIN_MS) return id;
    else await pause(LOOK_EVERY_MS);
    if (stopping.aborted) throw new HandedOver();
  }
}

/** Replies of another model must not pass for this one's. */
function checkAddress(stored: StoredBatch, address: BatchAddress, folder: string): void {
  const written = lastEvent(stored, "written");
  const same =
    written?.provider === address.provider &&
    written.model === address.model &&
    (written.base_url ?? "") === (address.base_url ?? "");
  if (same) return;
  const at = written?.base_url ? ` at ${written.base_url}` : "";
  throw new UserError(
    `batch ${stored.name} in ${folder} was sent to ${written?.model} (${written?.provider}${at}), and is not collected yet; name that model again to collect it, or delete ${folder}/${stored.name} to give it up`,
  );
}

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
