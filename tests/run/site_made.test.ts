/** What a site tells of how it was made is true: the commands make the same ranking, the hashes are the files'. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, expect, it } from "vitest";
import type { Ranking } from "../../jrank/core/ranking.ts";
import type { SiteBoard } from "../../jrank/core/site_data.ts";
import { remakingCommands } from "../../jrank/run/publishing/site_made.ts";
import { fileNameOf } from "../../jrank/store/files/file_name.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import { writeSmallBench } from "../support/small_bench.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const MODELS = ["sakura", "ume", "take"];
const JUDGE = "judge's own";
const bench = writeSmallBench(join(folder.path, "data"), { questions: 6, models: MODELS });
mkdirSync(join(bench, "model_judgment"));
const games = Array.from({ length: 6 }, (_, q) =>
  MODELS.flatMap((model1_id, i) =>
    MODELS.filter((_, j) => j !== i).map((model2_id, j) => ({
      question_id: `q${q}`,
      model1_id,
      model2_id,
      winner: 1 + ((q + i + 2 * j) % 3),
      judge: [JUDGE, "pair"],
      turn: 1,
      judgment: "Assistant A is better.",
      tstamp: 1_700_000_000 + q,
    })),
  ),
).flat();
const judged = `model_judgment/${fileNameOf(JUDGE)}_pair.jsonl`;
writeFileSync(join(bench, judged), games.map((row) => `${JSON.stringify(row)}\n`).join(""));
const named = ["--data-dir", "data", "--bench-name", "b", "--no-make-charts"];

async function run(name: string, ...args: string[]): Promise<string> {
  const { code, stderr } = await runCommandLine(name, args, { cwd: folder.path });
  if (code !== 0) throw new Error(stderr);
  return stderr;
}

it("the command of a ranking makes it again", async () => {
  const flags = [
    ...["--ties", "davidson", "--no-home-advantage", "--seed", "7", "--confidence", "0.9"],
    ...[
      "--bootstrap-n",
      "40",
      "--bootstrap-unit",
      "judgment",
      "--scale",
      "100",
      "--by",
      "category",
    ],
  ];
  await run("make_ranking", ...named, ...flags, "--output-path", "one.json");
  const one = JSON.parse(readFileSync(join(folder.path, "one.json"), "utf8")) as Ranking;
  const [command = "", site] = remakingCommands(one).split("\n");
  expect(site).toBe("npx tsx jrank/qa_browser.ts --bench-name b");
  // The judge's name is quoted for a shell.
  expect(command).toContain(`--judge-model 'judge'\\''s own'`);
  const words = command
    .replace(`'judge'\\''s own'`, "JUDGE")
    .split(" ")
    .slice(3)
    .map((word) => (word === "JUDGE" ? JUDGE : word));
  await run(
    "make_ranking",
    "--data-dir",
    "data",
    "--no-make-charts",
    ...words,
    "--output-path",
    "one2.json",
  );
  const again = readFileSync(join(folder.path, "one2.json"), "utf8");
  expect(again.replaceAll("one2_", "one_")).toBe(
    readFileSync(join(folder.path, "one.json"), "utf8"),
  );
});

it("says nothing of flags that are as usual", async () => {
  await run("make_ranking", ...named);
  const file = join(bench, `rankings/${fileNameOf(JUDGE)}_mle.json`);
  const [command] = remakingCommands(JSON.parse(readFileSync(file, "utf8")) as Ranking).split("\n");
  expect(command).toBe(
    `npx tsx jrank/make_ranking.ts --bench-name b --judge-model 'judge'\\''s own'`,
  );
});

it("says of a calibrated ranking whom it left free, and of a panel nothing of places", () => {
  const file = join(bench, `rankings/${fileNameOf(JUDGE)}_mle.json`);
  const plain = { ...JSON.parse(readFileSync(file, "utf8")), home_advantage: null } as Ranking;
  const calibration = { judge: "j", declared: ["a b"], features: ["length", "bold"] };
  const panel = { rule: "model", judges: [{ judge: "j" }, { judge: "k" }] };
  const commandOf = (more: object): string =>
    remakingCommands({ ...plain, ...more } as Ranking).split("\n")[0];
  expect(commandOf({})).toContain("--no-home-advantage");
  expect(commandOf({ calibration })).toBe(
    "npx tsx jrank/make_ranking.ts --bench-name b --judge-model j --calibrate people --calibrate-suspects 'a b' --calibrate-features length bold",
  );
  const usual = { ...calibration, declared: [], features: ["length"] };
  expect(commandOf({ panel, calibration: usual })).toBe(
    "npx tsx jrank/make_ranking.ts --bench-name b --panel-rule model --panel-judges j k --calibrate people",
  );
});

it("one file holds the board, its ranking and the hashes of its inputs, and no answer", async () => {
  await run("qa_browser", "--data-dir", "data", "--bench-name", "b", "--single-file", "one.html");
  const html = readFileSync(join(folder.path, "one.html"), "utf8");
  const packed = /id="packed">([^<]*)</.exec(html)?.[1] ?? "";
  const text = gunzipSync(Buffer.from(packed, "base64")).toString();
  const board = JSON.parse(text) as SiteBoard;
  expect(board.made?.program).toMatch(/^jrank \d+\.\d+\.\d+/);
  expect(board.made?.inputs.map(({ path }) => path)).toEqual([
    "questions.jsonl",
    ...["sakura", "take", "ume"].map((model) => `answers/${model}.jsonl`),
    judged,
  ]);
  for (const { path, sha256 } of board.made?.inputs ?? []) {
    const bytes = readFileSync(join(bench, path));
    expect(sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
  }
  expect(board.inside?.[`rankings/${fileNameOf(JUDGE)}_mle.csv`]).toContain("sakura");
  expect(board.judges[0]?.games.first).toHaveLength(games.length);
  for (const secret of [folder.path, "への答えです", "Assistant A is better"]) {
    expect((text + html).includes(secret), secret).toBe(false);
  }
  // Scripts run by their hashes alone, so nothing that somebody wrote does.
  expect(html.includes("unsafe-inline")).toBe(false);
  for (const [, script = ""] of html.matchAll(/<script>([\s\S]*?)<\/script>/g)) {
    const hash = `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
    expect(html.includes(hash), hash).toBe(true);
  }
});

it("a page never takes the place of what it is made from, nor is it a folder too", async () => {
  const one = ["--data-dir", "data", "--bench-name", "b", "--single-file"];
  const over = await runCommandLine("qa_browser", [...one, `data/b/${judged}`], {
    cwd: folder.path,
  });
  expect(over.code).not.toBe(0);
  expect(readFileSync(join(bench, judged), "utf8")).toContain("Assistant A");
  const both = await runCommandLine("qa_browser", [...one, "x.html", "--out", "site"], {
    cwd: folder.path,
  });
  expect(both.stderr).toContain("--single-file writes one page and no folder");
  expect(both.code).not.toBe(0);
});

it("a report of something else is told, and left out", async () => {
  writeFileSync(join(bench, "judge_report.json"), '{"judges":[{"judge":"x"}]}');
  const said = await run("qa_browser", "--data-dir", "data", "--bench-name", "b", "--out", "site");
  expect(said).toContain("judge_report.json is no report of judge_report.ts");
});
