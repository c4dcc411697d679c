import { expect, it } from "vitest";
import type { Ranking, RankingOutlook } from "../../jrank/core/types.ts";
import { outlookFacts } from "../../jrank/report/outlook_facts.ts";

const outlook: RankingOutlook = {
  ...{ half_width_mean: 80.4, half_width_widest: 101.6, more_judgments: 100 },
  ...{
    more_half_width_mean: 71.2,
    more_half_width_widest: 90.1,
    floor: 39.9,
    question_effect: 120,
  },
  ...{ fewest_matches_judgments: 1404, saved_judgments: 404, how: "estimated" },
};
const facts = (mode: string, more: Partial<Ranking> = {}): string[] =>
  outlookFacts({ mode, outlook, ...more } as Ranking);

it("says what was bought, what more brings and what was saved", () => {
  expect(facts("pairwise-n")).toEqual([
    "Intervals by question reach ±80 on average (the widest ±102); another 100 judgments would make it about ±71 (±90), and on these questions it stays above ±40 however many follow.",
    "The original's rule (fewest matches) would need about 1,400 judgments for this precision: about 400 calls saved (estimated; see outlook.how in the JSON).",
  ]);
});

it("promises nothing where every match of the mode has been played", () => {
  expect(facts("pairwise-all")).toEqual([]);
  expect(facts("pairwise-baseline", { stop: undefined })).toEqual([]);
});
