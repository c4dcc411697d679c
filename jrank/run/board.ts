/** Who plays: contestants with their answers, as judging sees them. */
import type { Question } from "../core/types.ts";
import { findAnswers, type ModelAnswers, questionKey } from "../store/benchmark.ts";

export interface Contestant {
  id: string;
  /** The first choice's reply to each turn of a question; undefined where there is no answer. */
  turnsOf(questionKey: string): readonly string[] | undefined;
}

/** Contestants of the given ids; those without any answer are told apart. */
export function contestantsFrom(
  answers: ReadonlyMap<string, ModelAnswers>,
  ids: readonly string[],
): { contestants: Contestant[]; withoutAnswers: string[] } {
  const contestants: Contestant[] = [];
  const withoutAnswers: string[] = [];
  for (const id of ids) {
    const found = findAnswers(answers, id);
    if (!found || found.byQuestion.size === 0) withoutAnswers.push(id);
    else contestants.push({ id, turnsOf: (key) => found.byQuestion.get(key)?.choices[0]?.turns });
  }
  return { contestants, withoutAnswers };
}

/** Contestants that lack answers to some questions, with how many. */
export function incompleteContestants(
  contestants: readonly Contestant[],
  questions: readonly Question[],
): { id: string; missing: number }[] {
  return contestants
    .map(({ id, turnsOf }) => ({
      id,
      missing: questions.filter(
        ({ question_id, turns }) => (turnsOf(questionKey(question_id))?.length ?? 0) < turns.length,
      ).length,
    }))
    .filter(({ missing }) => missing > 0);
}
