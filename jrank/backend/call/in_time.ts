/** Work on texts of others, with an end: a template may loop, a reader may meet its worst case. */
import { createContext, Script } from "node:vm";

/** What was given up because it took too long. */
export class TookTooLong extends Error {
  override readonly name = "TookTooLong";
}

const stage = createContext({ act: undefined as (() => unknown) | undefined });
const play = new Script("act()");

/**
 * What `act`, which must not wait for anything, gives. Costs a tenth of a millisecond.
 * @throws TookTooLong where it is not done after `ms` milliseconds; it is ended wherever it is.
 */
export function inTime<T>(ms: number, act: () => T): T {
  stage.act = act;
  try {
    return play.runInContext(stage, { timeout: ms }) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
    throw new TookTooLong(`it took longer than ${ms / 1000} s`);
  } finally {
    stage.act = undefined;
  }
}
