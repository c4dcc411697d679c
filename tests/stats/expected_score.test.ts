import { expect, test } from "vitest";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import { comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { fitBradleyTerry } from "../../jrank/stats/fit/bradley_terry.ts";
import { FLAT } from "../../jrank/stats/fit/prior.ts";
import { expectedScore } from "../../jrank/stats/rank/head_to_head.ts";
import { covarianceOf } from "../../jrank/stats/uncertainty/covariance.ts";
import { fitModel } from "../../jrank/stats/uncertainty/fitted.ts";
import { influentialQuestions } from "../../jrank/stats/uncertainty/influential_questions.ts";

const twoModels = collapse(
  comparisonsFrom([
    { first: "a", second: "b", outcome: 1, weight: 30 },
    { first: "a", second: "b", outcome: 2, weight: 10 },
    { first: "b", second: "a", outcome: 1, weight: 20 },
    { first: "b", second: "a", outcome: 2, weight: 20 },
  ]),
);

test("two models: the expected score in a place is the share scored there", () => {
  const fit = fitBradleyTerry(twoModels);
  const covariance = covarianceOf(fit, "fisher");
  const degrees = Number.POSITIVE_INFINITY;
  const first = expectedScore(fit, covariance, 0, 1, { place: "first", degrees });
  const second = expectedScore(fit, covariance, 0, 1, { place: "second", degrees });
  expect(first?.score).toBeCloseTo(0.75, 9);
  expect(second?.score).toBeCloseTo(0.5, 9);
  // The variance of a share's log odds is 1 / (n p (1 - p)).
  const half = 1.959963984540054 / Math.sqrt(40 * 0.25);
  expect(second?.upper).toBeCloseTo(1 / (1 + Math.exp(-half)), 9);
  const neutral = expectedScore(fit, covariance, 0, 1, { degrees });
  const other = expectedScore(fit, covariance, 1, 0, { degrees });
  expect((neutral?.score ?? 0) + (other?.score ?? 0)).toBeCloseTo(1, 12);
  expect((neutral?.lower ?? 0) + (other?.upper ?? 0)).toBeCloseTo(1, 12);
});

test("models that never met have no expected score", () => {
  const fit = fitBradleyTerry(
    collapse(
      comparisonsFrom([
        { first: "a", second: "b", outcome: 3 },
        { first: "c", second: "d", outcome: 3 },
      ]),
    ),
    { prior: { strength: 1, homeAdvantage: 1 } },
  );
  expect(expectedScore(fit, covarianceOf(fit, "fisher"), 0, 2, { degrees: 9 })).toBeNull();
});

test("the most influential question is the one that speaks against the others", () => {
  const rows = Array.from({ length: 80 }, (_, k) => ({
    first: k % 2 === 0 ? "a" : "b",
    second: k % 2 === 0 ? "b" : "a",
    outcome: (k % 8 < 5 === (k % 2 === 0) ? 1 : 2) as 1 | 2,
    cluster: `q${k >> 3}`,
  }));
  const odd = Array.from({ length: 8 }, (_, k) => ({
    first: k % 2 === 0 ? "a" : "b",
    second: k % 2 === 0 ? "b" : "a",
    outcome: (k % 2 === 0 ? 2 : 1) as 1 | 2,
    cluster: "odd",
  }));
  const comparisons = comparisonsFrom([...rows, ...odd]);
  const input = { comparisons, counts: collapse(comparisons), homeAdvantage: true, prior: FLAT };
  const [most, ...rest] = influentialQuestions(fitModel("half", input), { top: 3 });
  expect(most.question).toBe("odd");
  expect(most.judgments).toBe(8);
  expect(rest).toHaveLength(2);
  expect(most.spread).toBeGreaterThan(2 * rest[0].spread);
});
