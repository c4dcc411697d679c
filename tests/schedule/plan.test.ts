import { describe, expect, it } from "vitest";
import { createPlan } from "../../jrank/schedule/foresight/precision_plan.ts";
import { RAKUDA_STRENGTHS } from "../../jrank/stats/fit/synthetic_board.ts";
import { ELO } from "../stats/reference.ts";

/** As simulate.ts draws scenario S1: quality on a question 1.3 latent, 0.87 marginal. */
const input: Parameters<typeof createPlan>[0] = {
  strengths: Float64Array.from(RAKUDA_STRENGTHS, (elo) => elo / ELO),
  schedule: "adaptive",
  goal: { name: "ranking" },
  noise: { questions: 40, tieRate: 0.09, questionEffect: 0.87 },
  confidence: 0.95,
};
const plan = createPlan(input, 20_000);
const even = createPlan({ ...input, schedule: "fewest-matches" }, 20_000);

describe("a plan", () => {
  it("foresees what simulate.ts measures, within 5 %", () => {
    // Mean CR3 widths of 200 replicates (docs/scheduling.md, scenario S1).
    for (const [made, n, questions, width] of [
      [plan, 720, 40, 166.3],
      [plan, 1100, 80, 126.9],
      [even, 1000, 40, 166.2],
      [even, 2000, 40, 132],
    ] as const) {
      const foreseen = 2 * ELO * made.at(n, questions).mean;
      expect(Math.abs(foreseen / width - 1)).toBeLessThan(0.05);
    }
  });

  it("gets better with every judgment and every question, and never passes the floor", () => {
    let last = Number.POSITIVE_INFINITY;
    for (const n of [100, 300, 1000, 3000, 7000]) {
      const { mean, widest, neighboursRight, pairsRight, tau } = plan.at(n, 40);
      expect(mean).toBeLessThan(last);
      expect(widest).toBeGreaterThanOrEqual(mean);
      expect(mean).toBeGreaterThan(plan.floor(40));
      expect(plan.at(n, 80).mean).toBeLessThan(mean);
      expect(pairsRight).toBeGreaterThan(neighboursRight);
      expect(tau).toBeCloseTo(2 * pairsRight - 1, 12);
      last = mean;
    }
  });

  it("finds the judgments for a half-width, and says where there are none", () => {
    const n = plan.judgmentsFor(80 / ELO, 40);
    expect(plan.at(n, 40).widest * ELO).toBeLessThanOrEqual(80);
    expect(plan.at(n * 0.95, 40).widest * ELO).toBeGreaterThan(80);
    expect(plan.judgmentsFor(40 / ELO, 40)).toBe(Number.POSITIVE_INFINITY);
  });

  it("finds the questions for a half-width", () => {
    const { least, enough } = plan.questionsFor(40 / ELO);
    expect(plan.floor(least) * ELO).toBeLessThanOrEqual(40);
    expect(plan.floor(least - 2) * ELO).toBeGreaterThan(40);
    // Half the variance is twice the questions, but for the quantile of t.
    expect(Math.abs(enough / (2 * least) - 1)).toBeLessThan(0.05);
    // ../shared/STATISTICS.md, section 1.7: Q ~ (1.96 s / h)² with s of 150 Elo here.
    expect(Math.abs(least / ((1.96 * 150) / 40) ** 2 - 1)).toBeLessThan(0.1);
  });

  it("counts no questions as enough on which too few matches can be played", () => {
    const certain = createPlan({ ...input, noise: { ...input.noise, questionEffect: 0 } }, 20_000);
    const { enough } = certain.questionsFor(50 / ELO);
    const needed = certain.judgmentsFor(50 / ELO, enough);
    expect(needed).toBeLessThanOrEqual(certain.capacity(enough));
    expect(certain.judgmentsFor(50 / ELO, Math.floor(enough * 0.9))).toBe(Infinity);
  });

  it("says from when questions help more than judgments", () => {
    const from = plan.questionsHelpFrom(40);
    expect(plan.at(from, 80).mean).toBeLessThan(plan.at(2 * from, 40).mean);
    expect(plan.at(from / 2, 80).mean).toBeGreaterThan(plan.at(from, 40).mean);
    const certain = { ...input, noise: { ...input.noise, questionEffect: 0 } };
    expect(createPlan(certain, 5000).questionsHelpFrom(40)).toBe(Number.POSITIVE_INFINITY);
  });
});
