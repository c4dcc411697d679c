/** What leaving one question out does to a fit: see `jackknife`. */
import type { ClusteredPoints } from "../data/clusters.ts";
import { hardShares } from "../data/comparisons.ts";
import type { PairPoints } from "../data/pair_points.ts";
import { type Parameters, type Rows, rowsOf } from "../fit/design.ts";
import { type Curvature, centre, centred, curvatureAt, informationAt } from "../fit/information.ts";
import { hold } from "../fit/prior.ts";
import {
  cholesky,
  mirrored,
  multiply,
  multiplySymmetric,
  sandwiched,
  solveCholesky,
  traceOfSquare,
} from "../numeric/matrix.ts";
import { weakComponents } from "../structure/graph.ts";

/** Where a solution's error, relative to the whole, is below this, no step follows. */
const ENOUGH = 1e-9;

/** A question that carries more of what is known, along some direction, is solved by a factorisation. */
const MUCH = 0.9;

/** With fewer parameters a factorisation costs nothing. */
const FEW = 24;

/** What is left of a parameter's information, where it is below this share of all, is rounding. */
const ROUNDING = 1e-12;

/** With more questions, nobody asks what leaving out every one of them does. */
const MOST_KEPT = 2000;

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

/** A vector over the parameters that a question's rows know (`at`, ascending); 0 elsewhere. */
interface Sparse {
  readonly at: Uint32Array;
  readonly values: Float64Array;
}

/**
 * What leaving each question out does. d_q = -(H - H_q)^-1 g_q are the moves of the parameters, in
 * natural-log units, to first order with the weights at the full fit.
 */
export interface Jackknife {
  /** The sum of d_q d_q' over the questions: parameters x parameters. */
  readonly outer: Float64Array;
  /** The root mean square of the strengths' moves, by question; NaN where some strength has none. */
  readonly spread: Float64Array;
  /** d_q: large where the question is influential; NaN for a model that it alone connects with the rest. */
  move(q: number): Float64Array;
}

/**
 * Leaves every question out. H^-1 stands for all; d_q = -H^-1 s_q with s_q = g_q + H_q (H - H_q)^-1 g_q,
 * which is 0 but for the parameters of the question's own rows. So a question costs the square of
 * their number, and the sum of d_q d_q' is that of s_q s_q' between two H^-1.
 */
export function jackknife(
  parameters: Parameters,
  clustered: ClusteredPoints,
  curvature: Curvature | null = curvatureAt(parameters),
): Jackknife {
  const { x, group } = parameters;
  const size = x.length;
  const m = parameters.games.models.length;
  const questions = clustered.clusters.length;
  const outer = new Float64Array(size * size);
  const spread = new Float64Array(questions);
  const solver = questionSolver(parameters, clustered, curvature);
  // Those that are made on the way are kept: with more questions than parameters, the few hard ones, and of
  // the others what they are made of, where every one of them may be asked for.
  const kept: Float64Array[] = [];
  const pulls: Sparse[] = [];
  const move = (q: number) => kept[q] ?? solver.move(q, pulls[q] ?? solver.pull(q));
  if (curvature === null) {
    return { outer: outer.fill(Number.NaN), spread: spread.fill(Number.NaN), move };
  }
  // Two products of matrices in place of a move for each question, where there are many.
  const isMany = questions > size;
  const pulled = new Float64Array(isMany ? size * size : 0);
  const squares = isMany ? squaresOfMoves(curvature.inverse, { size, m, group }) : pulled;
  for (let q = 0; q < questions; q++) {
    const pull = solver.pull(q);
    if (pull !== null && isMany) {
      spread[q] = Math.sqrt(Math.max(0, addSquare(pull, pulled, squares, size)) / m);
      if (questions <= MOST_KEPT) pulls[q] = { at: pull.at.slice(), values: pull.values.slice() };
    } else {
      const d = solver.move(q, pull);
      kept[q] = d;
      addRow(d, outer);
      let square = 0;
      for (let i = 0; i < m; i++) square += d[i] * d[i];
      spread[q] = Math.sqrt(square / m);
    }
  }
  mirrored(outer, size);
  if (isMany) {
    const rest = sandwiched(curvature.inverse, mirrored(pulled, size), size);
    centred(rest, size, group).forEach((v, k) => {
      outer[k] += v;
    });
  }
  return { outer, spread, move };
}

/** The moves d_q of all questions: a row of parameters a question. See `jackknife`. */
export function questionInfluence(
  parameters: Parameters,
  clustered: ClusteredPoints,
  curvature: Curvature | null = curvatureAt(parameters),
): Float64Array {
  const size = parameters.x.length;
  const influence = new Float64Array(clustered.clusters.length * size);
  const solver = questionSolver(parameters, clustered, curvature);
  for (let q = 0; q < clustered.clusters.length; q++) {
    influence.set(solver.move(q, solver.pull(q)), q * size);
  }
  return influence;
}

/** The sum over the questions of their scores' outer products, g_q g_q'. */
export function scoreMeat(parameters: Parameters, clustered: ClusteredPoints): Float64Array {
  const size = parameters.x.length;
  const sum = new Float64Array(size * size);
  const score = new Float64Array(size);
  const says = questionReader(parameters, clustered);
  const support = supportReader(parameters);
  for (let q = 0; q < clustered.clusters.length; q++) {
    const said = says(q);
    const at = support(said.row);
    addScore(said, parameters, score);
    addOuter(taken(score, at), sum, size);
  }
  return mirrored(sum, size);
}

/** Solves for one question after another, by steps where it carries little. */
function questionSolver(
  parameters: Parameters,
  clustered: ClusteredPoints,
  curvature: Curvature | null,
): {
  /** s_q, or null where it takes a factorisation. */
  pull(q: number): Sparse | null;
  /** d_q, from s_q where there is one. */
  move(q: number, pull: Sparse | null): Float64Array;
} {
  const { x, group } = parameters;
  const size = x.length;
  const says = questionReader(parameters, clustered);
  const support = supportReader(parameters);
  const inSteps = curvature && stepSolver(parameters, curvature.inverse, clustered.clusters.length);
  return {
    pull(q) {
      if (inSteps === null) return null;
      const said = says(q);
      return inSteps(q, said, support(said.row));
    },
    move(q, pull) {
      const d = new Float64Array(size);
      if (curvature === null) return d.fill(Number.NaN);
      if (pull !== null) {
        multiplyBySparse(curvature.inverse, pull, d);
        centre(d, group);
      } else {
        const said = says(q);
        addScore(said, parameters, d);
        if (solve(said, parameters, curvature.information, d)) centre(d, group);
        else {
          const left = withoutQuestion(parameters.games, clustered, q);
          solveBridge(said, parameters, weakComponents(left), d);
        }
      }
      for (let i = 0; i < size; i++) d[i] = -d[i];
      return d;
    },
  };
}

/** The parameters that some of a question's rows know and that may move, in their order. */
function supportReader({ games, x, prior }: Parameters): (row: Uint32Array) => Uint32Array {
  const { first, second } = games;
  const m = games.models.length;
  const size = x.length;
  const isFree = new Uint8Array(size).fill(1);
  for (const p of prior.held) isFree[p] = 0;
  const seen = new Uint8Array(size).fill(1, m);
  const at = new Uint32Array(size);
  return (row) => {
    seen.fill(0, 0, m);
    for (let k = 0; k < row.length; k++) seen[first[row[k]]] = seen[second[row[k]]] = 1;
    let count = 0;
    for (let p = 0; p < size; p++) if (seen[p] & isFree[p]) at[count++] = p;
    return at.subarray(0, count);
  };
}

/** The entries of a vector, which are 0 in it afterwards. */
function taken(vector: Float64Array, at: Uint32Array): Sparse {
  const values = new Float64Array(at.length);
  for (let k = 0; k < at.length; k++) {
    values[k] = vector[at[k]];
    vector[at[k]] = 0;
  }
  return { at, values };
}

/**
 * s_q for a question that carries little: conjugate gradients for (H - H_q) d = g_q with C, the inverse
 * of all information, as the preconditioner (Golub and van Loan, Matrix Computations, section 11.5).
 * Everything stays within the parameters that the question knows. With `share` a bound of H_q's
 * largest share of H, the error of d in the norm of H - H_q is at most |r| / sqrt(1 - share), in that
 * of C. Null where a factorisation costs less, or the question may carry so much that the bound says
 * nothing. What is returned is overwritten by the next call.
 */
function stepSolver(
  parameters: Parameters,
  inverse: Float64Array,
  questions: number,
): (q: number, said: Said, at: Uint32Array) => Sparse | null {
  const size = parameters.x.length;
  const shareOf = createShare(inverse, size);
  // Questions are asked for again, one by one.
  const shares = new Float64Array(questions).fill(-1);
  const vector = () => new Float64Array(size);
  const wide = vector();
  const pulled = vector();
  const all = { s: vector(), r: vector(), z: vector(), p: vector(), q: vector(), moved: vector() };
  const room = new Float64Array(size * size);
  const factored = size ** 3 / 6;
  return (question, said, at) => {
    const n = at.length;
    if (size < FEW) return null;
    if (shares[question] < 0) shares[question] = shareOf(said);
    const share = shares[question];
    if (!(share < MUCH)) return null;
    const { s, r, z, p, q, moved } = all;
    addScore(said, parameters, pulled);
    for (let a = 0; a < n; a++) {
      p[a] = r[a] = pulled[at[a]];
      pulled[at[a]] = s[a] = 0;
    }
    // C of these parameters among themselves.
    const block = n === size ? inverse : room;
    if (n !== size) takeBlock(inverse, at, block, size);
    multiplySymmetric(block, r, moved, n);
    let rest = dot(r, moved, n);
    const enough = (1 - share) * ENOUGH ** 2 * rest;
    let cost = 0;
    while (share ** 2 * rest > enough) {
      // q = (H - H_q) d along d = C p, whose entries are `moved`.
      for (let a = 0; a < n; a++) wide[at[a]] = moved[a];
      addInformation(said, wide, pulled);
      for (let a = 0; a < n; a++) {
        q[a] = p[a] - pulled[at[a]];
        pulled[at[a]] = wide[at[a]] = 0;
      }
      const length = rest / dot(moved, q, n);
      for (let a = 0; a < n; a++) {
        s[a] += length * p[a];
        r[a] -= length * q[a];
      }
      // A step leaves no more of the error than C H_q would, so the next product need not be known.
      if (share ** 4 * rest <= enough) break;
      multiplySymmetric(block, r, z, n);
      const next = dot(r, z, n);
      const turn = next / rest;
      for (let a = 0; a < n; a++) {
        p[a] = r[a] + turn * p[a];
        moved[a] = z[a] + turn * moved[a];
      }
      rest = next;
      cost += n * n + 8 * said.row.length;
      if (!(cost < factored)) return null;
    }
    // As s = g + H_q C s, what it lacks is at most a share of r once r is added, which takes no product.
    for (let a = 0; a < n; a++) s[a] += r[a];
    return { at, values: s.subarray(0, n) };
  };
}

/** Fills the lower triangle of a block with C of some parameters among themselves. */
function takeBlock(
  inverse: Float64Array,
  at: Uint32Array,
  block: Float64Array,
  size: number,
): void {
  const n = at.length;
  for (let a = 0; a < n; a++) {
    for (let b = 0; b <= a; b++) block[a * n + b] = inverse[at[a] * size + at[b]];
  }
}

/**
 * A bound of the largest share that a question has of what is known along a direction, the largest
 * eigenvalue of C H_q: the trace, or where that says little the root of the sum of their squares.
 */
function createShare(inverse: Float64Array, size: number): (said: Said) => number {
  let own = new Float64Array(0);
  let product = own;
  return ({ rows, row, ee, et, tt }) => {
    let trace = 0;
    for (let k = 0; k < row.length; k++) trace += rows.trace(row[k], ee[k], et[k], tt[k], inverse);
    // Then the sum of squares costs as much as a factorisation.
    if (trace < 0.5 || row.length > (size * size) / 24) return trace;
    if (own.length === 0) {
      own = new Float64Array(size * size);
      product = new Float64Array(size * size);
    }
    own.fill(0);
    for (let k = 0; k < row.length; k++) rows.addOuter(row[k], ee[k], et[k], tt[k], own);
    multiply(mirrored(own, size), inverse, size, product.fill(0));
    return Math.sqrt(traceOfSquare(product, size));
  };
}

/** Reads one question after another; what was read is overwritten by the next. */
export function questionReader(
  parameters: Parameters,
  { clusters, start, pair, won, lost, tied }: ClusteredPoints,
): (q: number) => Said {
  const rows = rowsOf(parameters);
  const most = clusters.reduce((least, _, q) => Math.max(least, start[q + 1] - start[q]), 0);
  const all = roomFor(most);
  const hasTies = parameters.likelihood.tie !== null;
  // Games of a pair are foreseen alike: what so many say is so many times what one does.
  const one = saidByOutcome(parameters, rows);
  return (q) => {
    const row = pair.subarray(start[q], start[q + 1]);
    for (let k = 0, at = start[q]; k < row.length; k++, at++) {
      const outcome = 3 * row[k];
      const tie = outcome + 2;
      const c = hasTies ? tied[at] : 0;
      const a = won[at] - c / 2;
      const b = lost[at] - c / 2;
      all.e[k] = a * one.e[outcome] + b * one.e[outcome + 1] + c * one.e[tie];
      all.ee[k] = a * one.ee[outcome] + b * one.ee[outcome + 1] + c * one.ee[tie];
      if (!hasTies) continue;
      all.t[k] = a * one.t[outcome] + b * one.t[outcome + 1] + c * one.t[tie];
      all.et[k] = a * one.et[outcome] + b * one.et[outcome + 1] + c * one.et[tie];
      all.tt[k] = a * one.tt[outcome] + b * one.tt[outcome + 1] + c * one.tt[tie];
    }
    return { rows, row, ...all };
  };
}

function roomFor(count: number): Omit<Said, "rows" | "row"> {
  const column = () => new Float64Array(count);
  return { e: column(), t: column(), ee: column(), et: column(), tt: column() };
}

/** What a win of the first, one of the second and a tie say in row r of the games: at 3 r and after it. */
function saidByOutcome(
  { likelihood, x, games }: Parameters,
  rows: Rows,
): Omit<Said, "rows" | "row"> {
  const count = 3 * games.first.length;
  const all = roomFor(count);
  const tie = likelihood.tie === null ? 0 : x[x.length - 1];
  const out = new Float64Array(6);
  for (let k = 0; k < count; k++) {
    const outcome = k % 3;
    const eta = rows.times((k - outcome) / 3, x);
    const [win, loss, draw] = hardShares(outcome + 1);
    likelihood.evaluate(win, loss, draw, eta, tie, out);
    all.e[k] = out[1];
    all.t[k] = out[2];
    all.ee[k] = out[3];
    all.et[k] = out[4];
    all.tt[k] = out[5];
  }
  return all;
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

/** Adds H_q v for a question. */
function addInformation({ rows, row, ee, et, tt }: Said, v: Float64Array, sum: Float64Array): void {
  const last = v.length - 1;
  for (let k = 0; k < row.length; k++) {
    const eta = rows.times(row[k], v);
    rows.addScore(row[k], ee[k] * eta + et[k] * v[last], et[k] * eta + tt[k] * v[last], sum);
  }
}

/** result = A v for symmetric A. */
function multiplyBySparse(a: Float64Array, { at, values }: Sparse, result: Float64Array): void {
  const size = result.length;
  for (let k = 0; k < at.length; k++) {
    const factor = values[k];
    for (let j = 0, row = at[k] * size; j < size; j++) result[j] += factor * a[row + j];
  }
}

function dot(a: Float64Array, b: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[i] * b[i];
  return sum;
}

/** Adds v v' to the lower triangle of a sum. */
function addOuter({ at, values }: Sparse, sum: Float64Array, size: number): void {
  for (let a = 0; a < at.length; a++) {
    const row = at[a] * size;
    const factor = values[a];
    for (let b = 0; b <= a; b++) sum[row + at[b]] += factor * values[b];
  }
}

/** The same for a vector that is 0 nowhere. */
function addRow(v: Float64Array, sum: Float64Array): void {
  const size = v.length;
  for (let i = 0; i < size; i++) {
    const factor = v[i];
    for (let j = 0, row = i * size; j <= i; j++) sum[row + j] += factor * v[j];
  }
}

/** K of v' K v, the sum of squares of the strengths' moves that a vector v of scores makes. */
function squaresOfMoves(
  inverse: Float64Array,
  { size, m, group }: { size: number; m: number; group: Int32Array },
): Float64Array {
  const moves = inverse.slice();
  for (let p = 0; p < size; p++) {
    const row = moves.subarray(p * size, (p + 1) * size);
    centre(row, group);
    row.fill(0, m);
  }
  const turned = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) turned[j * size + i] = moves[i * size + j];
  }
  return multiply(moves, turned, size);
}

/** Adds v v' to the lower triangle of a sum, as `addOuter`, and gives v' K v for symmetric K; two rows together. */
function addSquare(
  { at, values }: Sparse,
  sum: Float64Array,
  k: Float64Array,
  size: number,
): number {
  let square = 0;
  for (let a = 0; a < at.length; a += 2) {
    const isPair = a + 1 < at.length;
    const upper = at[a] * size;
    const lower = (isPair ? at[a + 1] : at[a]) * size;
    const u = values[a];
    const v = isPair ? values[a + 1] : 0;
    let ofUpper = 0;
    let ofLower = 0;
    for (let b = 0; b < a; b++) {
      const c = at[b];
      const x = values[b];
      sum[upper + c] += u * x;
      sum[lower + c] += v * x;
      ofUpper += k[upper + c] * x;
      ofLower += k[lower + c] * x;
    }
    const c = at[a];
    sum[upper + c] += u * u;
    square += u * (2 * ofUpper + k[upper + c] * u);
    if (!isPair) break;
    const d = at[a + 1];
    sum[lower + c] += v * u;
    sum[lower + d] += v * v;
    square += v * (2 * (ofLower + k[lower + c] * u) + k[lower + d] * v);
  }
  return square;
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
