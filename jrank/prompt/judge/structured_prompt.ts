/** How a judge is asked for a verdict that a schema or a grammar holds, in place of one in text. */

import { type InstructionLanguage, instructionLanguageOf } from "../text_language.ts";
import { DEFAULT_SCALE } from "../verdict/grades.ts";
import type { GradeScale } from "../verdict/verdict.ts";
import { verdictSchema } from "../verdict/verdict_schema.ts";
import type { OutputFormat } from "../verdict/verdicts.ts";
import { askedAnew } from "./default_prompts.ts";
import { scaleOf } from "./grade_scale.ts";
import type { JudgePrompt } from "./judge_prompt.ts";

/** A verdict as text of which only the choice is open. */
interface VerdictMark {
  open: string;
  choices: readonly string[];
  close: string;
}

/** The two ways of asking: with a JSON Schema, and for models that run here, with a mark. */
export interface StructuredPrompt {
  prompt: JudgePrompt;
  schema: Record<string, unknown>;
  /** Undefined where a verdict is no choice of a few. */
  marked: { prompt: JudgePrompt; mark: VerdictMark } | undefined;
}

const ASK: Record<InstructionLanguage, (fields: string) => string> = {
  ja: (fields) =>
    `ただし、返答はJSONオブジェクト一つとし、欄 explanation に説明を、その次の ${fields} に上で求めた判定だけを書いてください。`,
  en: (fields) =>
    `Give this reply as one JSON object, though: the field explanation holds your explanation, and after it ${fields} only the verdict that is asked for above.`,
  ko: (fields) =>
    `다만 답변은 JSON 객체 하나로 하고, 필드 explanation에 설명을, 그 다음 ${fields}에 위에서 요청한 판정만 쓰세요.`,
  zh: (fields) =>
    `但请只用一个JSON对象作答：字段explanation写说明，其后的${fields}只写上面要求的判定。`,
};

/** Choices of more grades are no list. */
const MOST_GRADES = 20;

function markOf(format: OutputFormat, { min, max }: GradeScale): VerdictMark | undefined {
  const brackets = (choices: readonly string[]) => ({ open: "[[", choices, close: "]]" });
  if (format === "[[A]]") return brackets(["A", "B", "C"]);
  if (format === "[[A>>B]]") return brackets(["A>>B", "A>B", "A=B", "B>A", "B>>A"]);
  if (format === "last") return { open: "", choices: ["1", "2", "3"], close: "" };
  const isWhole = Number.isInteger(min) && Number.isInteger(max) && max - min < MOST_GRADES;
  if (format !== "[[rating]]" || !isWhole) return undefined;
  return brackets(Array.from({ length: max - min + 1 }, (_, k) => String(min + k)));
}

/**
 * A prompt as it asks for a structured verdict: in words of its own where it is one of the program's,
 * else with a sentence behind its instructions. Undefined for prompts that ask for JSON already.
 */
export function structuredPrompt(
  prompt: JudgePrompt,
  format: OutputFormat,
): StructuredPrompt | undefined {
  if (format === "json") return undefined;
  const scale = scaleOf(prompt) ?? DEFAULT_SCALE;
  const schema = verdictSchema(format, prompt.type, scale);
  const own = askedAnew(prompt);
  const mark = markOf(format, scale);
  if (own) {
    const brackets = { open: "[[", choices: ["1", "2", "3"], close: "]]" };
    const used = prompt.type === "pairwise" ? brackets : mark;
    return { prompt: own.fields, schema, marked: used && { prompt: own.marked, mark: used } };
  }
  const [, ...names] = Object.keys(schema.properties as object);
  const instructions = `${prompt.system_prompt}\n${prompt.prompt_template}`;
  const sentence = ASK[instructionLanguageOf(instructions)](names.join(", "));
  const isInSystem = prompt.system_prompt !== "";
  return {
    prompt: {
      ...prompt,
      ...(isInSystem
        ? { system_prompt: `${prompt.system_prompt}\n${sentence}` }
        : { prompt_template: `${prompt.prompt_template}\n\n${sentence}` }),
    },
    schema,
    marked: mark && { prompt, mark },
  };
}
