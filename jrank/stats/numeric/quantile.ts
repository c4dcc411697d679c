/**
 * The p-quantile of sorted values by linear interpolation between order statistics (type 7 of
 * Hyndman and Fan, American Statistician 50, 1996; the default of R and NumPy). Infinite values are
 * allowed; between infinities of different sign there is no answer, which is NaN.
 */
export function quantileSorted(sorted: Float64Array, p: number): number {
  const position = (sorted.length - 1) * p;
  const below = Math.floor(position);
  const fraction = position - below;
  const low = sorted[below];
  if (fraction === 0) return low;
  const high = sorted[below + 1];
  return low === high ? low : low + fraction * (high - low);
}

/** Finite quantiles of a set of draws; null where the draws do not determine them. */
export type Quantiles = (p: number) => number | null;

/**
 * Quantiles of draws some of which are infinite, or NaN for "either infinity": those count as -Infinity
 * below the median and as Infinity above it, so a quantile is either right or null.
 */
export function quantilesOf(draws: Float64Array): Quantiles {
  const low = draws.map((d) => (Number.isNaN(d) ? Number.NEGATIVE_INFINITY : d)).sort();
  const high = draws.some(Number.isNaN)
    ? draws.map((d) => (Number.isNaN(d) ? Number.POSITIVE_INFINITY : d)).sort()
    : low;
  return (p) => {
    const below = quantileSorted(low, p);
    const above = quantileSorted(high, p);
    if (p === 0.5) return below === above && Number.isFinite(below) ? below : null;
    const value = p < 0.5 ? below : above;
    return Number.isFinite(value) ? value : null;
  };
}

/** The draws of one column of a row-major matrix with `columns` columns. */
export function column(values: Float64Array, columns: number, index: number): Float64Array {
  const result = new Float64Array(values.length / columns);
  for (let r = 0; r < result.length; r++) result[r] = values[r * columns + index];
  return result;
}
