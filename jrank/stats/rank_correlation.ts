/** How alike two orders of the same models are. */

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
  return correlation(meanRanks(a), meanRanks(b));
}

function meanRanks(values: ArrayLike<number>): Float64Array {
  const order = Array.from(values, (_, k) => k).sort((i, j) => values[i] - values[j]);
  const ranks = new Float64Array(order.length);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (end < order.length && values[order[end]] === values[order[start]]) end++;
    for (let k = start; k < end; k++) ranks[order[k]] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

function correlation(a: Float64Array, b: Float64Array): number | null {
  const mean = (values: Float64Array): number => values.reduce((s, x) => s + x, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let both = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let k = 0; k < a.length; k++) {
    both += (a[k] - meanA) * (b[k] - meanB);
    squaresA += (a[k] - meanA) ** 2;
    squaresB += (b[k] - meanB) ** 2;
  }
  return squaresA === 0 || squaresB === 0 ? null : both / Math.sqrt(squaresA * squaresB);
}
