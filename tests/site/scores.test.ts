/** The page of scores: totals, a part by its categories, sorting, the radar. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bareScore, type ScoreBoard, type ScoreRow } from "../../jrank/core/scores/score_board.ts";
import { makeBoard } from "../../jrank/stats/scores/make_board.ts";
import { closeWatched, describeChromium, openWatched } from "../support/chromium.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
let site: string;

const score = (value: number, half: number) => ({
  score: value,
  ci_lower: value - half,
  ci_upper: value + half,
  standard_error: half / 2,
  n: 100,
});

/** A model with its two parts; math and writing of MT-Bench go the other way than the mean. */
const row = (model: string, jaster: number, math: number): ScoreRow => ({
  model,
  display_name: model,
  date: "2026-01-01T00:00:00.000Z",
  test_mode: false,
  overall: null,
  parts: [
    {
      name: "jaster_ja_0shot",
      date: "",
      scale: 1,
      average: "AVG",
      categories: [],
      scores: { AVG: { ...score(jaster, 0.01), missing: ["FA"] } },
      counts: {},
      making: { source: "asked" },
    },
    {
      name: "mtbench_ja",
      date: "",
      scale: 10,
      average: "AVG",
      categories: ["math", "stem", "writing"],
      scores: {
        AVG: score(7, 0.5),
        math: score(math, 1),
        stem: bareScore(7),
        writing: bareScore(8),
      },
      counts: {},
      making: { source: "asked" },
    },
  ],
});

const made = makeBoard([row("org/low", 0.4, 9), row("org/high", 0.8, 5)], {
  date: "",
  test_mode: false,
  confidence: 0.95,
});
const board: ScoreBoard = { ...made, warnings: made.warnings.map(String) };

describeChromium("a site with scores", () => {
  beforeAll(async () => {
    const bench = join(folder.path, "data/b");
    mkdirSync(join(bench, "answers"), { recursive: true });
    const question = { question_id: "q", category: "c", turns: ["問い"] };
    writeFileSync(join(bench, "questions.jsonl"), JSON.stringify(question));
    const answer = { question_id: "q", choices: [{ index: 0, turns: ["答え"] }] };
    writeFileSync(join(bench, "answers/org%2Fhigh.jsonl"), JSON.stringify(answer));
    writeFileSync(join(folder.path, "leaderboard.json"), JSON.stringify(board));
    writeFileSync(join(folder.path, "leaderboard.csv"), "model\n");
    const { code, stderr } = await runCommandLine(
      "qa_browser",
      [
        ...["--data-dir", "data", "--bench-name", "b", "--out", "site"],
        ...["--site-scores", "leaderboard.json"],
      ],
      { cwd: folder.path },
    );
    if (code !== 0) throw new Error(stderr);
    site = pathToFileURL(join(folder.path, "site/")).href;
  });
  afterAll(folder.remove);

  it("shows totals with their places, and each part sorted by any category", async () => {
    const { page, faults } = await openWatched(site);
    await page.goto(`${site}index.html#/scores`);
    const rows = () => page.locator(".grades tbody tr").allInnerTexts();
    const models = async () => (await rows()).map((text) => /org\/\w+/.exec(text)?.[0]);
    expect(await models()).toEqual(["org/high", "org/low"]);
    expect((await rows())[0]).toMatch(/1\s+0\.7500\*/);
    expect(await page.locator(".grades .interval .whole").count()).toBe(2);
    await page.getByLabel("Part").selectOption("mtbench_ja");
    await page.locator(".radar").waitFor();
    expect(await page.locator(".radar text").allTextContents()).toEqual([
      "math",
      "stem",
      "writing",
    ]);
    await page.getByRole("link", { name: "math" }).click();
    await expect.poll(models).toEqual(["org/low", "org/high"]);
    expect((await rows())[0]).toContain("8.00 … 10.00");
    expect(faults).toEqual([]);
    await closeWatched(page);
  });
});
