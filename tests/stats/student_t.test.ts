import { expect, test } from "vitest";
import {
  normalCdf,
  normalQuantile,
  studentTCdf,
  studentTQuantile,
} from "../../jrank/stats/numeric/student_t.ts";

test("quantiles to 1e-11 (SciPy 1.x: t.ppf and norm.ppf)", () => {
  for (const [p, df, wanted] of [
    [0.975, 39, 2.022690920036761],
    [0.975, 11, 2.200985160091639],
    [0.975, 1e5, 1.9599877075346095],
    [0.975, Number.POSITIVE_INFINITY, 1.959963984540054],
  ]) {
    expect(Math.abs(studentTQuantile(p, df) - wanted)).toBeLessThan(1e-11);
  }
});

test("closed forms: 1 degree is the Cauchy distribution, 2 degrees an algebraic one", () => {
  for (const p of [0.001, 0.1, 0.4, 0.5, 0.6, 0.8413, 0.975, 0.9999]) {
    expect(studentTQuantile(p, 1) / (Math.tan(Math.PI * (p - 0.5)) || 1)).toBeCloseTo(
      p === 0.5 ? 0 : 1,
      11,
    );
    const algebraic = (2 * p - 1) / Math.sqrt(2 * p * (1 - p));
    expect(studentTQuantile(p, 2)).toBeCloseTo(algebraic, 9);
  }
});

test("STATISTICS.md 2.2: t with 39 degrees", () => {
  expect(studentTQuantile(0.975, 39)).toBeCloseTo(2.02269, 5);
  expect(studentTQuantile(0.8413, 39)).toBeCloseTo(1.01297, 3);
});

test("the normal distribution function, in the tails too", () => {
  expect(normalCdf(1)).toBeCloseTo(0.8413447460685429, 14);
  expect(normalCdf(-5) / 2.866515718791933e-7).toBeCloseTo(1, 11);
  expect(normalCdf(0)).toBe(0.5);
  expect(normalQuantile(0.8413447460685429)).toBeCloseTo(1, 12);
});

test("law: the quantile inverts the distribution function, which is odd around 1/2", () => {
  for (const df of [1, 2, 3, 7.5, 39, 400, 1e4]) {
    for (const t of [-8, -2, -0.3, 0.01, 0.5, 1, 3, 6]) {
      expect(studentTQuantile(studentTCdf(t, df), df)).toBeCloseTo(t, 6);
      expect(studentTCdf(t, df) + studentTCdf(-t, df)).toBeCloseTo(1, 14);
    }
  }
});
