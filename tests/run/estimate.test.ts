import { expect, it } from "vitest";
import { type CostEstimate, describeTotal } from "../../jrank/run/judging/matches/estimate.ts";

const of = (judge: string, calls: number, costUsd: CostEstimate["costUsd"]): CostEstimate => ({
  judge,
  calls,
  costUsd,
  stored: 0,
  inBatches: 0,
  isHalf: false,
  isMost: false,
  inputTokens: 1000,
  outputTokens: [20, 800],
  prompts: { byName: new Map(), neutral: 0, kept: 0, questions: 0 },
});

it("adds up what several judges cost, and names those whose price is unknown", () => {
  const [a, b] = [of("a", 100, [1, 4]), of("b", 50, [0.5, 2.25])];
  expect(String(describeTotal([a, b]))).toBe("all judges: 150 to make, $1.50 to $6.25");
  expect(String(describeTotal([a, b, of("c", 10, undefined)]))).toBe(
    "all judges: 160 to make, $1.50 to $6.25 and the unknown price of c",
  );
  expect(String(describeTotal([of("c", 1, undefined), of("d", 1, undefined)]))).toBe(
    "all judges: 2 to make, the unknown price of c, d",
  );
});

it("is silent where one judge costs something, or none", () => {
  expect(describeTotal([of("a", 100, [1, 4]), of("local", 50, [0, 0])])).toBeUndefined();
  expect(describeTotal([of("a", 0, [0, 0])])).toBeUndefined();
});
