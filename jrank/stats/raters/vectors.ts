/** Small sums over strengths that the models of raters share. */
import { cholesky, solveCholesky } from "../numeric/matrix.ts";

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

/**
 * What each model has of a feature, by least squares from how answers of pairs differ in it, with mean 0.
 * Differences are in their own standard deviations, the result in those of one answer.
 */
export function pairMeans(
  models: number,
  first: readonly number[],
  second: readonly number[],
  difference: readonly number[],
): Float64Array {
  const squares = new Float64Array(models * models);
  const sums = new Float64Array(models);
  for (let i = 0; i < models; i++) squares[i * (models + 1)] = 1e-6;
  difference.forEach((d, k) => {
    const [i, j] = [first[k], second[k]];
    squares[i * (models + 1)]++;
    squares[j * (models + 1)]++;
    squares[i * models + j]--;
    squares[j * models + i]--;
    sums[i] += Math.SQRT2 * d;
    sums[j] -= Math.SQRT2 * d;
  });
  cholesky(squares, models);
  solveCholesky(squares, models, sums);
  return centredStrengths(sums, models);
}
