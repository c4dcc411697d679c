/** Asking a model through its provider's batches: what is open from earlier runs, and the backend. */

import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import { createBatches } from "../../backend/backends.ts";
import { createBatchBackend, keyOf } from "../../backend/batch/batch_backend.ts";
import type { BatchProgress } from "../../backend/batch/batch_provider.ts";
import { withRefusals } from "../../backend/batch/remembered.ts";
import type { Backend, ChatRequest, Refusal } from "../../backend/call/backend.ts";
import { withEmptyReplies } from "../../backend/call/empty_replies.ts";
import { withMeter } from "../../backend/call/metered.ts";
import { isFree } from "../../backend/call/price_table.ts";
import { sleep } from "../../backend/call/retry.ts";
import type { BatchStore, BatchTask } from "../../core/batch.ts";
import { UserError } from "../../core/errors.ts";
import { joined, say } from "../../core/message.ts";
import { createRandom } from "../../core/random.ts";
import { openRefusals } from "../../store/books/refusal_book.ts";
import type { Context } from "../command/command.ts";
import { plural } from "../command/format.ts";
import type { Model } from "./models.ts";
import { openModel } from "./open_model.ts";

/** Where a model's batches are kept, and whether to wait for them. */
interface Batching {
  store: BatchStore;
  detach: boolean;
  /** Calls at a time, where the model is asked call by call. */
  parallel: number;
}

/** Seconds between lines of progress of a batch that does not move. */
const LINE_SECONDS = 60;

/** Tells how far batches are: when something changed, and now and then when nothing did. */
function batchProgress(
  id: string,
  { log, now }: Context,
): (name: string, at: BatchProgress) => void {
  const last = new Map<string, { text: string; at: number }>();
  return (name, { done, failed, total, words }) => {
    const counts = [say`${done} of ${total} done`, ...(failed > 0 ? [say`${failed} failed`] : [])];
    const told = say`Batch ${name} of ${id}: ${joined(counts)} (${words})`;
    const text = String(told);
    const before = last.get(name);
    if (before?.text === text && now() - before.at < LINE_SECONDS * 1000) return;
    last.set(name, { text, at: now() });
    log(told);
  };
}

/** Waits, or until the signal is aborted. */
const pauseUntil =
  (signal: AbortSignal) =>
  (ms: number): Promise<void> =>
    sleep(ms, signal).catch(() => {});

/** Opens a model as it is to be asked; what it was refused for good is not asked again. */
export async function openAsked(
  model: Model,
  batching: Batching,
  context: Context,
): Promise<Backend> {
  const backend = withEmptyReplies(await openEither(model, batching, context));
  if (isFree(model.spec)) return backend;
  const book = openRefusals<Refusal>(batching.store.folder, context);
  const remembering = withRefusals(backend, model.spec, book);
  const close = async (): Promise<void> => {
    await backend.close();
    book.close();
  };
  return { ...remembering, close };
}

/** Opens a model call by call, or through batches. */
async function openEither(
  model: Model,
  { store, detach, parallel }: Batching,
  context: Context,
): Promise<Backend> {
  if (!model.spec.batch) return openModel(model, parallel, context);
  const { env, log, now, interrupt } = context;
  const provider = await createBatches(model.spec, { env, log });
  const batches = createBatchBackend(model.spec, provider, store, {
    log,
    now,
    detach,
    random: createRandom(now(), model.spec.id),
    nonce: () => randomUUID().replaceAll("-", "").slice(0, 12),
    progress: batchProgress(model.spec.id, context),
    pause: pauseUntil(interrupt.stopping),
    stopping: interrupt.stopping,
  });
  const { budget } = context;
  if (!budget) return batches;
  // A request that lies in a batch is known by the same name to the run that collects it.
  const nameOf = (request: ChatRequest): string => `${model.spec.id}/${keyOf(request)}`;
  return withMeter(batches, { spec: model.spec, budget, nameOf, log });
}

/** The tasks in batches of earlier runs that are not stored yet, each once. */
export function openTasks(store: BatchStore, isStored: (taskId: string) => boolean): BatchTask[] {
  const tasks = new Map<string, BatchTask>();
  for (const { entries } of store.open()) for (const { task } of entries) tasks.set(task.id, task);
  return [...tasks.values()].filter(({ id }) => !isStored(id));
}

/** Tells the batches what is stored already: a run may end between storing and telling. */
export function settleStored(
  store: BatchStore,
  { isStored, now }: { isStored(taskId: string): boolean; now: number },
): void {
  const ids = new Set(store.open().flatMap(({ entries }) => entries.map(({ task }) => task.id)));
  for (const id of ids) if (isStored(id)) store.settle(id, now);
}

/** Asking call by call for what lies in batches would pay twice; so that is an error. */
export function refuseToPayTwice(model: Model, store: BatchStore, open: number): void {
  if (open === 0 || model.spec.batch) return;
  throw new UserError(
    say`${plural(open, "request")} to ${model.spec.id} lie in batches that are not collected yet (${store.folder}). Asking without batches would pay for them twice: run with --batch (or "batch": true) to collect them, or delete that folder to give them up`,
  );
}

/** Aborted when one of them is. */
export function eitherOf(one: AbortSignal, other: AbortSignal | undefined): AbortSignal {
  if (!other) return one;
  const either = AbortSignal.any([one, other]);
  // Every call in flight listens.
  setMaxListeners(0, either);
  return either;
}
