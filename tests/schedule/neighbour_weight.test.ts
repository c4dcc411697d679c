import { describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { neighbourWeight, spreadOf } from "../../jrank/schedule/adaptive_fit.ts";

const ELO = 400 / Math.LN10;
const MODELS = 200;

const weightOf = (strengths: Float64Array, covariance: Float64Array): number =>
  neighbourWeight(spreadOf(strengths, covariance, MODELS));

/** Independent errors of so many Elo. */
function errors(elo: number): Float64Array {
  const covariance = new Float64Array(MODELS ** 2);
  for (let i = 0; i < MODELS; i++) covariance[i * (MODELS + 1)] = (elo / ELO) ** 2;
  return covariance;
}

/** Estimates of strengths with such a true standard deviation and such errors, in Elo. */
function estimates(spread: number, error: number): Float64Array {
  const random = createRandom(4, "strengths");
  return Float64Array.from(
    { length: MODELS },
    () => 3 + (spread * random.normal() + error * random.normal()) / ELO,
  );
}

describe("the weight of neighbours", () => {
  it("is whole where models are far apart, and nothing where only errors part them", () => {
    expect(weightOf(estimates(230, 40), errors(40))).toBe(1);
    expect(weightOf(estimates(0, 60), errors(60))).toBeLessThan(0.02);
    expect(weightOf(new Float64Array(MODELS), errors(60))).toBe(0);
  });

  it("falls with the fourth power of the spread below 150 Elo, the errors taken out", () => {
    const weight = weightOf(estimates(100, 50), errors(50));
    expect(weight).toBeGreaterThan((85 / 150) ** 4);
    expect(weight).toBeLessThan((115 / 150) ** 4);
  });

  it("takes out no error that all models share", () => {
    const shared = errors(50).map((value) => value + 4);
    const strengths = estimates(100, 50);
    expect(weightOf(strengths, shared)).toBeCloseTo(weightOf(strengths, errors(50)), 9);
  });
});
