import { describe, expect, it } from "vitest";
import { compareRankings } from "../../jrank/stats/rank/compare_rankings.ts";

const row = (model_id: string, rating: number | null, standard_error: number | null = 10) => ({
  model_id,
  rating,
  standard_error,
});

describe("comparing two rankings", () => {
  it("centres on the models of both, and leaves out what is not determined", () => {
    const before = [row("a", 1100), row("b", 1000), row("gone", 500)];
    const after = [row("a", 1200), row("b", 1100), row("new", 700), row("gone", null)];
    const changes = compareRankings(before, after);
    expect(changes.map(({ model_id }) => model_id)).toEqual(["a", "b"]);
    for (const { change, is_significant } of changes) {
      expect(change).toBeCloseTo(0, 12);
      expect(is_significant).toBe(false);
    }
  });

  it("gives the two-sided p of the difference of two independent estimates", () => {
    // a up by 20, b down by 20; se = sqrt(10² + 10²); z = 20 / 14.142 = 1.41421; p = 0.157299
    const [first] = compareRankings([row("a", 0), row("b", 0)], [row("a", 20), row("b", -20)]);
    expect(first?.change).toBe(20);
    expect(first?.standard_error).toBeCloseTo(Math.SQRT2 * 10, 12);
    expect(first?.p_value).toBeCloseTo(0.157299, 6);
  });

  it("corrects for looking at all models (Holm)", () => {
    // z of 2.2 alone is p 0.028: significant for one model, not for one of four.
    const before = ["a", "b", "c", "d"].map((id) => row(id, 0));
    const after = [row("a", 31.2), row("b", -10.4), row("c", -10.4), row("d", -10.4)];
    const [a] = compareRankings(before, after);
    expect(a?.p_value).toBeLessThan(0.05);
    expect(a?.is_significant).toBe(false);
    const [far] = compareRankings(before, [row("a", 90), ...after.slice(1)]);
    expect(far?.is_significant).toBe(true);
  });
});
