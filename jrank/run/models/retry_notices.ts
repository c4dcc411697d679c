/** Notices of calls that are tried again: with many calls in flight a bad minute has hundreds of them. */
import { type Said, say } from "../../core/message.ts";

/** Told one by one before it becomes seldom. */
const FIRST = 5;
const PAUSE_MS = 10_000;

/**
 * Lets the first notices through, then at most one in ten seconds, which says how many were not told.
 * `now` is in milliseconds.
 */
export function seldom(log: (text: Said) => void, now: () => number): (text: Said) => void {
  let told = 0;
  let untold = 0;
  let last = Number.NEGATIVE_INFINITY;
  return (text) => {
    if (told >= FIRST && now() - last < PAUSE_MS) {
      untold++;
      return;
    }
    log(untold === 0 ? text : say`${text} (and ${untold} more like this)`);
    last = now();
    untold = 0;
    told++;
  };
}
