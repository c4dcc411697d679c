import { describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import type { Field, PlayedMatch } from "../../jrank/schedule/schedule.ts";
import { comparisonsOf, createStopRule } from "../../jrank/schedule/stop_rule.ts";
import { rankModels } from "../../jrank/stats/rank/rank_models.ts";
import { standingOf } from "../../jrank/stats/uncertainty/standing.ts";

const MODELS = 4;
const ITEMS = 30;
const ELO = 400 / Math.LN10;

const field = (played: PlayedMatch[] = []): Field => ({
  models: MODELS,
  items: ITEMS,
  canPlay: () => true,
  questionOf: (item) => item,
  played,
});

/** Random matches of models that are `gap` Elo apart. */
function matches(n: number, gap: number): PlayedMatch[] {
  const random = createRandom(3, "matches");
  return Array.from({ length: n }, (_, k) => {
    const first = random.below(MODELS);
    const second = (first + 1 + random.below(MODELS - 1)) % MODELS;
    const p = 1 / (1 + Math.exp((-gap * (second - first)) / ELO));
    return { item: k % ITEMS, first, second, winner: random.next() < p ? 1 : 2 };
  });
}

describe("the stop rule", () => {
  it("sees the widths and the order that the ranking prints", () => {
    const comparisons = comparisonsOf(matches(400, 120), field());
    const { strengths, halfWidths, order } = standingOf(comparisons);
    const { ranking } = rankModels(comparisons, { ci: "cr3", bootstrapN: 0, seed: 1 });
    expect(order.map(String)).toEqual(ranking.map(({ model_id }) => model_id));
    ranking.forEach((row, k) => {
      const i = order[k];
      expect(1000 + ELO * strengths[i]).toBeCloseTo(row.rating as number, 8);
      const half = ((row.ci_upper as number) - (row.ci_lower as number)) / 2;
      expect(ELO * halfWidths[i]).toBeCloseTo(half, 8);
    });
  });

  it("sees the widths that the ranking prints where a question has half of the judgments", () => {
    const uneven = matches(400, 120).map((match, k) =>
      k % 2 === 0 ? { ...match, item: 0 } : match,
    );
    const comparisons = comparisonsOf(uneven, field());
    const { halfWidths, order } = standingOf(comparisons);
    const { ranking } = rankModels(comparisons, { ci: "cr3", bootstrapN: 0, seed: 1 });
    ranking.forEach((row, k) => {
      const half = ((row.ci_upper as number) - (row.ci_lower as number)) / 2;
      expect(ELO * halfWidths[order[k]]).toBeCloseTo(half, 8);
    });
  });

  it("ends when every half-width is small enough, and not before", () => {
    const all = matches(3000, 80);
    const rule = createStopRule(field(), { halfWidth: 45 / ELO });
    const stopped = all.findIndex((match) => {
      rule.settle(match);
      return rule.reached() === "half-width";
    });
    expect(stopped).toBeGreaterThan(100);
    const widest = (n: number): number =>
      ELO * Math.max(...standingOf(comparisonsOf(all.slice(0, n), field())).halfWidths);
    expect(widest(stopped + 1)).toBeLessThanOrEqual(45);
    expect(widest(Math.floor(stopped * 0.8))).toBeGreaterThan(45);
  });

  it("tells neighbours apart only beyond the anytime-valid threshold", () => {
    const apart = createStopRule(field(matches(2000, 150)), { separated: true });
    expect(apart.reached({ now: true })).toBe("separated");
    const equal = createStopRule(field(matches(2000, 0)), { separated: true });
    expect(equal.reached({ now: true })).toBeUndefined();
  });

  it("looks at every verdict when it must decide now", () => {
    const all = matches(2000, 150);
    const rule = createStopRule(field(all.slice(0, 1990)), { halfWidth: 100 });
    rule.reached({ now: true });
    rule.settle(all[1990] as PlayedMatch);
    rule.reached();
    expect(rule.standing?.judgments).toBe(1990);
    rule.reached({ now: true });
    expect(rule.standing?.judgments).toBe(1991);
  });

  it("takes no undetermined strength for a narrow one, and does not look too early", () => {
    const unbeaten = matches(400, 100).map(
      (match): PlayedMatch =>
        match.first === 0
          ? { ...match, winner: 1 }
          : match.second === 0
            ? { ...match, winner: 2 }
            : match,
    );
    const rule = createStopRule(field(unbeaten), { halfWidth: 1e6, separated: true });
    expect(rule.reached({ now: true })).toBeUndefined();
    const early = createStopRule(field(matches(19, 100)), { halfWidth: 1e6 });
    early.reached({ now: true });
    expect(early.standing).toBeUndefined();
  });

  it("takes no missing error for a small one: a judge that always says the same stops nothing", () => {
    const ties = matches(400, 0).map((match): PlayedMatch => ({ ...match, winner: 3 }));
    const same = [0, 1, 2, 3].flatMap((item) =>
      [
        [0, 1, 1],
        [1, 0, 2],
        [0, 1, 2],
        [1, 2, 1],
        [2, 1, 2],
        [1, 2, 2],
        [2, 3, 1],
        [3, 2, 2],
        [2, 3, 2],
      ].map(([first, second, winner]) => ({ item, first, second, winner }) as PlayedMatch),
    );
    for (const played of [ties, same]) {
      const rule = createStopRule(field(played), { halfWidth: 1e6, separated: true });
      expect(rule.reached({ now: true })).toBeUndefined();
      expect(rule.standing?.halfWidths.every((half) => half === Number.POSITIVE_INFINITY)).toBe(
        true,
      );
    }
  });
});
