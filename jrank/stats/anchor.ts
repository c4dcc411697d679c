/** A published board, and the normal prior that it makes. */
import { UserError } from "../core/errors.ts";
import { cholesky, invertCholesky } from "./matrix.ts";

/** A published board, in natural-log units. */
export interface Anchor {
  readonly models: readonly string[];
  readonly strengths: Float64Array;
  readonly homeAdvantage: number;
  /**
   * Covariance of the strengths and then the home advantage, (models + 1)²: the published one, or
   * the squared standard errors on its diagonal.
   */
  readonly covariance: Float64Array;
  /** Whether strengths stay as they are (`fixed`) or get the covariance as a normal prior. */
  readonly keep: "fixed" | "prior";
}

/** Share of the board's variance that its mean may move by: it is what the scale hangs on. */
const MEAN_SHARE = 1e-6;

/**
 * The prior's precision on the free parameters (strengths ascending, then the home advantage): of the
 * board unless it is fixed, of the home advantage, and `newPrior` of each new model.
 */
export function anchorPrecision(
  { models, covariance, keep }: Anchor,
  free: readonly number[],
  { models: m, newPrior }: { models: number; newPrior: number },
): Float64Array {
  const old = models.length;
  const size = free.length;
  const precision = new Float64Array(size * size);
  const home = size - 1;
  for (let a = 0; a < size; a++)
    if (free[a] >= old && free[a] < m) precision[a * size + a] = newPrior;
  if (keep === "fixed") {
    precision[home * size + home] = 1 / covariance[old * (old + 1) + old];
    return precision;
  }
  const block = covariance.slice();
  let trace = 0;
  for (let i = 0; i < old; i++) trace += block[i * (old + 1) + i];
  const ridge = (MEAN_SHARE * trace) / old;
  for (let i = 0; i < old; i++) for (let j = 0; j < old; j++) block[i * (old + 1) + j] += ridge;
  if (!cholesky(block, old + 1)) {
    throw new UserError(
      "the covariance of the board has no inverse, as when it comes from fewer questions than models; anchor without it (its ratings stay fixed)",
    );
  }
  const inverse = invertCholesky(block, old + 1);
  const at = (i: number) => (i === old ? home : i);
  for (let i = 0; i <= old; i++) {
    for (let j = 0; j <= old; j++) precision[at(i) * size + at(j)] = inverse[i * (old + 1) + j];
  }
  return precision;
}
