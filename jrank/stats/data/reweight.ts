/** Weights that take a schedule's choice of pairs out again. */
import type { Comparisons } from "./comparisons.ts";

/**
 * A weight for every row with which all pairs that were played count alike: inverse to how often the
 * pair was played, but at most `cap` times the mean, and with the sum of the weights there were.
 *
 * Where the model is not exactly Bradley-Terry, the strengths depend a little on which pairs were
 * played; an adaptive schedule plays close ones. With these weights they do not, at the price of more
 * noise. Weighting by the inverse of the stored propensities leads to the same: over a run they add
 * up to the same number for every pair, and the counts are their less noisy form (self-normalised
 * weights; Hájek 1971).
 */
export function pairWeights(
  { models, first, second, weight }: Comparisons,
  { cap = 5 }: { cap?: number } = {},
): Float64Array {
  const m = models.length;
  const played = new Float64Array(m * m);
  const pairOf = (k: number) => Math.max(first[k], second[k]) * m + Math.min(first[k], second[k]);
  const given = weight ?? new Float64Array(first.length).fill(1);
  let total = 0;
  for (let k = 0; k < first.length; k++) {
    if (first[k] === second[k]) continue;
    played[pairOf(k)] += given[k];
    total += given[k];
  }
  const pairs = played.reduce((count, n) => count + (n > 0 ? 1 : 0), 0);
  const mean = total / pairs;
  const weights = given.map((w, k) =>
    first[k] === second[k] ? w : w * Math.min(cap, mean / played[pairOf(k)]),
  );
  let sum = 0;
  for (let k = 0; k < weights.length; k++) if (first[k] !== second[k]) sum += weights[k];
  return weights.map((w, k) => (first[k] === second[k] ? w : (w * total) / sum));
}
