/** One number for one thing: what commands print of published benchmarks is what their sites show. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, it } from "vitest";
import type { Ranking } from "../../jrank/core/ranking.ts";
import {
  groupRatings,
  shownInGroup,
  shownInterval,
  shownRating,
} from "../../jrank/words/shown_number.ts";
import { closeWatched, describeChromium, openWatched } from "../support/chromium.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import { storedVotes } from "../support/facts.ts";
import { describeShared, sharedPath } from "../support/shared.ts";
import { expectOneNumber } from "../support/shown_numbers.ts";

const folder = temporaryFolder();

/** Runs a command in the folder; gives what it printed. */
async function printed(name: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCommandLine(name, args, { cwd: folder.path });
  if (code !== 0) throw new Error(stderr);
  return stdout;
}

/** Opens a site as a reader does. */
async function opened(site: string) {
  const url = pathToFileURL(`${join(folder.path, site)}/`).href;
  const watched = await openWatched(url);
  await watched.page.goto(`${url}index.html`);
  return watched;
}

describeChromium("one number for one thing", () => {
  afterAll(folder.remove);

  /** A benchmark of votes; gives the flags that name it. */
  function benchOf(name: string, votes: readonly { question_id: string | number }[]): string[] {
    const write = (path: string, rows: readonly object[]): void => {
      const file = join(folder.path, "data", name, path);
      mkdirSync(join(file, ".."), { recursive: true });
      writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    };
    const questions = [...new Set(votes.map(({ question_id }) => question_id))];
    write(
      "questions.jsonl",
      questions.map((question_id) => ({ question_id, category: "all", turns: ["?"] })),
    );
    write(
      "model_judgment/gpt-4_pair.jsonl",
      votes.map((vote) => ({ ...vote, judge: ["gpt-4", "pair"], turn: 1 })),
    );
    return ["--data-dir", "data", "--bench-name", name];
  }

  it("of groups that met only among themselves, each on its own scale", async () => {
    const winners = ["model_1", "model_1", "model_2", "model_2", "model_1", "tie"];
    const named = benchOf(
      "groups",
      ["abc", "xyz"].flatMap((group, g) =>
        Array.from({ length: 36 }, (_, k) => {
          const [one, two] = [k % 3, (k + 1) % 3].map((i) => group[i]);
          const [model_1, model_2] = k % 2 === 0 ? [one, two] : [two, one];
          return { question_id: k, model_1, model_2, g1_winner: winners[(k * (g + 2)) % 6] };
        }),
      ),
    );
    const terminal = await printed("make_ranking", ...named);
    await printed("qa_browser", ...named, "--out", "groups");
    const read = (path: string) => readFileSync(join(folder.path, "groups/rankings", path), "utf8");
    const ranking: Ranking = JSON.parse(read("gpt-4_mle.json"));
    const own = groupRatings(ranking.ranking);
    expect(own.size).toBe(6);
    const { page, faults } = await opened("groups");
    expect(await page.locator(".group-head .model, .group-head th").allInnerTexts()).toEqual([
      "Group A: on its own scale",
      "Group B: on its own scale",
    ]);
    expect(await page.locator(".group-head svg.axis").count()).toBe(2);
    const markdown = read("gpt-4_mle.md");
    for (const [id, numbers] of own) {
      expect(terminal).toContain(shownInGroup(numbers, ranking));
      expect(markdown).toContain(shownInGroup(numbers, ranking));
      const cell = (column: string) =>
        page.locator(`[data-model="${id}"] [data-column="${column}"]`).innerText();
      expect(await cell("group")).toBe(`${numbers.letter} ${shownRating(numbers.rating, ranking)}`);
      expect(await cell("bounds")).toBe(shownInterval(numbers, ranking));
    }
    expect(await page.locator("tr[data-model] svg.interval circle").count()).toBe(6);
    expect(faults).toEqual([]);
    await closeWatched(page);
  });

  it("on jp_bench: table, JSON, CSV, Markdown, charts and site", async () => {
    const named = benchOf("jp_bench", storedVotes("data/jp_bench/converted/judgments"));
    const terminal = await printed("make_ranking", ...named);
    await printed("qa_browser", ...named, "--out", "jp");
    const { page, faults } = await opened("jp");
    await expectOneNumber(join(folder.path, "jp"), { path: "gpt-4_mle", terminal, page });
    expect(faults).toEqual([]);
    await closeWatched(page);
  });

  describeShared("on the Japanese MT-bench", () => {
    it("mean grades, those of questions that it does not have left out and told", async () => {
      const named = ["--data-dir", sharedPath("data"), "--bench-name", "japanese_mt_bench"];
      const table = await printed("show_result", ...named);
      const json = JSON.parse(await printed("show_result", ...named, "--format", "json"));
      await printed("qa_browser", ...named, "--reference-name", "gpt-4", "--out", "jmt");
      const { page } = await opened("jmt");
      const numbers = (text: string): string[] =>
        text.match(/(?<![\w.-])\d+(\.\d\d)?(?![\w.-])/g) ?? [];
      const shown = (await page.locator(".grades tbody tr").allInnerTexts()).map((row) =>
        numbers(row.replace(/^\S+/, "")),
      );
      const cells = table
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => numbers(line.trim().replace(/^\S+/, "")));
      // The table has the one turn first, which is the average.
      expect(cells.map(([, ...rest]) => rest)).toEqual(shown);
      expect(shown.map(([average]) => average)).toEqual(
        json.map(({ average }: { average: number }) => average.toFixed(2)),
      );
      const [, removed] =
        /(\d+) grades of questions/.exec(
          (await runCommandLine("show_result", named, { cwd: folder.path })).stderr,
        ) ?? [];
      expect(await page.locator("main").innerText()).toContain(`${removed} `);
      await closeWatched(page);
    });
  });
});
