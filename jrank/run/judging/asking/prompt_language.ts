/** In which language a question's judge prompt is. */
import type { Question } from "../../../core/types.ts";
import { DEFAULT_PROMPTS } from "../../../prompt/judge/default_prompts.ts";
import {
  type Language,
  languageAmong,
  PROMPT_LANGUAGES,
  type PromptLanguage,
} from "../../../prompt/text_language.ts";
import { questionKey } from "../../../store/answers/benchmark.ts";

/** Which prompt a stored judgment was made with. */
export interface StoredPrompt {
  question: string;
  prompt: string;
}

const SHIPPED = new Set(DEFAULT_PROMPTS.map(({ name }) => name));

/** Whether a prompt of this name is the program's own. */
export const isShipped = (name: string): boolean => SHIPPED.has(name);

/** The language of one of the program's own prompts, by its name. */
function shippedLanguage(name: string): PromptLanguage | undefined {
  if (!isShipped(name)) return undefined;
  const [, rest = ""] = /^[a-z]+-(.*)$/.exec(name) ?? [];
  const fits = PROMPT_LANGUAGES.filter((code) => rest === code || rest.startsWith(`${code}-`));
  return fits.toSorted((a, b) => b.length - a.length)[0];
}

/** The language told from the question's text; neutral where it has no prompts of its own. */
function toldLanguage(question: Question, main: Language | undefined): PromptLanguage {
  const language = languageAmong(question.turns.join("\n"), main);
  return language === undefined || language === "other" ? "neutral" : language;
}

type Counts = Map<PromptLanguage, number>;

function mostFrequent(counts: Counts): PromptLanguage {
  const [[language] = ["neutral" as const]] = [...counts].toSorted(([, m], [, n]) => n - m);
  return language;
}

/**
 * The language in which each question is judged. Judgments that are stored decide over the text of
 * the question: were they made with a prompt in another language (by an earlier version, or as a
 * config said then), that prompt goes on. Else all of them would be paid for a second time.
 */
export function promptLanguages(
  questions: readonly Question[],
  main: Language | undefined,
  stored: readonly StoredPrompt[],
): ReadonlyMap<string, { told: PromptLanguage; used: PromptLanguage }> {
  const told = new Map(
    questions.map((question) => [questionKey(question.question_id), toldLanguage(question, main)]),
  );
  const byQuestion = new Map<string, Counts>();
  const byLanguage = new Map<PromptLanguage, Counts>();
  const count = <K>(into: Map<K, Counts>, key: K, used: PromptLanguage): void => {
    const counts = into.get(key) ?? new Map<PromptLanguage, number>();
    counts.set(used, (counts.get(used) ?? 0) + 1);
    into.set(key, counts);
  };
  for (const { question, prompt } of stored) {
    const language = told.get(question);
    const used = shippedLanguage(prompt);
    if (language === undefined || used === undefined) continue;
    count(byQuestion, question, used);
    count(byLanguage, language, used);
  }
  const usedFor = (key: string, language: PromptLanguage): PromptLanguage => {
    const counts = byQuestion.get(key) ?? byLanguage.get(language);
    return counts === undefined || counts.has(language) ? language : mostFrequent(counts);
  };
  return new Map(
    [...told].map(([key, language]) => [key, { told: language, used: usedFor(key, language) }]),
  );
}
