/** Brings a file of answers into the order of the questions. */
import { renameSync, writeFileSync } from "node:fs";
import type { Answer, Question } from "../core/types.ts";
import { questionKey } from "./benchmark.ts";
import { readJsonl, writeError } from "./jsonl.ts";
import { parseAnswer } from "./records.ts";

/**
 * Sorts a file of answers by the questions and keeps the last answer of each question. Answers to
 * other questions stay behind them. Written beside and renamed, so that nothing is lost on the way;
 * a file with a line that cannot be read is left alone.
 */
export function tidyAnswers(file: string, questions: readonly Question[]): void {
  const { rows, problems } = readJsonl(file, (value) => parseAnswer(value, ""));
  if (problems.length > 0) return;
  const byQuestion = new Map<string, Answer>();
  for (const answer of rows) byQuestion.set(questionKey(answer.question_id), answer);
  const place = new Map(questions.map((question, k) => [questionKey(question.question_id), k]));
  const sorted = [...byQuestion.entries()].sort(
    ([a], [b]) =>
      (place.get(a) ?? Number.POSITIVE_INFINITY) - (place.get(b) ?? Number.POSITIVE_INFINITY) || 0,
  );
  if (sorted.every(([, answer], k) => answer === rows[k]) && sorted.length === rows.length) return;
  const beside = `${file}.new`;
  try {
    writeFileSync(beside, sorted.map(([, answer]) => `${JSON.stringify(answer)}\n`).join(""));
    renameSync(beside, file);
  } catch (error) {
    throw writeError(file, error);
  }
}
