import type { BradleyTerryFit, Parameters } from "./bradley_terry.ts";
import type { ClusteredGames } from "./clusters.ts";
import type { Counts } from "./collapse.ts";
import { SCORE } from "./games.ts";
import { centred, invertedInformation } from "./information.ts";
import { sandwiched } from "./matrix.ts";

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
  const inverse = invertedInformation(parameters);
  const size = parameters.x.length;
  return { size, values: centred(inverse, size, parameters.group) };
}

/**
 * The sandwich over judgments (HC0): robust to the model, with judgments independent. It speaks
 * of this very set of questions.
 */
export function judgmentCovariance(fit: BradleyTerryFit, counts: Counts): Covariance {
  const { parameters } = fit;
  const inverse = invertedInformation(parameters);
  const size = parameters.x.length;
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

/**
 * The sandwich over questions: judgments of a question may depend on each other. CR1, that is with
 * the factor Q / (Q - 1) (Cameron and Miller, Journal of Human Resources 50, 2015), or CR0 without.
 */
export function questionCovariance(
  { parameters }: Pick<BradleyTerryFit, "parameters">,
  clustered: ClusteredGames,
  { correction = true }: { correction?: boolean } = {},
): Covariance {
  const inverse = invertedInformation(parameters);
  const size = parameters.x.length;
  const questions = clustered.clusters.length;
  const scores = questionScores(parameters, clustered);
  const factor = correction ? questions / (questions - 1) : 1;
  const meat = outerSum(scores, questions, size, factor);
  return { size, values: centred(sandwiched(inverse, meat, size), size, parameters.group) };
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

/** factor × the sum of the rows' outer products. */
export function outerSum(
  rows: Float64Array,
  count: number,
  size: number,
  factor: number,
): Float64Array {
  const sum = new Float64Array(size * size);
  for (let q = 0; q < count; q++) {
    for (let i = 0; i < size; i++) {
      const scaled = factor * rows[q * size + i];
      for (let j = 0; j < size; j++) sum[i * size + j] += scaled * rows[q * size + j];
    }
  }
  return sum;
}
