/** Writing requests to disk and handing them to the provider. */
import type { BatchEntry, StoredBatch } from "../core/batch.ts";
import { CallError } from "./backend.ts";
import { findSent } from "./batch_find.ts";
import { type OpenBatch, toOpenBatch } from "./batch_open.ts";
import type { BatchPlaces, CallTools, Waiter } from "./batch_tools.ts";
import { sleep } from "./retry.ts";

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
    `Batch ${stored.name} of ${places.id} (${count.toLocaleString("en-US")} ${count === 1 ? "request" : "requests"}) is with ${places.provider.where} as ${id}.`,
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
          ? new CallError("stop", `${error.message} (given up after ${ATTEMPTS} tries)`)
          : error;
      }
      log(`${provider.where}: ${error.message}; batch ${stored.name} is not sent yet`);
      if (!isKnown) {
        const id = await findSent(provider, stored, new Set(), tools);
        if (id !== undefined) return id;
      }
      const backOff = random.next() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
      await sleep(Math.max(backOff, Math.min(error.retryAfterMs ?? 0, LONGEST_WAIT_MS)), signal);
    }
  }
}
