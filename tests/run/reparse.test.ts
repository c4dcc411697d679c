import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import { describeShared, sharedPath } from "../support/shared.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const row = (winner: unknown, judgment: string) => ({
  ...{ question_id: "q", model1_id: "a", model2_id: "b", winner, judge: ["j", "pair-ja"] },
  ...{ judgment, turn: 1, kept: "as it is" },
});

function fileWith(name: string, rows: readonly object[]): string {
  const file = join(folder.path, name);
  writeFileSync(file, rows.map((one) => `${JSON.stringify(one)}\n`).join(""));
  return file;
}

const reparse = (...args: string[]) => runCommandLine("gen_judgment", ["--reparse", ...args]);
const read = (file: string) =>
  readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("reparse", () => {
  const rows = [
    row(2, "よって1です。\n\n1"),
    row(1, "説明。\n1"),
    row(2, "判断できません。"),
    row("error", "判断できません。\n\n[repair]\n3"),
  ];

  it("tells what changes and writes nothing unless asked to", async () => {
    const file = fileWith("rows.jsonl", rows);
    const before = readFileSync(file, "utf8");
    const { code, stdout } = await reparse("--input-file", file);
    expect(code).toBe(0);
    expect(stdout).toContain("4 judgments read again; 3 would change");
    expect(stdout).toContain('2 -> "error": 1');
    expect(stdout).toContain("Nothing was written");
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  it("writes elsewhere, or in place with the old file kept", async () => {
    const file = fileWith("written.jsonl", rows);
    const output = join(folder.path, "output.jsonl");
    await reparse("--input-file", file, "--output-file", output);
    expect(read(output).map(({ winner }) => winner)).toEqual([1, 1, "error", 3]);
    expect(read(output)[0].kept).toBe("as it is");
    expect(read(file)).toEqual(rows);
    await reparse("--input-file", file, "--write");
    expect(read(file)).toEqual(read(output));
    expect(read(`${file}.before-reparse`)).toEqual(rows);
  });

  it("reads grades by their own format, and a format that is named", async () => {
    const grade = { question_id: 1, model: "m", judge: ["j", "x"], score: 10, turn: 1 };
    const file = fileWith("grades.jsonl", [{ ...grade, judgment: "not [[10]]; Rating: [[3]]" }]);
    expect((await reparse("--input-file", file)).stdout).toContain("10 -> 3: 1");
    const letters = fileWith("letters.jsonl", [row(1, "[[A]] at first, but [[B]]")]);
    const { stdout } = await reparse("--input-file", letters, "--output-format", "[[A]]");
    expect(stdout).toContain("1 -> 2: 1");
  });
});

describeShared("reparse of the Rakuda v1 reviews", () => {
  it("moves GPT-4 up by about 230 points, as correcting the misreads by hand does", async () => {
    const judgments = sharedPath("data/rakuda_v1/judgments.jsonl");
    const { stdout } = await reparse("--input-file", judgments, "--output-format", "last");
    const [, was, is] = /gpt-4:20230713\s+(\d+)\s+(\d+)/.exec(stdout) ?? [];
    expect(Number(was)).toBe(1528);
    expect(Math.abs(Number(is) - 1528 - 230)).toBeLessThan(10);
  });
});
