import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openBenchmark, readQuestions } from "../../jrank/store/answers/benchmark.ts";
import { detectImportFormat } from "../../jrank/store/answers/import_formats.ts";
import { parseAnswer, parseQuestion } from "../../jrank/store/files/records.ts";
import { temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

it("Arena-Hard's questions, of both versions", () => {
  const v01 = { question_id: "q", category: "c", cluster: "k", turns: [{ content: "Name one." }] };
  expect(parseQuestion(v01)).toEqual({ ...v01, turns: ["Name one."] });
  const v20 = { uid: "u", category: "c", subcategory: "s", prompt: "Name one." };
  expect(parseQuestion(v20)).toEqual({
    question_id: "u",
    category: "c",
    subcategory: "s",
    turns: ["Name one."],
  });
});

it("Arena-Hard's answers, of both versions", () => {
  const v01 = {
    question_id: "q",
    answer_id: "a",
    model_id: "m",
    choices: [{ index: 0, turns: [{ content: "One.", token_len: 2 }] }],
  };
  expect(parseAnswer(v01, "file")).toMatchObject({ choices: [{ turns: ["One."] }] });
  const v20 = (content: unknown) => ({
    uid: "u",
    ans_id: "a",
    model: "m",
    messages: [
      { role: "user", content: "Name one." },
      { role: "assistant", content },
    ],
  });
  for (const content of ["One.", { answer: "One." }]) {
    expect(parseAnswer(v20(content), "file")).toMatchObject({
      question_id: "u",
      answer_id: "a",
      model_id: "m",
      choices: [{ index: 0, turns: ["One."] }],
    });
  }
  expect(() => parseAnswer(v20(undefined), "file")).toThrow(/turns/);
  expect(detectImportFormat(v20("One."), {})).toBe("fastchat");
});

it("says what the first line lacks where no line is a question", () => {
  const bench = join(folder.path, "b");
  mkdirSync(bench);
  writeFileSync(join(bench, "questions.jsonl"), '{"question_id": 1, "text_of_it": "x"}\n');
  expect(() => readQuestions(openBenchmark(folder.path, "b"))).toThrow(
    /holds no question \(line 1: "turns" is missing/,
  );
});
