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
 * these sets hold together, where marginal intervals hold one by one. Cost: draws × models a
 * step, and the pairs of the few models that may have the largest difference.
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
  const { inverse } = pairs;
  const point = Float64Array.from(placed, (i) => strengths[i]);
  const above = new Uint8Array(k * k);
  let threshold = Number.NaN;
  const quantile = quantileOfLargest(pairs, values, centre, { count, confidence: ofPairs });
  for (let left = countOf(inverse), dropped = 1; dropped > 0 && left > 0; left -= dropped) {
    const c = Math.max(
      quantile(),
      degrees < 2 * (k - 1) ? studentTQuantile(1 - (1 - ofPairs) / (2 * left), degrees) : 0,
    );
    if (Number.isNaN(threshold)) threshold = c;
    dropped = 0;
    for (let i = 1; i < k; i++) {
      for (let j = 0; j < i; j++) {
        if (!(Math.abs(point[i] - point[j]) * inverse[i * k + j] > c)) continue;
        above[point[i] > point[j] ? i * k + j : j * k + i] = 1;
        inverse[i * k + j] = inverse[j * k + i] = 0;
        dropped++;
      }
    }
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
  /** 1 / standard error of the difference, models x models; 0 for a pair that is told apart or never varies. */
  readonly inverse: Float64Array;
  /** The models' own variances. */
  readonly variance: Float64Array;
}

function centreOf(values: Float64Array, count: number, k: number): Float64Array {
  const centre = new Float64Array(k);
  for (let d = 0; d < count; d++) for (let i = 0; i < k; i++) centre[i] += values[d * k + i];
  return centre.map((sum) => sum / count);
}

/** All pairs whose difference varies. */
function pairsOf({ values, size }: Covariance, placed: readonly number[]): Pairs {
  const k = placed.length;
  const inverse = new Float64Array(k * k);
  const variance = Float64Array.from(placed, (i) => values[i * (size + 1)]);
  for (let i = 1; i < k; i++) {
    for (let j = 0; j < i; j++) {
      const sum = variance[i] + variance[j];
      const error = Math.sqrt(sum - 2 * values[placed[i] * size + placed[j]]);
      if (error > NO_ERROR * Math.sqrt(sum)) inverse[i * k + j] = inverse[j * k + i] = 1 / error;
    }
  }
  return { inverse, variance };
}

/** How many pairs there are. */
const countOf = (inverse: Float64Array): number =>
  inverse.reduce((count, v) => count + (v > 0 ? 1 : 0), 0) / 2;

/**
 * The quantile over the draws of the largest |z_i - z_j| / se_ij among the pairs that are left when it is
 * asked for; draws whose largest pair is left keep it. By Cauchy and Schwarz its square is at
 * most g (y_i + y_j) with y = z² / variance and g the largest (variance_i + variance_j) / se_ij². So the
 * models are taken by falling y, and few pairs are looked at before no other can be larger.
 */
function quantileOfLargest(
  { inverse, variance }: Pairs,
  values: Float64Array,
  centre: Float64Array,
  { count, confidence }: { count: number; confidence: number },
): () => number {
  const k = variance.length;
  const largest = new Float64Array(count);
  const pair = new Int32Array(count).fill(-1);
  const z = new Float64Array(k);
  const y = new Float64Array(k);
  const sorted = fallingOrder(k);
  return () => {
    let g = 0;
    for (let i = 1; i < k; i++) {
      for (let j = 0; j < i; j++) {
        g = Math.max(g, (variance[i] + variance[j]) * inverse[i * k + j] ** 2);
      }
    }
    // Rounding must not leave out the largest.
    const bound = g * (1 + 1e-9);
    for (let d = 0; d < count; d++) {
      if (inverse[pair[d]] > 0) continue;
      for (let a = 0; a < k; a++) {
        z[a] = values[d * k + a] - centre[a];
        y[a] = variance[a] > 0 ? z[a] ** 2 / variance[a] : 0;
      }
      const { order, cap } = sorted(y);
      let most = 0;
      let least = 0;
      for (let a = 0; a < k && 2 * cap[a] > least; a++) {
        const own = z[order[a]];
        const row = order[a] * k;
        for (let b = a + 1; b < k && cap[a] + cap[b] > least; b++) {
          const t = Math.abs(own - z[order[b]]) * inverse[row + order[b]];
          if (t <= most) continue;
          most = t;
          least = t ** 2 / bound;
          pair[d] = row + order[b];
        }
      }
      largest[d] = most;
    }
    return largest.slice().sort()[Math.min(count - 1, Math.ceil(confidence * count) - 1)];
  };
}

/** Sorts values from 0 on, the largest first, up to steps of an eighth: `cap` is the end of a value's step. */
function fallingOrder(k: number): (values: Float64Array) => {
  order: Uint16Array;
  cap: Float64Array;
} {
  const steps = 512;
  const start = new Uint32Array(steps + 1);
  const order = new Uint16Array(k);
  const cap = new Float64Array(k);
  const step = new Uint16Array(k);
  return (values) => {
    start.fill(0);
    for (let i = 0; i < k; i++) {
      step[i] = Math.max(0, steps - 1 - Math.floor(8 * values[i]));
      start[step[i] + 1]++;
    }
    for (let s = 0; s < steps; s++) start[s + 1] += start[s];
    for (let i = 0; i < k; i++) {
      const at = start[step[i]]++;
      order[at] = i;
      cap[at] = step[i] === 0 ? Number.POSITIVE_INFINITY : (steps - step[i]) / 8;
    }
    return { order, cap };
  };
}
