import type { AnchoredFit } from "./anchored_fit.ts";
import { sandwiched } from "./matrix.ts";

/**
 * Variance of how far each model of the board moves; 0 where the board is fixed. `own` is the jackknife
 * over the new judgments, `inverse` that of their information and the priors'.
 *
 * Under a prior the board moves by A^-1 (s + H e): s the noise of the new judgments' score, e the
 * error that it was published with. So the variance of the moves is that of s, plus H times that of e.
 * That of s is at least what the model says, H: a few questions that all say the same are no proof.
 */
export function boardMoves(
  { anchor, free, information, models }: AnchoredFit,
  inverse: Float64Array,
  own: Float64Array,
): Float64Array {
  const old = anchor.models.length;
  const moves = new Float64Array(old);
  if (anchor.keep === "fixed") return moves;
  const k = free.length;
  const size = models.length + 1;
  const known = [...anchor.models.keys(), models.length];
  const judged = Float64Array.from(
    { length: k * k },
    (_, at) => information[free[Math.floor(at / k)] * size + free[at % k]],
  );
  const expected = sandwiched(inverse, judged, k);
  for (let i = 0; i < old; i++) {
    const carried = known.map((p) =>
      free.reduce((sum, row, c) => sum + inverse[i * k + c] * information[row * size + p], 0),
    );
    moves[i] = Math.max(own[i * k + i], expected[i * k + i]);
    for (let a = 0; a <= old; a++) {
      for (let b = 0; b <= old; b++) {
        moves[i] += carried[a] * anchor.covariance[a * (old + 1) + b] * carried[b];
      }
    }
  }
  return moves;
}
