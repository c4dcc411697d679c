import { describe, expect, it } from "vitest";
import {
  alignRankings,
  type ComparedRanking,
  likenesses,
  overplotChart,
} from "../../jrank/chart/kinds/overplot_chart.ts";
import { textWidth } from "../../jrank/chart/text_width.ts";
import { schemaErrors } from "../support/vega_lite_schema.ts";

const ranking = (label: string, ratings: Record<string, number | null>): ComparedRanking => ({
  label,
  rows: Object.entries(ratings).map(([model_id, rating]) => ({
    model_id,
    name: model_id,
    rating,
    lower: rating && rating - 50,
    upper: rating && rating + 50,
  })),
});
const one = ranking("one", { a: 1200, b: 1000, c: 800, winner: null });
const other = ranking("other", { c: 900, b: 1000, a: 1100, d: 1400 });
const options = { confidence: 0.95, isRate: false, scale: 400 };
const specOf = (...rankings: ComparedRanking[]) =>
  overplotChart(rankings, options) as {
    title: { subtitle: string[] };
    data: { values: { id: string; label: string; rating: number }[] };
  };

describe("overplot", () => {
  it("compares the models that both rate", () => {
    expect(likenesses([one, other])).toEqual([
      { labels: ["one", "other"], models: 3, tau: 1, rho: 1 },
    ]);
    const reversed = ranking("reversed", { a: 1, b: 2, c: 3 });
    expect(likenesses([one, other, reversed]).map(({ tau }) => tau)).toEqual([1, -1, -1]);
    expect(likenesses([one, ranking("apart", { x: 1 })])[0]).toMatchObject({
      models: 0,
      tau: null,
    });
  });

  it("moves a ranking whose models are others, and says so", () => {
    const shifted = ranking("shifted", { a: 1100, b: 900, c: 700, d: 1300 });
    const { aligned, moved } = alignRankings([one, shifted]);
    expect(moved).toBe(true);
    expect(aligned[1]?.rows.map(({ rating }) => rating)).toEqual([1200, 1000, 800, 1400]);
    expect(specOf(one, shifted).title.subtitle.join()).toContain("moved");
    expect(specOf(one, other).title.subtitle.join()).not.toContain("moved");
  });

  it("draws every rated model with the rank correlation above it, as valid Vega-Lite", () => {
    const spec = specOf(one, other);
    expect(schemaErrors(spec)).toEqual([]);
    expect(spec.title.subtitle.join(" ")).toContain(
      "Rank correlation: Kendall τ 1.00, Spearman ρ 1.00 (3 models in common)",
    );
    expect(new Set(spec.data.values.map(({ id }) => id))).toEqual(new Set(["a", "b", "c", "d"]));
    expect(overplotChart([ranking("x", { a: null }), ranking("y", {})], options)).toBe(undefined);
  });

  it("keeps its lines short where labels are long", () => {
    const long = (k: number) => `${k}: ${"審査員".repeat(20)}`;
    const { title } = overplotChart(
      [0, 1, 2].map((k) => ({ ...one, label: long(k) })),
      options,
    ) as { title: { text: string; subtitle: string[] } };
    expect(title.text).toBe("3 rankings compared");
    const widest = Math.max(...title.subtitle.map((line) => textWidth(line, 12)));
    expect(widest).toBeLessThanOrEqual(340);
    expect(title.subtitle.join("").replaceAll(" ", "")).toContain(
      `${long(0)}/${long(1)}:`.replaceAll(" ", ""),
    );
  });

  it("gives ranges for many rankings", () => {
    const many = [
      one,
      other,
      ranking("p", { a: 1, b: 2, c: 3 }),
      ranking("q", { a: 3, b: 1, c: 2 }),
    ];
    expect(specOf(...many).title.subtitle[0]).toMatch(/τ -1\.00 … 1\.00, Spearman/);
  });
});
