import { describe, expect, test } from "vitest";
import { comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { rankModels } from "../../jrank/stats/rank/rank_models.ts";
import { convergence } from "../../jrank/stats/uncertainty/convergence.ts";
import { rakuda } from "./reference.ts";

describe("the 1,174 judgments of Rakuda v1", () => {
  const comparisons = rakuda();
  const points = convergence(comparisons, { points: 20 });

  test("a point for every model at twenty sizes, the last of them the ranking itself", () => {
    expect(new Set(points.map((point) => point.matches)).size).toBe(20);
    expect(points).toHaveLength(240);
    const { ranking } = rankModels(comparisons, { seed: 1, ci: "cr3", bootstrapN: 0 });
    for (const row of ranking) {
      const last = points.find((p) => p.matches === 1174 && p.model_id === row.model_id);
      expect(last?.rating).toBeCloseTo(row.rating as number, 9);
      expect(last?.lower).toBeCloseTo(row.ci_lower as number, 9);
      expect(last?.upper).toBeCloseTo(row.ci_upper as number, 9);
    }
  });
});

test("what the first matches do not determine is null", () => {
  const points = convergence(
    comparisonsFrom([
      { first: "a", second: "b", outcome: 1, cluster: 1 },
      { first: "a", second: "b", outcome: 2, cluster: 2 },
      { first: "b", second: "a", outcome: 1, cluster: 3 },
      { first: "b", second: "a", outcome: 2, cluster: 4 },
    ]),
    { points: 4 },
  );
  const ratings = points.filter((p) => p.model_id === "a").map((p) => p.rating);
  expect(ratings.slice(0, 2)).toEqual([null, null]);
  expect(ratings[3]).toBeCloseTo(1000, 9);
});
