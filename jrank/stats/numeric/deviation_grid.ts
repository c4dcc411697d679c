/** Sizes of deviations that are integrated over where a model has some of unknown size. */

/** Standard deviations in natural-log units. */
export const DEVIATION_SIZES = [
  0.02, 0.06, 0.1, 0.15, 0.2, 0.27, 0.35, 0.45, 0.6, 0.8, 1.1, 1.5, 2.3,
];

/**
 * The share of each size in an integral, from the logarithms of its density: the rule of trapezoids on the
 * logarithm of the size. The shares sum to 1.
 */
export function gridShares(sizes: readonly number[], logDensity: readonly number[]): number[] {
  const logs = sizes.map((s) => Math.log(s));
  const weights = logDensity.map((weight, k) => {
    const [before, after] = [Math.max(0, k - 1), Math.min(sizes.length - 1, k + 1)];
    const step = (logs[after] - logs[before]) / (after - before);
    return weight + logs[k] + Math.log(step);
  });
  const most = Math.max(...weights);
  const total = weights.reduce((sum, w) => sum + Math.exp(w - most), 0);
  return weights.map((w) => Math.exp(w - most) / total);
}
