import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findTemplate } from "../../jrank/backend/local/speaker.ts";
import { readJudgePrompts } from "../../jrank/run/judging/asking/judge_prompts.ts";
import { readPrices } from "../../jrank/store/config/prices_file.ts";
import { readConfig } from "../../jrank/store/config/read_config.ts";
import { openAppender } from "../../jrank/store/files/appender.ts";
import { eachLine } from "../../jrank/store/files/byte_lines.ts";
import { readJsonl } from "../../jrank/store/files/jsonl.ts";
import { readPlayed } from "../../jrank/store/votes/played.ts";
import { readVotes } from "../../jrank/store/votes/read_votes.ts";
import { readRows } from "../../jrank/store/votes/row_source.ts";
import { temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
let files = 0;
function fileWith(content: string | Buffer, ending = "jsonl"): string {
  const file = join(folder.path, `${files++}.${ending}`);
  writeFileSync(file, content);
  return file;
}
const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, "utf16le");
/** "富士山です。" in CP932, by iconv. */
const FUJI = Buffer.from("95788e6d8e5282c582b78142", "hex");
const around = (before: string, after: string): Buffer =>
  Buffer.concat([Buffer.from(before), FUJI, Buffer.from(after)]);
const INVALID = Buffer.concat([around('{"a": "', ""), Buffer.from([0xff, 0x0a])]);

describe("lines", () => {
  const lines = (file: string): string[] => {
    const all: string[] = [];
    eachLine(file, (bytes, start, end) => all.push(bytes.toString("utf8", start, end)));
    return all;
  };

  it("of every encoding are the same", () => {
    const text = '{"a": "日本"}\n{"b": 1}\nend';
    const expected = text.split("\n");
    for (const content of [Buffer.from(text), Buffer.from(`\ufeff${text}`), utf16(text)]) {
      expect(lines(fileWith(content))).toEqual(expected);
    }
    expect(lines(fileWith(around("x\n", "\ny\n")))).toEqual(["x", "富士山です。", "y"]);
  });

  it("are told with their ends, the last without one as such, and the encoding before them", () => {
    const told = (content: string | Buffer): string => {
      const said: string[] = [];
      const note = (encoding: string): unknown => said.push(`(${encoding})`);
      try {
        eachLine(
          fileWith(content, "txt"),
          (bytes, start, end, last) =>
            said.push(
              `${bytes.toString("utf8", start, end).replace("\r", "CR")}${last ? "" : "$"}`,
            ),
          note,
        );
      } catch (error) {
        said.push(`! ${(error as Error).message.replace(/.*\.txt/, "")}`);
      }
      return said.join(" ");
    };
    const mark = Buffer.from([0xef, 0xbb, 0xbf]);
    const all = [
      ...["", "\n", "a", "a\n", "\n\na\n\n", "a\r\nb", "日本\n語"],
      ...[mark, mark.subarray(0, 2), Buffer.concat([mark, Buffer.from("\n")])],
      Buffer.concat([mark, mark, Buffer.from("a\n")]),
      ...[utf16("a\nb"), utf16("a\n"), utf16(""), Buffer.from("日\n語").subarray(0, 6)],
      ...[around("", ""), around("a\nb", ""), INVALID],
    ];
    expect(all.map(told)).toMatchInlineSnapshot(`
      [
        "",
        "$",
        "a",
        "a$",
        "$ $ a$ $",
        "aCR$ b",
        "日本$ 語",
        "",
        "�",
        "$",
        "﻿a$",
        "(utf-16le) a$ b",
        "(utf-16le) a$",
        "(utf-16le)",
        "日$ �",
        "(shift_jis) 富士山です。",
        "a$ (shift_jis) b富士山です。",
        "! :1: byte 8 of the file (0x95) is not UTF-8, and the file is neither UTF-16 nor Shift_JIS. Save it as UTF-8 (iconv -f <its encoding> -t UTF-8) and run the command again; nothing was stored.",
      ]
    `);
  });

  it("of Shift_JIS are found where the first chunk of four megabytes was ASCII", () => {
    const filler = `${"a".repeat(99)}\n`.repeat(50_000);
    const read = lines(fileWith(around(filler, "\n")));
    expect([read.length, read[49_999], read[50_000]]).toEqual([
      ...[50_001, "a".repeat(99), "富士山です。"],
    ]);
  });

  it("that are no text are refused with their line and byte, however late they come", () => {
    const filler = `${"é".repeat(49)}\n`.repeat(50_000);
    expect(() => lines(fileWith(Buffer.concat([Buffer.from(filler), FUJI])))).toThrow(
      /:50001: byte 4950001 of the file \(0x95\)/,
    );
  });

  it("torn within a character are given as they are", () => {
    const torn = Buffer.from('{"a": 1}\n{"a": "日').subarray(0, -1);
    const { rows, problems } = readJsonl(fileWith(torn), (row) => row);
    expect(rows).toEqual([{ a: 1 }]);
    expect(problems).toMatchObject([{ line: 2 }]);
    expect(String(problems[0]?.message)).toContain("torn");
  });
});

describe("every reader", () => {
  it("tables of votes and answers", async () => {
    const text = "question_id,model_a,model_b,winner\n1,富,士,model_a\n";
    const { comparisons } = await readVotes([fileWith(utf16(text), "csv")]);
    expect(comparisons.models).toEqual(["士", "富"]);
    const source = await readRows(fileWith(around("question_id,answer\r\n1,", "\r\n"), "csv"));
    expect([...source.rows]).toEqual([
      { row: { question_id: "1", answer: "富士山です。" }, line: 2 },
    ]);
    const bad = Buffer.concat([Buffer.from("question_id,answer\n1,"), Buffer.from([0xe9, 0x0a])]);
    await expect(readRows(fileWith(bad, "csv"))).rejects.toThrow(/csv:2: byte 22/);
  });

  it("configs, prices, prompts and templates", async () => {
    const config = {
      benchmark_name: "山",
      n: 1,
      models: { judge_models: [{ id: "j", path: "j" }] },
    };
    const read = await readConfig(fileWith(utf16(JSON.stringify(config)), "json"), {});
    expect(read.benchmark_name).toBe("山");
    const prices = '{"models": {"m": {"input": 1, "output": 2}}}';
    expect(readPrices(fileWith(utf16(prices), "json"))).toEqual({ m: { input: 1, output: 2 } });
    const prompt = around(
      '{"name": "p", "type": "single", "output_format": "[[rating]]", "prompt_template": "{question}{answer} ',
      '"}\n',
    );
    expect(readJudgePrompts(fileWith(prompt))[0]?.prompt_template).toContain("富士山です。");
    expect(findTemplate(fileWith(utf16("{{ messages }} 山"), "jinja"))).toMatchObject({
      source: "{{ messages }} 山",
    });
  });

  it("refuses what is no text, before a row is used", async () => {
    for (const act of [
      (file: string) => readJsonl(file, (row) => row),
      (file: string) => readPlayed(file),
      (file: string) => readJudgePrompts(file),
      (file: string) => readPrices(file),
      (file: string) => findTemplate(file),
    ]) {
      expect(() => act(fileWith(INVALID, "json"))).toThrow(/byte \d+ of the file/);
    }
    await expect(readVotes([fileWith(INVALID)])).rejects.toThrow(/byte \d+ of the file/);
    await expect(readConfig(fileWith(INVALID, "json"), {})).rejects.toThrow(/byte \d+ of the/);
  });

  it("NaN in a field that nobody reads loses no line", async () => {
    const row = '{"question_id": 1, "model1_id": "a", "model2_id": "b", "winner": 1, "turn": 1';
    const file = fileWith(`${row}, "judge": ["j", "p"], "cost": NaN, "t": -Infinity}\n`);
    expect(readPlayed(file)).toMatchObject({ rows: [{ model1_id: "a" }], problems: [] });
    expect((await readVotes([file])).comparisons.first.length).toBe(1);
  });
});

describe("appending", () => {
  it("to a file in another encoding is refused, and the file stays as it is", () => {
    for (const [content, name] of [
      [utf16('{"a": 1}\n'), "UTF-16LE"],
      [around('{"a": "', '"}'), "CP932"],
    ] as const) {
      const file = fileWith(content);
      expect(() => openAppender(file, () => {})).toThrow(`iconv -f ${name} -t UTF-8`);
      expect(readFileSync(file)).toEqual(content);
    }
  });

  it("completes a last line with NaN, which is whole", () => {
    const file = fileWith('{"a": NaN}');
    const appender = openAppender(file, () => {});
    appender.append({ b: 1 });
    appender.close();
    expect(readFileSync(file, "utf8")).toBe('{"a": NaN}\n{"b":1}\n');
  });
});

describe("tables of spreadsheets", () => {
  it("with semicolons, with tabs, and with a first line that names the separator", async () => {
    for (const text of [
      "id;text\n1;a, b\n",
      "id\ttext, or so\n1\ta, b\n",
      "sep=;\r\nid;text\r\n1;a, b\r\n",
    ]) {
      const [first] = [...(await readRows(fileWith(text, "csv"))).rows];
      expect(Object.values(first?.row ?? {})).toEqual(["1", "a, b"]);
    }
  });
});
