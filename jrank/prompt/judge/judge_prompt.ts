/**
 * The prompt that shows a match to a judge: its template and its placeholders, the rubric of a
 * question in front of it, and the older prompt files of LLM Judge's authors (`prompt_id`,
 * `defaults`), which the first Rakuda reviews have.
 */
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { foreignField, type Question } from "../../core/types.ts";
import { instructionLanguageOf } from "../text_language.ts";

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
interface JudgeMaterial {
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
      say`judge prompt "${prompt.name}": ${known ? say`there is nothing to put in for ${`{${name}}`} here` : say`${`{${name}}`} is no placeholder (a brace of its own is written {{ or }})`}; there are ${[...values.keys()].join(", ")}`,
    );
  });
  const { rubric } = material;
  const hasPlace = (): boolean =>
    placeholdersOf(prompt.prompt_template).some((name) => RUBRIC_PLACEHOLDERS.includes(name));
  return {
    system: prompt.system_prompt,
    user: rubric === undefined || hasPlace() ? user : withRubric(user, rubric, prompt),
  };
}

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

/** Fields of a question that hold its rubric; ELYZA-tasks-100 and others write `eval_aspect`. */
const FIELDS = ["criteria", "eval_aspect"];

/** The rubric of a question: a text, or a list of points as lines. Undefined where there is none. */
export function rubricOf(question: Question): string | undefined {
  for (const field of FIELDS) {
    const value = foreignField(question, field);
    const points = (Array.isArray(value) ? value : [value]).filter(
      (point): point is string => typeof point === "string" && point.trim() !== "",
    );
    if (points.length === 1) return (points[0] as string).trim();
    if (points.length > 1) return points.map((point) => `- ${point.trim()}`).join("\n");
  }
  return undefined;
}

const TITLES = {
  ja: ["この質問の採点基準", "採点基準はここまで"],
  en: ["What to judge by in this question", "End of what to judge by"],
  ko: ["이 질문의 채점 기준", "채점 기준 끝"],
  zh: ["本题的评分标准", "评分标准到此结束"],
} as const;

/** The user message with the rubric in front, titled in the language of the prompt. */
function withRubric(
  user: string,
  rubric: string,
  prompt: { system_prompt: string; prompt_template: string },
): string {
  const language = instructionLanguageOf(`${prompt.system_prompt}\n${prompt.prompt_template}`);
  const [title, end] = TITLES[language];
  return `[${title}]\n${rubric}\n[${end}]\n\n${user}`;
}
