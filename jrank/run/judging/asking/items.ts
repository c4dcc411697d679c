/** What is judged: the turns of the questions. */
import type { Question } from "../../../core/types.ts";
import { questionKey } from "../../../store/answers/benchmark.ts";

/** One turn of one question. */
export interface Item {
  question: Question;
  questionIndex: number;
  key: string;
  /** 1 for the first. */
  turn: number;
}

/** The questions with their first `turns` turns, which is all that is judged then; undefined: all. */
export function firstTurns(questions: readonly Question[], turns: number | undefined): Question[] {
  if (turns === undefined) return questions.slice();
  return questions.map((question) => ({ ...question, turns: question.turns.slice(0, turns) }));
}

/** Every turn of every question, in order. */
export function itemsOf(questions: readonly Question[]): Item[] {
  return questions.flatMap((question, questionIndex) =>
    question.turns.map((_, k) => ({
      question,
      questionIndex,
      key: questionKey(question.question_id),
      turn: k + 1,
    })),
  );
}
