import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  describeProblem,
  type FileProblem,
  readJsonl,
  readJsonlIfPresent,
} from "../../jrank/store/files/jsonl.ts";
import { parsePairJudgment } from "../../jrank/store/files/records.ts";
import { temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
let files = 0;

function fileWith(content: string): string {
  const file = join(folder.path, `${files++}.jsonl`);
  writeFileSync(file, content);
  return file;
}

const asIs = (value: unknown): unknown => value;

describe("a judgment's turn", () => {
  const row = { question_id: 1, model1_id: "a", model2_id: "b", winner: 1, judge: ["j", "p"] };

  it("is a whole number from 1, and 1 where the row says none", () => {
    expect(parsePairJudgment(row).turn).toBe(1);
    expect(parsePairJudgment({ ...row, turn: 2 }).turn).toBe(2);
    for (const turn of [0, -1, 1.5, "2", "two"]) {
      expect(() => parsePairJudgment({ ...row, turn })).toThrow(/turn.*a whole number from 1/);
    }
  });
});

describe("reading", () => {
  it("takes whole lines, CRLF, a byte order mark, blank lines and a last line without newline", () => {
    const file = fileWith('\ufeff{"a":1}\r\n\n{"a":2}\n{"a":3}');
    expect(readJsonl(file, asIs)).toEqual({ rows: [{ a: 1 }, { a: 2 }, { a: 3 }], problems: [] });
  });

  it("reports bad lines with their numbers and a torn last line as such", () => {
    const { rows, problems } = readJsonl(fileWith('{"a":1}\nnonsense\n{"a":2}\n{"a":'), asIs);
    expect(rows).toEqual([{ a: 1 }, { a: 2 }]);
    expect(problems.map(({ line }) => line)).toEqual([2, 4]);
    expect(String(problems[1]?.message)).toContain("torn");
    expect(String(describeProblem(problems[0] as FileProblem))).toMatch(/\.jsonl:2: /);
  });

  it("takes lines longer than what is read at once", () => {
    // 4 MiB are read at once: one line begins in a part and ends three parts later.
    const long = { text: "a".repeat(3 << 22) };
    const file = fileWith(`{"a":1}\n${JSON.stringify(long)}\n{"a":2}\n`);
    expect(readJsonl(file, asIs)).toEqual({ rows: [{ a: 1 }, long, { a: 2 }], problems: [] });
  });

  it("takes an empty file, and an absent one only where it may be absent", () => {
    expect(readJsonl(fileWith(""), asIs).rows).toEqual([]);
    const absent = join(folder.path, "absent.jsonl");
    expect(readJsonlIfPresent(absent, asIs).rows).toEqual([]);
    expect(() => readJsonl(absent, asIs)).toThrow(/cannot read .*absent/);
  });
});
