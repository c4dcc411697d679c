import { studentTQuantile } from "../numeric/student_t.ts";
import type { Covariance } from "../uncertainty/covariance.ts";
import type { Fitted } from "../uncertainty/fitted.ts";
import { type RankDraws, surelyPassed, withoutLimits } from "./rank_draws.ts";

/** Which models are told apart from which, all statements being true together at the confidence. */
export interface SimultaneousRanks {
  /** By model: the best and the worst rank that is not refuted; null where not placed. */
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
  /** Whether model i is above model j. */
  above(i: number, j: number): boolean;
  /** The threshold of the first step, in standard errors of a difference. */
  readonly threshold: number;
}

/** A standard error below this share of both models' is rounding: such models are not told apart. */
const NO_ERROR = 1e-6;

/**
 * Simultaneous confidence sets for all ranks (Mogstad, Romano, Shaikh and Wilhelm, Review of Economic
 * Studies 91, 2024). The threshold c is the quantile of max |z_i - z_j| / se_ij over all pairs in
 * the draws; i is above j where their difference exceeds c standard errors. Then the pairs told
 * apart are dropped and c is computed for the rest, until no more are (step-down).
 *
 * With few questions for so many models (`degrees`, that is questions - 1, below twice the dimension) the
 * covariance has hardly more directions than questions, and its draws hide how wrong it may be: with
 * 12 equal models on 5 questions, c alone tells some apart in 37 % of boards. There c is at least
 * Bonferroni's t quantile, which needs no covariance between pairs.
 *
 * A model's rank lies between 1 + the number of models above it and m - the number below it. An open
 * model counts as above or below where its limits leave nothing else (`surelyPassed`). All
 * these sets hold together, where marginal intervals hold one by one. Cost: draws × pairs a step.
 */
export function simultaneousRanks(
  { strengths }: Pick<Fitted, "strengths">,
  draws: RankDraws,
  covariance: Covariance,
  { confidence, degrees = Number.POSITIVE_INFINITY }: { confidence: number; degrees?: number },
): SimultaneousRanks {
  const { placed, count, values, open = withoutLimits(strengths.length, draws) } = draws;
  const m = strengths.length;
  // Bonferroni: an m-th of the error goes to each open model that has limits, the rest to the pairs.
  const error = (1 - confidence) / m;
  const limited = open.models.filter(
    (_, c) => open.least[c] > -Infinity || open.most[c] < Infinity,
  );
  const ofPairs = confidence + error * limited.length;
  const { above: passed, below: passing } = surelyPassed(draws, open, strengths, error);
  const k = placed.length;
  const centre = centreOf(values, count, k);
  const pairs = pairsOf(covariance, placed);
  const point = Float64Array.from(placed, (i) => strengths[i]);
  const above = new Uint8Array(k * k);
  let left = pairs;
  let threshold = Number.NaN;
  for (let dropped = true; dropped && left.i.length > 0; ) {
    const c = Math.max(
      quantileOfLargest(left, values, centre, { count, k, confidence: ofPairs }),
      degrees < 2 * (k - 1)
        ? studentTQuantile(1 - (1 - ofPairs) / (2 * left.i.length), degrees)
        : 0,
    );
    if (Number.isNaN(threshold)) threshold = c;
    const isApart = Array.from(
      left.i,
      (i, p) => Math.abs(point[i] - point[left.j[p]]) * left.inverse[p] > c,
    );
    isApart.forEach((apart, p) => {
      if (!apart) return;
      const [i, j] = [left.i[p], left.j[p]];
      above[point[i] > point[j] ? i * k + j : j * k + i] = 1;
    });
    dropped = isApart.includes(true);
    left = kept(left, (p) => !isApart[p]);
  }
  const lower: (number | null)[] = Array.from(strengths, () => null);
  const upper = lower.slice();
  placed.forEach((model, i) => {
    let better = 0;
    let worse = 0;
    for (let j = 0; j < k; j++) {
      better += above[j * k + i];
      worse += above[i * k + j];
    }
    lower[model] = 1 + passed[model] + better;
    upper[model] = m - passing[model] - worse;
  });
  const at = new Map(placed.map((model, i) => [model, i]));
  return {
    lower,
    upper,
    threshold,
    above(i, j) {
      const a = at.get(i);
      const b = at.get(j);
      return a !== undefined && b !== undefined && above[a * k + b] === 1;
    },
  };
}

interface Pairs {
  readonly i: Uint16Array;
  readonly j: Uint16Array;
  /** 1 / standard error of the difference. */
  readonly inverse: Float64Array;
}

function centreOf(values: Float64Array, count: number, k: number): Float64Array {
  const centre = new Float64Array(k);
  for (let d = 0; d < count; d++) for (let i = 0; i < k; i++) centre[i] += values[d * k + i];
  return centre.map((sum) => sum / count);
}

/** All pairs whose difference varies. */
function pairsOf({ values, size }: Covariance, placed: readonly number[]): Pairs {
  const i: number[] = [];
  const j: number[] = [];
  const inverse: number[] = [];
  placed.forEach((a, row) => {
    placed.slice(0, row).forEach((b, column) => {
      const sum = values[a * size + a] + values[b * size + b];
      const error = Math.sqrt(sum - 2 * values[a * size + b]);
      if (!(error > NO_ERROR * Math.sqrt(sum))) return;
      i.push(row);
      j.push(column);
      inverse.push(1 / error);
    });
  });
  return { i: Uint16Array.from(i), j: Uint16Array.from(j), inverse: Float64Array.from(inverse) };
}

function kept({ i, j, inverse }: Pairs, wanted: (p: number) => boolean): Pairs {
  const rows = Array.from(i.keys()).filter(wanted);
  return {
    i: Uint16Array.from(rows, (p) => i[p]),
    j: Uint16Array.from(rows, (p) => j[p]),
    inverse: Float64Array.from(rows, (p) => inverse[p]),
  };
}

function quantileOfLargest(
  { i, j, inverse }: Pairs,
  values: Float64Array,
  centre: Float64Array,
  { count, k, confidence }: { count: number; k: number; confidence: number },
): number {
  const largest = new Float64Array(count);
  const z = new Float64Array(k);
  for (let d = 0; d < count; d++) {
    for (let a = 0; a < k; a++) z[a] = values[d * k + a] - centre[a];
    let most = 0;
    for (let p = 0; p < i.length; p++) {
      const t = Math.abs(z[i[p]] - z[j[p]]) * inverse[p];
      if (t > most) most = t;
    }
    largest[d] = most;
  }
  largest.sort();
  return largest[Math.min(count - 1, Math.ceil(confidence * count) - 1)];
}
