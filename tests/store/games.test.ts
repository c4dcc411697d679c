/** Games with the judge's words, in the formats that keep them. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readGames } from "../../jrank/store/votes/games_with_words.ts";
import { readVotes } from "../../jrank/store/votes/read_votes.ts";
import { temporaryFolder } from "../support/command.ts";
import { describeShared, sharedPath } from "../support/shared.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

function fileOf(rows: readonly unknown[]): string {
  const file = join(folder.path, "games.jsonl");
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  return file;
}

describe("readGames", () => {
  it("reads our rows, those without a verdict included", async () => {
    const row = {
      question_id: 7,
      model1_id: "a",
      model2_id: "b",
      judge: ["j", "pair"],
      turn: 2,
      judgment: "words",
      tstamp: 5,
    };
    const { games, problems } = await readGames(
      fileOf([{ ...row, winner: 2 }, { ...row, winner: "error" }, { some: "thing" }]),
    );
    const shared = { question: "7", first: "a", second: "b", turn: 2, text: "words", time: 5 };
    expect(games).toMatchObject([
      { ...shared, outcome: 2, prompt: "pair", judge: "j" },
      { ...shared, outcome: "error" },
    ]);
    expect(problems).toMatchObject([{ line: 3 }]);
  });

  it("gives each of LLM Judge's two games its own words and order", async () => {
    const { games } = await readGames(
      fileOf([
        {
          question_id: 1,
          model_1: "a",
          model_2: "b",
          judge: ["j", "pair-v2"],
          turn: 1,
          g1_winner: "model_1",
          g2_winner: "tie",
          g1_judgment: "a is better",
          g2_judgment: "a tie",
        },
      ]),
    );
    expect(games).toMatchObject([
      { first: "a", second: "b", outcome: 1, text: "a is better" },
      { first: "b", second: "a", outcome: 3, text: "a tie" },
    ]);
  });
});

describeShared("readGames of jp-bench", () => {
  it("has the games that rankings are made of, each with words", async () => {
    const file = sharedPath("data/jp_bench/converted/judgments.jsonl");
    const { games } = await readGames(file);
    const { comparisons } = await readVotes([file]);
    expect(games.map(({ outcome }) => outcome)).toEqual([...comparisons.outcome]);
    expect(games.every(({ text }) => /\[\[[ABC]\]\]/.test(text))).toBe(true);
  });
});
