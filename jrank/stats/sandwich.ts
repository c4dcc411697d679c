import type { BradleyTerryFit, Parameters } from "./bradley_terry.ts";
import type { ClusteredGames } from "./clusters.ts";
import type { Counts } from "./collapse.ts";
import { SCORE } from "./games.ts";
import { addGauge, evaluate } from "./likelihood.ts";
import { cholesky, invertCholesky, sandwiched, solveCholesky } from "./matrix.ts";

/**
 * Covariance of the fitted parameters (strengths centred in their group, then the home advantage),
 * size x size, row-major, in squared natural-log units.
 */
export interface Covariance {
  readonly size: number;
  readonly values: Float64Array;
}

/**
 * What the information says: right if judgments are independent and the model is true; half ties
 * have less variance than it believes.
 */
export function fisherCovariance({ parameters }: Pick<BradleyTerryFit, "parameters">): Covariance {
  const { inverse, size } = invertedInformation(parameters);
  return { size, values: centred(inverse, size, parameters.group) };
}

/**
 * The sandwich over judgments (HC0): robust to the model, with judgments independent. It speaks
 * of this very set of questions.
 */
export function judgmentCovariance(fit: BradleyTerryFit, counts: Counts): Covariance {
  const { parameters } = fit;
  const { inverse, size } = invertedInformation(parameters);
  const { group, x } = parameters;
  const m = group.length;
  const flat = parameters.prior.strength === 0;
  const meat = new Float64Array(size * size);
  for (let c = 0; c < counts.count.length; c++) {
    const i = counts.first[c];
    const j = counts.second[c];
    if (flat && group[i] !== group[j]) continue;
    const p = 1 / (1 + Math.exp(-((size > m ? x[m] : 0) + x[i] - x[j])));
    const residual = SCORE[counts.outcome[c]] - p;
    const square = counts.count[c] * residual * residual;
    meat[i * size + i] += square;
    meat[j * size + j] += square;
    meat[i * size + j] -= square;
    meat[j * size + i] -= square;
    if (size === m) continue;
    meat[m * size + m] += square;
    for (const [k, s] of [
      [i, square],
      [j, -square],
    ]) {
      meat[m * size + k] += s;
      meat[k * size + m] += s;
    }
  }
  return { size, values: centred(sandwiched(inverse, meat, size), size, group) };
}

/** Scores of the questions: g_q, one row of `size` a question. */
export function questionScores(parameters: Parameters, clustered: ClusteredGames): Float64Array {
  const { games, x, group } = parameters;
  const size = x.length;
  const m = group.length;
  const scores = new Float64Array(clustered.clusters.length * size);
  for (let q = 0; q < clustered.clusters.length; q++) {
    const row = q * size;
    for (let e = clustered.start[q]; e < clustered.start[q + 1]; e++) {
      const i = games.first[clustered.pair[e]];
      const j = games.second[clustered.pair[e]];
      const p = 1 / (1 + Math.exp(-((size > m ? x[m] : 0) + x[i] - x[j])));
      const residual = clustered.won[e] * (1 - p) - clustered.lost[e] * p;
      scores[row + i] += residual;
      scores[row + j] -= residual;
      if (size > m) scores[row + m] += residual;
    }
  }
  return scores;
}

/**
 * The sandwich over questions: judgments of a question may depend on each other. CR1, that is with
 * the factor Q / (Q - 1) (Cameron and Miller, Journal of Human Resources 50, 2015), or CR0 without.
 */
export function questionCovariance(
  { parameters }: Pick<BradleyTerryFit, "parameters">,
  clustered: ClusteredGames,
  { correction = true }: { correction?: boolean } = {},
): Covariance {
  const { inverse, size } = invertedInformation(parameters);
  const questions = clustered.clusters.length;
  const scores = questionScores(parameters, clustered);
  const factor = correction ? questions / (questions - 1) : 1;
  const meat = outerSum(scores, questions, size, factor);
  return { size, values: centred(sandwiched(inverse, meat, size), size, parameters.group) };
}

/**
 * How far the parameters move when a question is left out, to first order with the weights at the
 * full fit: d_q = -(H - H_q)^-1 g_q, one row of `size` a question. Large rows are influential
 * questions. NaN where leaving a question out leaves the strengths undetermined.
 */
export function questionInfluence(
  { parameters }: Pick<BradleyTerryFit, "parameters">,
  clustered: ClusteredGames,
): Float64Array {
  const { games, x, group } = parameters;
  const size = x.length;
  const full = information(parameters);
  const scores = questionScores(parameters, clustered);
  const left = new Float64Array(size * size);
  for (let q = 0; q < clustered.clusters.length; q++) {
    left.set(full);
    for (let e = clustered.start[q]; e < clustered.start[q + 1]; e++) {
      const i = games.first[clustered.pair[e]];
      const j = games.second[clustered.pair[e]];
      const n = clustered.won[e] + clustered.lost[e];
      subtractGame(left, size, group.length, i, j, n * weightAt(x, group.length, i, j));
    }
    const d = scores.subarray(q * size, (q + 1) * size);
    if (cholesky(left, size)) solveCholesky(left, size, d);
    else d.fill(Number.NaN);
    for (let i = 0; i < size; i++) d[i] = -d[i];
    centre(d, group);
  }
  return scores;
}

/**
 * The jackknife sandwich over questions (CR3; Bell and McCaffrey, Survey Methodology 28, 2002):
 * (Q - 1) / Q times the sum of d_q d_q'. With t(Q - 1) quantiles it covers a population of such
 * questions at its nominal rate even where questions decide most of the noise.
 */
export function jackknifeCovariance(
  fit: Pick<BradleyTerryFit, "parameters">,
  clustered: ClusteredGames,
): Covariance {
  const questions = clustered.clusters.length;
  const size = fit.parameters.x.length;
  const influence = questionInfluence(fit, clustered);
  return { size, values: outerSum(influence, questions, size, (questions - 1) / questions) };
}

/** The information at the fit, with the gauge added where the prior is flat. */
export function information({ games, prior, x, group }: Parameters): Float64Array {
  const size = x.length;
  const result = new Float64Array(size * size);
  evaluate(games, prior, x, new Float64Array(size), result);
  if (prior.strength === 0) addGauge(result, size, group);
  return result;
}

function invertedInformation(parameters: Parameters) {
  const size = parameters.x.length;
  const factor = information(parameters);
  if (!cholesky(factor, size)) throw new Error("The information at the fit is singular");
  return { inverse: invertCholesky(factor, size), size };
}

function weightAt(x: Float64Array, m: number, i: number, j: number): number {
  const e = Math.exp(-Math.abs((x.length > m ? x[m] : 0) + x[i] - x[j]));
  return e / ((1 + e) * (1 + e));
}

function subtractGame(a: Float64Array, size: number, m: number, i: number, j: number, w: number) {
  a[i * size + i] -= w;
  a[j * size + j] -= w;
  a[i > j ? i * size + j : j * size + i] += w;
  if (size === m) return;
  a[m * size + m] -= w;
  a[m * size + i] -= w;
  a[m * size + j] += w;
}

/** factor × the sum of the rows' outer products. */
function outerSum(rows: Float64Array, count: number, size: number, factor: number): Float64Array {
  const sum = new Float64Array(size * size);
  for (let q = 0; q < count; q++) {
    for (let i = 0; i < size; i++) {
      const scaled = factor * rows[q * size + i];
      for (let j = 0; j < size; j++) sum[i * size + j] += scaled * rows[q * size + j];
    }
  }
  return sum;
}

/** P A P, where P takes the mean of each group out of the strengths. */
function centred(a: Float64Array, size: number, group: Int32Array): Float64Array {
  const result = a.slice();
  for (let i = 0; i < size; i++) centre(result.subarray(i * size, (i + 1) * size), group);
  const column = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    for (let i = 0; i < size; i++) column[i] = result[i * size + j];
    centre(column, group);
    for (let i = 0; i < size; i++) result[i * size + j] = column[i];
  }
  return result;
}

/** Takes the mean of each group out of the strengths, in place. */
function centre(v: Float64Array, group: Int32Array): void {
  const m = group.length;
  const sum = new Float64Array(m);
  const members = new Float64Array(m);
  for (let i = 0; i < m; i++) {
    sum[group[i]] += v[i];
    members[group[i]]++;
  }
  for (let i = 0; i < m; i++) v[i] -= sum[group[i]] / members[group[i]];
}
