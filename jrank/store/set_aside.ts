/** Makes room for new answers without losing the old ones. */
import { copyFileSync, existsSync, renameSync, writeFileSync } from "node:fs";
import { questionKey } from "./benchmark.ts";
import { readJsonl } from "./jsonl.ts";
import { parseAnswer } from "./records.ts";
import { writeError } from "./write_error.ts";

/** The first of `<file>.old`, `<file>.old2`, … that does not exist; no reader takes such a file. */
function nameBeside(file: string): string {
  for (let k = 1; ; k++) {
    const name = `${file}.old${k === 1 ? "" : k}`;
    if (!existsSync(name)) return name;
  }
}

/**
 * Copies a file of answers to a name beside it, then takes the answers to the given questions out of
 * it. Gives the name of the copy.
 */
export function setAside(file: string, questions: ReadonlySet<string>): string {
  const beside = nameBeside(file);
  const { rows } = readJsonl(file, (value) => ({ value, answer: parseAnswer(value, "") }));
  const kept = rows.filter(({ answer }) => !questions.has(questionKey(answer.question_id)));
  try {
    copyFileSync(file, beside);
    writeFileSync(`${file}.new`, kept.map(({ value }) => `${JSON.stringify(value)}\n`).join(""));
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw writeError(file, error);
  }
  return beside;
}
