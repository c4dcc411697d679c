import type { BradleyTerryFit, Parameters } from "./bradley_terry.ts";
import type { ClusteredGames } from "./clusters.ts";
import type { Games } from "./games.ts";
import { weakComponents } from "./graph.ts";
import { centre, information, invertedInformation, weightAt } from "./information.ts";
import { cholesky, solveCholesky } from "./matrix.ts";
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

/** What a question's games contribute: one term w x x' for every ordered pair, x = e_i - e_j (+ e_alpha). */
interface Entries {
  readonly i: Int32Array;
  readonly j: Int32Array;
  readonly weight: Float64Array;
  /** Points of the first beyond those expected. */
  readonly residual: Float64Array;
}

function entriesOf(
  { games, x, group }: Parameters,
  { start, pair, won, lost }: ClusteredGames,
  q: number,
): Entries {
  const m = group.length;
  const pairs = pair.subarray(start[q], start[q + 1]);
  const i = Int32Array.from(pairs, (g) => games.first[g]);
  const j = Int32Array.from(pairs, (g) => games.second[g]);
  const weight = new Float64Array(pairs.length);
  const residual = new Float64Array(pairs.length);
  for (let e = 0; e < pairs.length; e++) {
    const r = start[q] + e;
    const p = 1 / (1 + Math.exp(-((x.length > m ? x[m] : 0) + x[i[e]] - x[j[e]])));
    weight[e] = (won[r] + lost[r]) * weightAt(x, m, i[e], j[e]);
    residual[e] = won[r] * (1 - p) - lost[r] * p;
  }
  return { i, j, weight, residual };
}

/** (H - H_q)^-1 g in place of g by a Cholesky factorisation; false where it is singular. */
function solveMany(
  full: Float64Array,
  size: number,
  m: number,
  { i, j, weight }: Entries,
  g: Float64Array,
): boolean {
  const left = full.slice();
  for (let e = 0; e < weight.length; e++) subtractGame(left, size, m, i[e], j[e], weight[e]);
  if (!cholesky(left, size)) return false;
  solveCholesky(left, size, g);
  return true;
}

/**
 * The same for a question with few games, from the inverse C of the full information (Woodbury):
 * (H - X' W X)^-1 X' r = C X' (r + (W^-1 - K)^-1 K r) with K = X C X'.
 */
function solveFew(
  inverse: Float64Array,
  size: number,
  m: number,
  { i, j, weight, residual }: Entries,
  g: Float64Array,
): boolean {
  const k = weight.length;
  // Rows of C X': C_i - C_j (+ C_alpha); their products with x are K.
  const moved = Float64Array.from({ length: k * size }, (_, at) => {
    const e = Math.floor(at / size);
    const c = at % size;
    const home = size > m ? inverse[m * size + c] : 0;
    return inverse[i[e] * size + c] - inverse[j[e] * size + c] + home;
  });
  const along = (e: number, f: number) =>
    moved[e * size + i[f]] - moved[e * size + j[f]] + (size > m ? moved[e * size + m] : 0);
  const left = new Float64Array(k * k);
  const v = new Float64Array(k);
  for (let e = 0; e < k; e++) {
    for (let f = 0; f < k; f++) {
      const product = along(e, f);
      v[e] += product * residual[f];
      left[e * k + f] = -product;
    }
    left[e * k + e] += 1 / weight[e];
  }
  if (!cholesky(left, k)) return false;
  solveCholesky(left, k, v);
  g.fill(0);
  for (let e = 0; e < k; e++) {
    const factor = residual[e] + v[e];
    for (let c = 0; c < size; c++) g[c] += factor * moved[e * size + c];
  }
  return true;
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
  const size = x.length;
  const component = weakComponents(withoutQuestion(games, clustered, q));
  const parts = component.map((c, i) => c * group.length + group[i]);
  const full = information({ ...parameters, group: parts });
  if (!solveMany(full, size, group.length, entries, g)) {
    g.fill(Number.NaN);
    return;
  }
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

function subtractGame(a: Float64Array, size: number, m: number, i: number, j: number, w: number) {
  a[i * size + i] -= w;
  a[j * size + j] -= w;
  a[i > j ? i * size + j : j * size + i] += w;
  if (size === m) return;
  a[m * size + m] -= w;
  a[m * size + i] -= w;
  a[m * size + j] += w;
}
