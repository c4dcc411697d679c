/** Makes room for new answers without losing the old ones. */
import { constants, copyFileSync } from "node:fs";
import { questionKey } from "./benchmark.ts";
import { readJsonl } from "./jsonl.ts";
import { nameBeside } from "./name_beside.ts";
import { parseAnswer } from "./records.ts";
import { guarded } from "./write_error.ts";
import { writeWhole } from "./write_whole.ts";

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
