/** A judge's prompt: LLM Judge's file format, and how a question and answers are put into it. */
import { UserError } from "../core/errors.ts";
import { withRubric } from "./rubric.ts";

/** One line of a judge-prompt file, with LLM Judge's field names. */
export interface JudgePrompt {
  name: string;
  type: "pairwise" | "single";
  system_prompt: string;
  /** Placeholders in braces: {question}, {answer_a}, {answer_b_2}, {ref_answer_1} …; {{ is a brace. */
  prompt_template: string;
  description?: string;
  category?: string;
  /** How the verdict is asked for: a key of the table in verdict.ts. */
  output_format: string;
  /** The lowest and the highest grade, "0-5"; absent: as the words state it, else 1 to 10. */
  grade_scale?: string;
}

/** What a prompt can show. Lists hold one text a turn. */
export interface JudgeMaterial {
  questions: readonly string[];
  /** The answer of a single prompt, or of the model shown first. */
  answers: readonly string[];
  /** Of the model shown second. */
  secondAnswers?: readonly string[];
  references?: readonly string[];
  /** What the answer to this question is to be judged by (`rubricOf` in rubric.ts). */
  rubric?: string;
}

const RUBRIC_PLACEHOLDERS = ["rubric", "criteria", "eval_aspect"];
const KNOWN = new RegExp(
  `^(?:(?:question|answer|answer_a|answer_b|ref_answer)(?:_[1-9]\\d*)?|${RUBRIC_PLACEHOLDERS.join("|")})$`,
);

/** The texts of the placeholders. */
function placeholders(material: JudgeMaterial): Map<string, string> {
  const { questions, answers, secondAnswers, references, rubric } = material;
  const values = new Map<string, string>();
  const put = (name: string, texts: readonly string[] | undefined): void => {
    if (!texts) return;
    const last = texts.at(-1);
    if (last !== undefined) values.set(name, last);
    for (const [k, text] of texts.entries()) values.set(`${name}_${k + 1}`, text);
  };
  put("question", questions);
  put("answer", answers);
  put("answer_a", answers);
  put("answer_b", secondAnswers);
  put("ref_answer", references);
  if (rubric !== undefined) {
    for (const name of RUBRIC_PLACEHOLDERS) values.set(name, rubric);
  }
  return values;
}

const PLACEHOLDER = /\{\{|\}\}|\{([^{}]*)\}/g;

/** The names of the placeholders in a template. */
export function placeholdersOf(template: string): string[] {
  return [...template.matchAll(PLACEHOLDER)].flatMap(([, name]) =>
    name === undefined ? [] : [name],
  );
}

/**
 * The system and user message of a prompt. Everything is put in in one pass: braces and
 * placeholders inside an answer stay as the model wrote them. A rubric for which the template has no
 * place comes first.
 */
export function renderJudgePrompt(
  prompt: JudgePrompt,
  material: JudgeMaterial,
): { system: string; user: string } {
  const values = placeholders(material);
  const user = prompt.prompt_template.replace(PLACEHOLDER, (whole, name: string | undefined) => {
    if (name === undefined) return whole[0] as string;
    const value = values.get(name);
    if (value !== undefined) return value;
    const known = KNOWN.test(name);
    throw new UserError(
      `judge prompt "${prompt.name}": ${known ? `there is nothing to put in for {${name}} here` : `{${name}} is no placeholder (a brace of its own is written {{ or }})`}; there are ${[...values.keys()].join(", ")}`,
    );
  });
  const hasPlace = placeholdersOf(prompt.prompt_template).some((name) =>
    RUBRIC_PLACEHOLDERS.includes(name),
  );
  const { rubric } = material;
  return {
    system: prompt.system_prompt,
    user: rubric === undefined || hasPlace ? user : withRubric(user, rubric, prompt),
  };
}
