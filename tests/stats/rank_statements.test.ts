import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import { type ComparisonInput, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { FLAT } from "../../jrank/stats/fit/prior.ts";
import { createSyntheticBoard, SCENARIOS } from "../../jrank/stats/fit/synthetic_board.ts";
import { normalQuantile } from "../../jrank/stats/numeric/student_t.ts";
import { drawStrengths } from "../../jrank/stats/rank/rank_draws.ts";
import { rankModels } from "../../jrank/stats/rank/rank_models.ts";
import { rankIntervals } from "../../jrank/stats/rank/rank_statements.ts";
import { tieGroups } from "../../jrank/stats/rank/rank_table.ts";
import { simultaneousRanks } from "../../jrank/stats/rank/simultaneous_ranks.ts";
import type { Covariance } from "../../jrank/stats/uncertainty/covariance.ts";
import { fitModel } from "../../jrank/stats/uncertainty/fitted.ts";
import { RAKUDA } from "./known_numbers.ts";
import { rakuda } from "./reference.ts";

/** STATISTICS.md 6, best model first: simultaneous sets (CR3, step-down). */
const SIMULTANEOUS = [
  ...[
    [1, 2],
    [1, 3],
    [2, 6],
    [3, 6],
    [3, 7],
    [3, 7],
  ],
  ...[
    [5, 10],
    [7, 11],
    [7, 12],
    [8, 12],
    [7, 12],
    [9, 12],
  ],
];
const STRONGER = [
  0.9927, 0.997, 0.9376, 0.8419, 0.8966, 0.8394, 0.9925, 0.7565, 0.5936, 0.5794, 0.9674,
];

test("ranks are those of the draws, whatever order the strengths are in", () => {
  const fit = {
    strengths: Float64Array.of(3, 2, 1),
    structure: { status: ["ok", "ok", "ok"] },
  } as unknown as Parameters<typeof rankIntervals>[0];
  const values = Float64Array.of(...[1, 2, 3], ...[1, 3, 2], ...[2, 3, 1], ...[3, 2, 1]);
  const ranks = rankIntervals(fit, { placed: [0, 1, 2], count: 4, values }, { confidence: 0.95 });
  const shares = (i: number) => Array.from(ranks[i].probabilities ?? []);
  expect(shares(0)).toEqual([0.25, 0.25, 0.5]);
  expect(shares(1)).toEqual([0.5, 0.5, 0]);
  expect(shares(2)).toEqual([0.25, 0.25, 0.5]);
});

describe("Rakuda v1 (STATISTICS.md 6)", () => {
  test("marginal ranks, simultaneous sets, P(> next)", () => {
    for (const seed of [1, 2, 3]) {
      const { ranking } = rankModels(rakuda(), { seed, bootstrapN: 20 });
      expect(ranking.map(({ model_id }) => model_id)).toEqual(RAKUDA.models);
      expect(ranking.map((row) => [row.rank_lower, row.rank_upper])).toEqual(RAKUDA.ranks);
      expect(
        ranking.map((row) => [row.rank_lower_simultaneous, row.rank_upper_simultaneous]),
      ).toEqual(SIMULTANEOUS);
      ranking.slice(0, -1).forEach((row, line) => {
        expect(row.stronger_than_next_confidence).toBeCloseTo(STRONGER[line], 4);
      });
    }
  });

  test("the threshold of the first step by three covariances", () => {
    const comparisons = rakuda();
    const counts = collapse(comparisons);
    const fit = fitModel("half", { comparisons, counts, homeAdvantage: true, prior: FLAT });
    for (const [method, degrees, wanted, apart] of [
      ["hc0", Number.POSITIVE_INFINITY, 3.24, 48],
      ["fisher", Number.POSITIVE_INFINITY, 3.26, 47],
      ["cr3", 39, 3.43, 43],
    ] as const) {
      const covariance = fit.covariance(method);
      const draws = drawStrengths(fit, covariance, degrees, createRandom(1));
      const { threshold, above } = simultaneousRanks(fit, draws, covariance, { confidence: 0.95 });
      expect(Math.abs(threshold - wanted)).toBeLessThan(0.05);
      const pairs = fit.models.flatMap((_, i) => fit.models.filter((_, j) => above(i, j)));
      // Pairs told apart in one step; stepping down adds at most a few.
      expect(pairs.length).toBeGreaterThanOrEqual(apart);
      expect(pairs.length).toBeLessThanOrEqual(apart + 2);
    }
  });
});

/** Independent strengths with these means and a standard error of 1. */
function independent(strengths: number[]) {
  const m = strengths.length;
  const values = new Float64Array(m * m);
  for (let i = 0; i < m; i++) values[i * m + i] = 1;
  const fit = {
    strengths: Float64Array.from(strengths),
    structure: {
      group: new Int32Array(m),
      groups: 1,
      component: new Int32Array(m),
      components: 1,
      main: 0,
      side: new Float64Array(m),
      status: strengths.map(() => "ok" as const),
      homeAdvantageDetermined: true,
    },
  };
  const covariance: Covariance = { size: m, values };
  return { fit, covariance };
}

test("two models: the threshold is the normal quantile; three: Tukey's studentised range", () => {
  const two = independent([0, 0]);
  const draws = drawStrengths(two.fit, two.covariance, Number.POSITIVE_INFINITY, createRandom(2));
  const ranks = simultaneousRanks(two.fit, draws, two.covariance, { confidence: 0.95 });
  expect(Math.abs(ranks.threshold - normalQuantile(0.975))).toBeLessThan(0.06);
  // q(0.95; 3, infinity) = 3.314, divided by the root of 2 (tables of the studentised range).
  const three = independent([0, 0, 0]);
  const more = drawStrengths(
    three.fit,
    three.covariance,
    Number.POSITIVE_INFINITY,
    createRandom(2),
  );
  const of3 = simultaneousRanks(three.fit, more, three.covariance, { confidence: 0.95 });
  expect(Math.abs(of3.threshold - 3.314 / Math.SQRT2)).toBeLessThan(0.06);
});

test("laws: rank probabilities sum to 1 both ways, sets hold the rank, marginal within simultaneous", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -6, max: 6, noNaN: true }), { minLength: 2, maxLength: 7 }),
      (strengths) => {
        const { fit, covariance } = independent(strengths);
        const draws = drawStrengths(fit, covariance, 20, createRandom(4));
        const ranks = rankIntervals(fit, draws, { confidence: 0.95 });
        const all = simultaneousRanks(fit, draws, covariance, { confidence: 0.95 });
        const m = strengths.length;
        ranks.forEach(({ rank, lower, upper, probabilities }, i) => {
          expect(probabilities?.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
          expect(lower).toBeLessThanOrEqual(upper as number);
          expect(all.lower[i]).toBeLessThanOrEqual(rank as number);
          expect(all.upper[i]).toBeGreaterThanOrEqual(rank as number);
        });
        for (let r = 0; r < m; r++) {
          const sum = ranks.reduce(
            (total, { probabilities }) => total + (probabilities?.[r] ?? 0),
            0,
          );
          expect(sum).toBeCloseTo(1, 9);
        }
      },
    ),
    { numRuns: 15 },
  );
});

test("false statements: with equal models any pair is told apart in 5 % of the boards", () => {
  const random = createRandom(9);
  let wrong = 0;
  const boards = 250;
  for (let b = 0; b < boards; b++) {
    const { fit, covariance } = independent(Array.from({ length: 5 }, () => random.normal()));
    const draws = drawStrengths(fit, covariance, Number.POSITIVE_INFINITY, createRandom(b));
    const { lower } = simultaneousRanks(fit, draws, covariance, { confidence: 0.95 });
    if (lower.some((rank) => rank !== 1)) wrong++;
  }
  // Binomial: 12.5 expected, standard deviation 3.4.
  expect(wrong).toBeGreaterThan(3);
  expect(wrong).toBeLessThan(23);
});

test("few questions for so many models: equal models are still told apart in 5 % of the boards", () => {
  let apart = 0;
  const runs = 100;
  for (let run = 0; run < runs; run++) {
    const random = createRandom(run, "few questions");
    const board = createSyntheticBoard({
      strengths: new Array<number>(8).fill(0),
      questions: 5,
      effects: SCENARIOS.S1,
      random,
    });
    const rows = Array.from({ length: 300 }, (): ComparisonInput => {
      const i = random.below(8);
      const j = (i + 1 + random.below(7)) % 8;
      const cluster = random.below(5);
      const outcome = board.judge(i, j, cluster, random);
      return { first: `m${i}`, second: `m${j}`, outcome, cluster };
    });
    const { ranking } = rankModels(comparisonsFrom(rows), { ci: "cr3", bootstrapN: 0, seed: run });
    if (ranking.some((row) => row.rank_upper_simultaneous !== 8)) apart++;
  }
  // Nominal 5; the threshold of the draws alone gives 20.
  expect(apart).toBeLessThanOrEqual(12);
});

test("tie groups: letters of maximal runs; a model between two groups has both", () => {
  const apart = new Set(["0>2", "0>3", "1>3"]);
  const ranks = {
    above: (i: number, j: number) => apart.has(`${i}>${j}`),
    lower: [1, 1, 2, 3, null],
  };
  expect(tieGroups([0, 1, 2, 3, 4], ranks)).toEqual(["a", "ab", "bc", "c", ""]);
  const none = { above: () => false, lower: [1, 1] };
  expect(tieGroups([1, 0], none)).toEqual(["a", "a"]);
});

test("matrices stand in the order of the ranking and agree with its rows", () => {
  const comparisons = {
    models: ["a", "b", "c"],
    clusters: [],
    first: Uint16Array.of(0, 0, 1, 1, 1, 2, 2, 0),
    second: Uint16Array.of(1, 1, 0, 0, 2, 1, 0, 2),
    outcome: Uint8Array.of(1, 2, 1, 2, 2, 1, 2, 2),
    weight: Float64Array.of(51, 47, 40, 45, 30, 28, 12, 13),
  };
  const { ranking, rank_probability, stronger_probability } = rankModels(comparisons, { seed: 1 });
  ranking.slice(0, -1).forEach((row, line) => {
    expect(stronger_probability?.[line][line + 1]).toBe(row.stronger_than_next_confidence);
  });
  expect(stronger_probability?.[1][1]).toBeNull();
  expect((stronger_probability?.[0][2] ?? 0) + (stronger_probability?.[2][0] ?? 0)).toBeCloseTo(1);
  for (const row of rank_probability ?? []) {
    expect(row?.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
  }
});

test("the threshold is the quantile of the largest difference, all pairs of all draws looked at", () => {
  const models = 70;
  const random = createRandom(3, "threshold");
  const noise = Float64Array.from({ length: models * models }, () => random.normal());
  const errors = Array.from({ length: models }, (_, i) => 0.1 + (i % 9) / 3);
  // Models of unequal errors that are correlated.
  const values = new Float64Array(models * models);
  for (let i = 0; i < models; i++) {
    for (let j = 0; j < models; j++) {
      let sum = 0;
      for (let l = 0; l < models; l++) sum += noise[i * models + l] * noise[j * models + l];
      values[i * models + j] = (errors[i] * errors[j] * sum) / models;
    }
  }
  const covariance = { size: models, values };
  const fit = {
    strengths: Float64Array.from({ length: models }, (_, i) => 0.001 * i),
    structure: { status: new Array<"ok">(models).fill("ok") },
  } as unknown as Parameters<typeof drawStrengths>[0];
  const draws = drawStrengths(fit, covariance, 30, random);
  const mean = fit.strengths.map((_, i) => {
    let sum = 0;
    for (let d = 0; d < draws.count; d++) sum += draws.values[d * models + i];
    return sum / draws.count;
  });
  const largest = Float64Array.from({ length: draws.count }, (_, d) => {
    const z = mean.map((b, i) => draws.values[d * models + i] - b);
    let most = 0;
    for (let i = 0; i < models; i++) {
      for (let j = 0; j < i; j++) {
        const variance =
          values[i * (models + 1)] + values[j * (models + 1)] - 2 * values[i * models + j];
        most = Math.max(most, Math.abs(z[i] - z[j]) / Math.sqrt(variance));
      }
    }
    return most;
  }).sort();
  const { threshold } = simultaneousRanks(fit, draws, covariance, { confidence: 0.95 });
  expect(threshold).toBeCloseTo(largest[Math.ceil(0.95 * draws.count) - 1], 12);
});
