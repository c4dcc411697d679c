import { describe, expect, test } from "vitest";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import { type Comparisons, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { winRates } from "../../jrank/stats/data/win_rate.ts";
import { fitBradleyTerry } from "../../jrank/stats/fit/bradley_terry.ts";
import { ELO, largestGap, rakuda, readCounts, readJudgments, readReference } from "./reference.ts";

const published = ["2023-07-14_gpt4", "2023-07-31", "2023-08-10", "2023-08-22"].map(
  (date) => `data/rakuda_v1/published/${date}`,
);

const sets: [expected: string, read: () => Comparisons][] = [
  ...["citations", "springall", "flatlizards", "worked_example"].map(
    (name): [string, () => Comparisons] => [
      `data/classic_small/${name}.expected.json`,
      () => readCounts(`data/classic_small/${name}`),
    ],
  ),
  ...["food", "simple"].map((name): [string, () => Comparisons] => [
    `data/evalica_small/${name}.expected.json`,
    () => readCounts(`data/evalica_small/${name}`),
  ]),
  ...published.map((folder): [string, () => Comparisons] => [
    `${folder}/expected.json`,
    () => readJudgments(`${folder}/pairs`),
  ]),
  ["data/rakuda_v1/expected.json", rakuda],
  [
    "data/rakuda_v1/expected_2023-08-30.json",
    () => readJudgments("data/rakuda_v1/judgments_2023-08-30"),
  ],
];

describe("classic and published sets, each with its *expected.json", () => {
  for (const [path, read] of sets) {
    test(path, () => {
      const expected = readReference(path);
      const counts = collapse(read());
      for (const homeAdvantage of [true, false]) {
        const reference =
          expected[homeAdvantage ? "fit_with_first_position_advantage" : "fit_without"];
        const fit = fitBradleyTerry(counts, { homeAdvantage });
        const finite = fit.strengths.every(Number.isFinite);
        expect(finite).toBe(reference.finite_mle);
        if (!finite) continue;
        expect(largestGap(fit, reference.strengths)).toBeLessThan(1e-9);
        expect(fit.logLikelihood).toBeCloseTo(reference.log_likelihood, 9);
        expect(fit.homeAdvantage * ELO).toBeCloseTo(reference.alpha_elo, 9);
      }
      winRates(counts).forEach(({ rate }, i) => {
        expect(rate).toBeCloseTo(expected.win_rate[counts.models[i]], 14);
      });
    });
  }

  for (const folder of published.slice(0, 3)) {
    test(`${folder}: the maximum-likelihood numbers its authors printed, within 0.005 Elo`, () => {
      const { mle_elo } = readReference(`${folder}/published_mle.json`);
      const fit = fitBradleyTerry(collapse(readJudgments(`${folder}/pairs`)));
      fit.models.forEach((model, i) => {
        expect(Math.abs(1000 + ELO * fit.strengths[i] - mle_elo[model])).toBeLessThan(0.005);
      });
    });
  }

  for (const folder of [published[0], published[2], published[3]]) {
    test(`${folder}: the published win rates exactly`, () => {
      const { ranking } = readReference(`${folder}/published_ranking.json`);
      const counts = collapse(readJudgments(`${folder}/pairs`));
      const rates = winRates(counts);
      for (const { model_id, win_rate } of ranking) {
        expect(rates[counts.models.indexOf(model_id)].rate).toBeCloseTo(win_rate, 12);
      }
    });
  }

  test("choix's own test cases (github.com/lucasmaystre/choix, tests)", () => {
    for (const name of ["testcase-pairwise-1", "testcase-pairwise-2"]) {
      const { data, ml_est } = readReference(`data/classic_small/choix/${name}.json`);
      const fit = fitBradleyTerry(
        collapse(
          comparisonsFrom(
            data.map(([winner, loser]: [number, number]) => ({
              first: String(winner),
              second: String(loser),
              outcome: 1,
            })),
          ),
        ),
        { homeAdvantage: false },
      );
      fit.models.forEach((model, i) => {
        expect(fit.strengths[i]).toBeCloseTo(ml_est[Number(model)], 8);
      });
    }
  });
});
