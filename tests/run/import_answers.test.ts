import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCommandLine, temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const bench = join(folder.path, "b");
const stored = join(bench, "answers/m%2F1.jsonl");

beforeAll(() => {
  mkdirSync(bench);
  const questions = [1, 2, 3].map((id) => ({
    question_id: id,
    category: "c",
    turns: [`質問${id}は何ですか。`],
  }));
  writeFileSync(join(bench, "questions.jsonl"), lines(questions));
});

const lines = (rows: unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

function take(rows: unknown[], ...flags: string[]) {
  const file = join(folder.path, "made.jsonl");
  writeFileSync(file, lines(rows));
  const common = ["--data-dir", folder.path, "--bench-name", "b", "--input-file", file];
  return runCommandLine("import_answers", [...common, ...flags]);
}

const saidIn = (file: string): string[] =>
  readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).choices[0].turns[0]);

it("adds what is missing, keeps what is stored, and replaces only when told to", async () => {
  const row = (id: number, answer: string) => ({ question_id: id, answer, model: "m/1" });
  const dry = await take([row(2, "答えは二です。")], "--dry-run");
  expect([dry.code, existsSync(stored)]).toEqual([0, false]);
  expect(dry.stdout).toContain("m/1: 1 answer to add; 2 questions still without an answer");

  expect((await take([row(2, "答えは二です。")])).stdout).toContain("m/1: 1 answer added");
  const more = await take([row(2, "答えは別です。"), row(1, "答えは一です。")]);
  expect(more.code).toBe(0);
  expect(more.stdout).toContain("1 question had other answers already, which are kept (--replace");
  // In the order of the questions.
  expect(saidIn(stored)).toEqual(["答えは一です。", "答えは二です。"]);

  const replaced = await take([row(2, "答えは別です。"), row(1, "答えは一です。")], "--replace");
  expect(replaced.stdout).toContain("1 are there already; 1 replaced");
  expect(saidIn(stored)).toEqual(["答えは一です。", "答えは別です。"]);
  expect(saidIn(`${stored}.old`)).toEqual(["答えは一です。", "答えは二です。"]);
});

it("takes the good rows and fails for the others; --strict fails for odd answers", async () => {
  const rows = [
    { question_id: 3, answer: "<|im_end|> 質問3は何ですか。", model: "odd" },
    { question_id: 4, answer: "x", model: "odd" },
  ];
  const { code, stdout, stderr } = await take(rows);
  expect(code).toBe(1);
  expect(stdout).toContain("odd: 1 answer added");
  expect(stderr).toMatch(/made\.jsonl:2: the benchmark has no question "4"/);
  expect(stderr).toContain("1 row could not be used");
  expect(stderr).toMatch(/Worth a look.*odd: 1 of 1 answers contain pieces of a chat template/s);
  const strict = await take(rows.slice(0, 1), "--strict");
  expect([strict.code, strict.stderr]).toEqual([1, expect.stringContaining("have faults")]);
  const none = await take([{ question_id: 9, answer: "x", model: "nobody" }]);
  expect([none.code, none.stderr]).toEqual([1, expect.stringContaining("nothing was written")]);
});
