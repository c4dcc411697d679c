import { describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { clusteredPoints, hasQuestions } from "../../jrank/stats/data/clusters.ts";
import { collapse } from "../../jrank/stats/data/collapse.ts";
import { comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { fitBradleyTerry } from "../../jrank/stats/fit/bradley_terry.ts";
import { RAKUDA_STRENGTHS } from "../../jrank/stats/fit/synthetic_board.ts";
import { covarianceOf } from "../../jrank/stats/uncertainty/covariance.ts";
import { evenMatches, expectedPrecision } from "../../jrank/stats/uncertainty/precision.ts";
import {
  evenShare,
  observedShare,
  questionEffect,
} from "../../jrank/stats/uncertainty/question_effect.ts";
import { ELO, rakuda } from "./reference.ts";

const strengths = Float64Array.from(RAKUDA_STRENGTHS, (elo) => elo / ELO);
const mean = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / values.length;

describe("the expected precision", () => {
  it("is 1.96 sd of a share for two models, in closed form", () => {
    // Two equal models, n games: Var(b1 - b2) = 4 / n, so each centred strength has 1 / n.
    const { halfWidths, neighboursRight } = expectedPrecision(
      new Float64Array(2),
      evenMatches(2, 400),
      { questions: 1, tieRate: 0, questionEffect: 0, share: 1 },
    );
    expect(halfWidths[0]).toBeCloseTo(1.959964 / Math.sqrt(400), 6);
    expect(neighboursRight).toBeCloseTo(0.5, 12);
  });

  it("meets what simulate.ts measures for the original's rule", () => {
    // docs/scheduling.md: 1,000 judgments of fewest-matches, 14 models, 40 questions.
    const width = (effect: number): number =>
      2 *
      ELO *
      mean(
        expectedPrecision(strengths, evenMatches(14, 1000), {
          questions: 40,
          tieRate: 0.09,
          questionEffect: effect,
          share: 1,
        }).halfWidths,
      );
    // S0 137, S1 166 (quality on a question 1.3 latent = 0.87 marginal).
    expect(Math.abs(width(0) / 137.2 - 1)).toBeLessThan(0.03);
    expect(Math.abs(width(0.87) / 166.2 - 1)).toBeLessThan(0.03);
  });

  it("keeps the floor of the questions however many judgments there are", () => {
    const noise = { questions: 40, tieRate: 0.09, questionEffect: 0.75, share: 1 };
    const { halfWidths } = expectedPrecision(strengths, evenMatches(14, 1e9), noise);
    // ../shared/STATISTICS.md, section 0: 18 to 23 Elo of standard deviation with 40 questions.
    const sd = (ELO * halfWidths[0]) / 2.02269;
    expect(sd).toBeGreaterThan(18);
    expect(sd).toBeLessThan(23);
  });

  it("orders models apart with near certainty, equal ones by a coin", () => {
    const noise = { questions: 40, tieRate: 0, questionEffect: 0, share: 1 };
    const apart = expectedPrecision(Float64Array.of(5, 0), evenMatches(2, 5000), noise);
    expect(apart.neighboursRight).toBeGreaterThan(0.999);
    expect(apart.tau).toBeCloseTo(2 * apart.pairsRight - 1, 12);
  });
});

describe("the share of questions", () => {
  /** n matches of random pairs, on questions by a rule. */
  function shares(n: number, questionOf: (k: number) => number) {
    const random = createRandom(1, "pairs");
    const rows = Array.from({ length: n }, (_, k) => {
      const first = random.below(6);
      const second = (first + 1 + random.below(5)) % 6;
      const outcome: 1 | 2 = random.next() < 0.5 ? 1 : 2;
      return { first: `${first}`, second: `${second}`, outcome, cluster: questionOf(k) };
    });
    const comparisons = comparisonsFrom(rows);
    const fit = fitBradleyTerry(collapse(comparisons));
    const clustered = clusteredPoints(comparisons, fit.parameters.games);
    if (!hasQuestions(clustered)) throw new Error("no questions");
    return observedShare(fit, clustered);
  }

  it("is 1 for random questions, and less where they are spread", () => {
    const random = createRandom(2, "questions");
    expect(shares(5000, () => random.below(50))).toBeCloseTo(1, 1);
    expect(shares(600, (k) => k % 50)).toBeLessThan(shares(600, () => random.below(50)));
  });

  it("of an even spread is 0 up to one match a question, then rises", () => {
    const share = (n: number): number => evenShare(evenMatches(14, n), 14, 40);
    expect(share(280)).toBeCloseTo(0, 12);
    expect(share(560)).toBeGreaterThan(0.3);
    expect(share(5000)).toBeGreaterThan(share(1000));
    expect(share(5000)).toBeLessThan(1);
  });
});

describe("the question effect of Rakuda v1", () => {
  it("is what the question-aware posterior finds", () => {
    const comparisons = rakuda();
    const counts = collapse(comparisons);
    const fit = fitBradleyTerry(counts);
    const clustered = clusteredPoints(comparisons, fit.parameters.games);
    if (!hasQuestions(clustered)) throw new Error("no questions");
    const effect = questionEffect(covarianceOf(fit, "cr3", clustered), covarianceOf(fit, "hc0"), {
      models: 12,
      questions: 40,
      share: observedShare(fit, clustered),
    });
    // ../shared/STATISTICS.md, section 8: 0.802 with a standard deviation of 0.135.
    expect(Math.abs((effect as number) - 0.802)).toBeLessThan(0.135);
  });
});
