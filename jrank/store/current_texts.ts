/** Hashes of the questions, answers and references as they are now, made once each. */
import type { Question } from "../core/types.ts";
import { questionHash, turnsHash } from "./judged_hashes.ts";

/** Undefined where there is no such text now. */
export interface CurrentTexts {
  /** Of the prompt of a name, where it is known which prompts are used now. */
  prompt?(name: string): string | undefined;
  question(question: string, turn: number): string | undefined;
  answer(model: string, question: string, turn: number): string | undefined;
  reference(question: string, turn: number): string | undefined;
}

/** The texts of a benchmark; questions by their keys. */
export function currentTexts({
  questions,
  turnsOf,
  references,
}: {
  questions: readonly Question[];
  /** A model's replies to a question's turns. */
  turnsOf(model: string, question: string): readonly string[] | undefined;
  references: ReadonlyMap<string, readonly string[]>;
}): CurrentTexts {
  const byKey = new Map(questions.map((question) => [String(question.question_id), question]));
  const known = new Map<string, string | undefined>();
  const once = (key: string, make: () => string | undefined): string | undefined => {
    if (!known.has(key)) known.set(key, make());
    return known.get(key);
  };
  return {
    question: (key, turn) =>
      once(`q/${turn}/${key}`, () => {
        const question = byKey.get(key);
        return question && questionHash(question, turn);
      }),
    answer: (model, key, turn) =>
      once(`a/${turn}/${model.length}/${model}/${key}`, () => {
        const turns = turnsOf(model, key);
        return turns && turns.length >= turn ? turnsHash(turns, turn) : undefined;
      }),
    reference: (key, turn) =>
      once(`r/${turn}/${key}`, () => {
        const turns = references.get(key);
        return turns && turnsHash(turns, turn);
      }),
  };
}
