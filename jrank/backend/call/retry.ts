/**
 * The one layer that tries again. Around any backend: exponential back-off with full jitter (Brooker,
 * AWS Architecture Blog 2015), the server's Retry-After obeyed but bounded, and a time limit for each
 * call.
 */

import { setTimeout as wait } from "node:timers/promises";
import { type Said, say } from "../../core/message.ts";
import type { Random } from "../../core/random.ts";
import type { Usage } from "../../core/types.ts";
import { type Backend, CallError, type ChatReply, changedError } from "./backend.ts";
import { addUsage } from "./usage.ts";

interface RetryPolicy {
  /** Tries in all. */
  attempts?: number;
  /** The first wait is random up to this; it doubles from try to try. */
  firstWaitMs?: number;
  longestWaitMs?: number;
  /** A call that takes longer is cut off and tried again; absent: the backend sees to it. */
  timeoutMs?: number;
  random: Random;
  log(text: Said): void;
}

/** Waits, or throws the signal's reason as soon as it is aborted. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal });
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  }
}

interface Trying extends Omit<RetryPolicy, "timeoutMs"> {
  /** Who is called, for notices. */
  id: string;
  signal: AbortSignal;
}

/** Calls until it goes through; what it throws in the end is the last failure. */
export async function tryAgain<T>(call: () => Promise<T>, trying: Trying): Promise<T> {
  const { id, attempts = 7, firstWaitMs = 500, longestWaitMs = 60_000, random, log } = trying;
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof CallError) || error.kind !== "retry") throw error;
      if (attempt >= attempts) {
        throw changedError(error, {
          kind: "call",
          said: say`${error} (given up after ${attempts} tries)`,
          cause: error,
        });
      }
      const backOff = random.next() * Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1));
      const asked = Math.min(Math.max(0, error.retryAfterMs ?? 0), longestWaitMs);
      const waitMs = Math.max(backOff, asked);
      const tries = Number.isFinite(attempts)
        ? say`try ${attempt + 1} of ${attempts}`
        : say`try ${attempt + 1}`;
      const what = error.message.startsWith(id) ? error.said : say`${id}: ${error}`;
      log(say`${what}; trying again in ${(waitMs / 1000).toFixed(1)} s (${tries})`);
      await sleep(waitMs, trying.signal);
    }
  }
}

/** The calls in flight, by the signal that ends them all: it has one listener for them. */
const endings = new WeakMap<AbortSignal, Set<AbortController>>();

/** The calls that a signal ends as soon as it is aborted. */
function endedBy(signal: AbortSignal): Set<AbortController> {
  const known = endings.get(signal);
  if (known) return known;
  const calls = new Set<AbortController>();
  endings.set(signal, calls);
  const end = (): void => {
    for (const call of calls) call.abort(signal.reason);
  };
  signal.addEventListener("abort", end, { once: true });
  return calls;
}

/** The backend, whose calls are cut off after a time; a call that was cut off may be billed. */
export function withTimeout(backend: Backend, timeoutMs: number): Backend {
  return {
    ...backend,
    get metadata() {
      return backend.metadata;
    },
    async generate(request, { signal }) {
      // By hand: a joined signal of the platform costs more than all else that stands around a call.
      signal.throwIfAborted();
      const call = new AbortController();
      const calls = endedBy(signal).add(call);
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        call.abort();
      }, timeoutMs);
      try {
        return await backend.generate(request, { signal: call.signal });
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        if (!isLate) throw error;
        throw new CallError("retry", say`${backend.id}: no reply within ${timeoutMs / 1000} s`, {
          mayBeBilled: true,
        });
      } finally {
        clearTimeout(timer);
        calls.delete(call);
      }
    },
  };
}

/**
 * The backend, tried again where a failure may pass. What it throws in the end is the last failure.
 * Replies that could not be used are paid for like others: their usage is added to that of the
 * reply, or of the failure.
 */
export function withRetry(backend: Backend, policy: RetryPolicy): Backend {
  const tried = policy.timeoutMs === undefined ? backend : withTimeout(backend, policy.timeoutMs);

  return {
    ...backend,
    get metadata() {
      return backend.metadata;
    },
    async generate(request, options) {
      let wasted: Usage | undefined;
      const attempt = async (): Promise<ChatReply> => {
        try {
          return await tried.generate(request, options);
        } catch (error) {
          if (error instanceof CallError && error.usage) {
            wasted = addUsage(wasted ?? {}, error.usage);
          }
          throw error;
        }
      };
      try {
        const reply = await tryAgain(attempt, {
          ...policy,
          id: backend.id,
          signal: options.signal,
        });
        return wasted ? { ...reply, usage: addUsage(wasted, reply.usage) } : reply;
      } catch (error) {
        if (!wasted || !(error instanceof CallError)) throw error;
        throw changedError(error, { usage: wasted });
      }
    },
  };
}
