import { describe, expect, test } from "vitest";
import type { Style } from "../../jrank/prompt/health/style_features.ts";
import { clusteredPoints } from "../../jrank/stats/data/clusters.ts";
import {
  STYLE_FEATURES,
  type StyleFeature,
  styleCovariate,
} from "../../jrank/stats/data/style_control.ts";
import { fitWithCovariates } from "../../jrank/stats/fit/bradley_terry.ts";
import { covarianceOf } from "../../jrank/stats/uncertainty/covariance.ts";
import { rakudaAnswers } from "../support/facts.ts";
import { ELO, rakuda } from "./reference.ts";

/** STATISTICS.md 7.3: ratings of Rakuda v1 if answers were equally long. */
const EQUALLY_LONG = {
  "gpt-4:20230713": 1462.8,
  "gpt-3.5-turbo-0301:20230614": 1341.9,
  "stabilityai/StableBeluga2": 1144.2,
  "rwkv-world-jp-v1": 1059.0,
  "rwkv-world-jpn-55": 1013.7,
  "super-torin-sama-alpha2": 991.6,
  "stabilityai/japanese-stablelm-instruct-alpha-7b": 970.4,
  "rinna/japanese-gpt-neox-3.6b-instruction-ppo": 870.6,
  "rinna/japanese-gpt-neox-3.6b-instruction-sft-v2": 834.4,
  "izumi-lab/stormy-7b-10ep": 832.8,
  "cyberagent/open-calm-7b": 749.8,
  "rinna/japanese-gpt-neox-3.6b": 728.8,
};

describe("Rakuda v1 (STATISTICS.md 7.3)", () => {
  const styles = rakudaAnswers();
  const comparisons = rakuda();
  const of = (shown: Uint16Array) =>
    Array.from(shown, (i, k) => {
      const question = comparisons.clusters[(comparisons.cluster as Uint32Array)[k]];
      return styles.get(`${comparisons.models[i]} ${question}`) as unknown as Style;
    });
  const covariate = (feature: StyleFeature) =>
    styleCovariate(feature, of(comparisons.first), of(comparisons.second));

  test("length: scale, effect, standard errors, likelihood, ratings", () => {
    const length = covariate("length");
    expect(length.deviation).toBeCloseTo(0.504058, 5);
    const fit = fitWithCovariates(comparisons, [length]);
    expect(fit.effects[0]).toBeCloseTo(0.596287, 5);
    expect(fit.logLikelihood).toBeCloseTo(-468.9179, 4);
    expect(fit.homeAdvantage).toBeCloseTo(-0.13689, 5);
    const error = (method: "fisher" | "cr1") => {
      const { size, values } = covarianceOf(
        fit,
        method,
        clusteredPoints(comparisons, fit.parameters.games),
      );
      return Math.sqrt(values[size * size - 1]);
    };
    expect(error("fisher")).toBeCloseTo(0.11439, 5);
    expect(error("cr1")).toBeCloseTo(0.15862, 5);
    for (const [model, rating] of Object.entries(EQUALLY_LONG)) {
      const strength = fit.strengths[comparisons.models.indexOf(model)];
      expect(Math.abs(1000 + ELO * strength - rating)).toBeLessThan(0.06);
    }
  });

  test("the density of lists adds nothing", () => {
    const { effects } = fitWithCovariates(comparisons, [covariate("length"), covariate("lists")]);
    expect(effects[1]).toBeCloseTo(0.007, 3);
  });
});

test("law: swapping the answers changes the sign of every feature", () => {
  const a = { length: 120, headers: 2, lists: 7, bold: 1 };
  const b = { length: 60, headers: 0, lists: 1, bold: 4 };
  for (const feature of Object.values(STYLE_FEATURES)) {
    expect(feature(a, b)).toBeCloseTo(-feature(b, a), 15);
  }
});

test("features that never differ have deviation 0, empty answers are equal", () => {
  const none = { length: 0, headers: 0, lists: 0, bold: 0 };
  expect(styleCovariate("length", [none, none], [none, none])).toMatchObject({ deviation: 0 });
});
