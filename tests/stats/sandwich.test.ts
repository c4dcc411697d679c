import { Matrix, pseudoInverse } from "ml-matrix";
import { describe, expect, test } from "vitest";
import { type ClusteredPoints, clusteredPoints } from "../../jrank/stats/data/clusters.ts";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import { type Comparisons, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { fitBradleyTerry } from "../../jrank/stats/fit/bradley_terry.ts";
import { type Covariance, covarianceOf } from "../../jrank/stats/uncertainty/covariance.ts";
import { jackknife, questionInfluence } from "../../jrank/stats/uncertainty/jackknife.ts";
import { RAKUDA, rakudaCounts } from "./known_numbers.ts";
import { ELO, rakuda, readReference, synthetic } from "./reference.ts";

const errors = ({ values, size }: Covariance): number[] =>
  Array.from({ length: size }, (_, i) => ELO * Math.sqrt(values[i * size + i]));

const fitted = (comparisons: Comparisons, homeAdvantage = true) => {
  const counts = collapse(comparisons);
  const fit = fitBradleyTerry(counts, { homeAdvantage });
  const clustered = clusteredPoints(comparisons, fit.parameters.games) as ClusteredPoints;
  return { counts, fit, clustered };
};

/** CR0: without the factor Q / (Q - 1). */
const withoutCorrection = ({ size, values }: Covariance, questions: number): Covariance => ({
  size,
  values: values.map((v) => (v * (questions - 1)) / questions),
});

describe("reference/*.bt.json", () => {
  for (const [name, read] of [
    ["rakuda_v1_gpt4", rakuda],
    ["synth_rakuda", synthetic],
  ] as const) {
    for (const variant of ["home", "nohome"] as const) {
      test(`${name}, ${variant}: covariances to 1e-6 relative`, () => {
        const home = variant === "home";
        const reference = readReference(`reference/${name}.bt.json`);
        const { fit, clustered } = fitted(read(), home);
        for (const [covariance, key, entries] of [
          [covarianceOf(fit, "fisher"), "se_hessian", "cov_hessian_alpha_then_models"],
          [covarianceOf(fit, "hc0"), "se_sandwich_judgment", "cov_sandwich_judgment"],
          [
            withoutCorrection(covarianceOf(fit, "cr1", clustered), clustered.clusters.length),
            "se_sandwich_question",
            "cov_sandwich_question",
          ],
        ] as const) {
          const found = errors(covariance);
          const wanted = reference[variant][key];
          const order: string[] = Object.keys(reference[variant].b);
          fit.models.forEach((model, i) => {
            expect(found[i] / ELO / wanted.b[model]).toBeCloseTo(1, 6);
            fit.models.forEach((other, j) => {
              const element =
                reference[variant][entries][1 + order.indexOf(model)][1 + order.indexOf(other)];
              expect(covariance.values[i * covariance.size + j]).toBeCloseTo(element, 9);
            });
          });
          if (home) expect(found[fit.models.length] / ELO / wanted.alpha).toBeCloseTo(1, 6);
        }
      });
    }
  }

  test("CR1 and CR3 on Rakuda v1, and CR3 of the posterior mode (STATISTICS.md 2.3)", () => {
    const { counts, fit, clustered } = fitted(rakuda());
    const map = fitBradleyTerry(counts, { prior: { strength: 1 / 5.29, homeAdvantage: 1 } });
    const check = (covariance: Covariance, wanted: number[]) => {
      const found = errors(covariance);
      RAKUDA.models.forEach((model, i) => {
        expect(found[fit.models.indexOf(model)]).toBeCloseTo(wanted[i], 3);
      });
      return found[fit.models.length];
    };
    expect(check(covarianceOf(fit, "cr1", clustered), RAKUDA.cr1)).toBeCloseTo(12.477, 3);
    expect(check(covarianceOf(fit, "cr3", clustered), RAKUDA.cr3)).toBeCloseTo(12.645, 3);
    check(covarianceOf(map, "cr3", clustered), RAKUDA.mapCr3);
  });
});

test("Fisher and HC0 from counts (STATISTICS.md 2.3)", () => {
  const counts = rakudaCounts();
  const fit = fitBradleyTerry(counts);
  for (const [covariance, wanted, home] of [
    [covarianceOf(fit, "fisher"), RAKUDA.fisher, 14.041],
    [covarianceOf(fit, "hc0"), RAKUDA.hc0, 12.655],
  ] as const) {
    const found = errors(covariance);
    RAKUDA.models.forEach((model, i) => {
      expect(found[fit.models.indexOf(model)]).toBeCloseTo(wanted[i], 3);
    });
    expect(found[fit.models.length]).toBeCloseTo(home, 3);
  }
});

/** Models, ten if not said, every game decided by a fixed pattern. */
function smallBoard(questions: number, gamesEach: number, models = 10): Comparisons {
  return comparisonsFrom(
    Array.from({ length: questions * gamesEach }, (_, k) => ({
      first: `m${(k * 7) % models}`,
      second: `m${(k * 7 + 1 + ((k * 3) % (models - 1))) % models}`,
      outcome: (1 + ((k * k + (k >> 2)) % 3)) as 1 | 2 | 3,
      cluster: k % questions,
    })),
  );
}

for (const [questions, games, way, models] of [
  [400, 4, "few games", 10],
  [5, 32, "many games", 10],
  [60, 21, "some of many models", 32],
] as const) {
  test(`a question's influence is -(H - H_q)+ g_q (${way})`, () => {
    const { fit, clustered } = fitted(smallBoard(questions, games, models));
    const { x, games: pairs } = fit.parameters;
    const size = x.length;
    const m = size - 1;
    const influence = questionInfluence(fit.parameters, clustered);
    // Of many questions, some: each costs a sum over all.
    for (let q = 0; q < questions; q += Math.ceil((questions * models) / 200)) {
      const left = Matrix.zeros(size, size);
      const score = Matrix.zeros(size, 1);
      for (let r = 0; r < questions; r++) {
        for (let e = clustered.start[r]; e < clustered.start[r + 1]; e++) {
          const row = Matrix.zeros(1, size);
          const i = pairs.first[clustered.pair[e]];
          const j = pairs.second[clustered.pair[e]];
          row.set(0, i, 1);
          row.set(0, j, -1);
          row.set(0, m, 1);
          const p = 1 / (1 + Math.exp(-(x[m] + x[i] - x[j])));
          const n = clustered.won[e] + clustered.lost[e];
          if (r !== q)
            left.add(
              row
                .transpose()
                .mmul(row)
                .mul(n * p * (1 - p)),
            );
          else score.add(row.transpose().mul(clustered.won[e] - n * p));
        }
      }
      const wanted = pseudoInverse(left).mmul(score).mul(-1).to1DArray();
      wanted.forEach((value, i) => {
        expect(influence[q * size + i]).toBeCloseTo(value, 10);
      });
    }
    // What a jackknife adds up is made of these.
    const { outer, spread } = jackknife(fit.parameters, clustered);
    const rows = Array.from({ length: questions }, (_, q) =>
      influence.subarray(q * size, (q + 1) * size),
    );
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const sum = rows.reduce((all, d) => all + d[i] * d[j], 0);
        expect(outer[i * size + j]).toBeCloseTo(sum, 10);
      }
    }
    rows.forEach((d, q) => {
      const square = d.subarray(0, m).reduce((all, v) => all + v * v, 0);
      expect(spread[q]).toBeCloseTo(Math.sqrt(square / m), 10);
    });
  });
}

test("a model that one question alone connects has no jackknife error; the others do", () => {
  const rows = [];
  for (let k = 0; k < 40; k++) {
    rows.push({ first: "a", second: "b", outcome: (1 + (k % 2)) as 1 | 2, cluster: k % 8 });
    rows.push({ first: "b", second: "c", outcome: (1 + (k % 3)) as 1 | 2 | 3, cluster: k % 8 });
    rows.push({ first: "c", second: "a", outcome: (1 + ((k >> 1) % 2)) as 1 | 2, cluster: k % 8 });
  }
  rows.push({ first: "new", second: "a", outcome: 1 as const, cluster: 0 });
  rows.push({ first: "a", second: "new", outcome: 1 as const, cluster: 0 });
  const { fit, clustered } = fitted(comparisonsFrom(rows));
  const found = errors(covarianceOf(fit, "cr3", clustered));
  expect(found.map(Number.isFinite)).toEqual([true, true, true, false, true]);
});
