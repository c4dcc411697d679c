import { expect, it } from "vitest";
import {
  fromReviewPrompt,
  isReviewPrompt,
  type JudgePrompt,
  renderJudgePrompt,
} from "../../jrank/prompt/judge/judge_prompt.ts";

const OLD = {
  prompt_id: 7,
  system_prompt: "You compare.",
  prompt_template: "Q {question}\n1: {answer_1}\n2: {answer_2}\n{prompt}",
  defaults: { prompt: "End with 1, 2 or 3. {x}" },
  category: "general",
};

it("puts the defaults and both answers where the old file has them", () => {
  expect(isReviewPrompt(OLD)).toBe(true);
  const prompt = fromReviewPrompt(OLD) as unknown as JudgePrompt;
  expect(prompt).toMatchObject({ name: "prompt-7", type: "pairwise", output_format: "last" });
  const material = { questions: ["why?"], answers: ["{answer_2}"], secondAnswers: ["so"] };
  expect(renderJudgePrompt(prompt, material).user).toBe(
    "Q why?\n1: {answer_2}\n2: so\nEnd with 1, 2 or 3. {x}",
  );
});

it("leaves today's files alone", () => {
  expect(isReviewPrompt({ name: "pair", prompt_template: "" })).toBe(false);
});
