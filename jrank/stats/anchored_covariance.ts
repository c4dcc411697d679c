import { type AnchoredFit, anchoredClusters } from "./anchored_fit.ts";
import { boardMoves } from "./board_moves.ts";
import type { ClusteredGames } from "./clusters.ts";
import { weightAt } from "./information.ts";
import { cholesky, invertCholesky, sandwiched, solveCholesky } from "./matrix.ts";
import type { Covariance } from "./sandwich.ts";

export interface AnchoredCovariance extends Covariance {
  /** Of t quantiles. */
  readonly degrees: number;
  /** Variance of how far each model of the board moves from where it was published; 0 where fixed. */
  readonly moves: Float64Array;
}

/**
 * Covariance of all strengths (the board's and the new ones) and the home advantage, (models + 1)²:
 * the jackknife over the new judgments' questions (CR3), plus what the board's own uncertainty adds.
 * Where the board is fixed its published covariance is carried over to the new models by how they
 * would move with it; so an interval of a new model does not pretend that its opponents are known.
 * NaN for models without a finite strength.
 */
export function anchoredCovariance(fit: AnchoredFit): AnchoredCovariance {
  const { models, free, anchor, precision, newPrior } = fit;
  const size = models.length + 1;
  const k = free.length;
  const { clustered, byRow } = anchoredClusters(fit);
  const clusters = clustered.clusters.length;
  const total = posteriorInformation(fit);
  const factor = total.slice();
  if (!cholesky(factor, k)) throw new Error("the information of an anchored fit is singular");
  const inverse = invertCholesky(factor, k);
  const own = outerProducts(fit, clustered, total);
  // What the priors contribute to the error is their own variance; the weak one is no measurement.
  const measured = precision.slice();
  for (let a = 0; a < k; a++) if (isNew(fit, free[a])) measured[a * k + a] -= newPrior;
  const prior = sandwiched(inverse, measured, k);
  const values = new Float64Array(size * size).fill(Number.NaN);
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < k; b++) {
      values[free[a] * size + free[b]] = own[a * k + b] + prior[a * k + b];
    }
  }
  // Where only the weak prior keeps a new model finite, its curvature says how little is known.
  free.forEach((parameter, a) => {
    if (!isNew(fit, parameter) || fit.structure.status[parameter] === "ok") return;
    const at = parameter * size + parameter;
    values[at] = Math.max(values[at], inverse[a * k + a]);
  });
  if (anchor.keep === "fixed") addBoard(values, fit, inverse);
  const degrees = byRow ? Number.POSITIVE_INFINITY : clusters - 1;
  return { size, values, degrees, moves: boardMoves(fit, inverse, own) };
}

function isNew({ models, anchor }: AnchoredFit, parameter: number): boolean {
  return parameter >= anchor.models.length && parameter < models.length;
}

/** Information of judgments and priors on the free parameters. */
function posteriorInformation({ free, information, precision, models }: AnchoredFit): Float64Array {
  const k = free.length;
  const size = models.length + 1;
  return precision.map((p, at) => p + information[free[Math.floor(at / k)] * size + free[at % k]]);
}

/** (Q - 1) / Q times the sum of d_q d_q', with d_q the move when question q is left out. */
function outerProducts(
  fit: AnchoredFit,
  { clusters, start, pair, won, lost }: ClusteredGames,
  total: Float64Array,
): Float64Array {
  const { games, x, free, models } = fit;
  const k = free.length;
  const m = models.length;
  const place = new Int32Array(m + 1).fill(-1);
  free.forEach((parameter, a) => {
    place[parameter] = a;
  });
  const sum = new Float64Array(k * k);
  const scale = (clusters.length - 1) / clusters.length;
  for (let q = 0; q < clusters.length; q++) {
    const left = total.slice();
    const d = new Float64Array(k);
    for (let e = start[q]; e < start[q + 1]; e++) {
      const [i, j] = [games.first[pair[e]], games.second[pair[e]]];
      const p = 1 / (1 + Math.exp(-(x[m] + x[i] - x[j])));
      const residual = won[e] * (1 - p) - lost[e] * p;
      const w = (won[e] + lost[e]) * weightAt(x, m, i, j);
      const signs: [number, number][] = [
        [place[i], 1],
        [place[j], -1],
        [place[m], 1],
      ];
      for (const [a, s] of signs) {
        if (a < 0) continue;
        d[a] += s * residual;
        for (const [b, t] of signs) if (b >= 0) left[a * k + b] -= s * t * w;
      }
    }
    if (cholesky(left, k)) solveCholesky(left, k, d);
    else d.fill(Number.NaN);
    for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) sum[a * k + b] += scale * d[a] * d[b];
  }
  return sum;
}

/** Fills the fixed board's covariance in, and adds what follows from it for the free parameters. */
function addBoard(
  values: Float64Array,
  { anchor, models, free, information }: AnchoredFit,
  inverse: Float64Array,
): void {
  const old = anchor.models.length;
  const size = models.length + 1;
  const k = free.length;
  // How the free parameters move with the board: -A^-1 H.
  const moves = new Float64Array(k * old);
  for (let a = 0; a < k; a++) {
    for (let i = 0; i < old; i++) {
      for (let c = 0; c < k; c++) {
        moves[a * old + i] -= inverse[a * k + c] * information[free[c] * size + i];
      }
    }
  }
  const board = (i: number, j: number) => anchor.covariance[i * (old + 1) + j];
  for (let i = 0; i < old; i++) for (let j = 0; j < old; j++) values[i * size + j] = board(i, j);
  const withBoard = new Float64Array(k * old);
  for (let a = 0; a < k; a++) {
    for (let j = 0; j < old; j++) {
      for (let i = 0; i < old; i++) withBoard[a * old + j] += moves[a * old + i] * board(i, j);
      values[free[a] * size + j] = withBoard[a * old + j];
      values[j * size + free[a]] = withBoard[a * old + j];
    }
  }
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < k; b++) {
      for (let j = 0; j < old; j++) {
        values[free[a] * size + free[b]] += withBoard[a * old + j] * moves[b * old + j];
      }
    }
  }
}
