import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import type { UserError } from "../../jrank/core/errors.ts";
import { type ReadVotesOptions, readVotes } from "../../jrank/store/votes/read_votes.ts";
import { readRows } from "../../jrank/store/votes/row_source.ts";
import {
  numberAt,
  scanFields,
  scanShape,
  shapeOf,
  spansFor,
} from "../../jrank/store/votes/vote_scanner.ts";
import { inLanguage } from "../../jrank/words/language.ts";
import { temporaryFolder } from "../support/command.ts";
import { describeShared, sharedPath } from "../support/shared.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
let files = 0;

function fileWith(content: string | Buffer, ending = "jsonl"): string {
  const file = join(folder.path, `${files++}.${ending}`);
  writeFileSync(file, content);
  return file;
}

const jsonl = (...rows: object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

/** Games as "first-second outcome", with the weight where it is not 1. */
async function games(file: string, options: ReadVotesOptions = {}): Promise<string[]> {
  const { comparisons: c } = await readVotes([file], options);
  return Array.from(c.first, (i, k) => {
    const weight = c.weight?.[k] ?? 1;
    return `${c.models[i]}-${c.models[c.second[k]]} ${c.outcome[k]}${weight === 1 ? "" : ` x${weight}`}`;
  });
}

describe("formats", () => {
  it("our own rows, in JSONL, JSON, CSV and gzip alike", async () => {
    const rows = [
      { question_id: "q", model1_id: "a", model2_id: "b", winner: 1 },
      { question_id: "q", model1_id: "b", model2_id: "a", winner: 3 },
    ];
    const csv = "question_id,model1_id,model2_id,winner\nq,a,b,1\nq,b,a,3\n";
    const expected = ["a-b 1", "b-a 3"];
    expect(await games(fileWith(jsonl(...rows)))).toEqual(expected);
    expect(await games(fileWith(JSON.stringify(rows), "json"))).toEqual(expected);
    expect(await games(fileWith(csv, "csv"))).toEqual(expected);
    expect(await games(fileWith(gzipSync(jsonl(...rows)), "jsonl.gz"))).toEqual(expected);
  });

  it("LLM Judge's pairs: both games, or a tie unless they agree", async () => {
    const row = { question_id: 1, model_1: "a", model_2: "b", g1_winner: "model_1" };
    const file = fileWith(
      jsonl(
        { ...row, g2_winner: "model_1" },
        { ...row, g2_winner: "model_2" },
        { ...row, g2_winner: "error" },
      ),
    );
    expect(await games(file)).toEqual(["a-b 1", "b-a 2", "a-b 1", "b-a 1", "a-b 1"]);
    expect(await games(file, { games: "consistent" })).toEqual(["a-b 1", "a-b 3"]);
  });

  it("rows of several formats in one file, as where pairs were added to LLM Judge's own", async () => {
    const file = fileWith(
      jsonl(
        { question_id: 1, model_1: "a", model_2: "b", g1_winner: "model_1" },
        { question_id: 1, model1_id: "b", model2_id: "a", winner: 1 },
        { question_id: 2, model_1: "a", model_2: "b", g1_winner: "tie", g2_winner: "model_2" },
      ),
    );
    expect(await games(file)).toEqual(["a-b 1", "b-a 1", "a-b 3", "b-a 1"]);
  });

  it("arena votes, and Kaggle's columns", async () => {
    const vote = (winner: string) => ({ model_a: "a", model_b: "b", winner });
    const labels = ["model_a", "model_b", "tie", "tie (bothbad)", "tie (inconsistent)", "both_bad"];
    expect(await games(fileWith(jsonl(...labels.map(vote))))).toEqual(
      [1, 2, 3, 3, 3, 3].map((outcome) => `a-b ${outcome}`),
    );
    const kaggle =
      "model_a,model_b,winner_model_a,winner_model_b,winner_tie\na,b,0,1,0\na,b,0,0,1\n";
    expect(await games(fileWith(kaggle, "csv"))).toEqual(["a-b 2", "a-b 3"]);
  });

  it("Arena-Hard's games, a strong preference three times, the baseline told", async () => {
    const file = fileWith(
      jsonl({
        question_id: "q",
        model: "m",
        judge: "j",
        games: [{ score: "B>>A" }, { score: "A=B" }],
      }),
    );
    expect(await games(file, { baseline: "base" })).toEqual(["base-m 2 x3", "m-base 3"]);
    await expect(readVotes([file])).rejects.toThrow("--baseline-model");
    const second = { uid: "u", model: "m", baseline: "o3", judge: "j", games: [] };
    const played = [{ score: "A>B" }, { score: null }];
    const read = await readVotes([fileWith(jsonl({ ...second, games: played }, second))]);
    expect(read.comparisons).toMatchObject({ models: ["m", "o3"], clusters: ["u"] });
    expect(read.leftOut).toEqual({ "no verdict": 2 });
  });

  it("AlpacaEval's preferences, those between as shares", async () => {
    const row = (preference: number) => ({ generator_1: "a", generator_2: "b", preference });
    expect(await games(fileWith(jsonl(row(1), row(2), row(1.5), row(1.25))))).toEqual([
      ...["a-b 1", "a-b 2", "a-b 3"],
      ...["a-b 1 x0.75", "a-b 2 x0.25"],
    ]);
    const named = { ...row(1), instruction: "Say hello.", annotator: "gpt-4" };
    const { comparisons, judges } = await readVotes([fileWith(jsonl(named))]);
    expect([comparisons.clusters, judges]).toEqual([["Say hello."], ["gpt-4"]]);
  });

  it("sides, scores and counts, as one GROUP BY gives them", async () => {
    expect(await games(fileWith("left,right,winner\na,b,left\na,b,tie\n", "csv"))).toEqual([
      "a-b 1",
      "a-b 3",
    ]);
    expect(await games(fileWith("first,second,score,count\na,b,1,3\na,b,0.5,2\n", "csv"))).toEqual([
      "a-b 1 x3",
      "a-b 3 x2",
    ]);
    expect(
      await games(fileWith("model_a,model_b,winner,count\na,b,model_b,7\na,b,tie,0\n", "csv")),
    ).toEqual(["a-b 2 x7"]);
    expect(
      await games(fileWith("model_a,model_b,a_wins,b_wins,ties,both_bad\na,b,5,4,3,2\n", "csv")),
    ).toEqual(["a-b 1 x5", "a-b 2 x4", "a-b 3 x5"]);
  });

  it("a table without quotes is split as the CSV library reads it", async () => {
    const rowsOf = async (text: string) => {
      const { rows } = await readRows(fileWith(text, "csv"));
      return Array.from(rows, ({ row, line }) => ({ row: { ...row }, line }));
    };
    for (const [table, delimiter] of [
      ["model_a,model_b,winner,count\na, b\t,tie,2\n\u3000b,,a,\n", ","],
      ["model_a\tmodel_b\twinner\r\na\t\tb\r\n\t\t\r\n \tb\ttie", "\t"],
      ["sep=;\nmodel_a;model_b\na;b", ";"],
      // What more than splitting needs.
      ["model_a,model_b\n\na,b\n\n", ","],
      ["model_a,model_b\r\na,b\nc\r\n", ","],
      ["model_a,model_b\ra,b\r", ","],
    ] as const) {
      const records = parse(table.replace(/^sep=.\n/, ""), {
        columns: true,
        delimiter,
        skip_empty_lines: true,
        trim: true,
        info: true,
      }) as unknown as { record: object; info: { lines: number } }[];
      const before = table.startsWith("sep") ? 1 : 0;
      expect(await rowsOf(table)).toEqual(
        records.map(({ record, info }) => ({ row: record, line: info.lines + before })),
      );
    }
    for (const table of ["a,b\n1,2\n1\n", "a,b\n1,2\n1,2,3\n", "a,b\r\n1,2\n1,2\r\n"]) {
      await expect(rowsOf(table)).rejects.toThrow(/neither JSON nor CSV: .*length/);
    }
  });

  /** A Parquet file of what a query gives. */
  async function parquet(query: string): Promise<string> {
    const { DuckDBInstance } = await import("@duckdb/node-api");
    const file = join(folder.path, `${files++}.parquet`);
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run(`COPY (${query}) TO '${file}' (FORMAT parquet)`);
    connection.closeSync();
    instance.closeSync();
    return file;
  }

  it("Parquet through DuckDB", async () => {
    const file = await parquet(
      "SELECT 'a' AS model_a, 'b' AS model_b, 'model_a' AS winner, 3 AS count",
    );
    expect(await games(file)).toEqual(["a-b 1 x3"]);
  });

  it("Parquet of more rows than DuckDB gives at once, in their order", async () => {
    const file = await parquet(
      "SELECT 'q' || i AS question_id, 'm' || i % 3 AS model_a, 'x' AS model_b, 'A' AS winner FROM range(5000) t(i)",
    );
    const { rows } = await readRows(file);
    const all = [...rows];
    expect(all).toHaveLength(5000);
    expect(all[4999]).toEqual({
      row: { question_id: "q4999", model_a: "m1", model_b: "x", winner: "A" },
      line: 5000,
    });
  });

  it("Parquet of an arena, counted by DuckDB: what is left out counts as often as it stands there", async () => {
    const votes = `SELECT if(i % 2 = 0, 'a', 'b') AS "Model A", if(i % 5 = 0, 'c', 'd') AS model_b,
      ['model_a', 'model_b', 'tie', 'error', 'what'][1 + i % 5] AS winner, 1e9 + i AS tstamp, i AS "odd "" name"
      FROM range(1000) AS t(i)`;
    const counted = await parquet(votes);
    const read = await readVotes([counted], { skipUnknown: true });
    const { comparisons, leftOut, labelsLeftOut, newest } = read;
    expect(await games(counted, { skipUnknown: true })).toHaveLength(6);
    expect((await games(counted, { skipUnknown: true })).sort()).toEqual(
      ["a-c 1", "a-d 2", "a-d 3", "b-c 1", "b-d 2", "b-d 3"].map((game) => `${game} x100`),
    );
    expect(comparisons.models).toEqual(["a", "b", "c", "d"]);
    expect(leftOut).toEqual({ "no verdict": 200, "an unknown verdict": 200 });
    expect(labelsLeftOut).toMatchObject({ "no verdict": { error: 200 } });
    expect(newest).toBe(1e9 + 999);
    await expect(readVotes([counted])).rejects.toThrow(/parquet:5: .*"what" 200/s);
    const ours = await parquet(
      "SELECT 'a' AS model1_id, 'b' AS model2_id, 1 + i % 3 AS winner, ['j', 'p'] AS judge FROM range(9) AS t(i)",
    );
    expect((await games(ours)).sort()).toEqual(["a-b 1 x3", "a-b 2 x3", "a-b 3 x3"]);
    expect((await readVotes([ours])).judges).toEqual(["j"]);
    // On questions every vote stays a row, since one that is repeated is told.
    const withQuestions = await parquet(`SELECT *, 'q' AS question_id FROM (${votes})`);
    const each = await readVotes([withQuestions], { skipUnknown: true });
    expect(each.comparisons.first).toHaveLength(600);
    expect(each.duplicates).toBe(594);
  });

  it("counts as databases name them", async () => {
    const csv = "model_a,model_b,wins_a,wins_b,ties\na,b,3,0,2\n";
    expect(await games(fileWith(csv, "csv"))).toEqual(["a-b 1 x3", "a-b 3 x2"]);
    for (const name of ["count", "count_star()", "count(*)", "COUNT(*)"]) {
      const grouped = `model_a,model_b,winner,${name}\na,b,model_b,7\n`;
      expect(await games(fileWith(grouped, "csv"))).toEqual(["a-b 2 x7"]);
    }
  });

  it("says which formats there are where none fits", async () => {
    const file = fileWith(jsonl({ winner: "a", loser: "b" }));
    const fault = await games(file).catch((error: UserError) => error);
    expect(String(fault)).toMatch(/fields winner, loser, which is no format known.*arena votes/s);
    const japanese = inLanguage((fault as UserError).said, "ja");
    expect(japanese).toMatch(/Arena の投票：model_a、model_b/);
    expect(japanese).not.toMatch(/[a-z]+ [a-z]+ [a-z]+ [a-z]+/);
  });
});

describe("hygiene", () => {
  const row = (more: object) => ({
    question_id: "q",
    model1_id: "a",
    model2_id: "b",
    winner: 1,
    ...more,
  });

  it("counts what it leaves out by reason, and takes only what is asked for", async () => {
    const file = fileWith(
      jsonl(
        row({}),
        row({ winner: "error" }),
        row({ model2_id: "a" }),
        row({ model2_id: "c" }),
        row({ question_id: "gone" }),
        row({ category: "math", judge: ["other", "p"], winner: 2 }),
      ),
    );
    const { leftOut } = await readVotes([file], {
      models: new Set(["a", "b"]),
      questions: new Set(["q"]),
    });
    expect(leftOut).toEqual({
      "no verdict": 1,
      "a model against itself": 1,
      "a model that is not listed": 1,
      "a question that is not in the benchmark": 1,
    });
    expect(await games(file, { where: { category: "math" } })).toEqual(["a-b 2"]);
    expect(await games(file, { judge: "other" })).toEqual(["a-b 2"]);
  });

  it("stops at an unknown verdict with its line, or skips and counts it", async () => {
    const file = fileWith(jsonl(row({}), row({ winner: "tie" })));
    await expect(readVotes([file])).rejects.toThrow(/jsonl:2: .*got "tie"/);
    const { leftOut } = await readVotes([file], { skipUnknown: true });
    expect(leftOut).toEqual({ "an unknown verdict": 1 });
  });

  it.each([
    ["the name of a property of every object", row({ winner: "constructor" })],
    ["the same by another spelling", row({ winner: "__proto__" })],
    ["no score", { first: "a", second: "b", score: null }],
    ["an empty score", { first: "a", second: "b", score: "" }],
    ["no winner", { model_a: "a", model_b: "b", winner: null }],
  ])("takes no verdict from %s", async (_, given) => {
    await expect(readVotes([fileWith(jsonl(given))])).rejects.toThrow(/must be one of/);
    const many = jsonl(...Array<object>(100_000).fill(row({})), given);
    await expect(readVotes([fileWith(many)])).rejects.toThrow(/100001: .* must be one of/);
  });

  it("says when gzip is not whole", async () => {
    const zipped = gzipSync(jsonl(row({}), row({ winner: 2 })));
    const file = fileWith(zipped.subarray(0, zipped.length - 12), "gz");
    await expect(readVotes([file])).rejects.toThrow(/not whole gzip/);
  });

  it("an empty count is no count", async () => {
    const file = fileWith("model_a,model_b,winner,count\na,b,tie,\na,b,tie,2\n", "csv");
    const { problems, comparisons } = await readVotes([file]);
    expect(problems).toMatchObject([{ line: 2 }]);
    expect(String(problems[0]?.message)).toContain(`"count"`);
    expect(comparisons.first).toHaveLength(1);
  });

  it("reports exact duplicates, on the same question and by the same judge only", async () => {
    const file = fileWith(
      jsonl(row({}), row({}), row({ turn: 2 }), row({ judge: ["j", "p"] }), row({})),
    );
    expect((await readVotes([file])).duplicates).toBe(2);
    expect(await games(file, { duplicates: "first" })).toHaveLength(3);
    // A judge that was asked twice and said another thing has said two things.
    const verdicts = fileWith(jsonl(row({ winner: 1 }), row({ winner: 2 }), row({ winner: 3 })));
    expect((await readVotes([verdicts])).duplicates).toBe(0);
    const orders = fileWith(
      jsonl(
        ...["ab", "ba", "ac", "cb"].map(([model1_id, model2_id]) => row({ model1_id, model2_id })),
      ),
    );
    expect((await readVotes([orders])).duplicates).toBe(0);
    // Without questions, equal votes are votes of different people.
    const votes = fileWith(jsonl(...Array(3).fill({ model_a: "a", model_b: "b", winner: "tie" })));
    expect((await readVotes([votes])).duplicates).toBe(0);
  });

  it("reads several files of several formats together", async () => {
    const one = fileWith(jsonl(row({})));
    const other = fileWith("left,right,winner\nb,c,right\n", "csv");
    const { comparisons, formats } = await readVotes([one, other]);
    expect(comparisons.models).toEqual(["a", "b", "c"]);
    expect(formats).toEqual(["jrank", "left-right"]);
  });
});

describe("questions of many rows", () => {
  /** 110,000 rows in which a question comes again after so many others, as a round over all of them. */
  const rowsOn = (questions: number): string =>
    Array.from({ length: 110_000 }, (_, k) => {
      const question = `q${k % questions}`;
      return `{"question_id":"${question}","model1_id":"a","model2_id":"b","winner":${1 + (k % 3)}}\n`;
    }).join("");

  it("are kept where rows share them, however late", async () => {
    const { comparisons, duplicates } = await readVotes([fileWith(rowsOn(90_000))]);
    expect(comparisons.clusters).toHaveLength(90_000);
    expect(comparisons.cluster?.[100_000]).toBe(comparisons.cluster?.[10_000]);
    // 90,000 is divisible by three: what comes again has the same verdict.
    expect(duplicates).toBe(20_000);
  });

  it("are left out where none is shared, or a few: a design effect below 1.02", async () => {
    for (const [questions, isKept] of [
      [110_000, false],
      [109_000, false],
      [108_000, true],
    ] as const) {
      const { comparisons } = await readVotes([fileWith(rowsOn(questions))]);
      expect(comparisons.cluster !== undefined, String(questions)).toBe(isKept);
    }
  });
});

describe("scanning", () => {
  const wanted = ["model_a", "winner"].map((name) => new TextEncoder().encode(name));
  const scan = (line: string): (string | undefined)[] | undefined => {
    const bytes = new TextEncoder().encode(line);
    const spans = spansFor(wanted);
    if (!scanFields(bytes, 0, bytes.length, wanted, spans)) return undefined;
    return spans.map(({ start, end }) =>
      start === -1 ? undefined : new TextDecoder().decode(bytes.subarray(start, end)),
    );
  };

  it("finds what JSON.parse finds, or gives up", () => {
    const key = fc.oneof(fc.constantFrom("model_a", "winner"), fc.string());
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue()), fc.nat(3), (value, indent) => {
        const line = JSON.stringify(value, null, indent).replaceAll("\n", " ");
        const found = scan(line);
        if (!found) return;
        ["model_a", "winner"].forEach((field, f) => {
          const raw = found[f];
          const parsed = (value as Record<string, unknown>)[field];
          if (raw === undefined) expect(field in value).toBe(false);
          else if (typeof parsed === "string") expect(raw).toBe(parsed);
          else expect(JSON.parse(raw)).toEqual(JSON.parse(JSON.stringify(parsed)));
        });
      }),
      { numRuns: 500 },
    );
  });

  it("finds on lines of a known shape what it finds on any, or gives up", () => {
    const encode = (text: string) => new TextEncoder().encode(text);
    const value = fc.oneof(
      fc.constantFrom("a", "日本", 'q"', "\\", "", 1, -2.5, null, true, ["j", "p"], { a: "}" }),
      fc.string(),
    );
    const row = fc.tuple(value, value, value, value);
    let known = 0;
    fc.assert(
      fc.property(row, row, fc.nat(3), fc.nat(), fc.nat(400), (before, now, indent, at, byte) => {
        const lineOf = ([model_a, text, winner, more]: unknown[]) =>
          encode(
            JSON.stringify({ model_a, text, winner, more }, null, indent).replaceAll("\n", " "),
          );
        const [learnt, line] = [lineOf(before), lineOf(now)];
        // A byte of another line now and then; what lies behind the line is another's.
        if (byte < 256) line[at % line.length] = byte;
        const bytes = Uint8Array.from([...line, ...encode('"}')]);
        const borders: number[] = [];
        const spans = spansFor(wanted);
        if (!scanFields(learnt, 0, learnt.length, wanted, spans, borders)) return;
        const shape = shapeOf(learnt, 0, learnt.length, borders);
        if (!scanShape(bytes, 0, line.length, shape, spans)) return;
        known++;
        const wished = spansFor(wanted);
        expect(scanFields(bytes, 0, line.length, wanted, wished)).toBe(true);
        expect(spans).toEqual(wished);
      }),
      { numRuns: 2000, seed: 1 },
    );
    expect(known).toBeGreaterThan(400);
  });

  it.each([
    '{"model_a": "a\\"b"}',
    '{"model_a": "a", "model_a": "b"}',
    '["model_a"]',
    '{"model_a": "a"',
    '{"model_a": "a"} trailing',
    "nonsense",
  ])("gives up on %s", (line) => expect(scan(line)).toBe(undefined));

  it("finds the end of long texts full of quotes and backslashes", () => {
    for (let length = 50; length < 80; length++) {
      for (const odd of ['"', "\\", '\\"', '"\\\\', '","winner":9,"']) {
        const text = `${"x".repeat(length)}${odd}${"y".repeat(30)}${odd}`;
        expect(scan(JSON.stringify({ text, model_a: "a", more: text, winner: 1 }))).toEqual([
          "a",
          "1",
        ]);
      }
    }
  });

  it("reads numbers as JSON.parse does, and nothing else as a number", () => {
    const read = (text: string): number => {
      const bytes = new TextEncoder().encode(`:${text},`);
      return numberAt(bytes, 1, bytes.length - 1);
    };
    const quoted = new TextEncoder().encode('"12"');
    expect(numberAt(quoted, 1, 3)).toBe(Number.NaN);
    for (const text of ["null", "true", "[]x", "{}"]) expect(read(text)).toBe(Number.NaN);
    for (const text of ["1.7e9", "-3", "1690000000.1234567891", "12345678901234567890"]) {
      expect(read(text)).toBe(JSON.parse(text));
    }
    const time = fc.double({ min: 0, max: 4e9, noNaN: true, noDefaultInfinity: true });
    fc.assert(fc.property(time, (value) => Object.is(read(JSON.stringify(value)), value)));
  });

  it("gives the same columns as parsing does", async () => {
    const rows = Array.from({ length: 60_000 }, (_, k) => ({
      question_id: `q${k % 97}`,
      model1_id: `m${k % 7}`,
      model2_id: `m${(k * 5 + 1) % 11}`,
      winner: k % 19 === 0 ? "error" : 1 + (k % 3),
      judge: ["j", "p"],
      turn: 1 + (k % 2),
      ...(k % 1000 === 0 && { model2_id: 'odd "name"' }),
      ...(k % 5 > 0 && { tstamp: 1_690_000_000.5 + ((k * 7919) % 60_000) / 1000 }),
    }));
    const text = jsonl(...rows);
    const scanned = await readVotes([fileWith(`${text}broken\n`)]);
    const parsed = await readVotes([fileWith(gzipSync(text), "gz")]);
    expect(scanned.comparisons).toEqual(parsed.comparisons);
    expect(scanned.leftOut).toEqual(parsed.leftOut);
    const counted = rows.filter((row) => row.winner !== "error" && row.model1_id !== row.model2_id);
    const different = counted.map(({ tstamp: _, ...row }) => JSON.stringify(row));
    expect(scanned.duplicates).toBe(counted.length - new Set(different).size);
    expect(scanned.duplicates).toBe(parsed.duplicates);
    expect(scanned.newest).toBe(parsed.newest);
    expect(scanned.newest).toBeGreaterThan(1_690_000_050);
    expect(scanned.problems).toMatchObject([{ line: 60_001 }]);
  });

  it("knows only the models that have a game left, as parsing does", async () => {
    const rows = Array.from({ length: 60_000 }, (_, k) => ({
      question_id: `q${k % 9}`,
      model1_id: `m${k % 7}`,
      model2_id: `m${(k + 1) % 7}`,
      winner: 1 + (k % 3),
      judge: ["j", "p"],
      turn: 1,
    }));
    const alone = { ...rows[0], model1_id: "alone", model2_id: "alone", question_id: "nobody's" };
    const text = jsonl(alone, ...rows);
    const options = { models: new Set(["m1", "m2", "m3"]) };
    const scanned = await readVotes([fileWith(text)], options);
    expect(scanned.comparisons.models).toEqual(["m1", "m2", "m3"]);
    const parsed = await readVotes([fileWith(gzipSync(text), "gz")], options);
    expect(scanned.comparisons).toEqual(parsed.comparisons);
    expect(scanned.leftOut).toEqual(parsed.leftOut);
  });
});

describeShared("real files", () => {
  it.each([
    ["rakuda_v1/judgments.jsonl", "jrank", 1174],
    ["jp_bench/converted/judgments.jsonl", "jrank", 960],
    ["evalica_small/food.csv", "left-right", 30],
    ["classic_small/springall.csv", "scores", 62],
  ] as const)("%s is read as %s", async (path, format, rows) => {
    const read = await readVotes([sharedPath(`data/${path}`)]);
    expect(read.formats).toEqual([format]);
    expect(read.problems).toEqual([]);
    if (path !== "classic_small/springall.csv") expect(read.comparisons.first).toHaveLength(rows);
  });

  it("jp-bench's own pairs are the converted games", async () => {
    const pairs = ["cyberagent--calm2-7b-chat_openai--text-davinci-003"].map((name) =>
      sharedPath(`data/jp_bench/model_judgment/pairwise/gpt-4/pairwise__${name}.jsonl`),
    );
    const { comparisons, formats } = await readVotes(pairs);
    expect(formats).toEqual(["fastchat"]);
    expect(comparisons.first).toHaveLength(160);
  });
});

it("tells a line of JSON that is no object by its line, also where it is the first", async () => {
  const file = join(folder.path, "null_first.jsonl");
  const vote = '{"question_id":1,"model1_id":"a","model2_id":"b","winner":1}';
  writeFileSync(file, `null\n${vote}\n${vote.replace('"winner":1', '"winner":2')}\n`);
  const { problems, comparisons } = await readVotes([file]);
  expect(comparisons.first).toHaveLength(2);
  expect(problems.map(({ line, message }) => [line, String(message)])).toEqual([
    [1, expect.stringContaining("not a JSON object; the line was left out")],
  ]);
});
