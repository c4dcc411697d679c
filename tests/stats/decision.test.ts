import { describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import { type ComparisonInput, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { FLAT } from "../../jrank/stats/fit/prior.ts";
import { createSyntheticBoard, SCENARIOS } from "../../jrank/stats/fit/synthetic_board.ts";
import { studentTCdf } from "../../jrank/stats/numeric/student_t.ts";
import { decide } from "../../jrank/stats/rank/decision.ts";
import { rankModels } from "../../jrank/stats/rank/rank_models.ts";
import { fitModel } from "../../jrank/stats/uncertainty/fitted.ts";
import { rankCovariance } from "../../jrank/stats/uncertainty/rank_covariance.ts";

const NAMES = ["a", "b", "c", "d"];

/** Judgments of four models on some questions that prefer models of their own. */
function board(seed: number, strengths: number[], { judgments = 320, questions = 30 } = {}) {
  const random = createRandom(seed, "decision");
  const of = createSyntheticBoard({ strengths, questions, effects: SCENARIOS.S1, random });
  return Array.from({ length: judgments }, (_, k): ComparisonInput => {
    const i = random.below(4);
    const j = (i + 1 + random.below(3)) % 4;
    const q = k % questions;
    const outcome = of.judge(i, j, q, random);
    return { first: NAMES[i], second: NAMES[j], outcome, cluster: q };
  });
}

function decided(rows: ComparisonInput[], asked: Partial<Parameters<typeof decide>[2]> = {}) {
  const comparisons = comparisonsFrom(rows);
  const counts = collapse(comparisons);
  const fit = fitModel("half", { comparisons, counts, homeAdvantage: true, prior: FLAT });
  const at = (name: string) => fit.models.indexOf(name);
  return decide(fit, rankCovariance(fit, fit.covariance("cr3")), {
    candidate: at("a"),
    baseline: [at("b")],
    drop: 0,
    least: 0.95,
    confidence: 0.95,
    units: comparisons.clusters.length,
    ...asked,
  });
}

describe("a decision about two models", () => {
  const rows = board(1, [0.3, 0, 0, -0.3]);
  const comparisons = comparisonsFrom(rows);
  const at = (name: string) => comparisons.models.indexOf(name);

  it("has the probability of the ranking, and its opposite for the other way round", () => {
    const { ranking, stronger_probability: stronger } = rankModels(comparisons, {
      seed: 1,
      bootstrapN: 0,
      ci: "cr3",
    });
    const line = (name: string) => ranking.findIndex(({ model_id }) => model_id === name);
    const { probability } = decided(rows);
    expect(probability).toBeCloseTo(stronger?.[line("a")][line("b")] ?? Number.NaN, 12);
    const other = decided(rows, { candidate: at("b"), baseline: [at("a")] });
    expect((other.probability ?? 0) + (probability ?? 0)).toBeCloseTo(1, 12);
  });

  it("is the model's own rating against the mean of all others, which strengths are centred on", () => {
    const { ranking } = rankModels(comparisons, { seed: 1, bootstrapN: 0, ci: "cr3" });
    const row = ranking.find(({ model_id }) => model_id === "a");
    const rest = decided(rows, { baseline: ["b", "c", "d"].map(at) });
    const points = 400 / Math.LN10;
    expect((rest.difference ?? 0) * points * (3 / 4)).toBeCloseTo((row?.rating ?? 0) - 1000, 8);
    expect((rest.standardError ?? 0) * points * (3 / 4)).toBeCloseTo(row?.standard_error ?? 0, 8);
    const t = ((row?.rating ?? 0) - 1000) / (row?.standard_error ?? 1);
    expect(rest.probability).toBeCloseTo(studentTCdf(t, rest.degrees), 12);
  });

  it("turns with the drop that is allowed", () => {
    const { difference = 0, standardError } = decided(rows);
    expect(decided(rows, { drop: -(difference ?? 0) }).probability).toBeCloseTo(0.5, 12);
    const pass = decided(rows, { drop: 3 * (standardError ?? 0) });
    expect(pass).toMatchObject({ verdict: "pass", more: null });
    expect(decided(rows, { drop: -4 * (standardError ?? 0) }).verdict).toBe("fail");
    expect(decided(rows, { drop: -(difference ?? 0) }).more).toBeNull();
  });

  it("tells how many questions of this kind would decide", () => {
    // The same judgments again as other questions: the difference stays, and its error shrinks (a little
    // more, for leaving out one question of few moves a fit further than one of many).
    const close = board(4, [0.25, 0, 0, -0.3], { judgments: 200, questions: 20 });
    const once = decided(close);
    expect(once.verdict).toBe("undecided");
    const times = (n: number) =>
      Array.from({ length: n }, (_, k) =>
        close.map((row) => ({ ...row, cluster: `${k}/${row.cluster}` })),
      ).flat();
    const needed = 1 + (once.more ?? 0) / 20;
    expect(needed).toBeGreaterThan(2);
    expect(decided(times(Math.floor(0.85 * needed))).verdict).toBe("undecided");
    expect(decided(times(Math.ceil(1.1 * needed))).verdict).toBe("pass");
    expect(once.moreSurely ?? 0).toBeGreaterThan(2 * (once.more ?? 0));
  });

  it("is none where a rating or its error is not determined", () => {
    const undefeated = rows.map((row) => ({
      ...row,
      ...(row.first === "a" && { outcome: 1 as const }),
      ...(row.second === "a" && { outcome: 2 as const }),
    }));
    expect(decided(undefeated)).toMatchObject({
      verdict: "undecided",
      probability: null,
      difference: null,
      more: null,
      missing: "rating",
    });
    const apart = rows.filter(({ first, second }) => first < "c" === second < "c");
    expect(decided(apart, { baseline: [2] })).toMatchObject({ missing: "rating" });
    const ties = rows.map((row) => ({ ...row, outcome: 3 as const }));
    expect(decided(ties)).toMatchObject({ verdict: "undecided", missing: "error" });
  });
});

it("passes a model that is as good in one board of twenty, and fails it as often", () => {
  const boards = 400;
  const chances = Array.from(
    { length: boards },
    (_, k) => decided(board(100 + k, [0, 0, 0, 0], { judgments: 160 })).probability ?? Number.NaN,
  );
  const share = (of: (p: number) => boolean) => chances.filter(of).length / boards;
  // Standard errors of the shares: .011, .022.
  expect(share((p) => p >= 0.95)).toBeCloseTo(0.05, 1);
  expect(Math.abs(share((p) => p >= 0.95) - 0.05)).toBeLessThan(0.03);
  expect(Math.abs(share((p) => p <= 0.05) - 0.05)).toBeLessThan(0.03);
  expect(Math.abs(share((p) => p <= 0.25) - 0.25)).toBeLessThan(0.06);
  expect(Math.abs(share((p) => p <= 0.5) - 0.5)).toBeLessThan(0.06);
});
