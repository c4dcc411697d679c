/** Whether a judge says the same when the two answers change places. */
import { wilsonInterval } from "./win_rate.ts";

/** A pair's verdicts: shown one way, and with the answers swapped. 1: first shown, 2: second, 3: tie. */
export type SwappedPair = readonly [1 | 2 | 3, 1 | 2 | 3];

export interface SwapConsistency {
  /** Pairs judged in both orders. */
  pairs: number;
  /** The same model won both games. */
  sameWinner: number;
  /** Both games were ties. */
  bothTies: number;
  /** One game was a tie. */
  oneTie: number;
  /** The answer shown first won both games. */
  firstTwice: number;
  /** The answer shown second won both games. */
  secondTwice: number;
  /** Share of pairs with the same verdict in both orders, with Wilson's interval. */
  consistent: number | null;
  lower: number | null;
  upper: number | null;
}

/** Counts what became of pairs that were judged in both orders. */
export function swapConsistency(
  pairs: readonly SwappedPair[],
  { confidence = 0.95 } = {},
): SwapConsistency {
  const count = (test: (one: number, two: number) => boolean): number =>
    pairs.filter(([one, two]) => test(one, two)).length;
  const sameWinner = count((one, two) => one !== 3 && two === 3 - one);
  const bothTies = count((one, two) => one === 3 && two === 3);
  const n = pairs.length;
  const same = sameWinner + bothTies;
  return {
    ...{ pairs: n, sameWinner, bothTies },
    oneTie: count((one, two) => (one === 3) !== (two === 3)),
    firstTwice: count((one, two) => one === 1 && two === 1),
    secondTwice: count((one, two) => one === 2 && two === 2),
    ...(n === 0
      ? { consistent: null, lower: null, upper: null }
      : { consistent: same / n, ...wilsonInterval(same, n, { confidence }) }),
  };
}
