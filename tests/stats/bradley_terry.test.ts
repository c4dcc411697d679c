import { describe, expect, test } from "vitest";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import { comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { fitBradleyTerry } from "../../jrank/stats/fit/bradley_terry.ts";
import { parsePrior, priorName, WEAK } from "../../jrank/stats/fit/prior.ts";
import { RAKUDA, rakudaCounts, WORKED_EXAMPLE } from "./known_numbers.ts";
import { ELO, largestGap, rakuda, readReference, synthetic } from "./reference.ts";

const sets = [
  ["rakuda_v1_gpt4", rakuda],
  ["synth_rakuda", synthetic],
] as const;

describe("reference/*.bt.json (extended precision Newton, R's BradleyTerry2)", () => {
  for (const [name, read] of sets) {
    for (const variant of ["home", "nohome"] as const) {
      test(`${name}, ${variant}: strengths, home advantage, log-likelihood to 1e-9 Elo`, () => {
        const reference = readReference(`reference/${name}.bt.json`)[variant];
        const fit = fitBradleyTerry(collapse(read()), { homeAdvantage: variant === "home" });
        expect(largestGap(fit, reference.b)).toBeLessThan(1e-9);
        expect(Math.abs(fit.homeAdvantage - reference.alpha) * ELO).toBeLessThan(1e-9);
        expect(Math.abs(fit.logLikelihood - reference.loglik) * ELO).toBeLessThan(1e-9);
      });
    }
  }

  for (const [name, read] of sets) {
    test(`${name}: ridge (reference/*.ridge.json) to 1e-6 Elo`, () => {
      const { fits } = readReference(`reference/${name}.ridge.json`);
      const counts = collapse(read());
      expect(fits.length).toBeGreaterThan(0);
      for (const reference of fits) {
        const fit = fitBradleyTerry(counts, {
          homeAdvantage: reference.home,
          prior: { strength: reference.lambda, homeAdvantage: 0 },
        });
        expect(largestGap(fit, reference.b)).toBeLessThan(1e-6);
        expect(Math.abs(fit.homeAdvantage - reference.alpha) * ELO).toBeLessThan(1e-6);
      }
    });
  }
});

test("the 1,174 judgments of Rakuda v1, from their counts (STATISTICS.md 2.3)", () => {
  const fit = fitBradleyTerry(rakudaCounts());
  expect(fit.homeAdvantage).toBeCloseTo(-0.134296, 6);
  expect(fit.logLikelihood).toBeCloseTo(-482.961353, 6);
  RAKUDA.models.forEach((model, i) => {
    const strength = fit.strengths[fit.models.indexOf(model)];
    expect(strength).toBeCloseTo(RAKUDA.logit[i], 6);
    expect(1000 + ELO * strength).toBeCloseTo(RAKUDA.elo[i], 3);
  });
  expect(fitBradleyTerry(rakudaCounts(), { homeAdvantage: false }).logLikelihood).toBeCloseTo(
    -484.348687,
    6,
  );
});

test("the posterior mode under sd 2.3 logits (STATISTICS.md 2.3)", () => {
  const fit = fitBradleyTerry(rakudaCounts(), { prior: { strength: 1 / 5.29, homeAdvantage: 1 } });
  expect(fit.homeAdvantage).toBeCloseTo(-0.131391, 6);
  RAKUDA.models.forEach((model, i) => {
    const strength = fit.strengths[fit.models.indexOf(model)];
    expect(1000 + ELO * strength).toBeCloseTo(RAKUDA.mapElo[i], 3);
  });
});

test("the weak prior has a standard deviation of 400 Elo, ln 10 logits, and 1 logit for the place", () => {
  expect(WEAK.strength).toBeCloseTo(1 / Math.LN10 ** 2, 12);
  expect(WEAK.homeAdvantage).toBe(1);
  expect(parsePrior(priorName(WEAK))).toEqual(WEAK);
});

test("the worked example of the encyclopedia (also in arena-rank's tests)", () => {
  const fit = fitBradleyTerry(collapse(comparisonsFrom(WORKED_EXAMPLE.rows)), {
    homeAdvantage: false,
  });
  fit.models.forEach((model, i) => {
    expect(Math.abs(Math.exp(fit.strengths[i]) - WORKED_EXAMPLE.strength[model])).toBeLessThan(
      6e-4,
    );
  });
});

test("strengths 20 logits apart are found exactly", () => {
  // Two models: the odds of the points are the answer.
  const fit = fitBradleyTerry(
    collapse(
      comparisonsFrom([
        { first: "a", second: "b", outcome: 1, weight: 5e8 },
        { first: "b", second: "a", outcome: 2, weight: 5e8 },
        { first: "a", second: "b", outcome: 2, weight: 1 },
        { first: "b", second: "a", outcome: 1, weight: 1 },
      ]),
    ),
  );
  expect(fit.strengths[0] - fit.strengths[1]).toBeCloseTo(Math.log(5e8), 9);
  expect(fit.homeAdvantage).toBeCloseTo(0, 9);
});

test("weights over eight orders of magnitude: the light games still decide what only they tell", () => {
  // c met only b, in light games: the odds of their points are the answer, whatever a and b weigh.
  const pair = (first: string, second: string, won: number, lost: number) => [
    { first, second, outcome: 1 as const, weight: won },
    { first, second, outcome: 2 as const, weight: lost },
    { first: second, second: first, outcome: 2 as const, weight: won },
    { first: second, second: first, outcome: 1 as const, weight: lost },
  ];
  const fit = fitBradleyTerry(
    collapse(comparisonsFrom([...pair("a", "b", 3e4, 1e4), ...pair("b", "c", 2e-4, 1e-4)])),
  );
  expect(fit.strengths[0] - fit.strengths[1]).toBeCloseTo(Math.log(3), 9);
  expect(fit.strengths[1] - fit.strengths[2]).toBeCloseTo(Math.log(2), 6);
});

test("weights too far apart to compute with are refused, the least and the most of them named", () => {
  const pairs = ["ab", "ba", "bc", "cb", "cd", "dc"];
  const rows = pairs.map(([first = "", second = ""], k) => ({
    first,
    second,
    outcome: 1 as const,
    weight: [1e9, 1e9, 1e-8, 1e-8, 1e9, 1e-8][k],
  }));
  expect(() => fitBradleyTerry(collapse(comparisonsFrom(rows)), { homeAdvantage: false })).toThrow(
    "weights of the judgments differ too widely to compute with (from 1e-8 to 1000000000 points)",
  );
});
