/** A benchmark with grades in place of pairs is a site of grades and answers. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeWatched, describeChromium, openWatched } from "../support/chromium.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
let site: string;

/** Two models, two questions of two categories; the grade of a model is in its name. */
function writeBenchmark(): void {
  const bench = join(folder.path, "data", "graded");
  const lines = (path: string, rows: readonly unknown[]): void => {
    mkdirSync(join(bench, path, ".."), { recursive: true });
    writeFileSync(join(bench, path), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  };
  const questions = ["math", "writing"].map((category, k) => ({
    question_id: `q${k}`,
    category,
    turns: [`question ${k}`],
  }));
  lines("questions.jsonl", questions);
  for (const model_id of ["model-4", "model-8"]) {
    lines(
      `answers/${model_id}.jsonl`,
      questions.map(({ question_id }) => ({
        question_id,
        model_id,
        answer_id: "a",
        choices: [{ index: 0, turns: [`answer of ${model_id} to ${question_id}`] }],
      })),
    );
  }
  lines(
    "model_judgment/judge_single.jsonl",
    ["model-4", "model-8"].flatMap((model) =>
      questions.map(({ question_id }, k) => ({
        question_id,
        model,
        judge: ["judge", "single"],
        user_prompt: "",
        turn: 1,
        judgment: `words about ${model}`,
        score: Number(model.slice(-1)) + k,
      })),
    ),
  );
}

describeChromium("a site of grades", () => {
  beforeAll(async () => {
    writeBenchmark();
    const { code, stderr } = await runCommandLine(
      "qa_browser",
      ["--data-dir", "data", "--bench-name", "graded", "--out", "site"],
      { cwd: folder.path },
    );
    if (code !== 0) throw new Error(stderr);
    site = pathToFileURL(join(folder.path, "site/")).href;
  });
  afterAll(folder.remove);

  it("shows mean grades, and each with its answer and the judge's words", async () => {
    const { page, faults } = await openWatched(site);
    await page.goto(`${site}index.html`);
    expect(await page.locator(".grades tbody tr").allInnerTexts()).toEqual([
      ["model-8", "8.50", "8.00", "9.00", "2", "0"].join("\t"),
      ["model-4", "4.50", "4.00", "5.00", "2", "0"].join("\t"),
    ]);
    expect(await page.locator("header nav a").allInnerTexts()).toEqual(["Answers", "Grades"]);
    await page.getByRole("link", { name: "Answers" }).click();
    await page.getByRole("link", { name: "question 1" }).click();
    await page.locator(".card").first().waitFor();
    expect(await page.locator(".card").allInnerTexts()).toEqual([
      expect.stringMatching(/^model-4\s*5\s*judge\s*words about model-4$/),
      expect.stringMatching(/^model-8\s*9\s*judge\s*words about model-8$/),
    ]);
    expect(faults).toEqual([]);
    await closeWatched(page);
  });
});
