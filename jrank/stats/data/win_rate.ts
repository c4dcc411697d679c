import { RANKING } from "../../core/defaults.ts";
import type { Ranking } from "../../core/ranking.ts";
import { normalQuantile } from "../numeric/student_t.ts";
import type { Counts } from "./collapse.ts";
import type { Comparisons } from "./comparisons.ts";

/** How often a model won. */
export interface WinRate {
  readonly matches: number;
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
  /** (wins + ties / 2) / matches; null without matches. */
  readonly rate: number | null;
  /** Wilson's interval of the rate. */
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Win rates of all models, in their order. A tie is half a win. */
export function winRates(
  counts: Counts,
  { confidence = RANKING.confidence }: { confidence?: number } = {},
): WinRate[] {
  const m = counts.models.length;
  const wins = new Float64Array(m);
  const losses = new Float64Array(m);
  const ties = new Float64Array(m);
  for (let c = 0; c < counts.count.length; c++) {
    const i = counts.first[c];
    const j = counts.second[c];
    const n = counts.count[c];
    if (counts.outcome[c] === 3) {
      ties[i] += n;
      ties[j] += n;
    } else {
      wins[counts.outcome[c] === 1 ? i : j] += n;
      losses[counts.outcome[c] === 1 ? j : i] += n;
    }
  }
  return Array.from(counts.models, (_, i) => {
    const matches = wins[i] + losses[i] + ties[i];
    const tally = { matches, wins: wins[i], losses: losses[i], ties: ties[i] };
    if (matches === 0) return { ...tally, rate: null, lower: null, upper: null };
    const points = wins[i] + ties[i] / 2;
    return { ...tally, rate: points / matches, ...wilsonInterval(points, matches, { confidence }) };
  });
}

/**
 * Wilson's score interval for a share of `successes` in `n` (Journal of the American Statistical
 * Association 22, 1927): unlike the usual one it stays within 0 and 1 and is right near them.
 * Half successes are allowed.
 */
export function wilsonInterval(
  successes: number,
  n: number,
  { confidence = RANKING.confidence }: { confidence?: number } = {},
): { lower: number; upper: number } {
  const z = normalQuantile((1 + confidence) / 2);
  const p = successes / n;
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return {
    lower: successes === 0 ? 0 : centre - half,
    upper: successes === n ? 1 : centre + half,
  };
}

/** How often the answer shown first won, whatever model it was of. */
export type PositionCounts = Ranking["by_position"];

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
