import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Language } from "../../jrank/core/message.ts";
import type { Ranking } from "../../jrank/core/ranking.ts";
import { rankingMarkdown } from "../../jrank/report/tables/table.ts";
import { leftOutFinding, leftOutOf } from "../../jrank/run/ranking/files/left_out.ts";
import { nameOfFiles } from "../../jrank/run/ranking/ranking_target.ts";
import { type ReadVotes, readVotes } from "../../jrank/store/votes/read_votes.ts";
import { findingText } from "../../jrank/words/findings.ts";
import { temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
let files = 0;

const warningOf = (votes: ReadVotes, language: Language = "en"): string | undefined => {
  const finding = leftOutFinding(votes);
  return finding && findingText(finding, language);
};

/** So many votes of each label. */
function votesOf(counts: Record<string, number>, broken = 0): string {
  const file = join(folder.path, `${files++}.jsonl`);
  const rows = Object.entries(counts).flatMap(([winner, count]) =>
    Array.from({ length: count }, (_, k) =>
      JSON.stringify({ question_id: k, model_a: "x", model_b: "y", winner }),
    ),
  );
  writeFileSync(file, `${[...rows, ...Array<string>(broken).fill("broken"), ""].join("\n")}`);
  return file;
}

describe("what is left out", () => {
  it("is told with its share and its labels above one in a hundred", async () => {
    const votes = await readVotes([votesOf({ A: 88, inconsistent: 9, invalid: 1, B: 2 })]);
    const warning = warningOf(votes) as string;
    expect(warning).toMatch(
      /^10 of 100 rows \(10 %\) were left out: 10 no verdict \("inconsistent" 9, "invalid" 1\)\. /,
    );
    expect(warning).toContain("--winner-labels");
    expect(warningOf(votes, "ja")).toMatch(/^100 行のうち 10 行（10 %）.*判定なし/);
    expect(warningOf(await readVotes([votesOf({ A: 990, error: 10 })]))).toBeUndefined();
    expect(warningOf(await readVotes([votesOf({ A: 989, error: 11 })]))).toMatch(/^11 of 1000/);
  });

  it("is told where one unknown label comes often, whatever its share", async () => {
    const options = { skipUnknown: true };
    const seldom = await readVotes([votesOf({ A: 3000, X: 19 })], options);
    expect(warningOf(seldom)).toBeUndefined();
    const often = await readVotes([votesOf({ A: 3000, X: 20 })], options);
    expect(warningOf(often)).toMatch(/"X" 20/);
  });

  it("counts rows that cannot be read, and not what the user chose", async () => {
    const votes = await readVotes([votesOf({ A: 90 }, 10)]);
    expect(leftOutOf(votes)).toEqual({ "a row that cannot be read": 10 });
    expect(warningOf(votes)).toMatch(/10 a row that cannot be read/);
    const chosen = await readVotes([votesOf({ A: 90, B: 10 })], { where: { winner: "B" } });
    expect(warningOf(chosen)).toBeUndefined();
  });

  it("counts unlike labels together once there are many", async () => {
    const labels = Object.fromEntries(Array.from({ length: 50 }, (_, k) => [`L${k}`, 1]));
    const { labelsLeftOut } = await readVotes([votesOf({ A: 1, ...labels })], {
      skipUnknown: true,
    });
    expect(labelsLeftOut["an unknown verdict"]).toMatchObject({ L0: 1, "(others)": 30 });
  });
});

it("a ranking says it on stderr, in its file and in Markdown, and its name is what the files share", async () => {
  const { makeRanking } = await import("../../jrank/run/ranking/ranking_command.ts");
  const { createInterrupt } = await import("../../jrank/run/command/interrupt.ts");
  const logged: string[] = [];
  const interrupt = createInterrupt("en");
  const output = join(folder.path, "r.json");
  await makeRanking(
    {
      inputFile: [votesOf({ A: 5, B: 5, inconsistent: 2 })],
      outputPath: output,
      makeCharts: false,
      homeAdvantage: true,
      bootstrapN: 20,
      csvBom: true,
    },
    {
      language: "en",
      env: {},
      interactive: false,
      interrupt,
      out: () => {},
      now: () => 0,
      log: (text) => logged.push(String(text)),
    },
  );
  interrupt.dispose();
  const ranking = JSON.parse(readFileSync(output, "utf8")) as Ranking;
  expect(logged.join("\n")).toContain("Warning: 2 of 12 rows (17 %) were left out");
  expect(ranking.warnings[0]).toContain('"inconsistent" 2');
  expect(ranking).toMatchObject({
    left_out: { "no verdict": 2 },
    left_out_labels: { "no verdict": { inconsistent: 2 } },
  });
  expect(rankingMarkdown(ranking, "en")).toContain("2 of 12 rows");
  expect(readFileSync(join(folder.path, "r.csv")).subarray(0, 3).toString("hex")).toBe("efbbbf");
});

it.each([
  ["votes", "a/votes.csv"],
  ["part (2 files)", "part1.csv", "part2.csv"],
  ["votes (3 files)", "votes_2024-01.jsonl.gz", "votes_2025-01.jsonl.gz", "votes_2025-02.jsonl"],
  ["votes (2 files)", "gpt-4 votes.csv", "claude votes.csv"],
  ["arena (2 files)", "x/arena.csv", "y/arena.csv"],
  ["2 files", "2024.csv", "2025.csv"],
  ["2 files", "left.csv", "right.csv"],
])("files are called %s", (name, ...paths) => {
  expect(nameOfFiles(paths)).toBe(name);
});
