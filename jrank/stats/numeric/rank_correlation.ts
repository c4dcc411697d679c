/** How alike two orders of the same models are. */
import { sampleRankCorrelation } from "simple-statistics";

/**
 * Kendall's tau-b (Kendall, Rank Correlation Methods, 1970) of two columns of values: 1 for the same
 * order, -1 for the opposite one; equal values are allowed. Null where either column has no two
 * different values.
 */
export function kendallTauB(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  let sum = 0;
  let untiedA = 0;
  let untiedB = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = i + 1; j < a.length; j++) {
      const signA = Math.sign(a[i] - a[j]);
      const signB = Math.sign(b[i] - b[j]);
      sum += signA * signB;
      untiedA += Math.abs(signA);
      untiedB += Math.abs(signB);
    }
  }
  return untiedA === 0 || untiedB === 0 ? null : sum / Math.sqrt(untiedA * untiedB);
}

/** Spearman's rho: the correlation of ranks, equal values sharing the mean of theirs. */
export function spearmanRho(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  if (a.length < 2) return null;
  const rho = sampleRankCorrelation(Array.from(a), Array.from(b));
  return Number.isNaN(rho) ? null : rho;
}
