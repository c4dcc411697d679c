/**
 * A backend that collects requests into batches. Callers ask as they ask any backend and wait; once
 * nobody asks any more, what was asked is written to disk, handed to the provider, and awaited. A
 * request that lies in an earlier batch (of a run that crashed or was left) is taken from there.
 */

import { createHash } from "node:crypto";
import type { BatchAddress, BatchStore } from "../../core/batch.ts";
import { type Said, say } from "../../core/message.ts";
import type { Usage } from "../../core/types.ts";
import { finalAtZero } from "../api/reply_text.ts";
import {
  type Backend,
  type BackendSpec,
  type CallError,
  type ChatRequest,
  changedError,
} from "../call/backend.ts";
import { addUsage } from "../call/usage.ts";
import { createVerdicts, fetchWhatEnded, mostAfterRefusals } from "./batch_fetch.ts";
import {
  type BatchPlaces,
  type BatchTools,
  type CallTools,
  countChanged,
  type OpenBatch,
  type Waiter,
} from "./batch_open.ts";
import type { BatchProvider } from "./batch_provider.ts";
import { HandedOver, openBatches, sendBatch } from "./batch_send.ts";

/** Tries of a request that was not answered in time, or answered with nothing. */
const MOST_TRIES = 3;
/** Requests in flight at most; more wait for the next round. */
const MOST_IN_FLIGHT = 50_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;

/** The digest of a request: the same question for the same task has the same. */
export function keyOf(request: ChatRequest): string {
  const { messages, params, task } = request;
  const parts = [task?.id ?? "", messages.map(({ role, content }) => [role, content]), params];
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url").slice(0, 24);
}

function describeChanged(count: number, folder: string): Said {
  return say`Warning: ${count} of the requests to make lie in batches of an earlier run, but a prompt, an answer or a parameter has changed since; they are asked anew, and those replies are not used (${folder}).`;
}

/** The last failure of a request, with what all its tries have used. */
function givenUp(error: CallError, wasted: Usage): CallError {
  const usage = Object.keys(wasted).length > 0 ? wasted : undefined;
  if (error.kind !== "retry") return changedError(error, { usage });
  const said = say`${error} (given up after ${MOST_TRIES} batches)`;
  return changedError(error, { kind: "call", said, usage });
}

/** Lets everything that can run run, until no new request comes of it. */
async function quiet(count: () => number): Promise<void> {
  for (let seen = -1; seen !== count(); ) {
    seen = count();
    for (let turn = 0; turn < 3; turn++) await new Promise((go) => setImmediate(go));
  }
}

/** Opens the batches of a model. Nothing is sent before the first request. */
export function createBatchBackend(
  spec: BackendSpec,
  provider: BatchProvider,
  store: BatchStore,
  options: BatchTools,
): Backend {
  const { log, now, detach, stopping, pause } = options;
  const base_url = [spec.base_url].flat()[0];
  const address: BatchAddress = { provider: spec.provider, model: spec.path, base_url };
  const held: BatchPlaces = { id: spec.id, provider, store, address };
  const handedOver = new AbortController();
  const waiting = new Map<string, Waiter>();
  const verdicts = createVerdicts(spec.id, provider, store, log);
  let batches: OpenBatch[] | undefined;
  let earlier: Set<string> | undefined;
  let driving = false;
  let asked = 0;
  let tools: CallTools = { ...options, signal: stopping };

  const placeOf = (waiter: Waiter): OpenBatch | undefined =>
    batches?.findLast(({ customIds }) => customIds.has(waiter.key));

  /** Hands out what has come; true when somebody got something. */
  const deliver = (): boolean => {
    let delivered = false;
    for (const waiter of [...waiting.values()]) {
      const batch = placeOf(waiter);
      if (batch?.results === undefined) continue;
      delivered = true;
      const came = verdicts.of(batch, batch.customIds.get(waiter.key) as string, now());
      if ("reply" in came) {
        waiting.delete(waiter.key);
        const usage = addUsage(waiter.wasted, came.reply.usage);
        waiter.resolve({ ...came.reply, usage });
        continue;
      }
      // Out of its old place, it goes into the next batch.
      batch.customIds.delete(waiter.key);
      if (!came.free) waiter.tries++;
      const error = finalAtZero(came.error, waiter.request.params.temperature);
      waiter.wasted = addUsage(waiter.wasted, error.usage);
      if (error.kind === "retry" && waiter.tries < MOST_TRIES) continue;
      waiting.delete(waiter.key);
      waiter.reject(givenUp(error, waiter.wasted));
    }
    return delivered;
  };

  const drive = async (): Promise<void> => {
    if (batches === undefined) {
      batches = await openBatches(held, tools);
      await quiet(() => asked);
      const changed = countChanged(batches, [...waiting.values()]);
      if (changed > 0) log(describeChanged(changed, store.folder));
    }
    let wait = FIRST_PAUSE_MS;
    for (;;) {
      await quiet(() => asked);
      if (deliver()) continue;
      if (waiting.size === 0) return;
      const unsent = [...waiting.values()].filter((waiter) => placeOf(waiter) === undefined);
      // A provider that has too much of ours gets one part after another.
      const most = mostAfterRefusals(batches);
      const isFull = Number.isFinite(most) && batches.some(({ results }) => results === undefined);
      if (unsent.length > 0 && !stopping.aborted && !isFull) {
        batches.push(await sendBatch(unsent.slice(0, most), held, tools));
        wait = FIRST_PAUSE_MS;
        continue;
      }
      const places = new Set([...waiting.values()].map(placeOf));
      const awaited = batches.filter((batch) => isFull || places.has(batch));
      const ended = await fetchWhatEnded(awaited, provider, tools);
      if (ended) {
        wait = FIRST_PAUSE_MS;
        continue;
      }
      if (detach || stopping.aborted) return handOver();
      await pause(wait);
      wait = Math.min(LONGEST_PAUSE_MS, wait * 1.5);
    }
  };

  const handOver = (): void => {
    handedOver.abort(new Error("handed over"));
    rejectAll(handedOver.signal.reason);
  };
  const rejectAll = (error: unknown): void => {
    for (const waiter of [...waiting.values()]) waiter.reject(error);
    waiting.clear();
  };
  const start = (): void => {
    if (driving) return;
    driving = true;
    void drive()
      .catch((error) =>
        stopping.aborted || error instanceof HandedOver ? handOver() : rejectAll(error),
      )
      .finally(() => {
        driving = false;
        if (waiting.size > 0) start();
      });
  };

  return {
    id: spec.id,
    concurrency: MOST_IN_FLIGHT,
    metadata: {},
    handedOver: handedOver.signal,
    generate(request, { signal }) {
      tools = { ...options, signal };
      return new Promise((resolve, reject) => {
        signal.throwIfAborted();
        handedOver.signal.throwIfAborted();
        const key = keyOf(request);
        if (waiting.has(key)) throw new Error(`the same request is asked twice at once: ${key}`);
        waiting.set(key, { key, request, tries: 0, wasted: {}, resolve, reject });
        asked++;
        start();
      });
    },
    holds(request) {
      earlier ??= new Set(store.open().flatMap(({ entries }) => entries.map(({ key }) => key)));
      return earlier.has(keyOf(request));
    },
    settled: (taskId) => store.settle(taskId, now()),
    close: async () => {},
  };
}
