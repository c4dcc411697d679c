import {
  kernelDensityEstimation,
  quantileSorted,
  sampleStandardDeviation,
} from "simple-statistics";

/** A density on a grid of equal steps. */
interface Density {
  readonly x: readonly number[];
  /** Per unit of x; the area is 1. */
  readonly y: readonly number[];
}

/**
 * The density that draws come from: a sum of normal kernels with Silverman's bandwidth (Density
 * Estimation for Statistics and Data Analysis, 1986, eq. 3.31), from three bandwidths below the
 * least draw to three above the greatest. Null where the draws are all equal or fewer than two.
 */
export function density(draws: Float64Array, { points = 100 } = {}): Density | null {
  const n = draws.length;
  if (n < 2) return null;
  const sorted = Array.from(draws).sort((a, b) => a - b);
  const sd = sampleStandardDeviation(sorted);
  if (!(sd > 0)) return null;
  const spread = (quantileSorted(sorted, 0.75) - quantileSorted(sorted, 0.25)) / 1.34;
  const silverman = 0.9 * (spread > 0 ? Math.min(sd, spread) : sd) * n ** -0.2;
  const [lowest, highest] = [sorted[0], sorted[n - 1]];
  // A kernel between two points of the grid would be lost.
  const width = Math.max(silverman, (highest - lowest) / points);
  const least = lowest - 3 * width;
  const step = (highest + 3 * width - least) / (points - 1);
  const x = Array.from({ length: points }, (_, k) => least + k * step);
  const y = x.map(kernelDensityEstimation(sorted, "gaussian", width));
  return { x, y };
}
