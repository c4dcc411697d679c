import { Matrix } from "ml-matrix";
import { addPairPoints } from "../fit/design.ts";
import { curvatureAt } from "../fit/information.ts";
import { mirrored } from "../numeric/matrix.ts";
import { type Covariance, jackknifeCovariance } from "../uncertainty/covariance.ts";
import { jackknife } from "../uncertainty/jackknife.ts";
import { type AnchoredFit, anchoredClusters } from "./anchored_fit.ts";

interface AnchoredCovariance extends Covariance {
  /** Of t quantiles. */
  readonly degrees: number;
  /** Variance of how far each model of the board moves from where it was published; 0 where fixed. */
  readonly moves: Float64Array;
}

/** An anchored fit with what its variances are made of, as matrices over all parameters. */
interface Pieces extends AnchoredFit {
  /** Inverse of the information of judgments and priors. */
  readonly inverse: Matrix;
  /** The jackknife over the new judgments. */
  readonly own: Float64Array;
  /** Information of the judgments alone. */
  readonly judged: Matrix;
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
  const inverse = square(curvature.inverse, size);
  const own = jackknifeCovariance(jackknife(parameters, clustered, curvature)).values;
  const judged = new Float64Array(size * size);
  addPairPoints(parameters, x, new Float64Array(size), judged);
  const pieces = { ...fit, inverse, own, judged: square(mirrored(judged, size), size) };

  const isPlaced = (i: number) => i < old || !prior.held.includes(i);
  const news = Array.from(models.keys()).slice(old);
  // What the priors contribute to the error is their own variance; the weak one is no measurement.
  const measured = prior.precision.slice();
  for (const i of news) if (isPlaced(i)) measured[i * size + i] -= newPrior;
  const carried = inverse.mmul(square(measured, size)).mmul(inverse).to1DArray();
  const values = own.map((v, at) => v + carried[at]);
  for (const i of news) {
    if (!isPlaced(i)) {
      for (let j = 0; j < size; j++) values[i * size + j] = values[j * size + i] = Number.NaN;
    } else if (structure.status[i] !== "ok") {
      // Where only the weak prior keeps a new model finite, its curvature says how little is known.
      values[i * (size + 1)] = Math.max(values[i * (size + 1)], inverse.get(i, i));
    }
  }
  if (anchor.keep === "fixed") addBoard(values, pieces);
  return { size, values, degrees, moves: boardMoves(pieces) };
}

/** A row-major square matrix. */
const square = (values: Float64Array, size: number): Matrix =>
  Matrix.from1DArray(size, size, values);

/** The published covariance of the board's models and, where asked for, of its home advantage. */
function boardCovariance({ anchor }: Pieces, withHome: boolean): Matrix {
  const old = anchor.models.length;
  const whole = square(anchor.covariance, old + 1);
  return withHome ? whole : whole.subMatrix(0, old - 1, 0, old - 1);
}

/** Fills the fixed board's covariance in, and adds what follows from it for the free parameters. */
function addBoard(values: Float64Array, pieces: Pieces): void {
  const { anchor, parameters, inverse, judged } = pieces;
  const old = [...anchor.models.keys()];
  const size = parameters.x.length;
  const free = Array.from(parameters.x.keys()).filter((p) => !parameters.prior.held.includes(p));
  const board = boardCovariance(pieces, false);
  for (const i of old) for (const j of old) values[i * size + j] = board.get(i, j);
  if (free.length === 0) return;
  // How the free parameters move with the board: -A^-1 H, and that times the board's covariance.
  const moves = inverse.selection(free, free).mmul(judged.selection(free, old)).neg();
  const withBoard = moves.mmul(board);
  const added = withBoard.mmul(moves.transpose());
  free.forEach((a, row) => {
    for (const j of old) values[a * size + j] = values[j * size + a] = withBoard.get(row, j);
    free.forEach((b, column) => {
      values[a * size + b] += added.get(row, column);
    });
  });
}

/**
 * Variance of how far each model of the board moves; 0 where the board is fixed.
 *
 * Under a prior the board moves by A^-1 (s + H e): s the noise of the new judgments' score, e the
 * error that it was published with. So the variance of the moves is that of s, plus H times that of e.
 * That of s is at least what the model says, H: a few questions that all say the same are no proof.
 */
function boardMoves(pieces: Pieces): Float64Array {
  const { anchor, parameters, models, inverse, own, judged } = pieces;
  const old = anchor.models.length;
  if (anchor.keep === "fixed") return new Float64Array(old);
  const size = parameters.x.length;
  const known = [...anchor.models.keys(), ...(parameters.home ? [models.length] : [])];
  const rows = inverse.subMatrix(0, old - 1, 0, size - 1).mmul(judged);
  const expected = rows.mmul(inverse);
  const carried = rows.subMatrixColumn(known);
  const ofBoard = carried.mmul(boardCovariance(pieces, parameters.home)).mul(carried);
  const sums = ofBoard.sum("row");
  return Float64Array.from(
    { length: old },
    (_, i) => Math.max(own[i * size + i], expected.get(i, i)) + sums[i],
  );
}
