/** Brings a file of answers into the order of the questions. */
import { rmSync, statSync } from "node:fs";
import type { Question } from "../core/types.ts";
import { questionKey } from "./benchmark.ts";
import { readJsonl } from "./jsonl.ts";
import { parseAnswer } from "./records.ts";
import { writeWhole } from "./write_whole.ts";

/**
 * Sorts a file of answers by the benchmark's questions and keeps the last answer of each question;
 * lines stay as they are written. Answers to other questions stay behind them. Written beside and
 * renamed, so that nothing is lost on the way; a file with a line that cannot be read is left alone.
 * An empty file, where nothing could be asked, goes: it would be a model without answers.
 */
export function tidyAnswers(file: string, questions: readonly Question[]): void {
  const { rows, problems } = readJsonl(file, (value) => ({
    value,
    key: questionKey(parseAnswer(value, "").question_id),
  }));
  if (problems.length > 0) return;
  if (rows.length === 0 && statSync(file).size === 0) {
    rmSync(file);
    return;
  }
  const byQuestion = new Map<string, unknown>();
  for (const { key, value } of rows) byQuestion.set(key, value);
  const place = new Map(questions.map((question, k) => [questionKey(question.question_id), k]));
  const placeOf = (key: string): number => place.get(key) ?? questions.length;
  const sorted = [...byQuestion].sort(([a], [b]) => placeOf(a) - placeOf(b));
  const isTidy = sorted.every(([, value], k) => value === rows[k]?.value);
  if (isTidy && sorted.length === rows.length) return;
  writeWhole(file, sorted.map(([, value]) => `${JSON.stringify(value)}\n`).join(""));
}
