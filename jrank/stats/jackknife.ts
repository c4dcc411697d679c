import type { BradleyTerryFit, Parameters } from "./bradley_terry.ts";
import type { ClusteredGames } from "./clusters.ts";
import type { Games } from "./games.ts";
import { weakComponents } from "./graph.ts";
import { centre, information, invertedInformation } from "./information.ts";
import { type Entries, entriesOf, solveFew, solveMany } from "./question_removal.ts";
import { type Covariance, outerSum, questionScores } from "./sandwich.ts";

/**
 * The jackknife sandwich over questions (CR3; Bell and McCaffrey, Survey Methodology 28, 2002):
 * (Q - 1) / Q times the sum of d_q d_q'. With t(Q - 1) quantiles it covers a population of such
 * questions at its nominal rate even where questions decide most of the noise. NaN for models that
 * one question alone connects with the rest.
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

/**
 * How far the parameters move when a question is left out, to first order with the weights at the
 * full fit: d_q = -(H - H_q)^-1 g_q, one row of `size` (strengths, home advantage) a question, in
 * natural-log units. Large rows are influential questions. NaN for a model that is connected with
 * the rest by that question only.
 */
export function questionInfluence(
  { parameters }: Pick<BradleyTerryFit, "parameters">,
  clustered: ClusteredGames,
): Float64Array {
  const size = parameters.x.length;
  const { start } = clustered;
  const influence = questionScores(parameters, clustered);
  const full = information(parameters);
  let inverse: Float64Array | undefined;
  for (let q = 0; q < clustered.clusters.length; q++) {
    const d = influence.subarray(q * size, (q + 1) * size);
    const entries = entriesOf(parameters, clustered, q);
    let solved: boolean;
    if (start[q + 1] - start[q] < size / 2) {
      inverse ??= invertedInformation(parameters);
      solved = solveFew(inverse, size, parameters.group.length, entries, d);
    } else {
      solved = solveMany(full, size, parameters.group.length, entries, d);
    }
    if (solved) centre(d, parameters.group);
    else solveBridge(parameters, clustered, q, entries, d);
    for (let i = 0; i < size; i++) d[i] = -d[i];
  }
  return influence;
}

/**
 * For a question without which the games fall apart: models that leave the largest part get NaN,
 * the others what follows from the games among them.
 */
function solveBridge(
  parameters: Parameters,
  clustered: ClusteredGames,
  q: number,
  entries: Entries,
  g: Float64Array,
): void {
  const { games, group, x } = parameters;
  const parts = partsWithout(games, clustered, q, group);
  const full = information({ ...parameters, group: parts });
  if (solveMany(full, x.length, group.length, entries, g)) settle(g, parts, group);
  else g.fill(Number.NaN);
}

/** The groups into which the models fall when question q is left out; a part's number modulo the models is its group. */
export function partsWithout(
  games: Games,
  clustered: ClusteredGames,
  q: number,
  group: Int32Array,
): Int32Array {
  const component = weakComponents(withoutQuestion(games, clustered, q));
  return component.map((c, i) => c * group.length + group[i]);
}

/** Centres the parts, and takes the number from models outside the largest part of their group. */
export function settle(g: Float64Array, parts: Int32Array, group: Int32Array): void {
  centre(g, parts);
  for (let i = 0; i < group.length; i++) {
    const others = parts.filter((part) => part % group.length === group[i]);
    if (parts[i] !== mostFrequent(others)) g[i] = Number.NaN;
  }
}

function withoutQuestion(
  games: Games,
  { start, pair, won, lost }: ClusteredGames,
  q: number,
): Games {
  const left = { ...games, won: games.won.slice(), lost: games.lost.slice() };
  for (let e = start[q]; e < start[q + 1]; e++) {
    left.won[pair[e]] -= won[e];
    left.lost[pair[e]] -= lost[e];
  }
  return left;
}

function mostFrequent(labels: Int32Array): number {
  const times = new Map<number, number>();
  for (const label of labels) times.set(label, (times.get(label) ?? 0) + 1);
  return [...times].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}
