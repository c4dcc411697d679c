/** The board whose truth is known says that truth. */
import { describe, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import { createSyntheticBoard, SCENARIOS } from "../../jrank/stats/fit/synthetic_board.ts";

const STRENGTHS = [1.2, 0.3, -0.4, -1.1];
const NO_EFFECTS = { answer: 0, pair: 0, place: 0, tie: 0 };

const boardOf = (effects: typeof NO_EFFECTS, { questions = 3, homeAdvantage = 0 } = {}) =>
  createSyntheticBoard({
    strengths: STRENGTHS,
    questions,
    effects,
    homeAdvantage,
    random: createRandom(4, "board"),
  });

describe("a synthetic board", () => {
  it("without effects of questions is Bradley-Terry with the strengths it was given", () => {
    const board = boardOf(NO_EFFECTS, { homeAdvantage: 0.4 });
    for (const found of [board.ofThePopulation, board.ofTheseQuestions]) {
      expect(found).toHaveLength(4);
      found.forEach((strength, i) => {
        expect(strength).toBeCloseTo(STRENGTHS[i], 8);
      });
    }
  });

  it.each([
    { answer: 1.3, pair: 0.5, place: 0.2, tie: 0.48 },
    { answer: 0, pair: 1.5, place: 0, tie: 0 },
    { answer: 0, pair: 0, place: 1.5, tie: 0 },
  ])("with effects says of many questions what it says of their population: %j", (effects) => {
    // Of normal effects that flatten the curve by sqrt(1 + 0.346 variance): 0.3 % of the curve.
    const board = boardOf(effects, { questions: 10_000 });
    board.ofThePopulation.forEach((strength, i) => {
      expect(strength / STRENGTHS[i]).toBeGreaterThan(0.9);
      expect(strength / STRENGTHS[i]).toBeLessThan(1.05);
      expect(Math.abs(board.ofTheseQuestions[i] - strength)).toBeLessThan(0.03);
    });
  });

  it("says the same of models in another order", () => {
    const of = (strengths: number[]) =>
      createSyntheticBoard({
        strengths,
        questions: 1,
        effects: SCENARIOS.S1,
        random: createRandom(4, "board"),
      }).ofThePopulation;
    const there = of(STRENGTHS);
    const back = of([...STRENGTHS].reverse()).reverse();
    there.forEach((strength, i) => {
      expect(back[i]).toBeCloseTo(strength, 9);
    });
  });

  it.each([
    ["S0", 0.1],
    ["S1", 0.1],
    ["S2", 0.03],
  ] as const)("%s ties %d of the verdicts, about, and prefers the stronger", (name, ties) => {
    const board = boardOf(SCENARIOS[name], { questions: 200 });
    const random = createRandom(9, "verdicts");
    const counts = [0, 0, 0, 0];
    const n = 20_000;
    for (let k = 0; k < n; k++) {
      const a = random.below(4);
      const b = (a + 1 + random.below(3)) % 4;
      const verdict = board.judge(a, b, random.below(200), random);
      const stronger = a < b ? 1 : 2;
      counts[verdict === 3 ? 3 : verdict === stronger ? 1 : 2]++;
    }
    expect(Math.abs(counts[3] / n - ties)).toBeLessThan(0.02);
    expect(counts[1]).toBeGreaterThan(1.5 * counts[2]);
  });
});
