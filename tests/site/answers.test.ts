/** The answer browser in a real browser: every answer, what was said of it, and the way there. */
import { readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Answer, Judgment } from "../../jrank/core/types.ts";
import { browse } from "../../jrank/run/publishing/browse.ts";
import { closeWatched, describeChromium, openWatched, showWithin } from "../support/chromium.ts";
import { temporaryFolder } from "../support/command.ts";
import { testContext } from "../support/context.ts";
import { buildSampleSite, type SampleSite } from "../support/sample_site.ts";
import { writeSmallBench } from "../support/small_bench.ts";

const folder = temporaryFolder();
let sample: SampleSite;
let site: string;

function rows<Row>(path: string): Row[] {
  return readFileSync(join(sample.dataDir, "sample", path), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Row);
}

const judgments = (): Judgment[] => rows("model_judgment/offline-judge_pair.jsonl");

/** The first words of a text, which Markdown leaves as they are. */
const beginning = (text: string): string => text.split("\n")[0].slice(0, 12);

describeChromium("the answer browser", () => {
  beforeAll(async () => {
    sample = await buildSampleSite(folder.path, { charts: false });
    site = pathToFileURL(`${sample.site}/`).href;
  });
  afterAll(folder.remove);

  it("leads from the list of questions to two answers and the judge's words", async () => {
    const { page, faults } = await openWatched(site);
    await page.goto(`${site}index.html`);
    await page.getByRole("link", { name: "Answers" }).click();
    await page.getByRole("searchbox", { name: "Find in questions" }).fill("夏時間");
    await page.getByRole("link", { name: "geo-05" }).click();
    const game = judgments().find(
      ({ question_id, turn }) => question_id === "geo-05" && turn === 1,
    ) as Judgment;
    await page.getByLabel("First model").selectOption(game.model1_id);
    await page.getByLabel("Second model").selectOption(game.model2_id);
    for (const [side, model] of [game.model1_id, game.model2_id].entries()) {
      const [answer] = rows<Answer>(
        `answers/${encodeURIComponent(model).replace("%40", "@")}.jsonl`,
      ).filter(({ question_id }) => question_id === "geo-05");
      const turns = page.locator(`.side-${side} .prose`);
      expect(await turns.count()).toBe(2);
      for (const [k, text] of answer.choices[0].turns.entries()) {
        expect(await turns.nth(k).innerText()).toContain(beginning(text));
      }
    }
    const cards = await page.locator(".card").allInnerTexts();
    expect(cards.join("\n")).toContain(beginning(game.judgment));
    expect(cards.join("\n")).toContain(`Shown first: ${game.model1_id}`);
    await page.getByText("Reference answer · Turn 1").click();
    expect(await page.locator("details[open] .prose").innerText()).not.toBe("");
    // The address is the place: it leads back here.
    const address = page.url();
    await page.goto("about:blank");
    await page.goto(address);
    await page.locator(".card").first().waitFor();
    expect(await page.locator(".card").allInnerTexts()).toEqual(cards);
    await page.getByRole("button", { name: "Swap" }).click();
    await page.locator(".side-0 h2", { hasText: game.model2_id }).first().waitFor();
    // Who has swapped by keyboard is still at the button.
    expect(await page.evaluate("document.activeElement.dataset.key")).toBe("swap");
    expect(faults).toEqual([]);
    await closeWatched(page);
  });

  it("finds words in answers and judgments, for readers who want that", async () => {
    const { page, faults } = await openWatched(site);
    await page.goto(`${site}index.html#/answers?find=${encodeURIComponent("青函")}`);
    await page.getByRole("status").getByText("found").waitFor();
    expect(await page.locator(".questions li").count()).toBe(0);
    await page.getByLabel("also in answers and judgments").check();
    await page.getByRole("link", { name: "geo-04" }).waitFor();
    expect(faults).toEqual([]);
    await closeWatched(page);
  });

  it("counts a pair's games as the file has them", async () => {
    const [a, b] = ["hinoki-8b", "sample/sugi-13b"];
    const own = judgments().filter(
      ({ model1_id, model2_id }) => [a, b].includes(model1_id) && [a, b].includes(model2_id),
    );
    const won = own.filter(({ winner, model1_id }) => winner === (model1_id === a ? 1 : 2)).length;
    const tied = own.filter(({ winner }) => winner === 3).length;
    const { page, faults } = await openWatched(site);
    await page.goto(
      `${site}index.html#/pair?a=${encodeURIComponent(a)}&b=${encodeURIComponent(b)}`,
    );
    expect(await page.locator(".summary li").innerText()).toBe(
      `offline-judge: ${won} won, ${own.length - won - tied} lost, ${tied} tied`,
    );
    expect(await page.locator(".pairs .chip").count()).toBe(own.length);
    expect(await page.locator(".pairs .chip.won").count()).toBe(won);
    await page.locator(".pairs tbody a").first().click();
    await page.locator(".card").first().waitFor();
    expect(faults).toEqual([]);
    await closeWatched(page);
  });

  it("shows the answers of a benchmark that nobody has judged yet", async () => {
    const bench = writeSmallBench(join(folder.path, "unjudged"), {
      questions: 3,
      models: ["a", "b"],
    });
    const out = join(folder.path, "unjudged_site");
    const context = testContext();
    const flags = { benchName: "b", dataDir: dirname(bench), config: false, out } as const;
    await browse(flags, context);
    expect(context.told.join("\n")).toContain("b has no judgments yet: the site shows");
    const { page, faults } = await openWatched(pathToFileURL(`${out}/`).href);
    await page.goto(`${pathToFileURL(out).href}/index.html`);
    await page.getByRole("link", { name: "q1" }).click();
    await page.locator(".side-1 .prose").waitFor();
    const texts = await page.locator(".prose").allInnerTexts();
    expect(texts).toEqual(["質問q1です。", "aのq1への答えです。", "bのq1への答えです。"]);
    expect(await page.locator("header nav a").allInnerTexts()).toEqual(["Answers"]);
    expect(faults).toEqual([]);
    await closeWatched(page);
    rmSync(join(bench, "answers"), { recursive: true });
    await expect(browse(flags, context)).rejects.toThrow("has no answers and no judgments yet");
  });

  it("shows where two answers differ, word by word, and loses no word", async () => {
    const { page, faults } = await openWatched(site);
    await page.goto(`${site}index.html#/question?id=sci-05&a=momiji-3b%40v2&b=sample%2Fsugi-13b`);
    await page.getByText("Where they differ").first().click();
    const sides = page.locator("details[open] .difference");
    await sides.first().waitFor();
    const shown = await sides.allTextContents();
    const answers = await page.locator(".answer h2 bdi").allInnerTexts();
    for (const [k, text] of shown.entries()) {
      const model = encodeURIComponent(answers[k] ?? "").replace("%40", "@");
      const [answer] = rows<Answer>(`answers/${model}.jsonl`).filter(
        ({ question_id }) => question_id === "sci-05",
      );
      expect(text).toBe(answer?.choices[0]?.turns[0]);
    }
    // What is not marked is the same on both sides.
    const common = await sides.evaluateAll((all) =>
      all.map((side) => {
        for (const mark of side.querySelectorAll("mark")) mark.remove();
        return side.textContent;
      }),
    );
    expect(common[0]).toBe(common[1]);
    expect(common[0]?.length).toBeGreaterThan(5);
    expect(faults).toEqual([]);
    await closeWatched(page);
  });

  it("lists a judge's verdicts, orders them by surprise, and shows how its words begin", async () => {
    const { page, faults } = await openWatched(site);
    await page.goto(`${site}index.html#/judge`);
    const ties = judgments().filter(({ winner }) => winner === 3).length;
    await page.getByLabel("Verdict").selectOption("3");
    await page.getByRole("heading", { name: `${ties} found` }).waitFor();
    expect(await page.locator(".games li").count()).toBe(Math.min(100, ties));
    await page.getByLabel("Verdict").selectOption("");
    await page.getByRole("heading", { name: `${judgments().length} found` }).waitFor();
    await page.getByRole("combobox", { name: "Order" }).selectOption("surprising");
    const lines = await page.locator(".games li").allInnerTexts();
    const surprise = lines.map((line) => {
      const [first = ""] = /: (\S+) : /.exec(line)?.slice(1) ?? [];
      const chance = Number(/first shown: [<>]?([\d.]+)/.exec(line)?.[1]) / 100;
      const points = line.includes("tie") ? 0.5 : Number(line.includes(`${first} is better`));
      return Math.abs(points - chance);
    });
    surprise.slice(1).forEach((value, k) => {
      expect(value).toBeLessThanOrEqual((surprise[k] ?? 0) + 0.011);
    });
    await page.locator(".preview", { hasText: /\S/ }).first().waitFor();
    const first = await page.locator(".preview").first().innerText();
    expect(judgments().some(({ judgment }) => judgment.startsWith(first.slice(0, 8)))).toBe(true);
    // The sample's pairs are judged in one order each.
    await page.getByRole("combobox", { name: "Show" }).selectOption("flipped");
    await page.getByRole("heading", { name: "0 found" }).waitFor();
    expect(faults).toEqual([]);
    await closeWatched(page);
  });

  it("says so where an address leads nowhere", async () => {
    const { page, faults } = await openWatched(site);
    await page.goto(`${site}index.html#/nowhere`);
    expect(await page.locator("main h1").innerText()).toContain("nothing at this address");
    for (const hash of ["#/question?id=nothing", "#/__proto__", "#/constructor"]) {
      await showWithin(page, `${site}index.html${hash}`);
      expect(await page.locator("main h1").innerText()).toContain("nothing at this address");
    }
    expect(faults).toEqual([]);
    await closeWatched(page);
  });
});
