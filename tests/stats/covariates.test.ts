import { describe, expect, test } from "vitest";
import { type ClusteredPoints, clusteredPoints } from "../../jrank/stats/data/clusters.ts";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import { type Comparisons, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { fitBradleyTerry, fitWithCovariates } from "../../jrank/stats/fit/bradley_terry.ts";
import { covarianceOf } from "../../jrank/stats/uncertainty/covariance.ts";
import { rakudaAnswers } from "../support/facts.ts";
import { RAKUDA } from "./known_numbers.ts";
import { ELO, rakuda } from "./reference.ts";

describe("the 1,174 judgments of Rakuda v1", () => {
  const comparisons = rakuda();

  test("without covariates: the same fit and the same covariances as on counts", () => {
    for (const homeAdvantage of [true, false]) {
      const fit = fitWithCovariates(comparisons, [], { homeAdvantage });
      const counts = collapse(comparisons);
      const plain = fitBradleyTerry(counts, { homeAdvantage });
      const clustered = clusteredPoints(comparisons, plain.parameters.games) as ClusteredPoints;
      expect(fit.logLikelihood).toBeCloseTo(plain.logLikelihood, 9);
      expect(fit.homeAdvantage).toBeCloseTo(plain.homeAdvantage, 12);
      for (const [method, wanted] of [
        ["fisher", covarianceOf(plain, "fisher")],
        ["hc0", covarianceOf(plain, "hc0")],
        ["cr1", covarianceOf(plain, "cr1", clustered)],
        ["cr3", covarianceOf(plain, "cr3", clustered)],
      ] as const) {
        covarianceOf(
          fit,
          method,
          clusteredPoints(comparisons, fit.parameters.games),
        ).values.forEach((value, k) => {
          expect(value).toBeCloseTo(wanted.values[k], 11);
        });
      }
    }
  });

  test("length of the answers (STATISTICS.md 7.3)", () => {
    const { values, sd } = lengthDifference(comparisons);
    expect(sd).toBeCloseTo(0.504058, 5);
    const fit = fitWithCovariates(comparisons, [{ name: "length", values }]);
    expect(fit.effects[0]).toBeCloseTo(0.596287, 6);
    expect(fit.logLikelihood).toBeCloseTo(-468.9179, 4);
    expect(fit.homeAdvantage).toBeCloseTo(-0.13689, 5);
    const last = fit.parameters.x.length - 1;
    const error = (method: "fisher" | "cr1") => {
      const { values: v, size } = covarianceOf(
        fit,
        method,
        clusteredPoints(comparisons, fit.parameters.games),
      );
      return Math.sqrt(v[last * size + last]);
    };
    expect(error("fisher")).toBeCloseTo(0.11439, 5);
    expect(error("cr1")).toBeCloseTo(0.15862, 5);
    const elo = Object.fromEntries(
      fit.models.map((name, i) => [name, 1000 + ELO * fit.strengths[i]]),
    );
    const wanted = [
      1462.8, 1341.9, 1144.2, 1059.0, 1013.7, 991.6, 970.4, 870.6, 832.8, 834.4, 749.8, 728.8,
    ];
    RAKUDA.models.forEach((model, i) => {
      expect(elo[model]).toBeCloseTo(wanted[i], 1);
    });
  });
});

/** (len1 - len2) / (len1 + len2) in characters, divided by its standard deviation. */
function lengthDifference({ models, clusters, first, second, cluster }: Comparisons) {
  const answers = rakudaAnswers();
  const length = (model: number, k: number) =>
    answers.get(`${models[model]} ${clusters[(cluster as Uint32Array)[k]]}`)?.characters as number;
  const raw = Array.from(first, (i, k) => {
    const a = length(i, k);
    const b = length(second[k], k);
    return (a - b) / (a + b);
  });
  const mean = raw.reduce((sum, f) => sum + f, 0) / raw.length;
  const sd = Math.sqrt(raw.reduce((sum, f) => sum + (f - mean) ** 2, 0) / raw.length);
  return { values: raw.map((f) => f / sd), sd };
}

test("a column for each judge is a home advantage for each", () => {
  const rows = Array.from({ length: 200 }, (_, k) => ({
    first: "abc"[k % 3],
    second: "abc"[(k + 1 + (k % 2)) % 3],
    outcome: (1 + ((k * k) % 5 > 2 ? 1 : 0)) as 1 | 2,
  }));
  const comparisons = comparisonsFrom(rows);
  const judges = [0, 1].map((judge) => ({
    name: `judge ${judge}`,
    values: rows.map((_, k) => ((k >> 3) % 2 === judge ? 1 : 0)),
  }));
  const each = fitWithCovariates(comparisons, judges, { homeAdvantage: false });
  const common = fitWithCovariates(comparisons, [judges[1]]);
  expect(common.homeAdvantage).toBeCloseTo(each.effects[0], 9);
  expect(common.homeAdvantage + common.effects[0]).toBeCloseTo(each.effects[1], 9);
});

test("a covariate that tells every outcome leaves nothing determined", () => {
  const rows = Array.from({ length: 60 }, (_, k) => ({
    first: "abc"[k % 3],
    second: "abc"[(k + 1 + (k % 2)) % 3],
    outcome: (1 + (k % 7 > 3 ? 1 : 0)) as 1 | 2,
  }));
  const values = rows.map((row) => (row.outcome === 1 ? 1 : -1));
  const fit = fitWithCovariates(comparisonsFrom(rows), [{ name: "the outcome", values }]);
  expect([...fit.effects, ...fit.strengths].every(Number.isNaN)).toBe(true);
});
