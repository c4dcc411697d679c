/**
 * Many calls at a time. Work is handed out one task at a time, just when a place is free: what is
 * in flight is never more than what remains, and a schedule can decide late.
 */

import { CallError } from "../../backend/call/backend.ts";
import { UserError } from "../../core/errors.ts";
import { type Said, say } from "../../core/message.ts";
import { type Context, Interrupted } from "./command.ts";

interface PoolOptions<Task> {
  /** The next task; undefined when there is none now. */
  next(): Task | undefined;
  /** Whether `next` may give one later, when a task in flight has ended. */
  hasMore?(): boolean;
  /** Does a task; its failure leaves the task open and the others go on. */
  perform(task: Task): Promise<void>;
  /** Told of a task that failed; without a reason where the error that ends the run says it. */
  failed(task: Task, reason: Said | undefined, error: CallError): void;
  parallel: number;
  /** Aborted: start nothing new. */
  stopping: AbortSignal;
  /** Aborted: failures are no longer news. */
  aborting: AbortSignal;
}

/** So many tasks refused for what they ask, before any that was not, mean that all will be. */
const MOST_REFUSALS = 50;

/**
 * Performs tasks until none is left. Throws a `UserError` when the backend says that no call can go
 * through, and when everything fails: so many failures in a row, with no success between, that going
 * on would only cost time.
 */
export async function runPool<Task>(options: PoolOptions<Task>): Promise<void> {
  const { next, perform, failed, parallel, stopping, aborting } = options;
  const { default: PQueue } = await import("p-queue");
  const queue = new PQueue({ concurrency: parallel });
  const mostFailuresInARow = Math.max(10, parallel);
  let failuresInARow = 0;
  let refusals = 0;
  let hasSucceeded = false;
  let fatal: Error | undefined;

  const attempt = async (task: Task): Promise<void> => {
    try {
      await perform(task);
      failuresInARow = 0;
      hasSucceeded = true;
      refusals = 0;
    } catch (error) {
      if (aborting.aborted) return;
      if (!(error instanceof CallError)) {
        fatal ??= error instanceof Error ? error : new Error(String(error));
        return;
      }
      failed(task, error.kind === "stop" ? undefined : error.said, error);
      if (error.refusal === "content" || error.refusal === "length") {
        // They tell of their task alone, unless nothing else is ever seen.
        if (isPaid(error) && !hasSucceeded) refusals++;
      } else if (isAboutTheServer(error)) failuresInARow++;
      if (error.kind === "stop") {
        fatal ??= new UserError(say`${error}`);
      } else if (failuresInARow >= mostFailuresInARow || refusals >= MOST_REFUSALS) {
        fatal ??= new UserError(
          say`${Math.max(failuresInARow, refusals)} calls in a row failed, so the run was stopped; the last one said: ${error}`,
        );
      }
    }
  };

  while (!fatal && !stopping.aborted) {
    const task = next();
    if (task !== undefined) {
      void queue.add(() => attempt(task));
      // Waits until every task handed out has begun, that is, until a place is free.
      await queue.onSizeLessThan(1);
      if (queue.pending >= parallel) await new Promise((go) => queue.once("next", go));
    } else if (queue.pending > 0 && options.hasMore?.()) {
      await new Promise((go) => queue.once("next", go));
    } else {
      break;
    }
  }
  await queue.onIdle();
  if (fatal) throw fatal;
}

const isPaid = ({ usage }: CallError): boolean => usage !== undefined;

/**
 * Whether a failure says something about the next call. A question that is refused for what it is
 * (too long a prompt) does not, and was not paid for; a rerun would meet the same ones first.
 */
function isAboutTheServer({ kind, usage, cause }: CallError): boolean {
  return kind !== "call" || usage !== undefined || cause !== undefined;
}

/** Milliseconds of work between two looks at what else happens. */
const STRETCH_MS = 50;

/**
 * To be awaited between two pieces of long work without waits, such as reading 100,000 texts: now and then it lets everything else have its turn.
 * @throws Interrupted after Ctrl-C.
 */
export function breathing({ now, interrupt }: Pick<Context, "now" | "interrupt">) {
  let last = now();
  return async (): Promise<void> => {
    if (now() - last < STRETCH_MS) return;
    await new Promise((go) => setImmediate(go));
    if (interrupt.stopping.aborted) throw new Interrupted(say`Interrupted. Nothing was changed.`);
    last = now();
  };
}
