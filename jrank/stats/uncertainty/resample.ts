import type { Random } from "../../core/random.ts";
import { type ClusteredPoints, hasQuestions } from "../data/clusters.ts";
import type { Counts } from "../data/collapse.ts";
import type { Comparisons } from "../data/comparisons.ts";
import {
  type PairPoints,
  pairLookup,
  rowLookup,
  scoreOfRow,
  tieOfRow,
} from "../data/pair_points.ts";
import { discrete, poissonTables } from "../numeric/discrete.ts";

/** Fills the points of every ordered pair, and the ties where wanted, with one resampled data set. */
export type Resample = (won: Float64Array, lost: Float64Array, tied?: Float64Array) => void;

/** Draws as many questions as there are, with replacement, each with all its judgments. */
export function resampleQuestions(clustered: ClusteredPoints, random: Random): Resample {
  const questions = clustered.clusters.length;
  const times = new Int32Array(questions);
  const { start, pair } = clustered;
  return (won, lost, tied) => {
    times.fill(0);
    for (let q = 0; q < questions; q++) times[random.below(questions)]++;
    won.fill(0);
    lost.fill(0);
    tied?.fill(0);
    for (let q = 0; q < questions; q++) {
      const t = times[q];
      if (t === 0) continue;
      for (let e = start[q]; e < start[q + 1]; e++) {
        const g = pair[e];
        won[g] += t * clustered.won[e];
        lost[g] += t * clustered.lost[e];
        if (tied) tied[g] += t * clustered.tied[e];
      }
    }
  };
}

/**
 * Draws as many judgments as there are, with replacement, from whole counts. The cost of a round
 * depends on the number of cells, not of judgments: each cell draws a Poisson number around
 * slightly less than its count, and the missing few are drawn one by one. Given their sum,
 * independent Poisson numbers are multinomial, so the result is exactly multinomial.
 *
 * `games` are the pairs that the fit uses; judgments of others are drawn and dropped.
 */
export function resampleJudgments(counts: Counts, games: PairPoints, random: Random): Resample {
  const { count } = counts;
  const pairs = games.first.length;
  const total = Math.round(count.reduce((sum, n) => sum + n, 0));
  // Four standard deviations below: the sum hardly ever exceeds the total.
  const thinned = Math.max(0, 1 - 4 / Math.sqrt(total));
  const poisson = poissonTables(count, thinned);
  const cellOf = discrete(count);
  const slot = slotsIn(counts, games);
  const drawn = new Float64Array(3 * pairs + 1);
  return (won, lost, tied) => {
    let missing = -1;
    while (missing < 0) missing = total - poisson(drawn, slot, random);
    for (let k = 0; k < missing; k++) drawn[slot[cellOf(random)]]++;
    for (let g = 0; g < pairs; g++) {
      const halves = drawn[3 * g + 2] / 2;
      won[g] = drawn[3 * g] + halves;
      lost[g] = drawn[3 * g + 1] + halves;
      if (tied) tied[g] = drawn[3 * g + 2];
    }
  };
}

/** Draws as many rows as there are, with replacement, each with its weight (of any size). */
function resampleRows(comparisons: Comparisons, games: PairPoints, random: Random): Resample {
  const { first, second, weight } = comparisons;
  const rowOf = rowLookup(games, comparisons);
  const pair = Int32Array.from(first, (i, k) => (i === second[k] ? -1 : rowOf(k)));
  return (won, lost, tied) => {
    won.fill(0);
    lost.fill(0);
    tied?.fill(0);
    for (let draw = 0; draw < pair.length; draw++) {
      const k = random.below(pair.length);
      const g = pair[k];
      if (g < 0) continue;
      const w = weight === undefined ? 1 : weight[k];
      const score = scoreOfRow(comparisons, k);
      won[g] += w * score;
      lost[g] += w * (1 - score);
      if (tied) tied[g] += w * tieOfRow(comparisons, k);
    }
  };
}

/**
 * Where each cell's draws go: three places (the outcomes) for every pair of `games`, and one place
 * after them for the cells of other pairs.
 */
function slotsIn(counts: Counts, games: PairPoints): Uint32Array {
  const pairOf = pairLookup(games);
  return Uint32Array.from(counts.count, (_, c) => {
    const g = pairOf(counts.first[c], counts.second[c]);
    return g < 0 ? 3 * games.first.length : 3 * g + counts.outcome[c] - 1;
  });
}

/** By question where there are questions to speak about and it is wanted, else by judgment. */
export function resampleBy(
  unit: "question" | "judgment",
  { comparisons, counts, games, clustered }: ResampledData,
  random: Random,
): Resample {
  if (unit === "question" && hasQuestions(clustered)) return resampleQuestions(clustered, random);
  return hasWholeWeights(comparisons) && games.rowOf === undefined && !comparisons.shares
    ? resampleJudgments(counts, games, random)
    : resampleRows(comparisons, games, random);
}

/** The same judgments as rows, counts, games of the fit, and games by question. */
interface ResampledData {
  readonly comparisons: Comparisons;
  readonly counts: Counts;
  readonly games: PairPoints;
  readonly clustered: ClusteredPoints | null;
}

/** Whole weights are repetitions of a row; others are importance, and the row is what is drawn. */
export function hasWholeWeights({ weight }: Comparisons): boolean {
  return weight === undefined || weight.every(Number.isInteger);
}
