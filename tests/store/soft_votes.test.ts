import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readGames } from "../../jrank/store/votes/games_with_words.ts";
import { readPlayed } from "../../jrank/store/votes/played.ts";
import { readVotes } from "../../jrank/store/votes/read_votes.ts";

const folder = mkdtempSync(join(tmpdir(), "soft-votes-"));
afterAll(() => rmSync(folder, { recursive: true }));

const row = (k: number, more: object = {}) => ({
  question_id: k % 4,
  model1_id: k % 2 ? "a" : "b",
  model2_id: k % 2 ? "b" : "a",
  winner: 1,
  judge: ["j", "pair-en"],
  prompt: "",
  judgment: "{}",
  turn: 1,
  ...more,
});

function fileOf(name: string, rows: readonly object[]): string {
  const file = join(folder, name);
  writeFileSync(file, rows.map((one) => `${JSON.stringify(one)}\n`).join(""));
  return file;
}

describe("soft verdicts in files", () => {
  const soft = { soft_verdict: [0.2, 0.7, 0.1] };
  const mixed = [row(0), row(1, soft), row(2, { winner: 3 }), row(3, { winner: "error", ...soft })];

  it("count by their likeliest outcome, and keep their parts beside hard rows", async () => {
    const { comparisons, soft: many, leftOut } = await readVotes([fileOf("mixed.jsonl", mixed)]);
    expect([...comparisons.outcome]).toEqual([1, 2, 3]);
    expect([...(comparisons.shares ?? [])]).toEqual([1, 0, 0, 0.2, 0.7, 0.1, 0, 0, 1]);
    expect(many).toBe(1);
    expect(leftOut).toEqual({ "no verdict": 1 });
  });

  it("are read alike from files large enough to be scanned", async () => {
    const rows = Array.from({ length: 12 }, (_, k) => row(k, k % 3 === 0 ? {} : soft));
    // A file whose first line is short is looked at for scanning.
    const padded = rows.map((one, k) => ({ ...one, prompt: "x".repeat(k === 0 ? 0 : 400_000) }));
    const [small, large] = [fileOf("small.jsonl", rows), fileOf("large.jsonl", padded)];
    const [one, two] = await Promise.all([readVotes([small]), readVotes([large])]);
    expect(two.comparisons).toEqual(one.comparisons);
    expect(two.soft).toBe(8);
  });

  it("make two games of the same outcome no copies of each other", async () => {
    const rows = [row(1, soft), row(1, { soft_verdict: [0.1, 0.8, 0.1] }), row(1, soft)];
    const {
      comparisons,
      duplicates,
      soft: many,
    } = await readVotes([fileOf("twice.jsonl", rows)], { duplicates: "first" });
    expect(duplicates).toBe(1);
    expect(many).toBe(2);
    expect(comparisons.shares?.length).toBe(6);
  });

  it("are an error with the line where they are none", async () => {
    for (const bad of [[0.5, 0.4, 0.3], [0.5, 0.5], "half", [1.1, -0.1, 0], {}]) {
      const file = fileOf("bad.jsonl", [row(0), row(1, { soft_verdict: bad })]);
      await expect(readVotes([file])).rejects.toThrow(/bad\.jsonl:2: "soft_verdict" must be/);
      expect(() => readPlayed(file)).toThrow(/bad\.jsonl:2: "soft_verdict" must be/);
    }
  });

  it("come from CSV, too", async () => {
    const file = join(folder, "votes.csv");
    const lines = ["question_id,model1_id,model2_id,winner,soft_verdict"];
    lines.push(`1,a,b,1,"[0.2, 0.7, 0.1]"`, "2,a,b,1,");
    writeFileSync(file, `${lines.join("\n")}\n`);
    const { comparisons } = await readVotes([file]);
    expect([...(comparisons.shares ?? [])]).toEqual([0.2, 0.7, 0.1, 1, 0, 0]);
  });

  it("reach the page and the schedule", async () => {
    const file = fileOf("page.jsonl", mixed);
    const { games } = await readGames(file);
    expect(games.map(({ outcome, soft: parts }) => [outcome, parts])).toEqual([
      [1, undefined],
      [2, [0.2, 0.7, 0.1]],
      [3, undefined],
      ["error", undefined],
    ]);
    const { rows } = readPlayed(file);
    expect(rows[1].soft_verdict).toEqual([0.2, 0.7, 0.1]);
    expect(rows[0].verdict_kind).toBeUndefined();
  });
});
