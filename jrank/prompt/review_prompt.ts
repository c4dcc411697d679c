/**
 * The older prompt files of LLM Judge's authors (`prompt_id`, `defaults`; those of the first Rakuda
 * reviews are such): two answers as {answer_1} and {answer_2}, the instruction as a default behind
 * them, and the verdict alone on the last line.
 */
import type { JudgePrompt } from "./judge_prompt.ts";

type Fields = Record<string, unknown>;

export function isReviewPrompt(fields: Fields): boolean {
  const { name, prompt_id, prompt_template } = fields;
  return name === undefined && prompt_id !== undefined && typeof prompt_template === "string";
}

/** The same prompt in today's form, named `prompt-<id>`; `defaults` are put in as they stand. */
export function fromReviewPrompt(fields: Fields): Fields {
  const defaults = new Map(Object.entries((fields.defaults ?? {}) as Fields));
  const template = String(fields.prompt_template ?? "");
  const prompt: Partial<JudgePrompt> = {
    name: `prompt-${fields.prompt_id}`,
    type: "pairwise",
    prompt_template: template.replace(/\{(\w+)\}/g, (whole, name: string) => {
      if (name === "answer_1") return "{answer_a}";
      if (name === "answer_2") return "{answer_b}";
      const text = defaults.get(name);
      return text === undefined ? whole : String(text).replace(/[{}]/g, "$&$&");
    }),
    output_format: "last",
  };
  return { ...fields, ...prompt };
}
