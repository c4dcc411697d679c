import { expect, test } from "vitest";
import { quantileSorted, quantilesOf } from "../../jrank/stats/numeric/quantile.ts";

const inf = Number.POSITIVE_INFINITY;

test("type 7: NumPy's example numpy.percentile([1, 2, 3, 4], [25, 50, 90])", () => {
  const values = Float64Array.of(1, 2, 3, 4);
  expect(quantileSorted(values, 0.25)).toBe(1.75);
  expect(quantileSorted(values, 0.5)).toBe(2.5);
  expect(quantileSorted(values, 0.9)).toBeCloseTo(3.7, 12);
  expect(quantileSorted(values, 1)).toBe(4);
});

test("infinite draws: a quantile is right or null", () => {
  const quantiles = quantilesOf(Float64Array.of(3, inf, 1, 2, inf));
  expect(quantiles(0)).toBe(1);
  expect(quantiles(0.5)).toBe(3);
  expect(quantiles(0.6)).toBeNull();
  expect(quantiles(0.95)).toBeNull();
});

test("a draw that may be either infinity widens both sides", () => {
  const quantiles = quantilesOf(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, Number.NaN));
  expect(quantiles(0.05)).toBeNull();
  expect(quantiles(0.95)).toBeNull();
  expect(quantiles(0.2)).toBeCloseTo(1.8, 12);
  expect(quantiles(0.8)).toBeCloseTo(8.2, 12);
  expect(quantiles(0.5)).toBeNull();
});

test("no draws, no quantiles", () => {
  expect(quantilesOf(new Float64Array(0))(0.5)).toBeNull();
});
