/** From a contestant or a judge to the backend that is called. */
import { createBackend } from "../../backend/backends.ts";
import type { Backend } from "../../backend/call/backend.ts";
import { withEmptyReplies } from "../../backend/call/empty_replies.ts";
import { withFirstCall } from "../../backend/call/first_call.ts";
import { withLimits } from "../../backend/call/limits.ts";
import { withMeter } from "../../backend/call/metered.ts";
import { withPromptCheck } from "../../backend/call/prompt_check.ts";
import { withRetry, withTimeout } from "../../backend/call/retry.ts";
import { withSeconds } from "../../backend/call/usage.ts";
import { say } from "../../core/message.ts";
import { createRandom } from "../../core/random.ts";
import { type Context, Interrupted } from "../command/command.ts";
import type { Model } from "./models.ts";
import { seldom } from "./retry_notices.ts";

/** Seconds until a call is given up, where nothing is said. */
const TIMEOUT_S = 600;

/**
 * Opens a model with retries and limits around it. `parallel` is how many calls an API gets at a
 * time, each of its servers, where the model does not say itself; the backend's `concurrency` then
 * is how many calls to have in flight.
 */
export async function openModel(
  model: Model,
  parallel: number,
  context: Context,
): Promise<Backend> {
  const isLocal = model.spec.provider === "llama_cpp";
  const spec = isLocal ? model.spec : { parallel, ...model.spec };
  const { env, log, interrupt } = context;
  const signal = interrupt.stopping;
  const opened = await createBackend(spec, { env, log, signal }).catch((error: unknown) => {
    if (signal.aborted)
      throw new Interrupted(say`Interrupted. Run the same command again to go on.`);
    throw error;
  });
  const isCalled = !["offline", "recorded"].includes(spec.provider) && !spec.batch;
  const answering = withEmptyReplies(opened);
  const backend = isCalled ? withSeconds(answering, context.now) : answering;
  const isRemote = !isLocal && spec.provider !== "offline";
  // Within the limits: waiting for one's turn is no call that hangs.
  const timeoutMs = (spec.timeout_s ?? TIMEOUT_S) * 1000;
  const timed = isRemote
    ? withPromptCheck(withFirstCall(withTimeout(backend, timeoutMs)), spec)
    : backend;
  const { budget } = context;
  const metered = budget ? await withMeter(timed, { spec, budget, log }) : timed;
  const limited = await withLimits(metered, {
    ...(spec.requests_per_minute !== undefined && { requestsPerMinute: spec.requests_per_minute }),
    ...(spec.tokens_per_minute !== undefined && { tokensPerMinute: spec.tokens_per_minute }),
  });
  if (!isRemote) return limited;
  return withRetry(limited, {
    // Waits need no seed to be repeatable; only their spread matters.
    random: createRandom(context.now(), spec.id),
    log: seldom(context.log, context.now),
  });
}
