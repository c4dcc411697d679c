/**
 * What one more match would teach. The state is the covariance C of the strengths and G = C Λ C for
 * a target Λ: tr(Λ C) is what the goal wants small (Λ = I is the sum of the variances: A-optimal
 * design). A match's outcome does not enter: its information is w = p (1 - p), whoever wins.
 */
import type { Goal } from "./schedule.ts";

export interface Information {
  readonly size: number;
  /** Covariance of the strengths, size x size. */
  readonly covariance: Float64Array;
  /** C Λ C, size x size. */
  readonly weighted: Float64Array;
  readonly target: Target;
}

/** Λ v, written into `out`; Λ is symmetric and not negative. */
type Target = (v: Float64Array, out: Float64Array) => void;

/**
 * What all variances, and all differences of neighbours, count under a goal that looks at a few models:
 * the rest must be known, too. Without those of neighbours the order of all was worse than under
 * fewest-matches.
 */
const FAINT = { ridge: 0.3, path: 0.2 };
/**
 * What the long wave counts under goals that do not look at all neighbours, whose matches leave the scale
 * less open: with more of it ratings of 30 models are nearer, but their order is worse.
 */
const WAVE_OF = { "error-bars": 0.5, "top-k": 0.4 };

/** What a goal looks at in the strengths so far. */
interface Outline {
  /** The models from the strongest to the weakest. */
  readonly order: readonly number[];
  /** How much the differences of neighbours count under `ranking`, beside the variances. */
  readonly neighbours: number;
  /** The long wave: the variance of this sum of strengths counts, too (`adaptive_fit.ts`). */
  readonly wave: Float64Array;
}

/** Λ of a goal. */
export function targetOf(goal: Goal, { order, neighbours, wave }: Outline): Target {
  switch (goal.name) {
    case "error-bars":
      return withWave(wave, WAVE_OF[goal.name], (v, out) => out.set(v));
    case "ranking":
      return withWave(wave, 1, pathTarget(order, { ridge: 1, path: neighbours }));
    case "top-k":
      return withWave(
        wave,
        WAVE_OF[goal.name],
        withPath(
          order.slice(0, goal.k + 1),
          pathTarget(order, { ridge: FAINT.ridge, path: FAINT.path * neighbours }),
        ),
      );
    case "new-model": {
      const others = 1 / Math.max(1, order.length - 1);
      const contrast = new Float64Array(order.length).fill(-others);
      contrast[goal.model] = 1;
      return withWave(contrast, 1, (_, out) => out.fill(0));
    }
  }
}

/** Λ + weight wave wave'. */
function withWave(wave: Float64Array, weight: number, target: Target): Target {
  return (v, out) => {
    target(v, out);
    let dot = 0;
    for (let i = 0; i < v.length; i++) dot += wave[i] * v[i];
    for (let i = 0; i < v.length; i++) out[i] += weight * wave[i] * dot;
  };
}

/** ridge I + path times the Laplacian of the path through `order`: variances, and differences of neighbours. */
function pathTarget(
  order: readonly number[],
  { ridge, path }: { ridge: number; path: number },
): Target {
  return (v, out) => {
    for (let i = 0; i < v.length; i++) out[i] = ridge * v[i];
    addPath(order, path, v, out);
  };
}

/** A target and the differences of neighbours in `order`. */
function withPath(order: readonly number[], target: Target): Target {
  return (v, out) => {
    target(v, out);
    addPath(order, 1, v, out);
  };
}

/** Adds path times the Laplacian of the path through `order`, times v. */
function addPath(order: readonly number[], path: number, v: Float64Array, out: Float64Array): void {
  for (let k = 0; k + 1 < order.length; k++) {
    const a = order[k];
    const b = order[k + 1];
    const difference = path * (v[a] - v[b]);
    out[a] += difference;
    out[b] -= difference;
  }
}

/** The state for a covariance, which it keeps and changes in `addMatch`. */
export function createInformation(covariance: Float64Array, target: Target): Information {
  const size = Math.round(Math.sqrt(covariance.length));
  const weighted = new Float64Array(size * size);
  const column = new Float64Array(size);
  const weightedColumn = new Float64Array(size);
  // Row j of C is its column j; row by row the product needs no transposing.
  for (let j = 0; j < size; j++) {
    for (let i = 0; i < size; i++) column[i] = covariance[j * size + i];
    target(column, weightedColumn);
    for (let k = 0; k < size; k++) {
      const factor = weightedColumn[k];
      if (factor === 0) continue;
      for (let i = 0; i < size; i++) weighted[j * size + i] += factor * covariance[k * size + i];
    }
  }
  return { size, covariance, weighted, target };
}

/** Variance of the difference of two strengths. */
export function differenceVariance(
  { size, covariance }: Information,
  i: number,
  j: number,
): number {
  return covariance[i * size + i] + covariance[j * size + j] - 2 * covariance[i * size + j];
}

/**
 * p (1 - p) of a match at a difference of strengths, the uncertainty of the difference integrated
 * out by MacKay's (1992) approximation: the difference shrinks by sqrt(1 + π/8 variance).
 */
export function expectedWeight(difference: number, variance: number): number {
  const shrunk = difference / Math.sqrt(1 + (Math.PI / 8) * variance);
  const p = 1 / (1 + Math.exp(-shrunk));
  return p * (1 - p);
}

/** The exact drop of tr(Λ C) by one more match of i and j of weight w (Sherman and Morrison 1950). */
export function gainOf(information: Information, i: number, j: number, w: number): number {
  const { size, weighted } = information;
  const drop = weighted[i * size + i] + weighted[j * size + j] - 2 * weighted[i * size + j];
  return (w * drop) / (1 + w * differenceVariance(information, i, j));
}

/**
 * The gains of all pairs i > j, row by row, at given strengths; 0 for those that are not open. Asked
 * for before every match, so the loop stays in this file, where its calls cost nothing.
 */
export function pairGains(
  information: Information,
  strengths: Float64Array,
  isOpen: (i: number, j: number) => boolean,
): Float64Array {
  const { size } = information;
  const gains = new Float64Array((size * (size - 1)) / 2);
  for (let i = 1, at = 0; i < size; i++) {
    for (let j = 0; j < i; j++, at++) {
      if (!isOpen(i, j)) continue;
      const w = expectedWeight(strengths[i] - strengths[j], differenceVariance(information, i, j));
      gains[at] = gainOf(information, i, j, w);
    }
  }
  return gains;
}

/** Counts a match of i and j of weight w in: a rank-one update of C and of C Λ C, in place. */
export function addMatch(information: Information, i: number, j: number, w: number): void {
  const { size, covariance, weighted, target } = information;
  const v = new Float64Array(size);
  for (let k = 0; k < size; k++) v[k] = covariance[k * size + i] - covariance[k * size + j];
  const factor = w / (1 + w * (v[i] - v[j]));
  const targetV = new Float64Array(size);
  target(v, targetV);
  let vTargetV = 0;
  for (let k = 0; k < size; k++) vTargetV += v[k] * targetV[k];
  // a = C Λ v, before C changes
  const a = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    let sum = 0;
    for (let k = 0; k < size; k++) sum += covariance[row * size + k] * targetV[k];
    a[row] = sum;
  }
  for (let row = 0; row < size; row++) {
    const fv = factor * v[row];
    const fa = factor * a[row];
    const fvv = factor * fv * vTargetV;
    for (let k = 0; k < size; k++) {
      covariance[row * size + k] -= fv * v[k];
      weighted[row * size + k] += fvv * v[k] - fv * a[k] - fa * v[k];
    }
  }
}
