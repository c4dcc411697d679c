import type { Comparisons } from "./comparisons.ts";

/** How often the answer shown first won, whatever model it was of. */
export interface PositionCounts {
  first_wins: number;
  second_wins: number;
  ties: number;
}

/**
 * Verdicts by position. Without a preference for a position, and with each model as often first as
 * second, both win equally often; the fitted home advantage also accounts for who met whom.
 */
export function positionCounts({ first, second, outcome, weight }: Comparisons): PositionCounts {
  const counts = [0, 0, 0];
  for (let k = 0; k < first.length; k++) {
    if (first[k] !== second[k]) counts[outcome[k] - 1] += weight === undefined ? 1 : weight[k];
  }
  const [first_wins = 0, second_wins = 0, ties = 0] = counts;
  return { first_wins, second_wins, ties };
}
