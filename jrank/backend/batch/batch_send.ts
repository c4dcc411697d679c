/**
 * Writes requests to disk and hands them to the provider; batches that earlier runs left are found
 * again after a crash at whatever moment.
 */

import type { BatchAddress, BatchEntry, StoredBatch } from "../../core/batch.ts";
import { UserError } from "../../core/errors.ts";
import { counted, say } from "../../core/message.ts";
import { CallError } from "../call/backend.ts";
import { sleep, tryAgain } from "../call/retry.ts";
import {
  type BatchPlaces,
  type CallTools,
  lastEvent,
  type OpenBatch,
  toOpenBatch,
  type Waiter,
} from "./batch_open.ts";
import type { BatchProvider } from "./batch_provider.ts";

const ATTEMPTS = 7;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/** Makes one batch of as many of the requests as fit, on disk first and then at the provider. */
export async function sendBatch(
  waiters: readonly Waiter[],
  places: BatchPlaces,
  tools: CallTools,
): Promise<OpenBatch> {
  const stored = writeBatch(waiters, places, tools);
  const id = await submit(stored, places, tools);
  stored.note({ event: "created", at: tools.now(), id });
  const count = stored.entries.length;
  tools.log(
    say`Batch ${stored.name} of ${places.id} (${counted(count, "request")}) is with ${places.provider.where} as ${id}.`,
  );
  return toOpenBatch(places.provider, stored, id);
}

function writeBatch(
  waiters: readonly Waiter[],
  { provider, store, address }: BatchPlaces,
  { now, nonce }: CallTools,
): StoredBatch {
  const { limits } = provider;
  const name = store.nextName(nonce());
  const lines: string[] = [];
  const entries: BatchEntry[] = [];
  const fields = new Set<string>();
  let bytes = 0;
  for (const { key, request } of waiters.slice(0, limits.requests)) {
    const custom_id = `jrank-${name}-${lines.length}`;
    const made = provider.lineOf(custom_id, request);
    bytes += Buffer.byteLength(made.line) + 1;
    if (bytes > limits.bytes && lines.length > 0) break;
    lines.push(made.line);
    const depth = request.messages.length;
    entries.push({ custom_id, key, task: request.task ?? { id: key }, depth });
    for (const field of made.fields) fields.add(field);
  }
  const written = { event: "written" as const, at: now(), ...address, fields: [...fields] };
  return store.write({ name, lines, entries, written });
}

/** Whether the provider surely has not taken what it was sent. */
function isSurelyRefused({ status }: CallError): boolean {
  return status !== undefined && status < 500 && status !== 408 && status !== 409;
}

/**
 * Hands a written batch over. When it is not known whether it arrived, it is looked for before it is
 * sent again; where it stays unknown the batch stays on disk for the next run to look for.
 */
async function submit(
  stored: StoredBatch,
  { provider }: BatchPlaces,
  tools: CallTools,
): Promise<string> {
  const { now, signal, random, log } = tools;
  const batch = { name: stored.name, file: stored.requestsFile, count: stored.entries.length };
  for (let attempt = 1; ; attempt++) {
    let isSending = false;
    try {
      return await provider.create(batch, {
        signal,
        sending: (mark) => {
          stored.note({ event: "sending", at: now(), ...mark });
          isSending = true;
        },
      });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      const isKnown = !isSending || isSurelyRefused(error);
      if (error.kind !== "retry" || attempt >= ATTEMPTS) {
        if (isKnown) stored.remove();
        throw error.kind === "retry"
          ? new CallError("stop", say`${error} (given up after ${ATTEMPTS} tries)`)
          : error;
      }
      log(say`${provider.where}: ${error}; batch ${stored.name} is not sent yet`);
      if (!isKnown) {
        const id = await findSent(provider, stored, new Set(), tools);
        if (id !== undefined) return id;
      }
      const backOff = random.next() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
      await sleep(Math.max(backOff, Math.min(error.retryAfterMs ?? 0, LONGEST_WAIT_MS)), signal);
    }
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
      log(say`Looking for batch ${stored.name} at ${provider.where}: it may have been sent …`);
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
async function findSent(
  provider: BatchProvider,
  stored: StoredBatch,
  known: ReadonlySet<string | undefined>,
  tools: CallTools,
): Promise<string | undefined> {
  const { now, pause, signal, stopping, detach, log } = tools;
  const { at: sentAt } = lastEvent(stored, "sending") ?? { at: now() };
  // Sent more than once, it is newer than what was there before the first time.
  const mark = stored.events.find(({ event }) => event === "sending") ?? {};
  let wait = LOOK_AGAIN_MS.first;
  for (;;) {
    const started = now();
    const id = await tryAgain(
      () =>
        provider.find(
          {
            name: stored.name,
            file: stored.requestsFile,
            sentAt,
            mark,
            count: stored.entries.length,
          },
          { signal, isOurs: (other) => known.has(other) },
        ),
      { ...tools, id: provider.where },
    );
    if (id === "not known yet") {
      if (wait === LOOK_AGAIN_MS.first) {
        log(say`${provider.where} has a batch that may be ${stored.name}; waiting for it to end …`);
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
  const at = written?.base_url ? say` at ${written.base_url}` : "";
  throw new UserError(
    say`batch ${stored.name} in ${folder} was sent to ${written?.model ?? ""} (${written?.provider ?? ""}${at}), and is not collected yet; name that model again to collect it, or delete ${folder}/${stored.name} to give it up`,
  );
}
