/** Whatever the statistics warn of, the Japanese page says in Japanese. */
import { describe, expect, it } from "vitest";
import { japaneseWarning } from "../../jrank/page/warning_words.ts";
import { type ComparisonInput, comparisonsFrom } from "../../jrank/stats/comparisons.ts";
import { rankModels } from "../../jrank/stats/rank_models.ts";
import type { RankOptions } from "../../jrank/stats/rank_options.ts";

type Game = [first: string, second: string, outcome: 1 | 2 | 3, cluster?: string];

const warningsOf = (games: readonly Game[], options: Partial<RankOptions> = {}): string[] => {
  const inputs: ComparisonInput[] = games.map(([first, second, outcome, cluster]) => ({
    ...{ first, second, outcome },
    ...(cluster !== undefined && { cluster }),
  }));
  return rankModels(comparisonsFrom(inputs), { seed: 1, bootstrapN: 50, ...options }).warnings;
};

/** a, b and c in a circle, on some questions, each pair in both orders. */
const circle = (questions: number): Game[] =>
  Array.from({ length: questions }, (_, q): Game[] => [
    ["a", "b", 1, `q${q}`],
    ["b", "a", q % 3 === 0 ? 1 : 2, `q${q}`],
    ["b", "c", 1, `q${q}`],
    ["c", "b", q % 3 === 1 ? 1 : 2, `q${q}`],
    ["c", "a", q % 2 === 0 ? 1 : 2, `q${q}`],
  ]).flat();

const BOARDS: Record<string, string[]> = {
  "a judge that goes by the place": warningsOf(circle(12).map(([a, b, , q]) => [a, b, 2, q])),
  undefeated: warningsOf([...circle(12), ["top", "a", 1, "q1"], ["b", "top", 2, "q2"]]),
  winless: warningsOf([...circle(12), ["low", "a", 2, "q1"]], { compute: "map" }),
  "groups that never met": warningsOf([...circle(12), ["x", "y", 1, "q1"], ["y", "x", 1, "q2"]]),
  separated: warningsOf([
    ...circle(12),
    ...[["x", "y", 1, "q1"] as Game, ["y", "x", 1, "q2"] as Game, ["x", "a", 1, "q3"] as Game],
  ]),
  "first place": warningsOf([
    ["a", "b", 1, "q1"],
    ["b", "c", 1, "q2"],
    ["c", "a", 1, "q3"],
  ]),
  "first place, under a prior": warningsOf(
    [
      ["a", "b", 1, "q1"],
      ["b", "c", 1, "q2"],
      ["c", "a", 1, "q3"],
    ],
    { compute: "map" },
  ),
  "no variation": warningsOf(circle(12).map(([a, b, , q]): Game => [a, b, 3, q])),
  "one question": warningsOf(circle(1)),
  "few questions": warningsOf(circle(4)),
  "no questions": warningsOf(circle(12).map(([a, b, outcome]): Game => [a, b, outcome])),
  "win rates": warningsOf(circle(12), { compute: "winrate" }),
  posterior: warningsOf(circle(12), { compute: "mcmc" }),
};

describe("japaneseWarning", () => {
  it.each(Object.entries(BOARDS))("knows the warnings of: %s", (_, warnings) => {
    expect(warnings).not.toEqual([]);
    for (const warning of warnings) {
      expect(japaneseWarning(warning), warning).toMatch(/^[^A-Z]*[ぁ-ん].*。$/s);
    }
  });

  it("keeps names and numbers", () => {
    const [warning] = BOARDS.undefeated;
    expect(japaneseWarning(warning)).toContain("top は一度も負けていない");
    expect(japaneseWarning("Something new.")).toBeUndefined();
  });
});
