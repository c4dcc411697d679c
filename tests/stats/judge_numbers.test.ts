import { describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import type { Vote } from "../../jrank/core/types.ts";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import { type ComparisonInput, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { wilsonInterval } from "../../jrank/stats/data/win_rate.ts";
import { FLAT } from "../../jrank/stats/fit/prior.ts";
import { studentTQuantile } from "../../jrank/stats/numeric/student_t.ts";
import {
  circularThrees,
  fewestDropped,
  fitHalf,
  informationOf,
  meanByQuestion,
  repeatedVerdicts,
  shareByQuestion,
  tauByQuestion,
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
    // One question is one judgment, however often it was asked; without questions judgments are the unit.
    const one = [true, true, true, false].map((is) => ({ question: "q", is }));
    expect(shareByQuestion(one)).toMatchObject(wilsonInterval(0.75, 1));
    // All questions are alike: their shares do not differ, and that is no certainty.
    const alike = ["q", "r", "s"].flatMap((question) => one.map(({ is }) => ({ question, is })));
    expect(shareByQuestion(alike)).toMatchObject(wilsonInterval(9, 12));
    const unknown = one.map(({ is }) => ({ question: undefined, is }));
    expect(shareByQuestion(unknown)).toMatchObject(wilsonInterval(3, 4));
  });
});

describe("intervals beside a bootstrap that draws the questions themselves anew", () => {
  const QUESTIONS = 30;
  const random = createRandom(4, "numbers of judges");
  /** Six models; every question makes each of them better or worse, for both judges alike. */
  const board = (place: number, seed: string): ComparisonInput[][] => {
    const own = createRandom(11, "questions");
    const mood = Array.from({ length: 6 * QUESTIONS }, () => 0.5 * own.normal());
    const noise = createRandom(11, seed);
    return Array.from({ length: QUESTIONS }, (_, q) =>
      Array.from({ length: 8 + (q % 5) }, () => {
        const i = noise.below(6);
        const j = (i + 1 + noise.below(5)) % 6;
        const u = noise.next();
        const gap = 0.5 * (i - j) + mood[i * QUESTIONS + q] - mood[j * QUESTIONS + q];
        const outcome = place + gap + Math.log(u / (1 - u)) > 0 ? 1 : 2;
        return { first: `m${i}`, second: `m${j}`, outcome, cluster: q };
      }),
    );
  };
  const [one, two] = [board(0.4, "one"), board(0, "two")];
  /** Standard deviation of a number, and quantiles, over boards of questions drawn with replacement. */
  const drawn = (rounds: number, number: (questions: readonly number[]) => number) => {
    const values = Array.from({ length: rounds }, () =>
      number(Array.from({ length: QUESTIONS }, () => random.below(QUESTIONS))),
    ).sort((a, b) => a - b);
    const mean = values.reduce((sum, v) => sum + v, 0) / rounds;
    const at = (p: number) => values[Math.floor(p * rounds)];
    return {
      deviation: Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (rounds - 1)),
      lower: at(0.025),
      upper: at(0.975),
    };
  };
  /** The rows of the questions drawn: one drawn twice is two questions. */
  const redrawn = (rows: readonly ComparisonInput[][], questions: readonly number[]) =>
    comparisonsFrom(
      questions.flatMap((q, k) => rows[q].map((row) => ({ ...row, cluster: String(k) }))),
    );
  const whole = (rows: readonly ComparisonInput[][]) => redrawn(rows, [...rows.keys()]);
  const t = studentTQuantile(0.975, QUESTIONS - 1);
  const deviationIn = ({ lower, upper }: { lower: number | null; upper: number | null }, by = t) =>
    ((upper ?? Number.NaN) - (lower ?? Number.NaN)) / 2 / by;

  it("of a mean: the cost of a judgment", () => {
    const costs = one.map((rows, q) => rows.map(() => 2 + (q % 7) + random.next()));
    const rows = costs.flatMap((own, q) => own.map((value) => ({ question: `q${q}`, value })));
    const { deviation } = drawn(400, (questions) => {
      const all = questions.flatMap((q) => costs[q]);
      return all.reduce((sum, cost) => sum + cost, 0) / all.length;
    });
    const made = meanByQuestion(rows);
    expect(made.estimate).toBeCloseTo(
      rows.reduce((sum, { value }) => sum + value, 0) / rows.length,
      12,
    );
    expect(deviationIn(made) / deviation).toBeCloseTo(1, 0.6);
    expect(
      meanByQuestion(rows.map(({ value }) => ({ question: undefined, value }))).lower,
    ).toBeNull();
  });

  it("of a share: how often the first wins", () => {
    const rows = one.flatMap((own, q) =>
      own.map(({ outcome }) => ({ question: `q${q}`, is: outcome === 1 })),
    );
    const { deviation } = drawn(400, (questions) => {
      const all = questions.flatMap((q) => one[q]);
      return all.filter(({ outcome }) => outcome === 1).length / all.length;
    });
    expect(deviationIn(shareByQuestion(rows)) / deviation).toBeCloseTo(1, 0.6);
  });

  it("of what its verdicts tell: the signal, and its error", () => {
    const made = informationOf(whole(one));
    // By hand: spread and mean variance of the strengths.
    const signal = (questions: readonly number[]) => {
      const fit = fitHalf(redrawn(one, questions), true);
      const { size, values } = fit.covariance("cr3");
      const variance = fit.strengths.reduce((sum, _, i) => sum + values[i * (size + 1)] / 6, 0);
      const spread = fit.strengths.reduce((sum, s) => sum + s ** 2 / 5, 0);
      return (1000 * (spread / variance - 1)) / questions.flatMap((q) => one[q]).length;
    };
    expect(made.estimate).toBeCloseTo(signal([...one.keys()]), 9);
    const { deviation } = drawn(200, signal);
    expect(deviationIn(made, studentTQuantile(0.975, 19)) / deviation).toBeGreaterThan(0.6);
    expect(deviationIn(made, studentTQuantile(0.975, 19)) / deviation).toBeLessThan(1.7);
    expect(made.lower).toBeGreaterThan(0);
    const coin = informationOf(
      whole(one.map((rows) => rows.map((row, k) => ({ ...row, outcome: k % 2 ? 1 : 2 })))),
    );
    expect(coin.lower).toBe(0);
  });

  it("of Kendall's tau: both judges fitted anew on the same questions", () => {
    const fits = [fitHalf(whole(one), true), fitHalf(whole(two), true)] as const;
    const made = tauByQuestion([fits[0], fits[1]], { rounds: 400, random });
    const tau = (a: ArrayLike<number>, b: ArrayLike<number>) => {
      let sum = 0;
      for (let i = 0; i < 6; i++)
        for (let j = 0; j < i; j++) sum += Math.sign((a[i] - a[j]) * (b[i] - b[j]));
      return sum / 15;
    };
    const strengths = (rows: readonly ComparisonInput[][], questions: readonly number[]) => {
      const fit = fitHalf(redrawn(rows, questions), true);
      return Array.from({ length: 6 }, (_, i) => fit.strengths[fit.models.indexOf(`m${i}`)]);
    };
    const all = Array.from({ length: QUESTIONS }, (_, q) => q);
    expect(made.estimate).toBeCloseTo(tau(strengths(one, all), strengths(two, all)), 12);
    const { lower, upper } = drawn(100, (qs) => tau(strengths(one, qs), strengths(two, qs)));
    // Tau of six models goes in steps of 2/15.
    expect(Math.abs((made.lower ?? Number.NaN) - lower)).toBeLessThanOrEqual(2 / 15 + 1e-9);
    expect(Math.abs((made.upper ?? Number.NaN) - upper)).toBeLessThanOrEqual(2 / 15 + 1e-9);
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
