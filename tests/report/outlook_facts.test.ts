import { expect, it } from "vitest";
import type { Ranking, RankingOutlook } from "../../jrank/core/ranking.ts";
import { outlookFacts } from "../../jrank/report/tables/table.ts";
import { tablesEn } from "../../jrank/words/tables.ts";

const outlook: RankingOutlook = {
  half_width_mean: 80.4,
  half_width_widest: 101.6,
  more_judgments: 100,
  ...{
    more_half_width_mean: 71.2,
    more_half_width_widest: 90.1,
    floor: 39.9,
    question_effect: 120,
  },
  fewest_matches_judgments: 1404,
  saved_judgments: 404,
  how: "estimated",
};
const facts = (mode: string, more: Partial<Ranking> = {}): string[] =>
  outlookFacts({ mode, outlook, ...more } as Ranking, tablesEn);

it("says what was bought, what more brings and what was saved", () => {
  expect(facts("pairwise-n")).toEqual([
    "Intervals by question reach ±80 on average (the widest ±102); another 100 judgments would make it about ±71 (±90), and on these questions it stays above ±40 however many follow.",
    "The original's rule (fewest matches) would need about 1,400 judgments for this precision: about 400 calls saved (estimated; see outlook.how in the JSON).",
  ]);
});

it("promises nothing where every match of the mode has been played", () => {
  expect(facts("pairwise-all")).toEqual([]);
  expect(facts("pairwise-baseline")).toEqual([]);
});

it("says why nothing is promised on a board, and where judgments do not count alike", () => {
  const without = (more: Partial<Ranking>, mode = "pairwise-n"): string[] =>
    outlookFacts({ mode, ...more } as Ranking, tablesEn);
  expect(without({ anchor: {} as NonNullable<Ranking["anchor"]> })).toEqual([
    expect.stringMatching(/^What more judgments would bring is not estimated: .* the board's own/),
  ]);
  expect(without({ reweighted: "every pair alike" }).at(-1)).toMatch(/not counted alike here/);
  expect(without({ reweighted: "every pair alike" }, "pairwise-all")).toHaveLength(1);
});

it("says why judging ended", () => {
  const stop = { reason: "separated" as const, text: "all are told apart", judgments: 720 };
  expect(facts("pairwise-n", { stop })[0]).toBe(
    "Judging ended at 720 judgments: all are told apart.",
  );
});

it("claims nothing within the error of the estimate, and says when it went the other way", () => {
  const savings = (fewest_matches_judgments: number | null, saved_judgments: number | null) =>
    facts("pairwise-n", {
      outlook: { ...outlook, fewest_matches_judgments, saved_judgments },
    }).at(-1);
  expect(savings(1000, 30)).toContain("about as many for this precision: no calls saved");
  expect(savings(1000, -40)).toContain("no calls saved");
  expect(savings(600, -120)).toContain(
    "about 600 judgments for the same half-width on average, fewer than these",
  );
  expect(savings(null, null)).toContain("could not reach this precision");
});

it("promises nothing of judgments that cannot be made", () => {
  const complete = { outlook: { ...outlook, more_judgments: 0 } };
  expect(facts("pairwise-n", complete)[0]).toBe(
    "Intervals by question reach ±80 on average (the widest ±102); every match has been played, so only more questions narrow them.",
  );
});

it("names no floor that lies above what is reached", () => {
  const [widths] = facts("pairwise-n", { outlook: { ...outlook, floor: 170 } });
  expect(widths).toMatch(/±71 \(±90\)\.$/);
});
