import { expect, it } from "vitest";
import { kendallTauB, spearmanRho } from "../../jrank/stats/numeric/rank_correlation.ts";

it("is 1 for the same order, -1 for the opposite, null without an order", () => {
  expect([kendallTauB([1, 2, 3], [10, 20, 90]), spearmanRho([1, 2, 3], [10, 20, 90])]).toEqual([
    1, 1,
  ]);
  expect(kendallTauB([1, 2, 3], [3, 2, 1])).toBe(-1);
  expect(spearmanRho([1, 2, 3], [3, 2, 1])).toBe(-1);
  expect([kendallTauB([1, 1], [1, 2]), spearmanRho([1, 1], [1, 2])]).toEqual([null, null]);
});

it("counts pairs: one exchange of neighbours among four is 4/6, and 1 - 6·2/60 by ranks", () => {
  expect(kendallTauB([1, 2, 3, 4], [1, 3, 2, 4])).toBeCloseTo(4 / 6, 12);
  expect(spearmanRho([1, 2, 3, 4], [1, 3, 2, 4])).toBeCloseTo(0.8, 12);
});

it("shares ranks between equals: by hand, tau-b 5/√(5·6), rho of (1, 2.5, 2.5, 4)", () => {
  expect(kendallTauB([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(5 / Math.sqrt(30), 12);
  expect(spearmanRho([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 12);
});

it("gives the values of the examples in SciPy's documentation", () => {
  expect(kendallTauB([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])).toBeCloseTo(-0.47140452079103173, 14);
  expect(spearmanRho([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])).toBeCloseTo(0.8207826816681233, 14);
});
