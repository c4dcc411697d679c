/**
 * Dense linear algebra on row-major `Float64Array`s, in place and without allocation, for the loops
 * that run hundreds of times. Matrices are n x n; where they are symmetric only the lower triangle
 * is read.
 */

/** A pivot below this share of its diagonal entry is rounding error, not a number. */
const SINGULAR = 1e-13;

/** Up to this size plain loops are the fastest. */
const SMALL = 16;

/** Rows and columns of a block that stays in the cache. */
const BLOCK = 32;

/**
 * Cholesky: overwrites the lower triangle of a symmetric positive definite matrix with L, where
 * A = L L'. False (and a half-written matrix) when A is not positive definite to working precision.
 * Four rows and two columns go together: eight sums that do not wait for each other, each in the
 * order of one alone, so that the numbers are those of the plain loop.
 */
export function cholesky(a: Float64Array, n: number): boolean {
  let i = 0;
  for (; i + 3 < n && n > SMALL; i += 4) {
    const r0 = i * n;
    const r1 = r0 + n;
    const r2 = r1 + n;
    const r3 = r2 + n;
    for (let j = 0; j < i; j += 2) {
      const c0 = j * n;
      const c1 = c0 + n;
      let s00 = a[r0 + j];
      let s01 = a[r0 + j + 1];
      let s10 = a[r1 + j];
      let s11 = a[r1 + j + 1];
      let s20 = a[r2 + j];
      let s21 = a[r2 + j + 1];
      let s30 = a[r3 + j];
      let s31 = a[r3 + j + 1];
      for (let k = 0; k < j; k++) {
        const p = a[c0 + k];
        const q = a[c1 + k];
        const x0 = a[r0 + k];
        const x1 = a[r1 + k];
        const x2 = a[r2 + k];
        const x3 = a[r3 + k];
        s00 -= x0 * p;
        s01 -= x0 * q;
        s10 -= x1 * p;
        s11 -= x1 * q;
        s20 -= x2 * p;
        s21 -= x2 * q;
        s30 -= x3 * p;
        s31 -= x3 * q;
      }
      const first = a[c0 + j];
      const between = a[c1 + j];
      const second = a[c1 + j + 1];
      a[r0 + j] = s00 /= first;
      a[r1 + j] = s10 /= first;
      a[r2 + j] = s20 /= first;
      a[r3 + j] = s30 /= first;
      a[r0 + j + 1] = (s01 - s00 * between) / second;
      a[r1 + j + 1] = (s11 - s10 * between) / second;
      a[r2 + j + 1] = (s21 - s20 * between) / second;
      a[r3 + j + 1] = (s31 - s30 * between) / second;
    }
    for (let row = i; row < i + 4; row++) if (!finishRow(a, n, row, i)) return false;
  }
  for (; i < n; i++) if (!finishRow(a, n, i, 0)) return false;
  return true;
}

/** The entries of row i of L from a column on. */
function finishRow(a: Float64Array, n: number, i: number, from: number): boolean {
  const row = i * n;
  for (let j = from; j <= i; j++) {
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
  return true;
}

/** Solves L L' x = b in place of b. */
export function solveCholesky(l: Float64Array, n: number, b: Float64Array): void {
  solveLower(l, n, b);
  solveUpper(l, n, b);
}

/** Solves L x = b in place of b; four rows together, as in `cholesky`. */
export function solveLower(l: Float64Array, n: number, b: Float64Array): void {
  const whole = n > SMALL ? n - (n % 4) : 0;
  for (let i = 0; i < n; ) {
    const end = i < whole ? i + 4 : n;
    if (i < whole) {
      const r0 = i * n;
      const r1 = r0 + n;
      const r2 = r1 + n;
      const r3 = r2 + n;
      let s0 = b[i];
      let s1 = b[i + 1];
      let s2 = b[i + 2];
      let s3 = b[i + 3];
      for (let k = 0; k < i; k++) {
        const x = b[k];
        s0 -= l[r0 + k] * x;
        s1 -= l[r1 + k] * x;
        s2 -= l[r2 + k] * x;
        s3 -= l[r3 + k] * x;
      }
      b[i] = s0;
      b[i + 1] = s1;
      b[i + 2] = s2;
      b[i + 3] = s3;
    }
    const from = i < whole ? i : 0;
    for (; i < end; i++) {
      let sum = b[i];
      const row = i * n;
      for (let k = from; k < i; k++) sum -= l[row + k] * b[k];
      b[i] = sum / l[row + i];
    }
  }
}

/** Solves L' x = b in place of b. */
export function solveUpper(l: Float64Array, n: number, b: Float64Array): void {
  const whole = n > SMALL ? n - (n % 4) : 0;
  for (let i = n - 1; i >= whole; i--) stepBack(l, n, b, i, 0);
  for (let i = whole - 4; i >= 0; i -= 4) {
    for (let row = i + 3; row >= i; row--) stepBack(l, n, b, row, i);
    const x0 = b[i];
    const x1 = b[i + 1];
    const x2 = b[i + 2];
    const x3 = b[i + 3];
    const r0 = i * n;
    const r1 = r0 + n;
    const r2 = r1 + n;
    const r3 = r2 + n;
    for (let k = 0; k < i; k++) {
      b[k] = b[k] - l[r3 + k] * x3 - l[r2 + k] * x2 - l[r1 + k] * x1 - l[r0 + k] * x0;
    }
  }
}

/** Entry i of x in L' x = b, taken out of the entries before it from a place on. */
function stepBack(l: Float64Array, n: number, b: Float64Array, i: number, from: number): void {
  const row = i * n;
  const x = b[i] / l[row + i];
  b[i] = x;
  for (let k = from; k < i; k++) b[k] -= l[row + k] * x;
}

/** (L L')^-1 as a full symmetric matrix. */
export function invertCholesky(l: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    // Column j, which is row j too.
    const row = inverse.subarray(j * n, (j + 1) * n);
    row[j] = 1;
    solveCholesky(l, n, row);
  }
  return inverse;
}

/** A B A for symmetric A and B. */
export function sandwiched(a: Float64Array, b: Float64Array, n: number): Float64Array {
  return multiply(multiply(a, b, n), a, n);
}

/** A B, added to a result; four rows of B together. */
export function multiply(
  a: Float64Array,
  b: Float64Array,
  n: number,
  result: Float64Array = new Float64Array(n * n),
): Float64Array {
  const columns = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    const row = i * n;
    let used = 0;
    for (let k = 0; k < n; k++) if (a[row + k] !== 0) columns[used++] = k;
    let u = 0;
    for (; u + 3 < used; u += 4) {
      const k0 = columns[u];
      const k1 = columns[u + 1];
      const k2 = columns[u + 2];
      const k3 = columns[u + 3];
      const [f0, f1, f2, f3] = [a[row + k0], a[row + k1], a[row + k2], a[row + k3]];
      const [b0, b1, b2, b3] = [k0 * n, k1 * n, k2 * n, k3 * n];
      for (let j = 0; j < n; j++) {
        result[row + j] =
          result[row + j] + f0 * b[b0 + j] + f1 * b[b1 + j] + f2 * b[b2 + j] + f3 * b[b3 + j];
      }
    }
    for (; u < used; u++) {
      const factor = a[row + columns[u]];
      const other = columns[u] * n;
      for (let j = 0; j < n; j++) result[row + j] += factor * b[other + j];
    }
  }
  return result;
}

/** result = A v for an n x n matrix; four rows together. */
export function multiplyByVector(
  a: Float64Array,
  v: Float64Array,
  result: Float64Array,
  n: number,
): void {
  let i = 0;
  for (; i + 3 < n; i += 4) {
    const r0 = i * n;
    const r1 = r0 + n;
    const r2 = r1 + n;
    const r3 = r2 + n;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let j = 0; j < n; j++) {
      const x = v[j];
      s0 += a[r0 + j] * x;
      s1 += a[r1 + j] * x;
      s2 += a[r2 + j] * x;
      s3 += a[r3 + j] * x;
    }
    result[i] = s0;
    result[i + 1] = s1;
    result[i + 2] = s2;
    result[i + 3] = s3;
  }
  for (; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += a[i * n + j] * v[j];
    result[i] = sum;
  }
}

/** result = A v for symmetric A, of which the lower triangle is read; two rows together. */
export function multiplySymmetric(
  a: Float64Array,
  v: Float64Array,
  result: Float64Array,
  n: number,
): void {
  for (let i = 0; i < n; i += 2) {
    const isPair = i + 1 < n;
    const r0 = i * n;
    const r1 = isPair ? r0 + n : r0;
    const x0 = v[i];
    const x1 = isPair ? v[i + 1] : 0;
    const corner = a[r1 + i];
    let s0 = a[r0 + i] * x0 + corner * x1;
    let s1 = corner * x0;
    for (let j = 0; j < i; j++) {
      const x = v[j];
      const p = a[r0 + j];
      const q = a[r1 + j];
      s0 += p * x;
      s1 += q * x;
      result[j] += p * x0 + q * x1;
    }
    result[i] = s0;
    if (isPair) result[i + 1] = s1 + a[r1 + i + 1] * x1;
  }
}

/** L times four vectors, whose entries stand side by side: two rows of the triangle together. */
export function multiplyLowerByFour(
  l: Float64Array,
  v: Float64Array,
  result: Float64Array,
  n: number,
): void {
  for (let i = 0; i < n; i += 2) {
    const r0 = i * n;
    const r1 = i + 1 < n ? r0 + n : r0;
    let [s00, s01, s02, s03, s10, s11, s12, s13] = [0, 0, 0, 0, 0, 0, 0, 0];
    for (let j = 0, c = 0; j <= i; j++, c += 4) {
      const p = l[r0 + j];
      const q = l[r1 + j];
      const x0 = v[c];
      const x1 = v[c + 1];
      const x2 = v[c + 2];
      const x3 = v[c + 3];
      s00 += p * x0;
      s01 += p * x1;
      s02 += p * x2;
      s03 += p * x3;
      s10 += q * x0;
      s11 += q * x1;
      s12 += q * x2;
      s13 += q * x3;
    }
    const at = 4 * i;
    result[at] = s00;
    result[at + 1] = s01;
    result[at + 2] = s02;
    result[at + 3] = s03;
    if (r1 === r0) break;
    const p = l[r1 + i + 1];
    result[at + 4] = s10 + p * v[at + 4];
    result[at + 5] = s11 + p * v[at + 5];
    result[at + 6] = s12 + p * v[at + 6];
    result[at + 7] = s13 + p * v[at + 7];
  }
}

/** The trace of A A, block by block, so that what is read down a column is read again soon. */
export function traceOfSquare(a: Float64Array, n: number): number {
  let sum = 0;
  for (let top = 0; top < n; top += BLOCK) {
    const bottom = Math.min(n, top + BLOCK);
    for (let left = 0; left <= top; left += BLOCK) {
      for (let i = top; i < bottom; i++) {
        const end = Math.min(i, left + BLOCK);
        for (let j = left; j < end; j++) sum += 2 * a[i * n + j] * a[j * n + i];
      }
    }
    for (let i = top; i < bottom; i++) sum += a[i * n + i] ** 2;
  }
  return sum;
}

/** Fills the upper triangle of a symmetric matrix from the lower one. */
export function mirrored(matrix: Float64Array, size: number): Float64Array {
  for (let top = 0; top < size; top += BLOCK) {
    for (let left = 0; left <= top; left += BLOCK) {
      for (let i = top; i < Math.min(size, top + BLOCK); i++) {
        const end = Math.min(i, left + BLOCK);
        for (let j = left; j < end; j++) matrix[j * size + i] = matrix[i * size + j];
      }
    }
  }
  return matrix;
}

/** a'b. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
