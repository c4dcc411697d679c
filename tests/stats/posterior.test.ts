import { describe, expect, test } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import { type Comparisons, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { FLAT, WEAK } from "../../jrank/stats/fit/prior.ts";
import { column, quantileSorted } from "../../jrank/stats/numeric/quantile.ts";
import { normalQuantile } from "../../jrank/stats/numeric/student_t.ts";
import { diagnoseChains } from "../../jrank/stats/posterior/chain_diagnostics.ts";
import { smoothWeights } from "../../jrank/stats/posterior/importance_sampling.ts";
import { samplePosterior } from "../../jrank/stats/posterior/posterior.ts";
import { ORIGINAL_BOX } from "../../jrank/stats/posterior/whiten.ts";
import { rankModels } from "../../jrank/stats/rank/rank_models.ts";
import { fitModel } from "../../jrank/stats/uncertainty/fitted.ts";
import { warningsOf } from "../support/warnings.ts";
import { ELO, rakuda, readJudgments, readReference, synthetic } from "./reference.ts";

const posterior = (
  comparisons: Comparisons,
  options: Omit<Parameters<typeof samplePosterior>[1], "random">,
) => {
  const fit = fitModel("half", {
    comparisons,
    counts: collapse(comparisons),
    homeAdvantage: true,
    prior: options.box ? FLAT : WEAK,
  });
  return samplePosterior(fit, { ...options, random: createRandom(7) });
};

const summary = (values: Float64Array) => {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const square = values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
  return { mean: 1000 + ELO * mean, sd: ELO * Math.sqrt(square / (values.length - 1)) };
};

describe("reference/*.posterior.json: the original's flat prior", () => {
  for (const [name, read] of [
    ["rakuda_v1_gpt4", rakuda],
    ["synth_rakuda", synthetic],
  ] as const) {
    for (const sampler of ["hmc", "importance"] as const) {
      test(`${name}, ${sampler}: means within 0.5 Elo, standard deviations within 1 %`, () => {
        const { elo, alpha_elo, percentiles } = readReference(`reference/${name}.posterior.json`);
        const { draws, summary: made } = posterior(read(), {
          sampler,
          box: ORIGINAL_BOX,
          samples: 15000,
        });
        const m = draws.models.length;
        draws.models.forEach((model, i) => {
          const values = column(draws.strengths, m, i);
          const { mean, sd } = summary(values);
          expect(Math.abs(mean - elo[model].mean)).toBeLessThan(0.5);
          expect(Math.abs(sd / elo[model].sd - 1)).toBeLessThan(0.01);
          const sorted = values.slice().sort();
          percentiles.forEach((percent: number, k: number) => {
            const quantile = 1000 + ELO * quantileSorted(sorted, percent / 100);
            expect(Math.abs(quantile - elo[model].q[k])).toBeLessThan(0.035 * elo[model].sd);
          });
        });
        const home = summary(draws.homeAdvantage);
        expect(Math.abs(home.mean - 1000 - alpha_elo.mean)).toBeLessThan(0.5);
        expect(Math.abs(home.sd / alpha_elo.sd - 1)).toBeLessThan(0.01);
        if (sampler === "hmc") {
          expect(made).toMatchObject({ draws: 60000, chains: 4, divergences: 0 });
          expect(made.r_hat).toBeLessThan(1.002);
          // A quarter of a circle forgets where it began: draws are worth nearly their number.
          expect(made.ess_bulk).toBeGreaterThan(45000);
          expect(made.ess_tail).toBeGreaterThan(40000);
          expect(made.acceptance).toBeGreaterThan(0.95);
        } else {
          expect(made.k_hat).toBeLessThan(0.3);
          expect(made.ess_bulk).toBeGreaterThan(35000);
        }
      });
    }
  }

  test("P(stronger than next) of the posterior, in the ranking", () => {
    const { stronger_than_next } = readReference("reference/rakuda_v1_gpt4.posterior.json");
    const { ranking } = rankModels(rakuda(), {
      compute: "mcmc",
      prior: "flat",
      samples: 10000,
      seed: 1,
    });
    stronger_than_next.forEach((row: { model: string; p: number }, line: number) => {
      expect(ranking[line].model_id).toBe(row.model);
      expect(ranking[line].stronger_than_next_confidence).toBeCloseTo(row.p, 1);
      expect(Math.abs((ranking[line].stronger_than_next_confidence ?? 0) - row.p)).toBeLessThan(
        0.012,
      );
    });
  });

  test("the normal prior of 400 Elo (STATISTICS.md 8)", () => {
    const { draws } = posterior(rakuda(), { samples: 20000 });
    const of = (model: string) =>
      summary(column(draws.strengths, draws.models.length, draws.models.indexOf(model)));
    const first = of("gpt-4:20230713");
    expect(Math.abs(first.mean - 1526.29)).toBeLessThan(0.6);
    expect(Math.abs(first.sd / 46.33 - 1)).toBeLessThan(0.015);
    const last = of("rinna/japanese-gpt-neox-3.6b");
    expect(Math.abs(last.mean - 668.13)).toBeLessThan(0.6);
    expect(Math.abs(last.sd / 35.06 - 1)).toBeLessThan(0.015);
  });

  for (const date of ["2023-07-14_gpt4", "2023-08-10", "2023-08-22"]) {
    test(`the medians that were published on ${date}, within 3 Elo`, () => {
      const folder = `data/rakuda_v1/published/${date}`;
      const published = readReference(`${folder}/published_ranking.json`).ranking;
      const comparisons = readJudgments(`${folder}/pairs`);
      const { ranking } = rankModels(comparisons, {
        compute: "mcmc",
        prior: "flat",
        // GPT-4's median of 2023-08-22 is 2.7 off, which 5,000 draws a chain know to 0.5 only.
        samples: 20000,
        seed: 1,
      });
      published.sort((a: { median: number }, b: { median: number }) => b.median - a.median);
      expect(ranking.map(({ model_id }) => model_id)).toEqual(
        published.map((row: { model_id: string }) => row.model_id),
      );
      published.forEach((row: { median: number }, line: number) => {
        expect(Math.abs((ranking[line].median as number) - row.median)).toBeLessThan(3);
        expect(ranking[line].rating).toBe(ranking[line].median);
      });
    });
  }
});

/** Chains of x' = rho x + noise with variance 1. */
function chains(rho: number, { count = 4, length = 2000, shift = 0 } = {}): Float64Array[] {
  const random = createRandom(3, `${rho}`);
  return Array.from({ length: count }, (_, c) => {
    let x = random.normal();
    return Float64Array.from({ length }, () => {
      x = rho * x + Math.sqrt(1 - rho * rho) * random.normal();
      return x + (c === 0 ? shift : 0);
    });
  });
}

test("diagnostics: effective sizes of autoregressive chains are n (1 - rho) / (1 + rho)", () => {
  for (const rho of [-0.4, 0, 0.5, 0.9]) {
    const { rHat, bulk } = diagnoseChains(chains(rho, { length: 5000 }));
    expect(bulk / ((20000 * (1 - rho)) / (1 + rho))).toBeGreaterThan(0.85);
    expect(bulk / ((20000 * (1 - rho)) / (1 + rho))).toBeLessThan(1.15);
    expect(rHat).toBeLessThan(1.01);
  }
});

test("diagnostics: a chain elsewhere, or of another width, shows", () => {
  expect(diagnoseChains(chains(0, { shift: 0.5 })).rHat).toBeGreaterThan(1.02);
  const wide = chains(0).map((chain, c) => (c === 0 ? chain.map((x) => 3 * x) : chain));
  expect(diagnoseChains(wide).rHat).toBeGreaterThan(1.05);
  const drifting = chains(0).map((chain) => chain.map((x, k) => x + k / 1000));
  expect(diagnoseChains(drifting).rHat).toBeGreaterThan(1.05);
});

test("R-hat is that of normal scores by rank, of draws or of their distances from the middle", () => {
  const random = createRandom(3, "chains");
  for (const length of [6, 9, 14]) {
    const made = Array.from({ length: 3 }, () => Float64Array.from({ length }, random.normal));
    // Equal draws share the mean of their scores.
    made[1][2] = made[0][1];
    const half = Math.floor(length / 2);
    const halves = made.flatMap((chain) => [chain.slice(0, half), chain.slice(-half)]);
    const all = halves.flatMap((chain) => [...chain]);
    const middle = all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)];
    const mean = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
    const spread = (values: number[]) => {
      const centre = mean(values);
      return values.reduce((sum, v) => sum + (v - centre) ** 2, 0) / (values.length - 1);
    };
    const rHat = (of: (value: number) => number): number => {
      const values = all.map(of);
      const score = (value: number): number => {
        const below = values.filter((v) => v < value).length;
        const ranks = values.filter((v) => v === value).map((_, k) => below + k + 1);
        return mean(ranks.map((r) => normalQuantile((r - 3 / 8) / (values.length + 1 / 4))));
      };
      const chains = halves.map((chain) => [...chain].map((value) => score(of(value))));
      const within = mean(chains.map(spread));
      return Math.sqrt((half - 1) / half + spread(chains.map(mean)) / within);
    };
    const wanted = Math.max(
      rHat((value) => value),
      rHat((value) => Math.abs(value - middle)),
    );
    expect(diagnoseChains(made).rHat).toBeCloseTo(wanted, 12);
  }
});

test("Pareto smoothing finds the shape of the weights' tail", () => {
  for (const shape of [0.2, 0.5, 0.9]) {
    const random = createRandom(11, `${shape}`);
    const logWeight = Float64Array.from(
      { length: 20000 },
      () => -shape * Math.log(1 - random.next()),
    );
    const { kHat, weight } = smoothWeights(logWeight);
    expect(Math.abs(kHat - shape)).toBeLessThan(0.12);
    expect(weight.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12);
  }
});

/** Three models and their games, a above b above c. */
const small = comparisonsFrom(
  Array.from({ length: 60 }, (_, k) => ({
    first: "abc"[k % 3],
    second: "abc"[(k + 1 + (k % 2)) % 3],
    outcome: ([1, 2, 1, 3, 2, 1, 1][k % 7] ?? 1) as 1 | 2 | 3,
  })),
);

test("too few draws are no ranking: the error says what to do", () => {
  expect(() => rankModels(small, { compute: "mcmc", samples: 5, seed: 1 })).toThrow(
    /not converged.*up to 40 a chain.*--nsamples/,
  );
});

test("chains that are too short are drawn anew, twice as long each time", () => {
  const { posterior } = rankModels(small, { compute: "mcmc", samples: 60, seed: 1 });
  // 240 draws cannot be worth 400.
  expect([480, 960, 1920]).toContain(posterior?.draws);
  expect(posterior?.r_hat).toBeLessThanOrEqual(1.01);
  expect(posterior?.ess_bulk).toBeGreaterThanOrEqual(400);
});

test("an undefeated model: no number under the flat prior, a lower bound under the normal one", () => {
  const rows = comparisonsFrom([
    ...Array.from({ length: 40 }, (_, k) => ({
      first: "ab"[k % 2],
      second: "ba"[k % 2],
      outcome: (k % 3 === 0 ? 1 : 2) as 1 | 2,
    })),
    ...Array.from({ length: 6 }, () => ({ first: "best", second: "a", outcome: 1 as const })),
  ]);
  const flat = rankModels(rows, { compute: "mcmc", prior: "flat", samples: 1000, seed: 1 });
  expect(flat.ranking[0]).toMatchObject({
    model_id: "best",
    status: "undefeated",
    rating: null,
    ci_lower: null,
    ci_upper: null,
  });
  expect(flat.ranking[1].rating).not.toBeNull();
  expect(warningsOf(flat).join()).toMatch(/never beaten/);
  const weak = rankModels(rows, { compute: "mcmc", samples: 1000, seed: 1 });
  expect(weak.ranking[0]).toMatchObject({ status: "undefeated", ci_upper: null });
  expect(weak.ranking[0].ci_lower).toBeLessThan(weak.ranking[0].rating as number);
});

test("a maximum outside the original's box is an error, not a number at its edge", () => {
  const rows = comparisonsFrom(
    Array.from({ length: 2000 }, (_, k) => ({
      first: k % 2 === 0 ? "a" : "b",
      second: k % 2 === 0 ? "b" : "a",
      outcome: (k < 2 ? 2 - (k % 2) : 1 + (k % 2)) as 1 | 2,
      weight: k < 2 ? 1 : 4,
    })),
  );
  expect(() => rankModels(rows, { compute: "mcmc", prior: "flat", seed: 1 })).toThrow(/sd=400/);
});

test("the same seed gives the same draws, tie models are sampled with their parameter", () => {
  const options = { compute: "mcmc", ties: "rao-kupper", seed: 5 } as const;
  const a = rankModels(small, options);
  expect(rankModels(small, options)).toMatchObject({ ranking: a.ranking });
  expect(rankModels(small, { ...options, seed: 6 }).ranking).not.toEqual(a.ranking);
  expect(a.posterior?.divergences).toBeLessThan(10);
});
