/** Strengths by group of questions (a category, say), shrunken towards the whole: see `groupEffects`. */
import { collapse } from "../data/collapse.ts";
import { type Comparisons, sharesOfRow } from "../data/comparisons.ts";
import type { Likelihood } from "../fit/likelihood.ts";
import { DEVIATION_SIZES, gridShares } from "../numeric/deviation_grid.ts";
import {
  cholesky,
  dot,
  invertCholesky,
  mirrored,
  multiply,
  multiplyByVector,
  solveCholesky,
} from "../numeric/matrix.ts";
import { studentTQuantile } from "../numeric/student_t.ts";

/** What is held fixed, as the ranking of all rows found it. */
export interface GroupEffectsOptions {
  readonly likelihood: Likelihood;
  /** The tie parameter; 0 where the likelihood has none. */
  readonly tie: number;
  readonly homeAdvantage: number;
  /** 1 / variance of the strengths that all groups share; 0 is flat. */
  readonly precision: number;
  /** Models that are placed, by their index; the rows of others are left out. */
  readonly models: readonly number[];
  readonly confidence: number;
}

/** A number with its interval, in natural-log units. */
interface Estimate {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

export interface GroupEffects {
  /** By group and model (in the order of `models`): null for a model that the group's rows do not have. */
  readonly groups: readonly {
    readonly strengths: readonly (Estimate | null)[];
    /** Against the model's strength over all groups. */
    readonly deviations: readonly (Estimate | null)[];
    /** How much of its ratings is its own, from 0 (all is the whole) to 1, on average over the models. */
    readonly ownShare: number;
  }[];
  /** Standard deviation of the deviations: its mean, and the interval that the judgments leave it. */
  readonly spread: Estimate;
  /** How much more than independent judgments questions spread; at least 1. */
  readonly dispersion: number;
  readonly degrees: number;
}

/** Where the prior of a spread begins to fall: 87 Elo. */
const USUAL_SPREAD = 0.5;

/**
 * The prior of a spread, s / (1 + (s / 0.5)²)^1.5: it falls as 1 / s² and is 0 at 0. A spread of 0 can never
 * be excluded, and a prior that allows it makes intervals too narrow where it is small (Chung et al.,
 * Psychometrika 78, 2013).
 */
const logPrior = (s: number): number => Math.log(s) - 1.5 * Math.log1p((s / USUAL_SPREAD) ** 2);

/** Where the dispersion is measured. */
const MIDDLE = 0.45;
/** Strengths that all groups share have this standard deviation where they are to be free. */
const FREE = 23;
const STEPS = 60;

/**
 * Ratings of groups whose questions are different ones. In group g model i has the strength
 *
 *     θ_gi = μ_i + δ_gi,   δ_gi ~ N(0, s²),
 *
 * one s for all groups and models. With few questions of its own a group's ratings lean on the whole, with
 * many they are its own. Judgments enter through their likelihood divided by the dispersion φ, which makes
 * its curvature the variance by question: with centred scores c_q of question q at a middling s,
 *
 *     φ = Σ_g Q_g / (Q_g - 1) Σ_q c_q' H_g^-1 c_q / Σ_g tr(H_g^-1 A_g),
 *
 * and at least 1 (A_g: the information of the group; H_g = A_g + I / s²). μ and δ are at their joint mode; s is integrated over
 * (`logPrior`) with Laplace's approximation of the rest, so intervals carry what is
 * not known of s. They are Student's t with Σ (Q_g - 1) degrees. Tie parameter and home advantage stay
 * as the ranking of all rows has them. Strengths have mean 0 over `models` in every group.
 *
 * Null where there is nothing to estimate from: fewer than two groups or two models, groups that share
 * questions, or no group with two questions.
 */
export function groupEffects(
  groups: readonly Comparisons[],
  options: GroupEffectsOptions,
): GroupEffects | null {
  if (groups.length < 2 || options.models.length < 2) return null;
  const parts = groups.map((rows) => partOf(rows, options));
  const questions = parts.flatMap(({ scored }) => [...scored.keys()]);
  const degrees = parts.reduce((sum, { scored }) => sum + Math.max(0, scored.size - 1), 0);
  const isByQuestion = groups.every(({ cluster }) => cluster !== undefined);
  if (!isByQuestion || new Set(questions).size < questions.length || degrees === 0) return null;
  const dispersion = dispersionOf(parts, modeAt(parts, MIDDLE, 1, options), options);
  let start: Mode | undefined;
  const modes = DEVIATION_SIZES.map((s) => {
    start = modeAt(parts, s, dispersion, options, start);
    return start;
  });
  const shares = gridShares(
    DEVIATION_SIZES,
    modes.map(({ density, s }) => density + logPrior(s)),
  );
  const t = studentTQuantile((1 + options.confidence) / 2, degrees);
  const m = options.models.length;
  const around = (value: number, variance: number): Estimate => {
    const half = t * Math.sqrt(Math.max(0, variance));
    return { value, lower: value - half, upper: value + half };
  };
  const told = modes.map((mode) => variancesOf(mode, m));
  const mixed = (g: number, of: "strengths" | "deviations") =>
    options.models.map((_, i) => {
      if (!parts[g].played[i]) return null;
      const value = (k: number): number => told[k][g][of].value[i];
      const mean = shares.reduce((sum, share, k) => sum + share * value(k), 0);
      const variance = shares.reduce(
        (sum, share, k) => sum + share * (told[k][g][of].variance[i] + (value(k) - mean) ** 2),
        0,
      );
      return around(mean, variance);
    });
  return {
    groups: parts.map((_, g) => ({
      strengths: mixed(g, "strengths"),
      deviations: mixed(g, "deviations"),
      ownShare: shares.reduce((sum, share, k) => sum + share * told[k][g].ownShare, 0),
    })),
    spread: {
      value: shares.reduce((sum, share, k) => sum + share * DEVIATION_SIZES[k], 0),
      lower: quantileOnGrid(shares, (1 - options.confidence) / 2),
      upper: quantileOnGrid(shares, (1 + options.confidence) / 2),
    },
    dispersion,
    degrees,
  };
}

/** A group's judgments between placed models. */
interface Part {
  readonly cells: {
    readonly first: number;
    readonly second: number;
    readonly outcome: number;
    readonly count: number;
  }[];
  /** The rows of each question. */
  readonly scored: ReadonlyMap<string, number[]>;
  readonly rows: Comparisons;
  readonly place: readonly number[];
  readonly played: readonly boolean[];
}

function partOf(rows: Comparisons, { models }: GroupEffectsOptions): Part {
  const place = rows.models.map((_, i) => models.indexOf(i));
  const counts = collapse(rows);
  const cells = Array.from(counts.count, (count, c) => ({
    first: place[counts.first[c]],
    second: place[counts.second[c]],
    outcome: counts.outcome[c],
    count,
  })).filter(({ first, second }) => first >= 0 && second >= 0);
  const scored = new Map<string, number[]>();
  for (let k = 0; k < rows.first.length; k++) {
    const [i, j] = [rows.first[k], rows.second[k]];
    if (i === j || place[i] < 0 || place[j] < 0 || rows.weight?.[k] === 0) continue;
    const name = rows.clusters[rows.cluster?.[k] ?? -1];
    const known = scored.get(name);
    if (known) known.push(k);
    else scored.set(name, [k]);
  }
  const played = models.map((_, i) =>
    cells.some(({ first, second }) => first === i || second === i),
  );
  return { cells, scored, rows, place, played };
}

/** The joint mode of μ and all δ for one s. */
interface Mode {
  readonly s: number;
  readonly mu: Float64Array;
  readonly delta: readonly Float64Array[];
  /** Inverses of A_g / φ + I / s², and of the curvature of μ when all δ follow. */
  readonly inverse: readonly Float64Array[];
  readonly ofMu: Float64Array;
  /** Logarithm of the density of s, but for its prior. */
  readonly density: number;
}

function modeAt(
  parts: readonly Part[],
  s: number,
  dispersion: number,
  options: GroupEffectsOptions,
  start?: Mode,
): Mode {
  const m = options.models.length;
  const precision = Math.max(options.precision, 1 / FREE ** 2);
  const own = 1 / s ** 2;
  let mu = start?.mu ?? new Float64Array(m);
  let delta = start?.delta ?? parts.map(() => new Float64Array(m));
  const valueAt = (at: Float64Array, by: readonly Float64Array[]) => {
    const told = parts.map((part, g) =>
      evaluate(
        part,
        at.map((v, i) => v + by[g][i]),
        dispersion,
        options,
      ),
    );
    const fit = told.reduce((sum, { value }) => sum + value, 0);
    const penalty = by.reduce((sum, d) => sum + dot(d, d) * own, precision * dot(at, at));
    return { told, value: fit - penalty / 2 };
  };
  let now = valueAt(mu, delta);
  for (let step = 0; ; step++) {
    const inverse: Float64Array[] = [];
    let logs = 0;
    const curvature = new Float64Array(m * m);
    for (let i = 0; i < m; i++) curvature[i * (m + 1)] = precision;
    const slope = mu.map((v) => -precision * v);
    const pulls: Float64Array[] = [];
    now.told.forEach(({ gradient, information }, g) => {
      const h = information.slice();
      for (let i = 0; i < m; i++) h[i * (m + 1)] += own;
      cholesky(h, m);
      logs += logDeterminant(h, m);
      const b = invertCholesky(h, m);
      inverse.push(b);
      // A - A B A = (I - B / s²) / s², since B = (A + I / s²)^-1.
      for (let i = 0; i < m * m; i++) curvature[i] -= own * own * b[i];
      for (let i = 0; i < m; i++) curvature[i * (m + 1)] += own;
      const pull = gradient.map((v, i) => v - own * delta[g][i]);
      const solved = new Float64Array(m);
      multiplyByVector(b, pull, solved, m);
      pulls.push(solved);
      for (let i = 0; i < m; i++) slope[i] += own * delta[g][i] + own * solved[i];
    });
    cholesky(curvature, m);
    logs += logDeterminant(curvature, m);
    const move = slope.slice();
    solveCholesky(curvature, m, move);
    const moves = inverse.map((b, g) => {
      const back = new Float64Array(m);
      multiplyByVector(b, move, back, m);
      return pulls[g].map((v, i) => v - move[i] + own * back[i]);
    });
    const size = Math.max(...move.map(Math.abs), ...moves.flatMap((d) => [...d].map(Math.abs)));
    if (size < 1e-8 || step === STEPS) {
      return {
        s,
        mu,
        delta,
        inverse,
        ofMu: invertCholesky(curvature, m),
        density: now.value - logs / 2 - parts.length * m * Math.log(s),
      };
    }
    for (let factor = 1; ; factor /= 2) {
      const at = mu.map((v, i) => v + factor * move[i]);
      const by = delta.map((d, g) => d.map((v, i) => v + factor * moves[g][i]));
      const next = valueAt(at, by);
      if (next.value >= now.value - 1e-9 || factor < 1e-6) {
        [mu, delta, now] = [at, by, next];
        break;
      }
    }
  }
}

/** Log-likelihood of a group over the dispersion, its gradient and information by its strengths. */
function evaluate(
  { cells }: Part,
  x: Float64Array,
  dispersion: number,
  { likelihood, tie, homeAdvantage }: GroupEffectsOptions,
) {
  const m = x.length;
  const gradient = new Float64Array(m);
  const information = new Float64Array(m * m);
  const out = new Float64Array(6);
  let value = 0;
  for (const { first, second, outcome, count } of cells) {
    const n = count / dispersion;
    const won = (of: number): number => (outcome === of ? n : 0);
    likelihood.evaluate(won(1), won(2), won(3), homeAdvantage + x[first] - x[second], tie, out);
    value += out[0];
    gradient[first] += out[1];
    gradient[second] -= out[1];
    information[first * (m + 1)] += out[3];
    information[second * (m + 1)] += out[3];
    information[Math.max(first, second) * m + Math.min(first, second)] -= out[3];
  }
  return { value, gradient, information: mirrored(information, m) };
}

/** φ: see `groupEffects`. */
function dispersionOf(
  parts: readonly Part[],
  { mu, delta, inverse }: Mode,
  options: GroupEffectsOptions,
): number {
  const m = mu.length;
  const { likelihood, tie, homeAdvantage } = options;
  const out = new Float64Array(6);
  let spent = 0;
  let parameters = 0;
  parts.forEach((part, g) => {
    const { scored, rows, place } = part;
    const questions = scored.size;
    if (questions < 2) return;
    const x = mu.map((v, i) => v + delta[g][i]);
    const scores = [...scored.values()].map((own) => {
      const score = new Float64Array(m);
      for (const k of own) {
        const [i, j] = [place[rows.first[k]], place[rows.second[k]]];
        const n = rows.weight?.[k] ?? 1;
        const [first, second, tied] = Array.from(sharesOfRow(rows, k), (part) => n * part);
        likelihood.evaluate(first, second, tied, homeAdvantage + x[i] - x[j], tie, out);
        score[i] += out[1];
        score[j] -= out[1];
      }
      return score;
    });
    const mean = new Float64Array(m);
    for (const score of scores) for (let i = 0; i < m; i++) mean[i] += score[i] / questions;
    const solved = new Float64Array(m);
    for (const score of scores) {
      const centred = score.map((v, i) => v - mean[i]);
      multiplyByVector(inverse[g], centred, solved, m);
      spent += (questions / (questions - 1)) * dot(centred, solved);
    }
    parameters += dot(inverse[g], evaluate(part, x, 1, options).information);
  });
  return parameters > 0 ? Math.max(1, spent / parameters) : 1;
}

/** Centred strengths and deviations of every group at one s, and their variances. */
function variancesOf({ s, mu, delta, inverse, ofMu }: Mode, m: number) {
  const own = 1 / s ** 2;
  return inverse.map((b, g) => {
    // θ_g = s^-2 B μ + …, and δ_g = (s^-2 B - I) μ + …: so much of each moves with μ.
    const follow = b.map((v) => own * v);
    const less = follow.slice();
    for (let i = 0; i < m; i++) less[i * (m + 1)] -= 1;
    const varianceBy = (matrix: Float64Array): Float64Array => {
      const whole = multiply(multiply(matrix, ofMu, m), matrix, m);
      for (let i = 0; i < m * m; i++) whole[i] += b[i];
      return centredDiagonal(whole, m);
    };
    let kept = 0;
    for (let i = 0; i < m; i++) kept += own * b[i * (m + 1)];
    return {
      strengths: {
        value: centred(mu.map((v, i) => v + delta[g][i])),
        variance: varianceBy(follow),
      },
      deviations: { value: centred(delta[g]), variance: varianceBy(less) },
      // Along the sum of all strengths no judgment tells anything.
      ownShare: Math.max(0, (m - kept) / (m - 1)),
    };
  });
}

function centred(x: Float64Array): Float64Array {
  const mean = x.reduce((sum, v) => sum + v, 0) / x.length;
  return x.map((v) => v - mean);
}

/** The diagonal of M V M with M = I - 11' / m. */
function centredDiagonal(v: Float64Array, m: number): Float64Array {
  const rows = Float64Array.from({ length: m }, (_, i) =>
    v.subarray(i * m, (i + 1) * m).reduce((sum, value) => sum + value, 0),
  );
  const all = rows.reduce((sum, value) => sum + value, 0);
  return rows.map((row, i) => v[i * (m + 1)] - (2 * row) / m + all / m ** 2);
}

function logDeterminant(factor: Float64Array, m: number): number {
  let sum = 0;
  for (let i = 0; i < m; i++) sum += 2 * Math.log(factor[i * (m + 1)]);
  return sum;
}

/** The size below which a share of the weight lies, along the logarithm of the sizes. */
function quantileOnGrid(shares: readonly number[], p: number): number {
  let sum = 0;
  for (const [k, share] of shares.entries()) {
    // A size stands for the middle of its share.
    const middle = sum + share / 2;
    if (middle >= p) {
      if (k === 0) return DEVIATION_SIZES[0];
      const before = sum - shares[k - 1] / 2;
      const along = (p - before) / (middle - before);
      const [a, b] = [Math.log(DEVIATION_SIZES[k - 1]), Math.log(DEVIATION_SIZES[k])];
      return Math.exp(a + along * (b - a));
    }
    sum += share;
  }
  return DEVIATION_SIZES[DEVIATION_SIZES.length - 1];
}
