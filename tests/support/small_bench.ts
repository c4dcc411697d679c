/** A small benchmark on disk: every model has an answer to every question. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Judgment } from "../../jrank/core/types.ts";

const jsonl = (rows: object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

/** Writes `folder/b` with so many questions and the answers of the models. */
export function writeSmallBench(
  folder: string,
  { questions, models }: { questions: number; models: readonly string[] },
): string {
  const bench = join(folder, "b");
  mkdirSync(join(bench, "answers"), { recursive: true });
  const ids = Array.from({ length: questions }, (_, k) => `q${k}`);
  writeFileSync(
    join(bench, "questions.jsonl"),
    jsonl(ids.map((id) => ({ question_id: id, category: "c", turns: [`質問${id}です。`] }))),
  );
  for (const model of models) {
    const answers = ids.map((question_id) => ({
      ...{ question_id, answer_id: "", model_id: model },
      choices: [{ index: 0, turns: [`${model}の${question_id}への答えです。`] }],
    }));
    writeFileSync(join(bench, `answers/${model}.jsonl`), jsonl(answers));
  }
  return bench;
}

/** The rows of a judge, none before it has begun. */
export function storedPairs(bench: string, judge: string): Judgment[] {
  const file = join(bench, "model_judgment", `${judge}_pair.jsonl`);
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Judgment);
}
