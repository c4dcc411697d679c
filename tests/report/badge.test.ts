import { describe, expect, it } from "vitest";
import type { RankingRow } from "../../jrank/core/ranking.ts";
import { badgeSvg, badgeText } from "../../jrank/report/badge.ts";

const row = (fields: Partial<RankingRow>): RankingRow =>
  ({
    rank: 2,
    rank_lower: 1,
    rank_upper: 3,
    rating: 1234.4,
    ci_lower: 1200.2,
    ci_upper: 1300.7,
    ...fields,
  }) as RankingRow;

describe("badgeText", () => {
  it("tells the rank, the ranks that the data allow, the rating and its interval", () => {
    expect(badgeText({ compute: "mle", scale: 400 }, row({}))).toBe("#2 (1–3) · 1234 [1200, 1301]");
    expect(badgeText({ compute: "mle", scale: 400 }, row({ rank_lower: 2, rank_upper: 2 }))).toBe(
      "#2 · 1234 [1200, 1301]",
    );
    expect(
      badgeText(
        { compute: "winrate", scale: 400 },
        row({ rating: 0.5, ci_lower: null, rank_lower: null }),
      ),
    ).toBe("#2 · 50.0 %");
  });

  it("prints no number that the data do not determine", () => {
    expect(badgeText({ compute: "mle", scale: 400 }, row({ rating: null }))).toBe("not determined");
  });
});

describe("badgeSvg", () => {
  it("escapes names and leaves out what XML forbids", () => {
    const svg = badgeSvg('<script>"&\u0000\u202e', "#1");
    for (const unfit of ["<script", "\u0000", "\u202e"]) expect(svg).not.toContain(unfit);
    expect(svg).toContain("&lt;script&gt;&quot;&amp;\ufffd\ufffd");
  });

  it("cuts long names", () => {
    expect(badgeSvg("長".repeat(200), "#1").length).toBeLessThan(2000);
  });
});
