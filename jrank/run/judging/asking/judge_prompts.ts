/** Which prompt shows a match to the judge. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { saidBy, UserError } from "../../../core/errors.ts";
import { say } from "../../../core/message.ts";
import type { Question } from "../../../core/types.ts";
import { askedAnew, DEFAULT_PROMPTS } from "../../../prompt/judge/default_prompts.ts";
import { scaleNamed } from "../../../prompt/judge/grade_scale.ts";
import {
  fromReviewPrompt,
  isReviewPrompt,
  type JudgePrompt,
  placeholdersOf,
} from "../../../prompt/judge/judge_prompt.ts";
import { choosePrompt } from "../../../prompt/judge/judge_prompt_choice.ts";
import {
  type StructuredPrompt,
  structuredPrompt,
} from "../../../prompt/judge/structured_prompt.ts";
import { type Language, mainLanguageOf } from "../../../prompt/text_language.ts";
import {
  type OutputFormat,
  outputFormatOf,
  VERDICT_FORMATS,
} from "../../../prompt/verdict/verdicts.ts";
import { questionKey } from "../../../store/answers/benchmark.ts";
import { readText } from "../../../store/files/text_file.ts";
import type { BenchmarkData } from "../../models/benchmark_data.ts";
import { isShipped, promptLanguages, type StoredPrompt } from "./prompt_language.ts";
import type { VerdictUse } from "./verdict_kind.ts";

/** The prompts of a file in LLM Judge's format: one JSON object a line, or one alone. */
export function readJudgePrompts(file: string): JudgePrompt[] {
  const text = readText(file, "judge prompts").trim();
  const lines = text.startsWith("{") && isJson(text) ? [text] : text.split("\n");
  return lines
    .map((line, k) => ({ line: line.trim(), place: `${file}:${k + 1}` }))
    .filter(({ line }) => line !== "")
    .map(({ line, place }) => parsePrompt(line, place));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function parsePrompt(line: string, place: string): JudgePrompt {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new UserError(say`${place} is not valid JSON: ${saidBy(error)}`);
  }
  const given = (value ?? {}) as Record<string, unknown>;
  const fields = isReviewPrompt(given) ? fromReviewPrompt(given) : given;
  const texts: Record<string, unknown> = { ...fields, system_prompt: fields.system_prompt ?? "" };
  for (const name of ["name", "type", "prompt_template", "output_format", "system_prompt"]) {
    if (typeof texts[name] !== "string")
      throw new UserError(say`${place}: "${name}" must be a text`);
  }
  if (texts.name === "") throw new UserError(say`${place}: "name" must not be empty`);
  if (fields.type !== "pairwise" && fields.type !== "single") {
    throw new UserError(
      say`${place}: "type" must be "pairwise" or "single", got "${String(fields.type)}"`,
    );
  }
  const format = outputFormatOf(fields.output_format as string);
  if (format === undefined) {
    throw new UserError(
      say`${place}: output_format "${String(fields.output_format)}" is unknown; known: ${Object.keys(VERDICT_FORMATS).join(", ")}`,
    );
  }
  if (format !== "json" && VERDICT_FORMATS[format].type !== fields.type) {
    throw new UserError(
      say`${place}: output_format "${String(fields.output_format)}" is for prompts of type ${VERDICT_FORMATS[format].type}, but "type" is "${fields.type}"`,
    );
  }
  if (fields.grade_scale !== undefined) scaleNamed(fields.grade_scale, `${place}: "grade_scale"`);
  const shown = placeholdersOf(fields.prompt_template as string);
  for (const answer of fields.type === "pairwise" ? ["answer_a", "answer_b"] : ["answer"]) {
    if (!shown.some((name) => name === answer || name.startsWith(`${answer}_`))) {
      throw new UserError(say`${place}: the prompt_template shows the judge no {${answer}}`);
    }
  }
  return texts as unknown as JudgePrompt;
}

export interface PromptChoice {
  type: "pairwise" | "single";
  /** A file of prompts; absent: the program's own. */
  file?: string | undefined;
  /** The benchmark's own file of prompts, which stored judgments may have been made with. */
  ofBenchmark?: string | undefined;
  name?: string | undefined;
  language?: string | undefined;
  /** That of most questions, where a question does not tell its own. */
  mainLanguage?: Language | undefined;
  /** Categories that are judged against a reference answer. */
  referenceCategories: readonly string[];
  references: ReadonlyMap<string, readonly string[]>;
}

/** What is known of how a stored judgment was made. */
interface MadeWith {
  turn: number;
  judge: readonly [string, string];
  hashes?: unknown;
}

/** A prompt, ready to be used for an item. */
export interface ItemPrompt {
  prompt: JudgePrompt;
  format: OutputFormat;
  /** How it asks for a structured verdict, where one is to be asked for. */
  structured?: StructuredPrompt | undefined;
}

/** The categories that LLM Judge judges against a reference answer. */
const REFERENCE_CATEGORIES = ["math", "reasoning", "coding", "arena-hard-200"];

/** The file of prompts that the originals keep in the benchmark's folder, or beside it. */
function promptFileOf({ folder }: BenchmarkData["bench"]): string | undefined {
  return [folder, dirname(folder)]
    .map((place) => join(place, "judge_prompts.jsonl"))
    .find((file) => existsSync(file));
}

/** The prompts that flags or a config ask for, on a benchmark. */
export function promptsFor(
  { bench, questions, references }: Pick<BenchmarkData, "bench" | "questions" | "references">,
  {
    referenceCategories = REFERENCE_CATEGORIES,
    ...wanted
  }: Pick<PromptChoice, "file" | "name" | "language"> & {
    referenceCategories?: readonly string[] | undefined;
  },
): Omit<PromptChoice, "type"> {
  const mainLanguage = mainLanguageOf(questions.map(({ turns }) => turns.join("\n")));
  const ofBenchmark = promptFileOf(bench);
  return { ...wanted, ofBenchmark, mainLanguage, referenceCategories, references };
}

/** The file of prompts to use, and its prompts. */
function promptsOf(
  { file, name, language, ofBenchmark, type }: PromptChoice,
  stored: readonly StoredPrompt[],
): { prompts: readonly JudgePrompt[]; isFree: boolean; kept?: string } {
  if (file !== undefined) return { prompts: readJudgePrompts(file), isFree: false };
  if (name !== undefined || language !== undefined || ofBenchmark === undefined) {
    return { prompts: DEFAULT_PROMPTS, isFree: name === undefined && language === undefined };
  }
  const foreign = new Set(stored.map(({ prompt }) => prompt).filter((one) => !isShipped(one)));
  if (foreign.size === 0) return { prompts: DEFAULT_PROMPTS, isFree: true };
  const own = readJudgePrompts(ofBenchmark).filter((prompt) => prompt.type === type);
  return own.some((prompt) => foreign.has(prompt.name))
    ? { prompts: own, isFree: false, kept: ofBenchmark }
    : { prompts: DEFAULT_PROMPTS, isFree: true };
}

/**
 * Gives the prompt for a turn of a question. Prompts are chosen by name, else by type, turn,
 * reference and language; the choice is made once for each kind of item. `stored` says which prompts
 * the judgments have that are there already: where these are of the benchmark's own file, they go on
 * with it, so that nothing is paid twice.
 */
export function promptChooser(
  choice: PromptChoice,
  questions: readonly Question[],
  stored: readonly StoredPrompt[],
  verdict: Pick<VerdictUse, "kind" | "isAsked">,
) {
  const { name, type } = choice;
  const { prompts, isFree, kept } = promptsOf(choice, stored);
  const languages = promptLanguages(questions, choice.mainLanguage, isFree ? stored : []);
  const chosen = new Map<string, ItemPrompt>();
  const byItem = new Map<string, ItemPrompt>();
  const find = (question: Question, turn: number, key: string): ItemPrompt => {
    const reference =
      choice.referenceCategories.includes(question.category) && choice.references.has(key);
    const need = {
      type,
      multiTurn: turn > 1,
      reference,
      language: choice.language ?? languages.get(key)?.used,
      category: question.category,
      ...(name !== undefined && { name }),
    };
    const id = JSON.stringify(need);
    const known = chosen.get(id);
    if (known) return known;
    const prompt = choosePrompt(prompts, need);
    const format = outputFormatOf(prompt.output_format) as OutputFormat;
    // Whoever wrote how the verdict is to be given means it, unless the config says otherwise.
    const isStructured =
      verdict.kind === "structured" && (verdict.isAsked || askedAnew(prompt) !== undefined);
    const structured = isStructured ? structuredPrompt(prompt, format) : undefined;
    const found = { prompt, format, structured };
    chosen.set(id, found);
    return found;
  };
  const choose = (question: Question, turn: number, key: string): ItemPrompt => {
    const item = `${turn}/${key}`;
    const found = byItem.get(item) ?? find(question, turn, key);
    byItem.set(item, found);
    return found;
  };
  const byKey = new Map(questions.map((one) => [questionKey(one.question_id), one]));
  const isUnknown = ({ hashes, judge: [, prompt] }: MadeWith): boolean =>
    hashes === undefined && !isShipped(prompt) && prompts.every((one) => one.name !== prompt);
  const uses = { languages: isFree ? languages : undefined, kept, unknown: new Set<string>() };
  /**
   * Stored judgments under the prompt that they count as: their own, or, where another program made
   * them with a prompt whose text is not here, the one that would be used now.
   */
  const counted = <Row extends MadeWith>(
    rows: readonly Row[],
    keyOf: (row: Row) => string,
  ): Row[] =>
    rows.map((row) => {
      const key = keyOf(row);
      const question = byKey.get(key);
      if (question === undefined || row.turn > question.turns.length || !isUnknown(row)) return row;
      const [judge, prompt] = row.judge;
      uses.unknown.add(prompt);
      return { ...row, judge: [judge, choose(question, row.turn, key).prompt.name] };
    });
  return { choose, counted, uses };
}
