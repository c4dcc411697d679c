import { type ClusteredPoints, hasQuestions } from "../data/clusters.ts";
import { type Parameters, rowsOf } from "../fit/design.ts";
import { type Curvature, centred, curvatureAt } from "../fit/information.ts";
import { sandwiched } from "../numeric/matrix.ts";
import { questionInfluence, questionScores } from "./jackknife.ts";

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
 *   McCaffrey, Survey Methodology 28, 2002). With t(Q - 1) quantiles it covers a population of such
 *   questions at its nominal rate even where questions decide most of the noise.
 */
export type CovarianceMethod = "cr3" | "cr1" | "hc0" | "fisher";

/**
 * The covariance of a fit by a method. Without questions `cr1` and `cr3` are `hc0`. NaN where the
 * parameters are not determined; by cr3 for models that one question alone connects with the rest.
 */
export function covarianceOf(
  { parameters }: { parameters: Parameters },
  method: CovarianceMethod,
  clustered: ClusteredPoints | null = null,
  curvature: Curvature | null = curvatureAt(parameters),
): Covariance {
  const { x, group } = parameters;
  const size = x.length;
  if (curvature === null) return { size, values: new Float64Array(size * size).fill(Number.NaN) };
  const { inverse } = curvature;
  if (method === "fisher") return { size, values: centred(inverse, size, group) };
  if (method === "hc0" || !hasQuestions(clustered)) {
    const meat = judgmentMeat(parameters);
    return { size, values: centred(sandwiched(inverse, meat, size), size, group) };
  }
  const questions = clustered.clusters.length;
  if (method === "cr1") {
    const scores = questionScores(parameters, clustered);
    const meat = outerSum(scores, questions, size, questions / (questions - 1));
    return { size, values: centred(sandwiched(inverse, meat, size), size, group) };
  }
  return jackknifeCovariance(questionInfluence(parameters, clustered, curvature), questions);
}

/** `cr3`, from what leaving each question out does. */
export function jackknifeCovariance(influence: Float64Array, questions: number): Covariance {
  const size = influence.length / questions;
  return { size, values: outerSum(influence, questions, size, (questions - 1) / questions) };
}

/** The first parameters only. */
export function leading({ size, values }: Covariance, kept: number): Covariance {
  if (kept === size) return { size, values };
  const rest = new Float64Array(kept * kept);
  for (let i = 0; i < kept; i++) rest.set(values.subarray(i * size, i * size + kept), i * kept);
  return { size: kept, values: rest };
}

/** The sum over judgments of their scores' outer products. */
function judgmentMeat(parameters: Parameters): Float64Array {
  const { games, likelihood, x } = parameters;
  const { won, lost, tied } = games;
  const size = x.length;
  const rows = rowsOf(parameters);
  const t = likelihood.tie === null ? 0 : x[size - 1];
  const lower = new Float64Array(size * size);
  const out = new Float64Array(6);
  for (let g = 0; g < won.length; g++) {
    const eta = rows.times(g, x);
    const ties = tied?.[g] ?? 0;
    for (let k = 0; k < 3; k++) {
      const n = k === 2 ? ties : (k === 0 ? won[g] : lost[g]) - ties / 2;
      if (n === 0) continue;
      likelihood.evaluate(Number(k === 0), Number(k === 1), Number(k === 2), eta, t, out);
      rows.addOuter(g, n * out[1] ** 2, n * out[1] * out[2], n * out[2] ** 2, lower);
    }
  }
  return mirrored(lower, size);
}

/** factor × the sum of the rows' outer products. */
function outerSum(rows: Float64Array, count: number, size: number, factor: number): Float64Array {
  const sum = new Float64Array(size * size);
  for (let q = 0; q < count; q++) {
    const row = q * size;
    for (let i = 0; i < size; i++) {
      const scaled = factor * rows[row + i];
      for (let j = 0; j <= i; j++) sum[i * size + j] += scaled * rows[row + j];
    }
  }
  return mirrored(sum, size);
}

/** Fills the upper triangle of a symmetric matrix from the lower one. */
export function mirrored(matrix: Float64Array, size: number): Float64Array {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) matrix[j * size + i] = matrix[i * size + j];
  }
  return matrix;
}
