/** A judge's prompt: LLM Judge's file format, and how a question and answers are put into it. */
import { UserError } from "../core/errors.ts";
import { suggest } from "../core/suggest.ts";

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
}

/** What a prompt can show. Lists hold one text a turn. */
export interface JudgeMaterial {
  questions: readonly string[];
  /** The answer of a single prompt, or of the model shown first. */
  answers: readonly string[];
  /** Of the model shown second. */
  secondAnswers?: readonly string[];
  references?: readonly string[];
}

/** The texts of the placeholders. */
function placeholders(material: JudgeMaterial): Map<string, string> {
  const { questions, answers, secondAnswers, references } = material;
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
 * placeholders inside an answer stay as the model wrote them.
 */
export function renderJudgePrompt(
  prompt: JudgePrompt,
  material: JudgeMaterial,
): { system: string; user: string } {
  const values = placeholders(material);
  const user = prompt.prompt_template.replace(PLACEHOLDER, (whole, name: string | undefined) => {
    if (name === undefined) return whole[0] as string;
    const value = values.get(name);
    if (value === undefined) {
      throw new UserError(
        `judge prompt "${prompt.name}": there is nothing to put in for {${name}}; there are ${[...values.keys()].join(", ")}`,
      );
    }
    return value;
  });
  return { system: prompt.system_prompt, user };
}

/** What a match needs of its prompt. */
export interface PromptNeed {
  type: "pairwise" | "single";
  /** Whether two turns are shown. */
  multiTurn: boolean;
  /** Whether a reference answer is shown. */
  reference: boolean;
  /** "ja", "en" or "ko"; undefined where it does not matter. */
  language?: string;
  name?: string;
}

const isMultiTurn = (prompt: JudgePrompt): boolean =>
  placeholdersOf(prompt.prompt_template).some((name) => /_\d+$/.test(name));

const usesReference = (prompt: JudgePrompt): boolean =>
  placeholdersOf(prompt.prompt_template).some((name) => name.startsWith("ref_answer"));

/**
 * The prompt for a match: by name when one is asked for, else the one that fits type, turns,
 * reference and language (read off the names' "-ja" and the like, where several fit). A file with a
 * single prompt of the type is used for whatever it can show.
 */
export function choosePrompt(prompts: readonly JudgePrompt[], need: PromptNeed): JudgePrompt {
  const names = prompts.map(({ name }) => name);
  if (need.name !== undefined) {
    const named = prompts.find(({ name }) => name === need.name);
    if (!named) {
      throw new UserError(
        `there is no judge prompt "${need.name}"; there are: ${names.join(", ")}.${suggest(need.name, names)}`,
      );
    }
    if (named.type !== need.type) {
      throw new UserError(
        `judge prompt "${need.name}" is of type ${named.type}, but ${need.type} is needed here`,
      );
    }
    return named;
  }
  const ofType = prompts.filter(({ type }) => type === need.type);
  const fitting = ofType.filter(
    (prompt) => isMultiTurn(prompt) === need.multiTurn && usesReference(prompt) === need.reference,
  );
  const ofLanguage = fitting.filter(({ name }) => name.split("-").includes(need.language ?? ""));
  const [chosen, ...others] = ofLanguage.length > 0 ? ofLanguage : fitting;
  if (chosen && others.length === 0) return chosen;
  const wanted = `type ${need.type}, ${need.multiTurn ? "two turns" : "one turn"}, ${need.reference ? "with" : "without"} reference`;
  if (chosen) {
    throw new UserError(
      `several judge prompts fit (${wanted}): ${[chosen, ...others].map(({ name }) => name).join(", ")}; choose one with judge_prompt (--judge-prompt)`,
    );
  }
  throw new UserError(`no judge prompt fits (${wanted}); there are: ${names.join(", ") || "none"}`);
}
