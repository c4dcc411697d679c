import { describe, expect, it } from "vitest";
import type { Vote } from "../../jrank/core/types.ts";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import { comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { FLAT } from "../../jrank/stats/fit/prior.ts";
import { studentTQuantile } from "../../jrank/stats/numeric/student_t.ts";
import {
  circularThrees,
  fewestDropped,
  repeatedVerdicts,
  shareByQuestion,
} from "../../jrank/stats/raters/judge_numbers.ts";
import { fitModel } from "../../jrank/stats/uncertainty/fitted.ts";

describe("a share by question", () => {
  it("of questions of one size is the t interval of their means", () => {
    const means = [0, 0.25, 0.5, 0.5, 1];
    const rows = means.flatMap((mean, q) =>
      Array.from({ length: 4 }, (_, k) => ({ question: `q${q}`, is: k < 4 * mean })),
    );
    const { share, lower, upper } = shareByQuestion(rows);
    const mean = means.reduce((sum, m) => sum + m, 0) / 5;
    const variance = means.reduce((sum, m) => sum + (m - mean) ** 2, 0) / 4;
    const half = studentTQuantile(0.975, 4) * Math.sqrt(variance / 5);
    expect(share).toBeCloseTo(mean, 12);
    expect(upper).toBeCloseTo(Math.min(1, mean + half), 12);
    expect(lower).toBeCloseTo(Math.max(0, mean - half), 12);
  });

  it("is Wilson's of none, and null of nothing", () => {
    const none = Array.from({ length: 10 }, (_, k) => ({ question: `q${k}`, is: false }));
    // 10 trials without a success: z² / (10 + z²).
    expect(shareByQuestion(none).upper).toBeCloseTo(1.959964 ** 2 / (10 + 1.959964 ** 2), 6);
    expect(shareByQuestion([]).share).toBeNull();
  });
});

const vote = (first: string, second: string, outcome: Vote["outcome"], question = "q"): Vote => ({
  first,
  second,
  outcome,
  weight: 1,
  question,
});

it("repeats and circles are counted by question", () => {
  const repeats = repeatedVerdicts([
    vote("a", "b", 1),
    vote("b", "a", 1),
    vote("a", "b", 2),
    vote("a", "b", 2),
  ]);
  expect(repeats.map(({ is }) => is)).toEqual([false, true]);
  const round = [vote("a", "b", 1), vote("b", "c", 1), vote("a", "c", 2)];
  const straight = [vote("a", "b", 1, "r"), vote("b", "c", 1, "r"), vote("c", "a", 2, "r")];
  const tied = [vote("a", "b", 1, "s"), vote("b", "c", 3, "s"), vote("c", "a", 2, "s")];
  expect(circularThrees([...round, ...straight, ...tied])).toEqual([
    { question: "q", is: true },
    { question: "r", is: false },
  ]);
});

it("the fewest verdicts that turn two models round are those of two models", () => {
  // a beat b 13 to 8: without 5 of a's wins they are level.
  const rows = Array.from({ length: 21 }, (_, k) => ({
    first: k % 2 ? "a" : "b",
    second: k % 2 ? "b" : "a",
    outcome: (k < 13 === (k % 2 === 1) ? 1 : 2) as 1 | 2,
    cluster: k,
  }));
  const comparisons = comparisonsFrom(rows);
  const fit = fitModel("half", {
    comparisons,
    counts: collapse(comparisons),
    homeAdvantage: false,
    prior: FLAT,
  });
  const at = (name: string) => fit.models.indexOf(name);
  const found = fewestDropped(fit, comparisons, [at("a"), at("b")]);
  expect(found).toMatchObject({ ahead: "a", behind: "b" });
  expect(found?.verdicts).toBeGreaterThanOrEqual(5);
  expect(found?.verdicts).toBeLessThanOrEqual(6);
  expect(fewestDropped(fit, comparisons, [at("b"), at("a")])).toBeNull();
});
