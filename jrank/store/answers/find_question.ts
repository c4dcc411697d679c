/** Finds the question that an answer made elsewhere belongs to. */
import { RowError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import type { Question } from "../../core/types.ts";
import { questionKey } from "./benchmark.ts";
import type { ImportedAnswer } from "./import_format.ts";

/** How answers find their questions; `auto` is by id, and by text where there is no id. */
export const MATCHES = ["auto", "id", "text", "order"] as const;
export type FoundBy = (typeof MATCHES)[number];

/** Spaces, line ends and forms of one character do not matter. */
const plain = (text: string): string => text.normalize("NFC").replace(/\s+/gu, " ").trim();

interface Found {
  question: Question;
  /** The answer names another text than the question of its id has. */
  otherText: boolean;
}

/** A function that finds questions; it throws an Error that says why there is none. */
export function questionFinder(
  questions: readonly Question[],
  match: FoundBy,
): (answer: ImportedAnswer, row: number) => Found {
  const byId = new Map(questions.map((question) => [questionKey(question.question_id), question]));
  const byText = new Map<string, Question[]>();
  for (const question of questions) {
    const text = plain(question.turns[0] ?? "");
    byText.set(text, [...(byText.get(text) ?? []), question]);
  }
  const textOf = (answer: ImportedAnswer): Question | undefined => {
    for (const text of answer.texts) {
      const found = byText.get(plain(text)) ?? [];
      if (found.length > 1) {
        throw new RowError(
          say`${found.length} questions have this text (${found.map((q) => q.question_id).join(", ")}); give the answers ids`,
        );
      }
      if (found[0]) return found[0];
    }
    return undefined;
  };
  const short = (answer: ImportedAnswer): string => JSON.stringify(answer.texts[0]?.slice(0, 40));

  return (answer, row) => {
    if (match === "order") {
      const question = questions[answer.place ?? row];
      if (question) return { question, otherText: false };
      throw new RowError(say`there are only ${questions.length} questions`);
    }
    if (match !== "text" && answer.question !== undefined) {
      const question = byId.get(answer.question);
      if (question) {
        const texts = answer.texts.map(plain);
        const otherText = texts.length > 0 && !texts.includes(plain(question.turns[0] ?? ""));
        return { question, otherText };
      }
      if (match === "id" || answer.texts.length === 0) {
        throw new RowError(say`the benchmark has no question "${answer.question}"`);
      }
    }
    if (match === "id") throw new RowError(say`the row has no question id`);
    const question = textOf(answer);
    if (question) return { question, otherText: false };
    throw new RowError(
      answer.texts.length === 0
        ? say`the row names no question, neither by id nor by text (--match order takes them in order)`
        : say`the benchmark has no question with the text ${short(answer)}`,
    );
  };
}
