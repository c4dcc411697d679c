/** A published board, and the normal prior that it makes. */
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import type { NormalPrior } from "../fit/prior.ts";
import { cholesky, invertCholesky } from "../numeric/matrix.ts";

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

/** The parameters that a board is the prior of, and which of the new models the judgments can place. */
interface AnchoredParameters {
  readonly size: number;
  /** The board's models, then the new ones. */
  readonly models: number;
  readonly home: boolean;
  /** Precision of the prior on each new model, around the mean of the board. */
  readonly newPrior: number;
  isPlaced(i: number): boolean;
}

/**
 * The prior that a board makes: a fixed one holds its models, else its covariance says how far they may
 * move; the home advantage has its published error. New models that cannot be placed are held.
 */
export function anchorPrior(
  { models: board, strengths, homeAdvantage, covariance, keep }: Anchor,
  { size, models, home, newPrior, isPlaced }: AnchoredParameters,
): NormalPrior {
  const old = board.length;
  const boardMean = strengths.reduce((sum, b) => sum + b, 0) / old;
  const mean = new Float64Array(size).fill(boardMean, 0, models);
  mean.set(strengths);
  if (home) mean[models] = homeAdvantage;
  const precision = new Float64Array(size * size);
  for (let i = old; i < models; i++) if (isPlaced(i)) precision[i * size + i] = newPrior;
  const held = Array.from({ length: models }, (_, i) => i).filter((i) =>
    i < old ? keep === "fixed" : !isPlaced(i),
  );
  // Of the board's covariance: its models, then the home advantage.
  const known = [...board.keys(), ...(home ? [models] : [])];
  const entry = (a: number, b: number) => covariance[a * (old + 1) + b];
  if (keep === "fixed") {
    if (home) precision[models * size + models] = 1 / entry(old, old);
    return { isFlat: false, mean, precision, held };
  }
  const inverse = invertedBoard(entry, old, known.length);
  known.forEach((p, a) => {
    known.forEach((q, b) => {
      precision[p * size + q] = inverse[a * known.length + b];
    });
  });
  return { isFlat: false, mean, precision, held };
}

function invertedBoard(
  entry: (a: number, b: number) => number,
  old: number,
  size: number,
): Float64Array {
  const block = new Float64Array(size * size);
  let trace = 0;
  for (let i = 0; i < old; i++) trace += entry(i, i);
  const ridge = (MEAN_SHARE * trace) / old;
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      block[a * size + b] = entry(a, b) + (a < old && b < old ? ridge : 0);
    }
  }
  if (!cholesky(block, size)) {
    throw new UserError(
      say`the covariance of the board has no inverse, as when it comes from fewer questions than models; anchor without it (its ratings stay fixed)`,
    );
  }
  return invertCholesky(block, size);
}
