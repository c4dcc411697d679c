/** The kernels of linear algebra, four rows at a time, against plain loops: to the last digit. */
import { describe, expect, test } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import {
  cholesky,
  mirrored,
  multiply,
  multiplyByVector,
  multiplyLowerByFour,
  multiplySymmetric,
  solveCholesky,
  traceOfSquare,
} from "../../jrank/stats/numeric/matrix.ts";

/** Lower triangle of a positive definite matrix; what is above it is nobody's business. */
function positive(n: number): Float64Array {
  const random = createRandom(n, "matrix");
  const a = Float64Array.from({ length: n * n }, () => random.normal());
  for (let i = 0; i < n; i++) a[i * n + i] = 2 * n;
  return a;
}

function plainCholesky(a: Float64Array, n: number): Float64Array {
  const l = a.slice();
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = l[i * n + j];
      for (let k = 0; k < j; k++) sum -= l[i * n + k] * l[j * n + k];
      l[i * n + j] = i === j ? Math.sqrt(sum) : sum / l[j * n + j];
    }
  }
  return l;
}

function plainSolve(l: Float64Array, n: number, b: Float64Array): Float64Array {
  const x = b.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= l[i * n + k] * x[k];
    x[i] /= l[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    x[i] /= l[i * n + i];
    for (let k = 0; k < i; k++) x[k] -= l[i * n + k] * x[i];
  }
  return x;
}

describe.each([1, 2, 5, 13, 17, 18, 19, 20, 30])("%i parameters", (n) => {
  const a = positive(n);
  const v = Float64Array.from({ length: n }, (_, i) => Math.sin(i + 1));

  test("the factor, and what is solved with it", () => {
    const factor = a.slice();
    expect(cholesky(factor, n)).toBe(true);
    const wanted = plainCholesky(a, n);
    expect(factor).toEqual(wanted);
    const solved = v.slice();
    solveCholesky(factor, n, solved);
    expect(solved).toEqual(plainSolve(wanted, n, v));
  });

  test("a matrix that is not positive definite has no factor, whatever row says so", () => {
    for (let i = 0; i < n; i++) {
      const bad = a.slice();
      bad[i * n + i] = -1;
      expect(cholesky(bad, n)).toBe(false);
    }
  });

  test("products", () => {
    const b = positive(n).reverse();
    const wanted = Float64Array.from(a, (_, at) => {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += a[Math.floor(at / n) * n + k] * b[k * n + (at % n)];
      return sum;
    });
    expect(multiply(a, b, n)).toEqual(wanted);
    const found = new Float64Array(n);
    multiplyByVector(a, v, found, n);
    // Of a symmetric matrix what is above the diagonal is not read.
    const symmetric = new Float64Array(n);
    multiplySymmetric(a, v, symmetric, n);
    const four = new Float64Array(4 * n);
    multiplyLowerByFour(
      a,
      Float64Array.from(four, (_, at) => v[at >> 2] + (at % 4)),
      four,
      n,
    );
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < n; j++) sum += a[i * n + j] * v[j];
      expect(found[i]).toBe(sum);
      let mirroredSum = 0;
      for (let j = 0; j < n; j++) mirroredSum += a[Math.max(i, j) * n + Math.min(i, j)] * v[j];
      expect(symmetric[i]).toBeCloseTo(mirroredSum, 10);
      for (let d = 0; d < 4; d++) {
        let lower = 0;
        for (let j = 0; j <= i; j++) lower += a[i * n + j] * (v[j] + d);
        expect(four[4 * i + d]).toBe(lower);
      }
    }
  });
});

test("what is done block by block is done to every entry, at sizes around the block", () => {
  const random = createRandom(7, "blocks");
  for (const n of [1, 31, 32, 33, 70]) {
    const a = Float64Array.from({ length: n * n }, () => random.normal());
    let trace = 0;
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) trace += a[i * n + j] * a[j * n + i];
    }
    expect(traceOfSquare(a, n)).toBeCloseTo(trace, 9);
    const full = mirrored(a.slice(), n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        expect(full[i * n + j]).toBe(a[Math.max(i, j) * n + Math.min(i, j)]);
      }
    }
  }
});
