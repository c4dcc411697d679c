import type { PairPoints } from "../data/pair_points.ts";
import { halfWin } from "./half_win.ts";
import type { Likelihood } from "./likelihood.ts";
import { addPrior, type NormalPrior } from "./prior.ts";

/**
 * What is maximised. The parameters are the strengths, the home advantage where fitted, an effect for
 * each covariate of the games, and the tie parameter where the likelihood has one.
 */
export interface Design {
  readonly games: PairPoints;
  readonly likelihood: Likelihood;
  /** Whether the home advantage is among the parameters. */
  readonly home: boolean;
  readonly prior: NormalPrior;
  /**
   * Strengths have mean 0 in each group; models of different groups are not comparable. Empty where the
   * prior says where the strengths lie, as on a published board.
   */
  readonly group: Int32Array;
}

/** The finite parameters of a fit, for whatever needs the likelihood around it. */
export interface Parameters extends Design {
  readonly x: Float64Array;
}

/** How many parameters there are. */
export function sizeOf({ games, likelihood, home }: Omit<Design, "prior" | "group">): number {
  const terms = (home ? 1 : 0) + (games.covariates?.length ?? 0);
  return games.models.length + terms + (likelihood.tie === null ? 0 : 1);
}

/** The rows of a design: each holds +1 for its first, -1 for its second, and the values of its terms. */
export interface Rows {
  /** The product of row r with a vector: with the parameters it is the log odds of the first. */
  times(r: number, x: Float64Array): number;
  /** Adds the derivatives by log odds and tie parameter to a gradient. */
  addScore(r: number, eta: number, t: number, gradient: Float64Array): void;
  /** Adds second derivatives (eta eta, eta t, t t) to the lower triangle of a matrix. */
  addOuter(r: number, ee: number, et: number, tt: number, matrix: Float64Array): void;
  /** The trace of what `addOuter` adds, times a full symmetric matrix. */
  trace(r: number, ee: number, et: number, tt: number, matrix: Float64Array): number;
}

/** Everything that knows where in the parameters a row has its entries. */
export function rowsOf(design: Omit<Design, "prior" | "group">): Rows {
  const { games, home, likelihood } = design;
  const { first, second, covariates = [] } = games;
  const m = games.models.length;
  const size = sizeOf(design);
  const effects = m + (home ? 1 : 0);
  const count = covariates.length;
  const last = likelihood.tie === null ? -1 : size - 1;
  // The product of a matrix's row, which begins at `at`, with row r of the design.
  const along = (at: number, r: number, matrix: Float64Array): number => {
    let sum = matrix[at + first[r]] - matrix[at + second[r]];
    if (home) sum += matrix[at + m];
    for (let k = 0; k < count; k++) sum += covariates[k][r] * matrix[at + effects + k];
    return sum;
  };
  return {
    times(r, x) {
      let eta = (home ? x[m] : 0) + x[first[r]] - x[second[r]];
      for (let k = 0; k < count; k++) eta += covariates[k][r] * x[effects + k];
      return eta;
    },
    addScore(r, eta, t, gradient) {
      gradient[first[r]] += eta;
      gradient[second[r]] -= eta;
      if (home) gradient[m] += eta;
      for (let k = 0; k < count; k++) gradient[effects + k] += eta * covariates[k][r];
      if (last >= 0) gradient[last] += t;
    },
    addOuter(r, ee, et, tt, matrix) {
      const i = first[r];
      const j = second[r];
      addPair(matrix, size, home ? m : -1, last, i, j, ee, et, tt);
      for (let k = 0; k < count; k++) {
        const scaled = ee * covariates[k][r];
        const row = (effects + k) * size;
        matrix[row + i] += scaled;
        matrix[row + j] -= scaled;
        if (home) matrix[row + m] += scaled;
        for (let l = 0; l <= k; l++) matrix[row + effects + l] += scaled * covariates[l][r];
        if (last >= 0) matrix[last * size + effects + k] += et * covariates[k][r];
      }
    },
    trace(r, ee, et, tt, matrix) {
      let sum = along(first[r] * size, r, matrix) - along(second[r] * size, r, matrix);
      if (home) sum += along(m * size, r, matrix);
      for (let k = 0; k < count; k++) {
        sum += covariates[k][r] * along((effects + k) * size, r, matrix);
      }
      sum *= ee;
      if (last >= 0)
        sum += 2 * et * along(last * size, r, matrix) + tt * matrix[last * size + last];
      return sum;
    },
  };
}

/** `addOuter` without covariates; the rows of the home advantage and of the tie parameter, or -1. */
function addPair(
  matrix: Float64Array,
  size: number,
  home: number,
  last: number,
  i: number,
  j: number,
  ee: number,
  et: number,
  tt: number,
): void {
  matrix[i * size + i] += ee;
  matrix[j * size + j] += ee;
  matrix[i > j ? i * size + j : j * size + i] -= ee;
  if (home >= 0) {
    const row = home * size;
    matrix[row + i] += ee;
    matrix[row + j] -= ee;
    matrix[row + home] += ee;
  }
  if (last < 0) return;
  const row = last * size;
  matrix[row + i] += et;
  matrix[row + j] -= et;
  if (home >= 0) matrix[row + home] += et;
  matrix[row + last] += tt;
}

/** The log-likelihood of the games at x; adds to its gradient and to the lower triangle of the information. */
export function addPairPoints(
  design: Omit<Design, "prior" | "group">,
  x: Float64Array,
  gradient: Float64Array,
  information: Float64Array | null,
): number {
  const { games, likelihood, home } = design;
  const { first, second, won, lost, tied, covariates = [] } = games;
  const terms = covariates.length;
  const addOuter = terms > 0 ? rowsOf(design).addOuter : null;
  const m = games.models.length;
  const size = x.length;
  const effects = m + (home ? 1 : 0);
  const last = likelihood.tie === null ? -1 : x.length - 1;
  const alpha = home ? x[m] : 0;
  const t = last < 0 ? 0 : x[last];
  // To half wins a tie is its points, and nothing else.
  const apart = likelihood === halfWin ? undefined : tied;
  const out = new Float64Array(6);
  let value = 0;
  // As `times` and `addScore` of the rows, written out: this is the loop of every fit.
  for (let r = 0; r < won.length; r++) {
    if (won[r] + lost[r] === 0) continue;
    const i = first[r];
    const j = second[r];
    let eta = alpha + x[i] - x[j];
    for (let k = 0; k < terms; k++) eta += covariates[k][r] * x[effects + k];
    const ties = apart === undefined ? 0 : apart[r];
    likelihood.evaluate(won[r] - ties / 2, lost[r] - ties / 2, ties, eta, t, out);
    const slope = out[1];
    value += out[0];
    gradient[i] += slope;
    gradient[j] -= slope;
    if (home) gradient[m] += slope;
    for (let k = 0; k < terms; k++) gradient[effects + k] += slope * covariates[k][r];
    if (last >= 0) gradient[last] += out[2];
    if (information === null) continue;
    if (addOuter) addOuter(r, out[3], out[4], out[5], information);
    else addPair(information, size, home ? m : -1, last, i, j, out[3], out[4], out[5]);
  }
  return value;
}

/** The gradient of the log-likelihood of some games and of the prior. */
interface Gradient {
  /** Takes the points of games on the design's rows; rows without any are left aside. */
  take(won: Float64Array, lost: Float64Array, tied?: Float64Array): void;
  /** Fills the gradient of what was taken at x. */
  fill(x: Float64Array, gradient: Float64Array): void;
}

/** Makes the gradient of a design, which costs one exponential a model instead of one a pair. */
export function createGradient(design: Design): Gradient {
  const { likelihood, home, prior, games } = design;
  if (games.covariates !== undefined) {
    let points = games;
    return {
      take(won, lost, tied) {
        points = { ...games, won, lost, ...(tied && { tied }) };
      },
      fill(x, gradient) {
        evaluate({ ...design, games: points }, x, gradient, null);
      },
    };
  }
  const m = games.models.length;
  const hasTies = likelihood.tie !== null;
  const taken = roomFor(games, hasTies);
  const grown = new Float64Array(m);
  const root = new Float64Array(m);
  return {
    take(won, lost, tied) {
      takeRows(won, lost, games.second, taken);
      if (hasTies) takeTies(won, lost, tied, taken);
    },
    fill(x, gradient) {
      gradient.fill(0);
      const odds = home ? Math.exp(x[m]) : 1;
      const last = x.length - 1;
      for (let i = 0; i < m; i++) grown[i] = Math.exp(x[i]);
      if (hasTies) {
        for (let i = 0; i < m; i++) root[i] = Math.sqrt(grown[i]);
        const at = { grown, root, odds, tie: Math.exp(x[last]) };
        const [ofHome, ofTies] = addSlopes(likelihood, taken, at, gradient);
        gradient[last] += ofTies;
        if (home) gradient[m] += ofHome;
      } else {
        const ofHome = addHalfWinSlopes(taken, { grown, odds }, gradient);
        if (home) gradient[m] += ofHome;
      }
      addPrior(prior, x, gradient, null);
    },
  };
}

/** Rows with points, side by side, in runs of rows with the same first model. */
interface Taken {
  /** The first model of a run, and where it begins among all rows, in the design and as taken. */
  readonly first: Uint16Array;
  readonly begins: Uint32Array;
  readonly start: Uint32Array;
  /** Of each row taken: its second model, and its points; with ties apart, wins and losses. */
  readonly second: Uint16Array;
  readonly wins: Float64Array;
  readonly losses: Float64Array;
  readonly ties: Float64Array;
}

function roomFor({ first, second }: PairPoints, hasTies: boolean): Taken {
  const runs = Array.from(first.keys()).filter((r) => r === 0 || first[r] !== first[r - 1]);
  return {
    first: Uint16Array.from(runs, (r) => first[r]),
    begins: Uint32Array.from([...runs, first.length]),
    start: new Uint32Array(runs.length + 1),
    second: new Uint16Array(second.length),
    wins: new Float64Array(second.length),
    losses: new Float64Array(second.length),
    ties: new Float64Array(hasTies ? second.length : 0),
  };
}

/** Takes the points; a row without any is overwritten by the next, which needs no jump. */
function takeRows(
  won: Float64Array,
  lost: Float64Array,
  all: Uint16Array,
  { begins, start, second, wins, losses }: Taken,
): void {
  const runs = begins.length - 1;
  let rows = 0;
  for (let run = 0; run < runs; run++) {
    start[run] = rows;
    const end = begins[run + 1];
    for (let r = begins[run]; r < end; r++) {
      const a = won[r];
      const b = lost[r];
      second[rows] = all[r];
      wins[rows] = a;
      losses[rows] = b;
      rows += Number(a + b !== 0);
    }
  }
  start[runs] = rows;
}

/** Takes the ties out of the points of the rows that were taken. */
function takeTies(
  won: Float64Array,
  lost: Float64Array,
  tied: Float64Array | undefined,
  { wins, losses, ties }: Taken,
): void {
  if (tied === undefined) {
    ties.fill(0);
    return;
  }
  let row = 0;
  for (let r = 0; r < won.length; r++) {
    if (won[r] + lost[r] === 0) continue;
    const c = tied[r];
    ties[row] = c;
    wins[row] -= c / 2;
    losses[row] -= c / 2;
    row++;
  }
}

/** Adds the rows' slopes of half wins to the strengths' part of a gradient; gives their sum. */
function addHalfWinSlopes(
  { first, start, second, wins, losses }: Taken,
  { grown, odds }: { grown: Float64Array; odds: number },
  gradient: Float64Array,
): number {
  let sum = 0;
  for (let run = 0; run < first.length; run++) {
    const i = first[run];
    const u = odds * grown[i];
    const end = start[run + 1];
    let own = 0;
    for (let r = start[run]; r < end; r++) {
      const j = second[r];
      const v = grown[j];
      const by = (wins[r] * v - losses[r] * u) / (u + v);
      own += by;
      gradient[j] -= by;
    }
    gradient[i] += own;
    sum += own;
  }
  return sum;
}

/** The same where ties are apart; gives the sums along log odds and tie parameter. */
function addSlopes(
  likelihood: Likelihood,
  { first, start, second, wins, losses, ties }: Taken,
  {
    grown,
    root,
    odds,
    tie,
  }: { grown: Float64Array; root: Float64Array; odds: number; tie: number },
  gradient: Float64Array,
): [number, number] {
  const out = new Float64Array(1);
  const rootOfOdds = Math.sqrt(odds);
  let ofOdds = 0;
  let ofTies = 0;
  for (let run = 0; run < first.length; run++) {
    const i = first[run];
    const u = odds * grown[i];
    const rootOfFirst = rootOfOdds * root[i];
    const end = start[run + 1];
    let own = 0;
    for (let r = start[run]; r < end; r++) {
      const j = second[r];
      const both = rootOfFirst * root[j];
      const by = likelihood.slope(wins[r], losses[r], ties[r], u, grown[j], both, tie, out);
      own += by;
      gradient[j] -= by;
      ofTies += out[0];
    }
    gradient[i] += own;
    ofOdds += own;
  }
  return [ofOdds, ofTies];
}

/**
 * Log-likelihood plus log prior (without constants) at x. Fills the gradient and the lower triangle of
 * the information (the negative Hessian, row-major), which is singular along a constant added to the
 * strengths of a group unless there is a prior: see `addGauge`.
 */
export function evaluate(
  design: Design,
  x: Float64Array,
  gradient: Float64Array,
  information: Float64Array | null,
): number {
  gradient.fill(0);
  information?.fill(0);
  const value = addPairPoints(design, x, gradient, information);
  return value + addPrior(design.prior, x, gradient, information);
}
