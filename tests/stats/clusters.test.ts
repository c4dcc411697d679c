import { expect, test } from "vitest";
import { clusteredPoints } from "../../jrank/stats/data/clusters.ts";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import { type ComparisonInput, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { pairPointsOf } from "../../jrank/stats/data/pair_points.ts";

test.each<[string, Partial<ComparisonInput>, number[]]>([
  ["a row counts once", {}, [1, 0, 0.5, 0.5, 1]],
  ["weights keep all of their digits", { weight: 0.1 }, [0.1, 0, 0.05, 0.05, 0.1]],
  ["soft verdicts are shared out", { soft: [0.5, 0.25, 0.25] }, [0.625, 0.375, 0.625, 0.375, 0.25]],
])("points of each question in each pair: %s", (_, more, [won, lost, half, otherHalf, tied]) => {
  const comparisons = comparisonsFrom([
    { first: "a", second: "b", outcome: 1, cluster: "one", ...more },
    { first: "b", second: "a", outcome: 3, cluster: "two", ...more },
    { first: "a", second: "b", outcome: 1, cluster: "two", ...more },
  ]);
  const points = clusteredPoints(comparisons, pairPointsOf(collapse(comparisons)));
  expect(points?.clusters).toEqual(["one", "two"]);
  expect(Array.from(points?.start ?? [])).toEqual([0, 1, 3]);
  // Pairs are sorted: a against b is 0, b against a is 1.
  expect(Array.from(points?.pair ?? [])).toEqual([0, 1, 0]);
  expect(Array.from(points?.won ?? [])).toEqual([won, half, won]);
  expect(Array.from(points?.lost ?? [])).toEqual([lost, otherHalf, lost]);
  expect(points?.tied[1]).toBe(tied);
});
