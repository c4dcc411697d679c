import { expect, it } from "vitest";
import { tokenCounter } from "../../jrank/backend/call/usage.ts";
import {
  type CostEstimate,
  describeTotal,
  estimateJudging,
} from "../../jrank/run/judging/matches/estimate.ts";

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
  prompts: { byName: new Map(), neutral: 0, kept: 0, questions: 0, unknown: [] },
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

it("counts the tokens of what is sent once a call, and what a reply may come to at the price", async () => {
  const judge = {
    spec: { id: "a", price: { input: 3, output: 10 } },
    sampling: { max_tokens: 100 },
  } as unknown as Parameters<typeof estimateJudging>[0];
  const prompt = {
    type: "single",
    system_prompt: "Grade.",
    prompt_template: "{question} {answer}",
  };
  const asked = {
    question: { question_id: 1, turns: ["Name a river."] },
    turn: 1,
    answers: [["The Elbe flows into the North Sea."]],
    references: undefined,
    prompt,
  } as unknown as ReturnType<Parameters<typeof estimateJudging>[2]>;
  const count = await tokenCounter();
  const sent = count("Grade.") + count("Name a river. The Elbe flows into the North Sea.");
  for (const calls of [1, 7, 200]) {
    const { inputTokens, outputTokens, costUsd } = await estimateJudging(
      judge,
      { ...of("a", calls, undefined), calls },
      () => asked,
    );
    expect(inputTokens).toBe(sent * calls);
    expect(outputTokens).toEqual([20 * calls, 100 * calls]);
    expect(costUsd?.[0]).toBeCloseTo((calls * (3 * sent + 10 * 20)) / 1e6, 12);
    // Other tokenizers may count a quarter more.
    expect(costUsd?.[1]).toBeCloseTo((calls * (1.25 * 3 * sent + 10 * 100)) / 1e6, 12);
  }
});

it("is silent where one judge costs something, or none", () => {
  expect(describeTotal([of("a", 100, [1, 4]), of("local", 50, [0, 0])])).toBeUndefined();
  expect(describeTotal([of("a", 0, [0, 0])])).toBeUndefined();
});
