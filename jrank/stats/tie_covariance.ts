import { type ClusteredGames, hasQuestions } from "./clusters.ts";
import type { CovarianceMethod } from "./fitted.ts";
import { centre, centred } from "./information.ts";
import { partsWithout, settle } from "./jackknife.ts";
import { addGauge } from "./likelihood.ts";
import { cholesky, invertCholesky, sandwiched, solveCholesky } from "./matrix.ts";
import { type Covariance, outerSum } from "./sandwich.ts";
import type { TieFit } from "./tie_fit.ts";
import { addPair, evaluateTies } from "./tie_likelihood.ts";

/**
 * Covariance of a tie model's parameters in the order of its x (the tie parameter t is the last), by
 * the methods of sandwich.ts and jackknife.ts. Without questions `cr1` and `cr3` are `hc0`.
 */
export function tieCovariance(
  fit: TieFit,
  clustered: ClusteredGames | null,
  method: CovarianceMethod,
): Covariance {
  const { group } = fit;
  const size = fit.x.length;
  const full = informationOf(fit);
  const factor = full.slice();
  if (!cholesky(factor, size)) return { size, values: full.fill(Number.NaN) };
  const inverse = invertCholesky(factor, size);
  if (method === "fisher") return { size, values: centred(inverse, size, group) };
  if (method === "hc0" || !hasQuestions(clustered)) {
    return { size, values: centred(sandwiched(inverse, judgmentMeat(fit), size), size, group) };
  }
  const questions = clustered.clusters.length;
  const scores = new Float64Array(questions * size);
  for (let q = 0; q < questions; q++) {
    addQuestion(fit, clustered, q, scores.subarray(q * size, (q + 1) * size), null);
  }
  if (method === "cr1") {
    const meat = outerSum(scores, questions, size, questions / (questions - 1));
    return { size, values: centred(sandwiched(inverse, meat, size), size, group) };
  }
  for (let q = 0; q < questions; q++) {
    leaveOut(fit, clustered, q, full, scores.subarray(q * size, (q + 1) * size));
  }
  return { size, values: outerSum(scores, questions, size, (questions - 1) / questions) };
}

function informationOf({ games, likelihood, x, group, prior, home }: TieFit): Float64Array {
  const size = x.length;
  const information = new Float64Array(size * size);
  evaluateTies(games, likelihood, { home, prior }, x, new Float64Array(size), information);
  if (prior.strength === 0) addGauge(information, size, group);
  return information;
}

/** The sum over judgments of their scores' outer products. */
function judgmentMeat({ games, likelihood, x, home, group }: TieFit): Float64Array {
  const { first, second, won, lost, tied } = games;
  const m = group.length;
  const size = x.length;
  const lower = new Float64Array(size * size);
  const out = new Float64Array(6);
  for (let g = 0; g < first.length; g++) {
    const eta = (home ? x[m] : 0) + x[first[g]] - x[second[g]];
    const halves = tied[g] / 2;
    [won[g] - halves, lost[g] - halves, tied[g]].forEach((n, k) => {
      if (n === 0) return;
      likelihood.evaluate(Number(k === 0), Number(k === 1), Number(k === 2), eta, x[size - 1], out);
      const [, e, t] = out;
      addPair(lower, size, home ? m : -1, first[g], second[g], n * e * e, n * e * t, n * t * t);
    });
  }
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++) lower[j * size + i] = lower[i * size + j];
  return lower;
}

/** Adds the score of question q to `score`, and takes its information from `information`. */
function addQuestion(
  { games, likelihood, x, home, group }: TieFit,
  { start, pair, won, lost, tied }: ClusteredGames,
  q: number,
  score: Float64Array,
  information: Float64Array | null,
): void {
  const m = group.length;
  const size = x.length;
  const out = new Float64Array(6);
  for (let e = start[q]; e < start[q + 1]; e++) {
    const i = games.first[pair[e]];
    const j = games.second[pair[e]];
    const eta = (home ? x[m] : 0) + x[i] - x[j];
    const halves = tied[e] / 2;
    likelihood.evaluate(won[e] - halves, lost[e] - halves, tied[e], eta, x[size - 1], out);
    score[i] += out[1];
    score[j] -= out[1];
    if (home) score[m] += out[1];
    score[size - 1] += out[2];
    if (information) addPair(information, size, home ? m : -1, i, j, -out[3], -out[4], -out[5]);
  }
}

/** -(H - H_q)^-1 g_q in place of g_q; NaN for models that question q alone connects with the rest. */
function leaveOut(
  fit: TieFit,
  clustered: ClusteredGames,
  q: number,
  full: Float64Array,
  score: Float64Array,
): void {
  const { group, games, x } = fit;
  const size = x.length;
  const left = full.slice();
  addQuestion(fit, clustered, q, new Float64Array(size), left);
  if (cholesky(left, size)) {
    solveCholesky(left, size, score);
    centre(score, group);
  } else {
    const parts = partsWithout(games, clustered, q, group);
    const parted = informationOf({ ...fit, group: parts });
    addQuestion(fit, clustered, q, new Float64Array(size), parted);
    if (cholesky(parted, size)) {
      solveCholesky(parted, size, score);
      settle(score, parts, group);
    } else score.fill(Number.NaN);
  }
  for (let i = 0; i < size; i++) score[i] = -score[i];
}
