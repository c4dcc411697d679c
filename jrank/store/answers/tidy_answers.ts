/**
 * Rewrites a file of answers whole: in the order of the questions, or without answers that are to
 * be made anew.
 */

import { constants, copyFileSync, rmSync, statSync } from "node:fs";
import type { Question } from "../../core/types.ts";
import { readJsonl } from "../files/jsonl.ts";
import { nameBeside } from "../files/leftovers.ts";
import { parseAnswer } from "../files/records.ts";
import { guarded } from "../files/write_error.ts";
import { writeWhole } from "../files/write_whole.ts";
import { questionKey } from "./benchmark.ts";

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

/**
 * Copies a file of answers to a name beside it, then takes the answers to the given questions out of
 * it. Gives the name of the copy.
 */
export function setAside(file: string, questions: ReadonlySet<string>): string {
  const beside = nameBeside(file, "old");
  const { rows } = readJsonl(file, (value) => ({ value, answer: parseAnswer(value, "") }));
  const kept = rows.filter(({ answer }) => !questions.has(questionKey(answer.question_id)));
  guarded(beside, () => copyFileSync(file, beside, constants.COPYFILE_EXCL));
  writeWhole(file, kept.map(({ value }) => `${JSON.stringify(value)}\n`).join(""));
  return beside;
}
