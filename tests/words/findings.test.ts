/** Whatever the program finds is said in both languages. */
import { describe, expect, it } from "vitest";
import type { Finding, FindingKind } from "../../jrank/core/finding.ts";
import { type ComparisonInput, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { rankModels } from "../../jrank/stats/rank/rank_models.ts";
import type { RankOptions } from "../../jrank/stats/rank/rank_options.ts";

import { findingText, warningTexts } from "../../jrank/words/findings.ts";
import { findingsEn } from "../../jrank/words/findings_en.ts";
import { findingsJa } from "../../jrank/words/findings_ja.ts";

type Game = [first: string, second: string, outcome: 1 | 2 | 3, cluster?: string | undefined];

const findingsOf = (games: readonly Game[], options: Partial<RankOptions> = {}): Finding[] => {
  const inputs: ComparisonInput[] = games.map(([first, second, outcome, cluster]) => ({
    first,
    second,
    outcome,
    ...(cluster !== undefined && { cluster }),
  }));
  return rankModels(comparisonsFrom(inputs), { seed: 1, bootstrapN: 50, ...options }).findings;
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

const BOARDS: Record<string, Finding[]> = {
  "a judge that goes by the place": findingsOf(circle(12).map(([a, b, , q]) => [a, b, 2, q])),
  undefeated: findingsOf([...circle(12), ["top", "a", 1, "q1"], ["b", "top", 2, "q2"]]),
  winless: findingsOf([...circle(12), ["low", "a", 2, "q1"]], { compute: "map" }),
  "groups that never met": findingsOf([...circle(12), ["x", "y", 1, "q1"], ["y", "x", 1, "q2"]]),
  separated: findingsOf([
    ...circle(12),
    ...[["x", "y", 1, "q1"] as Game, ["y", "x", 1, "q2"] as Game, ["x", "a", 1, "q3"] as Game],
  ]),
  "first place": findingsOf([
    ["a", "b", 1, "q1"],
    ["b", "c", 1, "q2"],
    ["c", "a", 1, "q3"],
  ]),
  "first place, under a prior": findingsOf(
    [
      ["a", "b", 1, "q1"],
      ["b", "c", 1, "q2"],
      ["c", "a", 1, "q3"],
    ],
    { compute: "map" },
  ),
  "no variation": findingsOf(circle(12).map(([a, b, , q]): Game => [a, b, 3, q])),
  "one question": findingsOf(circle(1)),
  "few questions": findingsOf(circle(4)),
  "no questions": findingsOf(circle(12).map(([a, b, outcome]): Game => [a, b, outcome])),
  "win rates": findingsOf(circle(12), { compute: "winrate" }),
  posterior: findingsOf(circle(12), { compute: "mcmc" }),
};

/** What the use case of ranking finds beside the statistics. */
const OTHERS: Finding[] = [
  { kind: "upsets", matches: 279, lost: 11, expected: 5.84, t: 3.05 },
  { kind: "unequal-questions", questions: 40, effective: 4.2, largest: 0.47 },
  { kind: "undetermined-rounds", rounds: 3, of: 50 },
  { kind: "divergences", steps: 2, of: 4000 },
  ...(["undefeated", "winless", "separated", "disconnected"] as const).map(
    (status): Finding => ({ kind: "new-model-open", model: "m", status, rest: "none" }),
  ),
  { kind: "duplicates", judgments: 4, leftOut: false },
  { kind: "several-verdict-kinds", judge: "j", structured: 3, text: 4 },
  { kind: "soft-verdicts", soft: 3, judgments: 4 },
  {
    kind: "left-out",
    rows: 12,
    of: 100,
    reasons: [{ name: "no verdict", count: 12, labels: [{ name: "x", count: 9 }] }],
    labelsMayMean: true,
  },
  {
    kind: "several-prompts",
    prompts: [{ judge: "j", name: "pair-ja", hash: "1f", judgments: 4 }],
  },
  { kind: "several-served", judge: "j", served: [{ name: "s", count: 3 }] },
  { kind: "earlier-schedule", judgments: 300, of: 450 },
  { kind: "replayed-spread", judgments: 300, of: 450, replays: 15, slope: 1.23 },
  { kind: "replayed-spread", judgments: 300, of: 450, replays: 15, slope: 0.98 },
  { kind: "served-another", judge: "j", asked: "a", served: "s", judgments: 1 },
  {
    kind: "changed-texts",
    texts: {
      changed: 3,
      judgments: 1200,
      prompt: 1,
      question: 1,
      reference: 1,
      answers: [{ name: "m", count: 2 }],
    },
    use: "counted",
    unknown: 4,
  },
  { kind: "look-alikes", models: ["a", "b"] },
  { kind: "calibration-refused", reason: "gate", z: 1.2 },
  { kind: "calibration-refused", reason: "many-votes", z: 8 },
  { kind: "calibration-unprotected", declared: ["a"], features: ["length"] },
  { kind: "calibration-unprotected", declared: [], features: [] },
  { kind: "calibration-apart", models: ["a"] },
  { kind: "panel-family", judge: "j", models: ["a"] },
  { kind: "panel-missing", judges: ["j"], left: 2 },
  { kind: "panel-missing", judges: ["j", "k"], left: 2 },
  { kind: "panel-nothing", judges: ["j"] },
  { kind: "panel-one-place", judge: "j", place: "second" },
  { kind: "panel-one-place", judge: "j", place: "first" },
  { kind: "panel-pair", judges: ["j", "k"] },
  { kind: "panel-apart", judges: ["j"] },
  { kind: "panel-apart", judges: ["j", "k"] },
  { kind: "offline-judge" },
];

describe("findings", () => {
  it.each(Object.entries(BOARDS))("of %s are said in Japanese", (_, findings) => {
    expect(findings).not.toEqual([]);
    for (const finding of findings) {
      expect(findingText(finding, "ja")).toMatch(/^[^A-Z]*[ぁ-ん].*。$/s);
    }
  });

  it("of every kind are a sentence in both languages", () => {
    const all = [...Object.values(BOARDS).flat(), ...OTHERS];
    const said = new Set<FindingKind>(all.map(({ kind }) => kind));
    expect([...said].sort()).toEqual(Object.keys(findingsEn).sort());
    expect(Object.keys(findingsJa).sort()).toEqual(Object.keys(findingsEn).sort());
    for (const finding of all) {
      expect(findingText(finding, "en")).toMatch(/^[\x20-\x7e]+\.$/);
      const japanese = findingText(finding, "ja");
      expect(japanese).toMatch(/。$/);
      // Three English words in a row are a sentence that nobody translated.
      expect(japanese).not.toMatch(/[a-z]+ [a-z]+ [a-z]+/);
    }
  });

  it("keep names and numbers", () => {
    expect(findingText(BOARDS.undefeated[0], "ja")).toContain("top は一度も負けていない");
  });

  it("of an earlier or a later version are shown as the file says them", () => {
    const warnings = ["As it stands."];
    const asItStands = [{ text: "As it stands.", language: "en" }];
    expect(warningTexts({ warnings }, "ja")).toEqual(asItStands);
    const unknown = [{ kind: "of-tomorrow" }] as unknown as Finding[];
    expect(warningTexts({ warnings, findings: unknown }, "ja")).toEqual(asItStands);
    expect(warningTexts({ warnings, findings: [{ kind: "win-rates" }] }, "ja")[0]).toMatchObject({
      language: "ja",
      text: expect.stringMatching(/^勝率は/),
    });
  });
});
