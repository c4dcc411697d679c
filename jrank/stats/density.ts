import { quantileSorted } from "./quantile.ts";

/** A density on a grid of equal steps. */
export interface Density {
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
  const sorted = Float64Array.from(draws).sort();
  const mean = sorted.reduce((sum, d) => sum + d, 0) / n;
  const sd = Math.sqrt(sorted.reduce((sum, d) => sum + (d - mean) ** 2, 0) / (n - 1));
  if (!(sd > 0)) return null;
  const spread = (quantileSorted(sorted, 0.75) - quantileSorted(sorted, 0.25)) / 1.34;
  const silverman = 0.9 * (spread > 0 ? Math.min(sd, spread) : sd) * n ** -0.2;
  const [lowest, highest] = [sorted[0] as number, sorted[n - 1] as number];
  // A kernel between two points of the grid would be lost.
  const width = Math.max(silverman, (highest - lowest) / points);
  const least = lowest - 3 * width;
  const step = (highest + 3 * width - least) / (points - 1);
  const x = Array.from({ length: points }, (_, k) => least + k * step);
  const height = 1 / (n * width * Math.sqrt(2 * Math.PI));
  const y = x.map((at) => {
    let sum = 0;
    for (const d of sorted) sum += Math.exp(-0.5 * ((at - d) / width) ** 2);
    return sum * height;
  });
  return { x, y };
}
