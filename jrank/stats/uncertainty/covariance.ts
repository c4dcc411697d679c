import { type ClusteredPoints, hasQuestions } from "../data/clusters.ts";
import { type Comparisons, sharesOfRow } from "../data/comparisons.ts";
import { rowLookup } from "../data/pair_points.ts";
import { type Parameters, rowsOf } from "../fit/design.ts";
import { type Curvature, centred, curvatureAt } from "../fit/information.ts";
import { mirrored, sandwiched } from "../numeric/matrix.ts";
import { type Jackknife, jackknife, scoreMeat } from "./jackknife.ts";

/**
 * Covariance of the fitted parameters (strengths centred in their group, then the others: see
 * `Design`), size x size, row-major, in squared natural-log units.
 */
export interface Covariance {
  readonly size: number;
  readonly values: Float64Array;
}

/**
 * By question: the jackknife (cr3) and the sandwich (cr1). By judgment: hc0. Neither: fisher.
 *
 * - `fisher`: what the information says; right if judgments are independent and the model is true
 *   (half ties have less variance than it believes).
 * - `hc0`: the sandwich over judgments; robust to the model, with judgments independent. It speaks of
 *   this very set of questions.
 * - `cr1`: the sandwich over questions, whose judgments may depend on each other, with the factor
 *   Q / (Q - 1) (Cameron and Miller, Journal of Human Resources 50, 2015).
 * - `cr3`: (Q - 1) / Q times the sum of d_q d_q', d_q the change when question q is left out (Bell and
 *   McCaffrey, Survey Methodology 28, 2002). With t quantiles (`questionDegrees`) it covers a population of such
 *   questions at its nominal rate even where questions decide most of the noise.
 */
export type CovarianceMethod = "cr3" | "cr1" | "hc0" | "fisher";

/**
 * The covariance of a fit by a method. Without questions `cr1` and `cr3` are `hc0`. NaN where the
 * parameters are not determined; by cr3 for models that one question alone connects with the rest.
 * `comparisons` are the judgments behind the fit, which `hc0` needs where verdicts are soft.
 */
export function covarianceOf(
  { parameters }: { parameters: Parameters },
  method: CovarianceMethod,
  clustered: ClusteredPoints | null = null,
  curvature: Curvature | null = curvatureAt(parameters),
  comparisons?: Comparisons,
): Covariance {
  const { x, group } = parameters;
  const size = x.length;
  if (curvature === null) return { size, values: new Float64Array(size * size).fill(Number.NaN) };
  const { inverse } = curvature;
  if (method === "fisher") return { size, values: centred(inverse, size, group) };
  if (method === "hc0" || !hasQuestions(clustered)) {
    const meat = judgmentMeat(parameters, comparisons);
    return { size, values: centred(sandwiched(inverse, meat, size), size, group) };
  }
  const questions = clustered.clusters.length;
  if (method === "cr1") {
    const factor = questions / (questions - 1);
    const meat = scoreMeat(parameters, clustered).map((v) => factor * v);
    return { size, values: centred(sandwiched(inverse, meat, size), size, group) };
  }
  return jackknifeCovariance(jackknife(parameters, clustered, curvature));
}

/** `cr3`, from what leaving each question out does. */
export function jackknifeCovariance({ outer, spread }: Jackknife): Covariance {
  const questions = spread.length;
  const factor = (questions - 1) / questions;
  return { size: Math.sqrt(outer.length), values: outer.map((v) => factor * v) };
}

/** The variances alone. */
export function diagonalOf({ size, values }: Covariance): Float64Array {
  return Float64Array.from({ length: size }, (_, p) => values[p * (size + 1)]);
}

/** The first parameters only. */
export function leading({ size, values }: Covariance, kept: number): Covariance {
  if (kept === size) return { size, values };
  const rest = new Float64Array(kept * kept);
  for (let i = 0; i < kept; i++) rest.set(values.subarray(i * size, i * size + kept), i * kept);
  return { size: kept, values: rest };
}

/**
 * The variances of `hc0` alone, as many parameters as are asked for: each row of the games adds a square of
 * its own, so no matrices are multiplied. NaN where the parameters are not determined.
 */
export function judgmentVariances(
  parameters: Parameters,
  curvature: Curvature | null,
  comparisons: Comparisons,
  kept: number,
): Float64Array {
  const variances = new Float64Array(kept);
  if (curvature === null) return variances.fill(Number.NaN);
  const { games, likelihood, x, group } = parameters;
  const size = x.length;
  const rows = rowsOf(parameters);
  const { ee, et, tt } = scoreSquares(parameters, comparisons);
  const inverse = centred(curvature.inverse, size, group);
  for (let p = 0; p < kept; p++) {
    const along = inverse.subarray(p * size, (p + 1) * size);
    const t = likelihood.tie === null ? 0 : along[size - 1];
    let sum = 0;
    for (let g = 0; g < games.first.length; g++) {
      const u = rows.times(g, along);
      sum += ee[g] * u * u + 2 * et[g] * u * t + tt[g] * t * t;
    }
    variances[p] = sum;
  }
  return variances;
}

/** The sum over judgments of their scores' outer products. */
function judgmentMeat(parameters: Parameters, comparisons: Comparisons | undefined): Float64Array {
  const size = parameters.x.length;
  const rows = rowsOf(parameters);
  const { ee, et, tt } = scoreSquares(parameters, comparisons);
  const lower = new Float64Array(size * size);
  for (let g = 0; g < ee.length; g++) rows.addOuter(g, ee[g], et[g], tt[g], lower);
  return mirrored(lower, size);
}

/**
 * By row of the games, the sums over judgments of their scores' squares and products: derivatives by log
 * odds (e) and tie parameter (t). Where verdicts are soft, a judgment's score is the mean of its outcomes'
 * scores, and its square is smaller than the mean of their squares.
 */
function scoreSquares(
  parameters: Parameters,
  comparisons: Comparisons | undefined,
): { ee: Float64Array; et: Float64Array; tt: Float64Array } {
  const { games, likelihood, x } = parameters;
  const { won, lost, tied } = games;
  const rows = rowsOf(parameters);
  const column = () => new Float64Array(won.length);
  const sums = { ee: column(), et: column(), tt: column() };
  const t = likelihood.tie === null ? 0 : x[x.length - 1];
  const out = new Float64Array(6);
  const add = (g: number, n: number, parts: ArrayLike<number>): void => {
    likelihood.evaluate(parts[0], parts[1], parts[2], rows.times(g, x), t, out);
    sums.ee[g] += n * out[1] ** 2;
    sums.et[g] += n * out[1] * out[2];
    sums.tt[g] += n * out[2] ** 2;
  };
  if (comparisons?.shares) {
    const { first, second, weight } = comparisons;
    const rowOf = rowLookup(games, comparisons);
    for (let k = 0; k < first.length; k++) {
      const g = first[k] === second[k] ? -1 : rowOf(k);
      const w = weight?.[k] ?? 1;
      if (g >= 0 && w !== 0) add(g, w, sharesOfRow(comparisons, k));
    }
    return sums;
  }
  for (let g = 0; g < won.length; g++) {
    const ties = tied?.[g] ?? 0;
    const outcomes = [won[g] - ties / 2, lost[g] - ties / 2, ties];
    for (const [k, n] of outcomes.entries()) {
      if (n === 0) continue;
      const one = outcomes.map((_, other) => Number(other === k));
      add(g, n, one);
    }
  }
  return sums;
}
