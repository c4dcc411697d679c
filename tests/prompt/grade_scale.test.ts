/** Scales of grades: as flags and files name them, and as prompts state them in words. */
import { describe, expect, it } from "vitest";
import { DEFAULT_PROMPTS } from "../../jrank/prompt/judge/default_prompts.ts";
import { parseScale, scaleOf } from "../../jrank/prompt/judge/grade_scale.ts";

const prompt = (words: string, grade_scale?: string) => ({
  name: "p",
  type: "single" as const,
  system_prompt: words,
  output_format: "[[rating]]",
  ...{
    prompt_template: "{question}\n\n{answer}",
    ...(grade_scale !== undefined && { grade_scale }),
  },
});

describe("scales", () => {
  it.each([
    ["0-5", { min: 0, max: 5 }],
    ["0 to 100", { min: 0, max: 100 }],
    ["１〜５", { min: 1, max: 5 }],
    ["5-0", undefined],
    ["-2-2", undefined],
    ["five", undefined],
  ])("%s", (text, scale) => expect(parseScale(text)).toEqual(scale));

  it.each([
    ["Give the points as [[n]], from 0 to 5 in steps of 0.05.", { min: 0, max: 5 }],
    ["Rate the answer on a scale of 1 to 5.", { min: 1, max: 5 }],
    ["0から100までの点数で採点してください。", { min: 0, max: 100 }],
    ["评分为0到100分。", { min: 0, max: 100 }],
    ["0점부터 5점까지 점수를 매겨 주세요.", { min: 0, max: 5 }],
    ["Rate it from 1 to 5 for style and from 0 to 100 overall.", undefined],
    ["Answer in 2 to 5 sentences.", undefined],
    ["Grade the answer.", undefined],
  ])("%s", (words, scale) => expect(scaleOf(prompt(words))).toEqual(scale));

  it("is what the field says before what the words say", () => {
    expect(scaleOf(prompt("Rate from 1 to 10.", "0-100"))).toEqual({ min: 0, max: 100 });
    expect(() => scaleOf(prompt("Rate.", "high"))).toThrow('such as "0-5"');
  });

  it("of our own prompts is 1 to 10", () => {
    for (const own of DEFAULT_PROMPTS.filter(({ type }) => type === "single")) {
      expect(scaleOf(own)).toEqual({ min: 1, max: 10 });
    }
  });
});
