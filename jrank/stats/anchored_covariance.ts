import { type AnchoredFit, anchoredClusters } from "./anchored_fit.ts";
import { type Covariance, jackknifeCovariance, mirrored } from "./covariance.ts";
import { addGames } from "./design.ts";
import { curvatureAt } from "./information.ts";
import { questionInfluence } from "./jackknife.ts";
import { sandwiched } from "./matrix.ts";

export interface AnchoredCovariance extends Covariance {
  /** Of t quantiles. */
  readonly degrees: number;
  /** Variance of how far each model of the board moves from where it was published; 0 where fixed. */
  readonly moves: Float64Array;
}

/** An anchored fit with what its variances are made of, as matrices over all parameters. */
interface Pieces extends AnchoredFit {
  /** Inverse of the information of judgments and priors. */
  readonly inverse: Float64Array;
  /** The jackknife over the new judgments. */
  readonly own: Float64Array;
  /** Information of the judgments alone. */
  readonly judged: Float64Array;
}

/**
 * Covariance of all parameters, the board's strengths included: the jackknife over the new judgments'
 * questions (CR3), plus what the board's own uncertainty adds. Where the board is fixed its published
 * covariance is carried over to the new models by how they would move with it; so an interval of a new
 * model does not pretend that its opponents are known. NaN for models without a finite strength.
 */
export function anchoredCovariance(fit: AnchoredFit): AnchoredCovariance {
  const { parameters, models, anchor, newPrior, structure } = fit;
  const { x, prior } = parameters;
  const size = x.length;
  const old = anchor.models.length;
  const { clustered, byRow } = anchoredClusters(fit);
  const degrees = byRow ? Number.POSITIVE_INFINITY : clustered.clusters.length - 1;
  const curvature = curvatureAt(parameters);
  if (curvature === null) {
    const values = new Float64Array(size * size).fill(Number.NaN);
    return { size, values, degrees, moves: new Float64Array(old) };
  }
  const { inverse } = curvature;
  const influence = questionInfluence(parameters, clustered, curvature);
  const own = jackknifeCovariance(influence, clustered.clusters.length).values;
  const judged = new Float64Array(size * size);
  addGames(parameters, x, new Float64Array(size), judged);
  const pieces = { ...fit, inverse, own, judged: mirrored(judged, size) };

  const isPlaced = (i: number) => i < old || !prior.held.includes(i);
  const news = Array.from(models.keys()).slice(old);
  // What the priors contribute to the error is their own variance; the weak one is no measurement.
  const measured = prior.precision.slice();
  for (const i of news) if (isPlaced(i)) measured[i * size + i] -= newPrior;
  const carried = sandwiched(inverse, measured, size);
  const values = own.map((v, at) => v + carried[at]);
  for (const i of news) {
    if (!isPlaced(i)) {
      for (let j = 0; j < size; j++) values[i * size + j] = values[j * size + i] = Number.NaN;
    } else if (structure.status[i] !== "ok") {
      // Where only the weak prior keeps a new model finite, its curvature says how little is known.
      values[i * (size + 1)] = Math.max(values[i * (size + 1)], inverse[i * (size + 1)]);
    }
  }
  if (anchor.keep === "fixed") addBoard(values, pieces);
  return { size, values, degrees, moves: boardMoves(pieces) };
}

/** Fills the fixed board's covariance in, and adds what follows from it for the free parameters. */
function addBoard(values: Float64Array, { anchor, parameters, inverse, judged }: Pieces): void {
  const old = anchor.models.length;
  const size = parameters.x.length;
  const free = Array.from(parameters.x.keys()).filter((p) => !parameters.prior.held.includes(p));
  const board = (i: number, j: number) => anchor.covariance[i * (old + 1) + j];
  // How the free parameters move with the board: -A^-1 H, and that times the board's covariance.
  const moves = new Float64Array(size * old);
  const withBoard = new Float64Array(size * old);
  for (let i = 0; i < old; i++) for (let j = 0; j < old; j++) values[i * size + j] = board(i, j);
  for (const a of free) {
    for (let i = 0; i < old; i++) {
      for (const c of free) moves[a * old + i] -= inverse[a * size + c] * judged[c * size + i];
    }
    for (let j = 0; j < old; j++) {
      for (let i = 0; i < old; i++) withBoard[a * old + j] += moves[a * old + i] * board(i, j);
      values[a * size + j] = values[j * size + a] = withBoard[a * old + j];
    }
  }
  for (const a of free) {
    for (const b of free) {
      for (let j = 0; j < old; j++) {
        values[a * size + b] += withBoard[a * old + j] * moves[b * old + j];
      }
    }
  }
}

/**
 * Variance of how far each model of the board moves; 0 where the board is fixed.
 *
 * Under a prior the board moves by A^-1 (s + H e): s the noise of the new judgments' score, e the
 * error that it was published with. So the variance of the moves is that of s, plus H times that of e.
 * That of s is at least what the model says, H: a few questions that all say the same are no proof.
 */
function boardMoves({ anchor, parameters, models, inverse, own, judged }: Pieces): Float64Array {
  const old = anchor.models.length;
  const moves = new Float64Array(old);
  if (anchor.keep === "fixed") return moves;
  const size = parameters.x.length;
  const known = [...anchor.models.keys(), ...(parameters.home ? [models.length] : [])];
  const expected = sandwiched(inverse, judged, size);
  for (let i = 0; i < old; i++) {
    const carried = known.map((p) => {
      let sum = 0;
      for (let c = 0; c < size; c++) sum += inverse[i * size + c] * judged[c * size + p];
      return sum;
    });
    moves[i] = Math.max(own[i * size + i], expected[i * size + i]);
    for (let a = 0; a < known.length; a++) {
      for (let b = 0; b < known.length; b++) {
        moves[i] += carried[a] * anchor.covariance[a * (old + 1) + b] * carried[b];
      }
    }
  }
  return moves;
}
