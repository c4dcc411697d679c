/**
 * Dense linear algebra on row-major `Float64Array`s, in place and without allocation, for the loops
 * that run hundreds of times. Matrices are n x n; where they are symmetric only the lower triangle
 * is read.
 */

/** A pivot below this share of its diagonal entry is rounding error, not a number. */
const SINGULAR = 1e-13;

/**
 * Cholesky: overwrites the lower triangle of a symmetric positive definite matrix with L, where
 * A = L L'. False (and a half-written matrix) when A is not positive definite to working precision.
 */
export function cholesky(a: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j <= i; j++) {
      const other = j * n;
      const entry = a[row + j];
      let sum = entry;
      for (let k = 0; k < j; k++) sum -= a[row + k] * a[other + k];
      if (i === j) {
        if (!(sum > SINGULAR * entry)) return false;
        a[row + i] = Math.sqrt(sum);
      } else {
        a[row + j] = sum / a[other + j];
      }
    }
  }
  return true;
}

/** Solves L L' x = b in place of b. */
export function solveCholesky(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = b[i];
    const row = i * n;
    for (let k = 0; k < i; k++) sum -= l[row + k] * b[k];
    b[i] = sum / l[row + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    const row = i * n;
    const x = b[i] / l[row + i];
    b[i] = x;
    for (let k = 0; k < i; k++) b[k] -= l[row + k] * x;
  }
}

/** (L L')^-1 as a full symmetric matrix. */
export function invertCholesky(l: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  const column = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    column.fill(0);
    column[j] = 1;
    solveCholesky(l, n, column);
    for (let i = 0; i < n; i++) inverse[i * n + j] = column[i];
  }
  return inverse;
}

/** A B A for symmetric A and B. */
export function sandwiched(a: Float64Array, b: Float64Array, n: number): Float64Array {
  return multiply(multiply(a, b, n), a, n);
}

/** A B. */
export function multiply(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k];
      if (factor === 0) continue;
      for (let j = 0; j < n; j++) result[i * n + j] += factor * b[k * n + j];
    }
  }
  return result;
}

/** Fills the upper triangle of a symmetric matrix from the lower one. */
export function mirrored(matrix: Float64Array, size: number): Float64Array {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) matrix[j * size + i] = matrix[i * size + j];
  }
  return matrix;
}
