import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fitBradleyTerry } from "../../jrank/stats/bradley_terry.ts";
import { collapse } from "../../jrank/stats/collapse.ts";
import { comparisonsFrom } from "../../jrank/stats/comparisons.ts";
import { describeShared, sharedPath } from "../support/shared.ts";

describeShared("the 1,174 judgments of Rakuda v1 (reference/rakuda_v1_gpt4.bt.json)", () => {
  for (const variant of ["home", "nohome"] as const) {
    test(`maximum likelihood, ${variant}`, () => {
      const reference = JSON.parse(
        readFileSync(sharedPath("reference/rakuda_v1_gpt4.bt.json"), "utf8"),
      )[variant];
      const rows = readFileSync(sharedPath("data/rakuda_v1/judgments.jsonl"), "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line))
        .map((row) => ({ first: row.model1_id, second: row.model2_id, outcome: row.winner }));
      const fit = fitBradleyTerry(collapse(comparisonsFrom(rows)), {
        homeAdvantage: variant === "home",
      });
      const elo = 400 / Math.LN10;
      fit.models.forEach((model, i) => {
        expect(Math.abs(fit.strengths[i] - reference.b[model]) * elo).toBeLessThan(1e-9);
      });
      expect(Math.abs(fit.homeAdvantage - reference.alpha) * elo).toBeLessThan(1e-9);
      expect(fit.logLikelihood).toBeCloseTo(reference.loglik, 9);
    });
  }
});
