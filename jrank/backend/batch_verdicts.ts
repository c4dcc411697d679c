/** What a result in a batch means for the request that waits for it. */
import type { BatchStore } from "../core/batch.ts";
import { CallError, type ChatReply, changedError } from "./backend.ts";
import type { BatchProvider, NoReply } from "./batch.ts";
import type { OpenBatch } from "./batch_open.ts";
import { toCallError } from "./http_errors.ts";

/** `free`: the next try does not count as one, because this one taught how to ask. */
export type Came = { reply: ChatReply } | { error: CallError; free: boolean };

/** From this many requests on, a batch in which all are refused means that all will be. */
const TELLING = 5;

/** Reads results; learns from refusals what a model does not take, and keeps that with the batch. */
export function createVerdicts(
  id: string,
  provider: BatchProvider,
  store: BatchStore,
  log: (text: string) => void,
): { of(batch: OpenBatch, customId: string, now: number): Came } {
  const taught = new Map<OpenBatch, Set<string>>();
  for (const refusal of store.refusals()) provider.learn(refusal);

  const teaches = (
    batch: OpenBatch,
    refusal: { status: number; message: string },
    at: number,
  ): boolean => {
    const known = taught.get(batch) ?? new Set();
    taught.set(batch, known);
    if (known.has(refusal.message)) return true;
    const lesson = provider.learn({ ...refusal, fields: batch.fields });
    if (lesson === undefined) return false;
    known.add(refusal.message);
    batch.stored.note({ event: "refused", at, ...refusal });
    if (lesson !== "") log(`${id} ${lesson}.`);
    return true;
  };
  const errorOf = (outcome: NoReply, batch: OpenBatch): CallError => {
    const { status, message } = outcome;
    const where = provider.where;
    if (status === undefined) return new CallError("retry", `${where}: ${message}`);
    const seen = toCallError(Object.assign(new Error(message), { status }), {
      where,
      secret: undefined,
      now: 0,
    });
    // One request alone may be refused for what it asks; when all are, the next will be too.
    const isAlone = batch.replies > 0 || (batch.results?.size ?? 0) < TELLING;
    return seen.kind === "stop" && isAlone ? changedError(seen, { kind: "call" }) : seen;
  };

  const cameOf = (batch: OpenBatch, customId: string, now: number): Came => {
    const outcome = batch.results?.get(customId) ?? {
      status: undefined,
      message: "the batch ended without a result for this request",
    };
    if ("reply" in outcome) {
      try {
        return { reply: outcome.reply() };
      } catch (thrown) {
        if (thrown instanceof CallError) return { error: thrown, free: false };
        throw thrown;
      }
    }
    const { status, message } = outcome;
    const isLesson = status !== undefined && teaches(batch, { status, message }, now);
    return isLesson
      ? { error: new CallError("retry", message), free: true }
      : { error: errorOf(outcome, batch), free: false };
  };

  return {
    of(batch, customId, now) {
      const came = cameOf(batch, customId, now);
      return "error" in came && batch.wasRead
        ? { error: new CallError("retry", came.error.message), free: true }
        : came;
    },
  };
}
