/** Small sums over strengths that the models of raters share. */

/** The strengths among parameters, with mean 0. */
export function centredStrengths(x: Float64Array, m: number): Float64Array {
  const mean = x.subarray(0, m).reduce((sum, value) => sum + value, 0) / m;
  return x.slice(0, m).map((value) => value - mean);
}

/** Adds `by` v v' to a matrix. */
export function addSquare(matrix: Float64Array, v: Float64Array, by: number): void {
  const m = v.length;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) matrix[i * m + j] += by * v[i] * v[j];
  }
}
