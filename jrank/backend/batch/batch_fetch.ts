/**
 * Looks at batches, fetches their results, and says what a result means for the request that waits
 * for it.
 */

import { dirname } from "node:path";
import type { BatchStore } from "../../core/batch.ts";
import { type Said, say } from "../../core/message.ts";
import { toCallError } from "../api/http_errors.ts";
import { CallError, type ChatReply, changedError } from "../call/backend.ts";
import { tryAgain } from "../call/retry.ts";
import { type CallTools, lastEvent, type OpenBatch, readResults } from "./batch_open.ts";
import type { BatchProvider, NoReply } from "./batch_provider.ts";

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
    say`${where} does not have batch ${id}, or its results, any more, or not under this key (${error}). With the key that sent it, run again; to give it up and ask anew, delete ${dirname(stored.requestsFile)}`,
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
    throw new CallError("stop", say`${where} did not take batch ${stored.name}: ${message}`);
  }
  log(say`${where} did not take batch ${stored.name}: ${message}. It is sent in smaller parts.`);
}

/** The most requests that a batch may have after one was too much; infinite where none was. */
export function mostAfterRefusals(batches: readonly OpenBatch[]): number {
  const tooMany = batches
    .filter(({ stored }) => lastEvent(stored, "failed")?.full)
    .map(({ stored }) => Math.ceil(stored.entries.length / 2));
  return Math.min(Number.POSITIVE_INFINITY, ...tooMany);
}

/** `free`: the next try does not count as one, because this one taught how to ask. */
type Came = { reply: ChatReply } | { error: CallError; free: boolean };

/** From this many requests on, a batch in which all are refused means that all will be. */
const TELLING = 5;

/** Reads results; learns from refusals what a model does not take, and keeps that with the batch. */
export function createVerdicts(
  id: string,
  provider: BatchProvider,
  store: BatchStore,
  log: (text: Said) => void,
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
    if (lesson !== "") log(say`${id} ${lesson}.`);
    return true;
  };
  const errorOf = (outcome: NoReply, batch: OpenBatch): CallError => {
    const { status, message } = outcome;
    const where = provider.where;
    if (status === undefined) return new CallError("retry", say`${where}: ${message}`);
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
        ? { error: new CallError("retry", came.error.said), free: true }
        : came;
    },
  };
}
