/** What leaving one question out does to a fit: see `questionInfluence`. */
import type { ClusteredPoints } from "../data/clusters.ts";
import type { PairPoints } from "../data/pair_points.ts";
import { type Parameters, type Rows, rowsOf } from "../fit/design.ts";
import { type Curvature, centre, curvatureAt, informationAt } from "../fit/information.ts";
import { hold } from "../fit/prior.ts";
import { cholesky, solveCholesky } from "../numeric/matrix.ts";
import { weakComponents } from "../structure/graph.ts";

/** Where a step's error, relative to the whole, is below this, no step follows. */
const ENOUGH = 1e-10;

/** What is left of a parameter's information, where it is below this share of all, is rounding. */
const ROUNDING = 1e-12;

/** What a question's rows say at the fit: derivatives by log odds (e) and tie parameter (t). */
interface Said {
  readonly rows: Rows;
  readonly row: Uint32Array;
  readonly e: Float64Array;
  readonly t: Float64Array;
  readonly ee: Float64Array;
  readonly et: Float64Array;
  readonly tt: Float64Array;
}

/** The scores of the questions: g_q, a row of parameters a question. */
export function questionScores(parameters: Parameters, clustered: ClusteredPoints): Float64Array {
  const size = parameters.x.length;
  const scores = new Float64Array(clustered.clusters.length * size);
  const says = questionReader(parameters, clustered);
  for (let q = 0; q < clustered.clusters.length; q++) {
    addScore(says(q), parameters, scores.subarray(q * size, (q + 1) * size));
  }
  return scores;
}

/**
 * How far the parameters move when a question is left out, to first order with the weights at the
 * full fit: d_q = -(H - H_q)^-1 g_q, a row of parameters a question, in natural-log units. Large rows
 * are influential questions. NaN for a model that is connected with the rest by that question only.
 */
export function questionInfluence(
  parameters: Parameters,
  clustered: ClusteredPoints,
  curvature: Curvature | null = curvatureAt(parameters),
): Float64Array {
  const { x, group } = parameters;
  const size = x.length;
  const influence = new Float64Array(clustered.clusters.length * size);
  if (curvature === null) return influence.fill(Number.NaN);
  // The shares of all questions add up to the parameters: with few questions none is light.
  const inSteps = clustered.clusters.length > 2 * size;
  const says = questionReader(parameters, clustered);
  for (let q = 0; q < clustered.clusters.length; q++) {
    const d = influence.subarray(q * size, (q + 1) * size);
    const said = says(q);
    addScore(said, parameters, d);
    if (
      (inSteps && solveInSteps(said, parameters, curvature.inverse, d)) ||
      solve(said, parameters, curvature.information, d)
    ) {
      centre(d, group);
    } else {
      solveBridge(
        said,
        parameters,
        weakComponents(withoutQuestion(parameters.games, clustered, q)),
        d,
      );
    }
    for (let i = 0; i < size; i++) d[i] = -d[i];
  }
  return influence;
}

/** Reads one question after another; what was read is overwritten by the next. */
function questionReader(
  parameters: Parameters,
  { clusters, start, pair, won, lost, tied }: ClusteredPoints,
): (q: number) => Said {
  const { likelihood, x } = parameters;
  const rows = rowsOf(parameters);
  const most = clusters.reduce((least, _, q) => Math.max(least, start[q + 1] - start[q]), 0);
  const column = () => new Float64Array(most);
  const all = { e: column(), t: column(), ee: column(), et: column(), tt: column() };
  const tie = likelihood.tie === null ? 0 : x[x.length - 1];
  const out = new Float64Array(6);
  return (q) => {
    const row = pair.subarray(start[q], start[q + 1]);
    row.forEach((r, k) => {
      const at = start[q] + k;
      const halves = tied[at] / 2;
      likelihood.evaluate(
        won[at] - halves,
        lost[at] - halves,
        tied[at],
        rows.times(r, x),
        tie,
        out,
      );
      all.e[k] = out[1];
      all.t[k] = out[2];
      all.ee[k] = out[3];
      all.et[k] = out[4];
      all.tt[k] = out[5];
    });
    return { rows, row, ...all };
  };
}

function addScore({ rows, row, e, t }: Said, { prior }: Parameters, score: Float64Array): void {
  for (let k = 0; k < row.length; k++) rows.addScore(row[k], e[k], t[k], score);
  hold(prior.held, score, null);
}

/** (H - H_q)^-1 g in place of g by a factorisation; false where it is singular. */
function solve(
  { rows, row, ee, et, tt }: Said,
  { prior }: Parameters,
  information: Float64Array,
  g: Float64Array,
): boolean {
  const size = g.length;
  const left = information.slice();
  for (let k = 0; k < row.length; k++) rows.addOuter(row[k], -ee[k], -et[k], -tt[k], left);
  hold(prior.held, g, left);
  if (!cholesky(left, size)) return false;
  for (let i = 0; i < size; i++) {
    const at = i * (size + 1);
    if (left[at] ** 2 < ROUNDING * information[at]) return false;
  }
  solveCholesky(left, size, g);
  return true;
}

/**
 * The same for a question that carries little, by d <- C (g + H_q d) with C the inverse of all
 * information. Each step shrinks what is left by H_q's largest share of H, which the trace of C H_q
 * bounds. False where a factorisation costs less, or that bound promises nothing.
 */
function solveInSteps(
  said: Said,
  { prior }: Parameters,
  inverse: Float64Array,
  g: Float64Array,
): boolean {
  const { rows, row, ee, et, tt } = said;
  const size = g.length;
  const factored = size ** 3 / 6;
  if (4 * size * size > factored) return false;
  let share = 0;
  for (let k = 0; k < row.length; k++) share += rows.trace(row[k], ee[k], et[k], tt[k], inverse);
  if (!(share < 0.5)) return false;
  const steps = 1 + Math.log(ENOUGH) / Math.log(share);
  if (steps * (size * Math.min(size, 2 * row.length) + 8 * row.length) > factored) return false;

  const pull = g.slice();
  const move = new Float64Array(size);
  g.fill(0);
  let first = 0;
  for (let step = 0; ; step++) {
    // move = C pull; in the norm of H its length is move' pull.
    multiply(inverse, pull, move);
    let square = 0;
    for (let i = 0; i < size; i++) {
      square += move[i] * pull[i];
      g[i] += move[i];
    }
    const length = Math.sqrt(Math.max(0, square));
    if (step === 0) first = length;
    if ((length * share) / (1 - share) <= ENOUGH * first) return true;
    pull.fill(0);
    for (let k = 0; k < row.length; k++) {
      const eta = rows.times(row[k], move);
      const t = move[size - 1];
      rows.addScore(row[k], ee[k] * eta + et[k] * t, et[k] * eta + tt[k] * t, pull);
    }
    hold(prior.held, pull, null);
  }
}

/** result = A v for symmetric A and a vector with few entries. */
function multiply(a: Float64Array, v: Float64Array, result: Float64Array): void {
  const size = v.length;
  result.fill(0);
  for (let i = 0; i < size; i++) {
    const factor = v[i];
    if (factor === 0) continue;
    for (let j = 0, row = i * size; j < size; j++) result[j] += factor * a[row + j];
  }
}

/**
 * For a question without which the games fall apart: models that leave the largest part of their group,
 * or a board, get NaN, the others what follows from the games among them.
 */
function solveBridge(
  said: Said,
  parameters: Parameters,
  component: Int32Array,
  g: Float64Array,
): void {
  const { prior } = parameters;
  const parted = prior.isFlat
    ? { ...parameters, group: partsOf(parameters, component) }
    : parameters;
  const loose = prior.isFlat ? looseIn(parameters, parted.group) : adrift(parameters, component);
  const held = prior.isFlat ? [] : [...prior.held, ...loose];
  const rest = { ...parted, prior: { ...prior, held } };
  if (!solve(said, rest, informationAt(rest), g)) {
    g.fill(Number.NaN);
    return;
  }
  centre(g, rest.group);
  for (const i of loose) g[i] = Number.NaN;
}

/** The groups into which the models fall; a part's number modulo the models is its group. */
function partsOf({ group }: Parameters, component: Int32Array): Int32Array {
  return component.map((c, i) => c * group.length + group[i]);
}

/** Models that are not in the largest part of their group. */
function looseIn({ group }: Parameters, parts: Int32Array): number[] {
  return Array.from(group.keys()).filter((i) => {
    const others = parts.filter((part) => part % group.length === group[i]);
    return parts[i] !== mostFrequent(others);
  });
}

/** Models that no chain of games joins with one whose place the prior knows. */
function adrift({ prior, x }: Parameters, component: Int32Array): number[] {
  const { precision, held } = prior;
  const stride = precision.length === x.length ? 1 : x.length + 1;
  const known = (i: number) => held.includes(i) || precision[i * stride] > 0;
  const moored = new Set(component.filter((_, i) => known(i)));
  return Array.from(component.keys()).filter((i) => !moored.has(component[i]));
}

function withoutQuestion(
  games: PairPoints,
  { start, pair, won, lost }: ClusteredPoints,
  q: number,
): PairPoints {
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
