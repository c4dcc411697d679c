import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  describeProblem,
  type FileProblem,
  openAppender,
  readJsonl,
  readJsonlIfPresent,
} from "../../jrank/store/jsonl.ts";
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

describe("reading", () => {
  it("takes whole lines, CRLF, a byte order mark, blank lines and a last line without newline", () => {
    const file = fileWith('\ufeff{"a":1}\r\n\n{"a":2}\n{"a":3}');
    expect(readJsonl(file, asIs)).toEqual({ rows: [{ a: 1 }, { a: 2 }, { a: 3 }], problems: [] });
  });

  it("reports bad lines with their numbers and a torn last line as such", () => {
    const { rows, problems } = readJsonl(fileWith('{"a":1}\nnonsense\n{"a":2}\n{"a":'), asIs);
    expect(rows).toEqual([{ a: 1 }, { a: 2 }]);
    expect(problems.map(({ line }) => line)).toEqual([2, 4]);
    expect(problems[1]?.message).toContain("torn");
    expect(describeProblem(problems[0] as FileProblem)).toMatch(/\.jsonl:2: /);
  });

  it("takes an empty file, and an absent one only where it may be absent", () => {
    expect(readJsonl(fileWith(""), asIs).rows).toEqual([]);
    const absent = join(folder.path, "absent.jsonl");
    expect(readJsonlIfPresent(absent, asIs).rows).toEqual([]);
    expect(() => readJsonl(absent, asIs)).toThrow(/cannot read .*absent/);
  });
});

describe("appending", () => {
  const problems: FileProblem[] = [];
  const append = (file: string, ...rows: unknown[]): void => {
    const appender = openAppender(file, (problem) => problems.push(problem));
    for (const row of rows) appender.append(row);
    appender.close();
  };

  it("makes the folder, and adds whole lines", () => {
    const file = join(folder.path, "new/folder/rows.jsonl");
    append(file, { a: "日本語" }, { a: "line\nbreak" });
    append(file, { a: 3 });
    expect(readJsonl(file, asIs).rows).toEqual([{ a: "日本語" }, { a: "line\nbreak" }, { a: 3 }]);
  });

  it("trims a torn tail and says so; completes a whole line that lacks its newline", () => {
    const torn = fileWith(`{"a":1}\n{"a":"${"x".repeat(100_000)}`);
    append(torn, { a: 2 });
    expect(readFileSync(torn, "utf8")).toBe('{"a":1}\n{"a":2}\n');
    expect(problems.at(-1)?.message).toContain("torn");
    const open = fileWith('{"a":1}');
    append(open, { a: 2 });
    expect(readFileSync(open, "utf8")).toBe('{"a":1}\n{"a":2}\n');
  });

  it.skipIf(!existsSync("/dev/full"))("says that the disk is full", () => {
    const appender = openAppender("/dev/full", () => {});
    expect(() => appender.append({ a: 1 })).toThrow(/the disk is full.*is kept/);
  });

  it("says that a file cannot be written", () => {
    const file = fileWith("");
    expect(() => openAppender(join(file, "below.jsonl"), () => {})).toThrow(/cannot write/);
  });
});
