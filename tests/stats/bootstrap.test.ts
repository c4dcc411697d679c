import { describe, expect, test } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { type ClusteredPoints, clusteredPoints } from "../../jrank/stats/data/clusters.ts";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import { type ComparisonInput, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { pairPointsOf } from "../../jrank/stats/data/pair_points.ts";
import { fitBradleyTerry, fitPairPoints, maximumOf } from "../../jrank/stats/fit/bradley_terry.ts";
import { LIKELIHOODS } from "../../jrank/stats/fit/likelihoods.ts";
import { createRefit } from "../../jrank/stats/fit/refit.ts";
import { column, quantilesOf } from "../../jrank/stats/numeric/quantile.ts";
import { bootstrap, type Draws } from "../../jrank/stats/uncertainty/bootstrap.ts";
import {
  resampleBy,
  resampleJudgments,
  resampleQuestions,
} from "../../jrank/stats/uncertainty/resample.ts";
import { rakudaCounts } from "./known_numbers.ts";
import { ELO, rakuda, readReference, synthetic } from "./reference.ts";

describe("reference/*.bootstrap.json: 500 rounds within their Monte Carlo error", () => {
  for (const [name, read] of [
    ["rakuda_v1_gpt4", rakuda],
    ["synth_rakuda", synthetic],
  ] as const) {
    const comparisons = read();
    const counts = collapse(comparisons);
    for (const unit of ["judgment", "question"] as const) {
      for (const variant of ["home", "nohome"] as const) {
        test(`${name}, by ${unit}, ${variant}`, () => {
          const fit = fitBradleyTerry(counts, { homeAdvantage: variant === "home" });
          const { games } = fit.parameters;
          const scores = [1, 2, 3, 4].flatMap((seed) => {
            const random = createRandom(seed);
            const resample =
              unit === "judgment"
                ? resampleJudgments(counts, games, random)
                : resampleQuestions(clusteredPoints(comparisons, games) as ClusteredPoints, random);
            return zScores(bootstrap(fit, resample, 500), name, `${unit}_${variant}`);
          });
          const rms = Math.sqrt(scores.reduce((sum, z) => sum + z * z, 0) / scores.length);
          expect(rms).toBeGreaterThan(0.8);
          expect(rms).toBeLessThan(1.2);
          expect(Math.max(...scores.map(Math.abs))).toBeLessThan(4);
        });
      }
    }
  }
});

/** How many standard errors the 2.5, 16, 50, 84 and 97.5 % quantiles are off, all models. */
function zScores(draws: Draws, name: string, variant: string): number[] {
  const file = readReference(`reference/${name}.bootstrap.json`);
  const { long, mc_se_500 } = file[variant];
  return draws.models.flatMap((model, i) => {
    const quantiles = quantilesOf(column(draws.strengths, draws.models.length, i));
    return file.percentiles.map((percent: number, k: number) => {
      const value = 1000 + ELO * (quantiles(percent / 100) as number);
      return (value - long.b[model][k]) / mc_se_500.b[model][k];
    });
  });
}

test("a warm refit of other points is the fit of those points", () => {
  const counts = rakudaCounts();
  for (const homeAdvantage of [true, false]) {
    const fit = fitBradleyTerry(counts, { homeAdvantage });
    const { games } = fit.parameters;
    const refit = createRefit(fit.parameters);
    const resample = resampleJudgments(counts, games, createRandom(3));
    const won = games.won.slice();
    const lost = games.lost.slice();
    for (let round = 0; round < 20; round++) {
      resample(won, lost);
      const again = fitPairPoints({ ...games, won, lost }, { homeAdvantage });
      const x = refit(won, lost) as Float64Array;
      again.strengths.forEach((strength, i) => {
        expect(Math.abs(x[i] - strength)).toBeLessThan(1e-8);
      });
      const home = x[again.strengths.length];
      if (homeAdvantage) expect(home).toBeCloseTo(again.homeAdvantage, 8);
      else expect(home).toBe(undefined);
    }
  }
});

test("a refit under a tie model is the fit of that model to the round", () => {
  const counts = rakudaCounts();
  for (const likelihood of [LIKELIHOODS.davidson, LIKELIHOODS["rao-kupper"]]) {
    const fit = fitPairPoints(pairPointsOf(counts), { likelihood });
    const { games } = fit.parameters;
    const [won, lost] = [games.won.slice(), games.lost.slice()];
    const tied = (games.tied as Float64Array).slice();
    resampleJudgments(counts, games, createRandom(3))(won, lost, tied);
    const again = fitPairPoints({ ...games, won, lost, tied }, { likelihood });
    const x = createRefit(fit.parameters)(won, lost, tied) as Float64Array;
    expect(x).toHaveLength(again.parameters.x.length);
    again.parameters.x.forEach((value, i) => {
      expect(Math.abs(x[i] - value)).toBeLessThan(1e-7);
    });
  }
});

/** 80 models; each meets all others, or its neighbours only, where a factored information is needed. */
function largeBoard(meets: "all" | "neighbours"): ComparisonInput[] {
  const random = createRandom(5, "large");
  const strengths = Array.from({ length: 80 }, () => random.normal());
  return Array.from({ length: 20_000 }, (): ComparisonInput => {
    const i = random.below(80);
    const j = (i + 1 + random.below(meets === "all" ? 79 : 3)) % 80;
    const p = 1 / (1 + Math.exp(strengths[j] - strengths[i]));
    return { first: `m${i}`, second: `m${j}`, outcome: random.next() < p ? 1 : 2 };
  });
}

test.each(["all", "neighbours"] as const)(
  "the steps for large boards end where Newton's end, round after round (models meet %s)",
  (meets) => {
    const counts = collapse(comparisonsFrom(largeBoard(meets)));
    const fit = fitBradleyTerry(counts);
    const { games } = fit.parameters;
    const won = games.won.slice();
    const lost = games.lost.slice();
    const refit = createRefit(fit.parameters);
    const resample = resampleJudgments(counts, games, createRandom(6));
    for (let round = 0; round < 3; round++) {
      resample(won, lost);
      const again = fitPairPoints({ ...games, won, lost });
      const x = refit(won, lost) as Float64Array;
      again.strengths.forEach((strength, i) => {
        expect(Math.abs(x[i] - strength)).toBeLessThan(2e-6);
      });
    }
  },
);

test("resampled judgments are multinomial: totals, means, variances and covariances", () => {
  const rows: ComparisonInput[] = [
    { first: "a", second: "b", outcome: 1, weight: 1 },
    { first: "a", second: "b", outcome: 2, weight: 2 },
    { first: "b", second: "a", outcome: 1, weight: 7 },
    { first: "b", second: "a", outcome: 2, weight: 40 },
    { first: "a", second: "c", outcome: 1, weight: 350 },
    { first: "a", second: "c", outcome: 2, weight: 100 },
  ];
  const comparisons = comparisonsFrom(rows);
  const counts = collapse(comparisons);
  const { games } = fitBradleyTerry(counts, {
    homeAdvantage: false,
    prior: { strength: 1, homeAdvantage: 1 },
  }).parameters;
  const resample = resampleJudgments(counts, games, createRandom(11));
  const won = games.won.slice();
  const lost = games.lost.slice();
  const rounds = 20_000;
  const cells = 6;
  const sum = new Float64Array(cells);
  const products = new Float64Array(cells * cells);
  for (let round = 0; round < rounds; round++) {
    resample(won, lost);
    const drawn = [...won, ...lost];
    expect(drawn.reduce((a, b) => a + b)).toBe(500);
    drawn.forEach((x, i) => {
      sum[i] += x;
      drawn.forEach((y, j) => {
        products[i * cells + j] += x * y;
      });
    });
  }
  const n = [...games.won, ...games.lost];
  for (let i = 0; i < cells; i++) {
    const p = n[i] / 500;
    // Five standard errors of the mean; 10 % of the variance.
    const deviation = Math.sqrt((500 * p * (1 - p)) / rounds);
    expect(Math.abs(sum[i] / rounds - n[i])).toBeLessThan(5 * deviation);
    for (let j = 0; j < cells; j++) {
      const covariance = products[i * cells + j] / rounds - (sum[i] / rounds) * (sum[j] / rounds);
      const q = n[j] / 500;
      const wanted = 500 * ((i === j ? p : 0) - p * q);
      const scale = 500 * Math.sqrt(p * (1 - p) * q * (1 - q));
      expect(Math.abs(covariance - wanted)).toBeLessThan(0.05 * scale);
    }
  }
});

test("a round by question has as many questions as there are, each as likely", () => {
  const questions = 7;
  const rows = Array.from({ length: questions }, (_, q): ComparisonInput[] => [
    { first: "a", second: "b", outcome: 1, cluster: q },
    { first: `m${q}`, second: "b", outcome: 2, cluster: q },
  ]).flat();
  const comparisons = comparisonsFrom(rows);
  const games = pairPointsOf(collapse(comparisons));
  const clustered = clusteredPoints(comparisons, games) as ClusteredPoints;
  const resample = resampleQuestions(clustered, createRandom(1, "questions"));
  const [won, lost] = [new Float64Array(games.first.length), new Float64Array(games.first.length)];
  const drawn = new Float64Array(questions);
  const ofB = games.first.findIndex((i) => games.models[i] === "a");
  for (let round = 0; round < 7000; round++) {
    resample(won, lost);
    expect(won[ofB]).toBe(questions);
    games.first.forEach((i, g) => {
      const name = games.models[i] as string;
      if (name !== "a") drawn[Number(name.slice(1))] += lost[g];
    });
  }
  // Each has mean 7000 and standard deviation sqrt(7000 × 6 / 7) = 77.
  for (const times of drawn) expect(Math.abs(times - 7000)).toBeLessThan(4 * 77.5);
});

test("rows with weights of any size are resampled with their weights", () => {
  const comparisons = comparisonsFrom([
    { first: "a", second: "b", outcome: 1, weight: 0.25 },
    { first: "b", second: "a", outcome: 1, weight: 1.5 },
  ]);
  const counts = collapse(comparisons);
  const { games } = fitBradleyTerry(counts, {
    prior: { strength: 1, homeAdvantage: 1 },
  }).parameters;
  const won = games.won.slice();
  const lost = games.lost.slice();
  const rows = { comparisons, counts, games, clustered: null };
  const resample = resampleBy("judgment", rows, createRandom(2));
  const seen = new Set<string>();
  for (let round = 0; round < 50; round++) {
    resample(won, lost);
    seen.add([...won].join(" "));
  }
  expect([...seen].sort()).toEqual(["0 3", "0.25 1.5", "0.5 0"]);
});

test("a round that loses the only tie of an otherwise undefeated model counts as infinite", () => {
  const rows: ComparisonInput[] = [];
  for (let k = 0; k < 20; k++) {
    rows.push({ first: "a", second: "b", outcome: k === 0 ? 3 : 1 });
    rows.push({ first: "b", second: "a", outcome: 2 });
    rows.push({ first: "b", second: "c", outcome: (1 + (k % 2)) as 1 | 2 });
    rows.push({ first: "c", second: "b", outcome: (1 + (k % 2)) as 1 | 2 });
  }
  const counts = collapse(comparisonsFrom(rows));
  const fit = fitBradleyTerry(counts);
  const draws = bootstrap(
    fit,
    resampleJudgments(counts, fit.parameters.games, createRandom(1)),
    2000,
  );
  // P(a tie among 80 is never drawn) = (1 - 1/80)^80 = 0.3656.
  expect(draws.undetermined / 2000).toBeGreaterThan(0.32);
  expect(draws.undetermined / 2000).toBeLessThan(0.41);
  const infinite = column(draws.strengths, 3, 0).filter((b) => b === Number.POSITIVE_INFINITY);
  // The others keep their scale: in the rounds without a, b and c stay where they were on average.
  const b = column(draws.strengths, 3, 1);
  const a = column(draws.strengths, 3, 0);
  const mean = (values: Float64Array) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const without = mean(b.filter((v, r) => a[r] === Number.POSITIVE_INFINITY && Number.isFinite(v)));
  expect(Math.abs(without - fit.strengths[1])).toBeLessThan(0.1);
  // Now and then a round leaves b and c undetermined instead.
  expect(infinite.length).toBeGreaterThan(draws.undetermined - 5);
  expect(infinite.length).toBeLessThanOrEqual(draws.undetermined);
  const quantiles = quantilesOf(column(draws.strengths, 3, 0));
  expect(quantiles(0.16)).not.toBeNull();
  expect(quantiles(0.84)).toBeNull();
});

test("a refit under a prior that joins or holds strengths is the fit under it", () => {
  const counts = rakudaCounts();
  const { games, ...plain } = fitPairPoints(pairPointsOf(counts)).parameters;
  const size = plain.x.length;
  const [won, lost] = [games.won.slice(), games.lost.slice()];
  resampleJudgments(counts, games, createRandom(5))(won, lost);
  // Far from diagonal: every sum of two strengths is held near 0.
  const joined = new Float64Array(size * size).fill(3);
  for (let i = 0; i < size; i++) joined[i * (size + 1)] += 0.5;
  for (const [precision, held] of [
    [joined, []],
    [new Float64Array(size).fill(0.1), [0, 3]],
  ] as const) {
    const design = {
      ...plain,
      games,
      prior: { isFlat: false, precision, mean: new Float64Array(size), held },
    };
    const start = maximumOf(design)?.x as Float64Array;
    const again = maximumOf({ ...design, games: { ...games, won, lost } })?.x as Float64Array;
    const x = createRefit({ ...design, x: start })(won, lost) as Float64Array;
    again.forEach((value, i) => {
      expect(Math.abs(x[i] - value)).toBeLessThan(1e-7);
    });
    for (const i of held) expect(x[i]).toBe(0);
  }
});
