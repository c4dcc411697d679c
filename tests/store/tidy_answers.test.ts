import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import type { Question } from "../../jrank/core/types.ts";
import { setAside, tidyAnswers } from "../../jrank/store/answers/tidy_answers.ts";
import { temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const file = join(folder.path, "m.jsonl");

const questions: Question[] = [1, 2, 3, 4, 5].map((question_id) => ({
  question_id,
  category: "c",
  turns: ["?"],
}));
/** A line without a model_id and with a field of its own, as other programs write them. */
const line = (question_id: number, text: string): string =>
  JSON.stringify({ question_id, choices: [{ index: 0, turns: [text] }], mine: text });
const write = (lines: readonly string[]): void =>
  writeFileSync(file, lines.map((text) => `${text}\n`).join(""));
const stored = (): string[] => readFileSync(file, "utf8").trimEnd().split("\n");

it("takes away a file that nothing was written to", () => {
  write([]);
  tidyAnswers(file, questions);
  expect(existsSync(file)).toBe(false);
});

it("sorts by the questions, keeps the last of each, and changes no line", () => {
  const answer = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.string());
  fc.assert(
    fc.property(fc.array(answer, { minLength: 1 }), (answers) => {
      write(answers.map(([id, text]) => line(id, text)));
      tidyAnswers(file, questions);
      const last = new Map(answers.map(([id, text]) => [id, line(id, text)]));
      const known = questions.flatMap(({ question_id }) => last.get(question_id as number) ?? []);
      // Answers to questions that are no longer asked stay, in the order they came.
      const others = [...last].filter(([id]) => id > 5).map(([, text]) => text);
      expect(stored()).toEqual([...known, ...others]);
      expect(existsSync(`${file}.new`)).toBe(false);
    }),
    { numRuns: 50 },
  );
});

it("leaves a file alone in which a line cannot be read", () => {
  write([line(2, "two"), "{broken", line(1, "one")]);
  tidyAnswers(file, questions);
  expect(stored()).toEqual([line(2, "two"), "{broken", line(1, "one")]);
});

it("sets answers aside without losing one, under a new name each time", () => {
  write([line(1, "one"), line(2, "two"), line(3, "three")]);
  expect(setAside(file, new Set(["2", "9"]))).toBe(`${file}.old`);
  expect(stored()).toEqual([line(1, "one"), line(3, "three")]);
  expect(readFileSync(`${file}.old`, "utf8").split("\n")).toHaveLength(4);
  expect(setAside(file, new Set(["1"]))).toBe(`${file}.old2`);
  expect(readFileSync(`${file}.old2`, "utf8")).toContain(line(1, "one"));
});
