import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { UserError } from "../../jrank/core/errors.ts";
import { type ReadVotesOptions, readVotes } from "../../jrank/store/votes/read_votes.ts";
import { fieldNamer } from "../../jrank/store/votes/vote_fields.ts";
import { parseWinnerLabels, plainMeaning, verdictOf } from "../../jrank/store/votes/vote_labels.ts";
import { temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
let files = 0;
const fileWith = (content: string, ending = "csv"): string => {
  const file = join(folder.path, `${files++}.${ending}`);
  writeFileSync(file, content);
  return file;
};
const outcomes = async (file: string, options: ReadVotesOptions = {}): Promise<number[]> => [
  ...(await readVotes([file], options)).comparisons.outcome,
];
/** More than the 4 MB from which files are scanned. */
const large = (row: (k: number) => object): string =>
  Array.from({ length: 60_000 }, (_, k) => `${JSON.stringify(row(k))}\n`).join("");

describe("plain labels", () => {
  it.each([
    [
      1,
      "A",
      "a",
      "model_a",
      "Model A",
      "[[A]]",
      "left",
      "1",
      "Assistant 1",
      "A is better",
      "Ａ",
      "左",
    ],
    [2, "B", "model_b", "modelB", "right", "2", "response_b", "model b wins", "モデルB", "右"],
    [3, "tie", "Tie", "draw", "both_bad", "tie (bothbad)", "tie(all bad)", "Both Good", "引き分け"],
    ["error", "error", "inconsistent", "Invalid", "skipped"],
    [undefined, "C", "0", "3", "-1", "", "neither", "constructor", "ab", "1.5"],
  ] as [number | string | undefined, ...string[]][])("%s", (meaning, ...labels) => {
    expect(labels.map((label) => [label, plainMeaning(label)])).toEqual(
      labels.map((label) => [label, meaning]),
    );
  });

  it("the name of one of the two models is plain", () => {
    const models = { first: "gpt", second: "claude" };
    expect(verdictOf("winner", "gpt", models)).toBe(1);
    expect(verdictOf("winner", " claude ", models)).toBe(2);
    expect(() => verdictOf("winner", "gpt-4", models)).toThrow(/must be one of/);
  });

  it("a name that is also a label is refused, unless both say the same", () => {
    expect(verdictOf("winner", "A", { first: "A", second: "C" })).toBe(1);
    for (const models of [
      { first: "C", second: "A" },
      { first: "c", second: "a" },
    ]) {
      expect(() => verdictOf("winner", "A", models)).toThrow(UserError);
    }
    expect(() => verdictOf("winner", "tie", { first: "tie", second: "x" })).toThrow(
      /--winner-labels "tie=name", or "tie=tie"/,
    );
    const given = parseWinnerLabels("tie=name,A=1");
    expect(verdictOf("winner", "tie", { first: "x", second: "tie" }, given)).toBe(2);
    expect(verdictOf("winner", "A", { first: "C", second: "A" }, given)).toBe(1);
  });

  it("--winner-labels is read, or refused", () => {
    expect({ ...parseWinnerLabels("X=1, Y y =2,Z=tie,W=none,a=b=Draw") }).toEqual({
      X: 1,
      "Y y": 2,
      Z: 3,
      W: "error",
      "a=b": 3,
    });
    for (const text of ["", "X", "X=", "=1", "X=4", "X=1,,Y=2"]) {
      expect(parseWinnerLabels(text)).toBeUndefined();
    }
  });
});

describe("files", () => {
  it("letters, names and a mapped label", async () => {
    const file = fileWith(
      "question_id,model_a,model_b,winner\n1,x,y,A\n2,y,x,x\n3,y,x,C\n4,x,y,C\n",
    );
    expect(await outcomes(file, { labels: { C: 3 } })).toEqual([1, 2, 3, 3]);
    await expect(readVotes([file])).rejects.toThrow(/:4: "winner" must be .*"C" 2.*C=tie/s);
    const { leftOut, labelsLeftOut } = await readVotes([file], { skipUnknown: true });
    expect([leftOut, labelsLeftOut]).toMatchObject([
      { "an unknown verdict": 2 },
      { "an unknown verdict": { C: 2 } },
    ]);
  });

  it("spellings of heads, separators and decimal commas of spreadsheets", async () => {
    for (const text of [
      "Question ID;Model A;Model B;Winner\n1;x;y;Model A\n",
      "questionId\tmodelA\tmodelB\tVerdict\n1\tx\ty\tA\n",
      "質問ID,モデルA,モデルB,勝者\n1,x,y,左\n",
      "model_1,model_2,result,question_id\nx,y,model_1,1\n",
    ]) {
      const { comparisons } = await readVotes([fileWith(text)]);
      expect(comparisons).toMatchObject({ models: ["x", "y"], clusters: ["1"] });
      expect([...comparisons.outcome]).toEqual([1]);
    }
    expect(await outcomes(fileWith("first;second;score\nx;y;0,5\nx;y;1,0\n"))).toEqual([3, 1]);
    const alpaca = "generator_1;generator_2;preference\nx;y;1,5\n";
    expect(await outcomes(fileWith(alpaca))).toEqual([3]);
  });

  it("columns that flags name, or a suggestion where there is none", async () => {
    const text = "prompt,one,two,pick\np,x,y,two\n";
    const fields = { modelA: "one", modelB: "two", winner: "pick", question: "prompt" };
    const { comparisons } = await readVotes([fileWith(text)], { fields, labels: { two: 2 } });
    expect(comparisons).toMatchObject({ models: ["x", "y"], clusters: ["p"] });
    await expect(
      readVotes([fileWith(text)], { fields: { ...fields, question: "promt" } }),
    ).rejects.toThrow(/no column "promt".*prompt/s);
  });

  it("a name that a row has already is not taken by another spelling", () => {
    expect(fieldNamer()({ winner: "x", Winner: "y", other: 1 })).toEqual({
      winner: "x",
      Winner: "y",
      other: 1,
    });
  });
});

describe("scanned files say the same as parsed ones", () => {
  const text = large((k) => ({
    question_id: k % 50,
    model_a: `m${k % 5}`,
    model_b: `m${5 + (k % 3)}`,
    winner: ["A", `m${k % 5}`, `m${5 + (k % 3)}`, "tie", "inconsistent", "X"][k % 6],
    padding: "x".repeat(20),
  }));

  it("with names, letters and mapped labels", async () => {
    const options: ReadVotesOptions = { labels: { X: 2 } };
    const scanned = await readVotes([fileWith(text, "jsonl")], options);
    const parsed = await readVotes([fileWith(text, "jsonl")], { ...options, where: {} });
    expect(scanned.comparisons).toEqual(parsed.comparisons);
    expect(scanned.labelsLeftOut).toEqual({ "no verdict": { inconsistent: 10_000 } });
    expect(scanned.labelsLeftOut).toEqual(parsed.labelsLeftOut);
  });

  it("and refuse the same ambiguous name", async () => {
    const row = { question_id: 1, model_a: "A", model_b: "m", winner: "B" };
    const last = `${JSON.stringify({ ...row, model_a: "m", model_b: "A", winner: "A" })}\n`;
    const file = fileWith(large(() => ({ ...row, padding: "x".repeat(40) })) + last, "jsonl");
    await expect(readVotes([file])).rejects.toThrow(/:60001: .*A=name/);
  });

  it("with columns that flags name", async () => {
    const named = text.replaceAll('"question_id"', '"q"').replaceAll('"inconsistent"', '"tie"');
    const { comparisons } = await readVotes([fileWith(named, "jsonl")], {
      labels: { X: 2 },
      fields: { question: "q" },
    });
    expect([comparisons.clusters.length, comparisons.first.length]).toEqual([50, 60_000]);
  });
});
