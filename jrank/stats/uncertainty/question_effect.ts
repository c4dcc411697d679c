/**
 * How much of the noise is which questions were asked. A model answers a question better or worse
 * than its strength says, by `sd` on average; judgments on one question share that, so they say less
 * than judgments on different ones, and however many are bought, the error of a rating keeps a floor
 * of sd / sqrt(questions).
 *
 * The variance of a strength is that of independent judgments plus sd² × share / Q. `share` is 1 where
 * questions are drawn at random, and less where a schedule spreads them: it counts the pairs of a
 * model's matches that share a question, those with the same opponent twice (both sides' answers are
 * the same then), relative to random questions.
 */

import type { ClusteredPoints } from "../data/clusters.ts";
import type { BradleyTerryFit } from "../fit/bradley_terry.ts";
import type { Covariance } from "./covariance.ts";

/**
 * The share for a design that spreads matches (by pair, models x models, symmetric) evenly over the
 * questions and plays no pair twice on one: each model meets a question floor(n / Q) times or once
 * more. 0 up to one match a question.
 */
export function evenShare(matches: Float64Array, models: number, questions: number): number {
  return meanShare(models, (i) => {
    const row = matches.subarray(i * models, (i + 1) * models);
    const rate = row.reduce((sum, n) => sum + n, 0) / questions;
    const whole = Math.floor(rate);
    const sharing = whole * (whole - 1 + 2 * (rate - whole)) * questions;
    return { sharing, row, questions };
  });
}

/**
 * The share for matches drawn at random from all pairs, orders and questions, none twice: 1 - 1 / m.
 * Of the c = 2 (m - 1) games that a model has on a question two with one opponent count double.
 */
export function randomShare(models: number): number {
  return 1 - 1 / models;
}

/** The share of the matches that were played. */
export function observedShare(
  { parameters }: Pick<BradleyTerryFit, "parameters">,
  { clusters, start, pair, won, lost }: ClusteredPoints,
): number {
  const { games, group } = parameters;
  const m = group.length;
  const questions = clusters.length;
  const rows = new Float64Array(m * m);
  const sharing = new Float64Array(m);
  const here = new Float64Array(m * m);
  for (let q = 0; q < questions; q++) {
    here.fill(0);
    for (let e = start[q]; e < start[q + 1]; e++) {
      const [i, j] = [games.first[pair[e]], games.second[pair[e]]];
      here[i * m + j] += won[e] + lost[e];
      here[j * m + i] += won[e] + lost[e];
    }
    for (let i = 0; i < m; i++) {
      let total = 0;
      for (let j = 0; j < m; j++) {
        const n = here[i * m + j];
        rows[i * m + j] += n;
        sharing[i] += n * Math.max(0, n - 1);
        total += n;
      }
      sharing[i] += total * Math.max(0, total - 1);
    }
  }
  return meanShare(m, (i) => ({
    sharing: sharing[i],
    row: rows.subarray(i * m, (i + 1) * m),
    questions,
  }));
}

/** Mean over models of pairs of matches that share a question over those of random questions. */
function meanShare(
  models: number,
  ofModel: (i: number) => { sharing: number; row: Float64Array; questions: number },
): number {
  let sum = 0;
  for (let i = 0; i < models; i++) {
    const { sharing, row, questions } = ofModel(i);
    let total = 0;
    let samePair = 0;
    for (const n of row) {
      total += n;
      samePair += n * n;
    }
    if (total > 0) sum += (questions * sharing) / (total ** 2 + samePair);
  }
  return sum / models;
}

/**
 * The standard deviation of question effects in natural-log units, by moments: what the covariance
 * by question (CR3) has more than the one by judgment (HC0), on average over the models. 0 where it
 * has not more; null where no model met a question twice.
 */
export function questionEffect(
  byQuestion: Covariance,
  byJudgment: Covariance,
  { models, questions, share }: { models: number; questions: number; share: number },
): number | null {
  if (!(share > 0) || models < 2) return null;
  let excess = 0;
  for (let i = 0; i < models; i++) {
    const at = i * byQuestion.size + i;
    excess += (byQuestion.values[at] - byJudgment.values[at]) / models;
  }
  const variance = (excess * questions) / (share * (1 - 1 / models));
  return Number.isFinite(variance) ? Math.sqrt(Math.max(0, variance)) : null;
}
