import { expect, it } from "vitest";
import { swapConsistency } from "../../jrank/stats/raters/ratings.ts";

type SwappedPair = Parameters<typeof swapConsistency>[0][number];
const times = (n: number, pair: SwappedPair): SwappedPair[] =>
  Array.from({ length: n }, () => pair);

it("tells flips from ties: the 143 swapped pairs of Rakuda v1 (STATISTICS.md, section 0)", () => {
  const found = swapConsistency([
    ...times(60, [1, 2]),
    ...times(57, [2, 1]),
    ...times(3, [3, 3]),
    ...times(10, [3, 1]),
    ...times(6, [2, 3]),
    ...times(5, [1, 1]),
    ...times(2, [2, 2]),
  ]);
  expect(found).toMatchObject({ pairs: 143, sameWinner: 117, bothTies: 3, oneTie: 16 });
  expect(found).toMatchObject({ firstTwice: 5, secondTwice: 2 });
  expect(found.consistent).toBeCloseTo(120 / 143, 12);
  // Wilson's interval of 120 in 143 by its formula with z = 1.959964.
  const z = 1.959963984540054;
  const p = 120 / 143;
  const centre = (p + (z * z) / 286) / (1 + (z * z) / 143);
  const half =
    (z / (1 + (z * z) / 143)) * Math.sqrt((p * (1 - p)) / 143 + (z * z) / (4 * 143 * 143));
  expect(found.lower).toBeCloseTo(centre - half, 9);
  expect(found.upper).toBeCloseTo(centre + half, 9);
});

it("has no share without pairs", () => {
  expect(swapConsistency([])).toMatchObject({ pairs: 0, consistent: null, lower: null });
});
