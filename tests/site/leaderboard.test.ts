/** The published site in a real browser: from a folder and from a server. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Ranking } from "../../jrank/core/ranking.ts";
import type { RunningServer } from "../../jrank/run/command/listen.ts";
import { serveFolder } from "../../jrank/run/publishing/serve_folder.ts";
import { closeWatched, describeChromium, openWatched, showWithin } from "../support/chromium.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import { buildSampleSite, type SampleSite } from "../support/sample_site.ts";
import { expectOneNumber } from "../support/shown_numbers.ts";

const folder = temporaryFolder();
let sample: SampleSite;
let server: RunningServer;
let fromFolder: string;

/** A ranking of the sample before: the first two the other way round, and without the third. */
const EARLIER = {
  date: "2026-01-31T00:00:00.000Z",
  benchmark: "sample",
  judge: "offline-judge",
  mode: "pairwise-n",
  compute: "mle",
  n_judgments: 100,
  ranking: [
    ...[
      ["sample/tsubaki:2026-01", 1],
      ["sample/kaede-70b", 2],
      ["sample/sugi-13b", 4],
      ["nazuna-7b:base", 5],
      ["sample/ayame-en", 6],
      ["momiji-3b@v2", 7],
      ["yamabiko-1b", 8],
    ].map(([model_id, rank]) => ({
      model_id,
      rating: 1500 - 100 * Number(rank),
      ci_lower: 1400 - 100 * Number(rank),
      ci_upper: 1600 - 100 * Number(rank),
      rank,
    })),
  ],
};

/** The column of a table as it stands, from the top. */
const column = (page: Page, name: string): Promise<string[]> =>
  page.locator(`.ranking tbody [data-column="${name}"]`).allInnerTexts();

const values = (page: Page, name: string): Promise<(string | null)[]> =>
  page
    .locator(`.ranking tbody [data-column="${name}"]`)
    .evaluateAll((cells) => cells.map((cell) => cell.getAttribute("data-value")));

const models = (page: Page): Promise<(string | null)[]> =>
  page
    .locator(".ranking tbody tr")
    .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-model")));

/** The ranks that the data allow the first model of the sample. */
function firstRanks(): string {
  const [first] = readRanking(join(sample.site, "rankings/offline-judge_mle.json")).ranking;
  return `${first?.rank_lower}–${first?.rank_upper}`;
}

const readRanking = (file: string): Ranking => JSON.parse(readFileSync(file, "utf8")) as Ranking;

describeChromium("the leaderboard", () => {
  beforeAll(async () => {
    sample = await buildSampleSite(folder.path, { earlier: EARLIER });
    server = await serveFolder(sample.site);
    fromFolder = pathToFileURL(`${sample.site}/`).href;
  });
  afterAll(async () => {
    await server?.close();
    folder.remove();
  });

  it("is told by streamline", () => {
    expect(sample.stdout).toMatch(/Site: .*index\.html/);
  });

  it("shows the published ranking from a folder and from a server, and asks nobody else", async () => {
    const { ranking } = readRanking(join(sample.site, "rankings/offline-judge_mle.json"));
    for (const site of [fromFolder, server.url]) {
      // The same files are behind both: that none is missing is looked at where a server tells it.
      const pictures = site === server.url;
      const { page, faults, requests } = await openWatched(site, { pictures });
      await page.goto(`${site}index.html`);
      expect(await models(page)).toEqual(ranking.map(({ model_id }) => model_id));
      expect((await values(page, "rating")).map(Number)).toEqual(ranking.map((row) => row.rating));
      expect((await column(page, "ranks"))[0]).toBe(firstRanks());
      await page.locator("figure img:visible").last().scrollIntoViewIfNeeded();
      await page.waitForLoadState("networkidle");
      expect(faults).toEqual([]);
      // Texts of answers are loaded when somebody reads them.
      expect(requests.some((url) => url.includes("data/questions/"))).toBe(false);
      await closeWatched(page);
    }
  });

  it("shows one number for one thing, and tells how it was made, but nothing of the machine", async () => {
    const { page } = await openWatched(fromFolder);
    await page.goto(`${fromFolder}index.html`);
    expect(await page.locator(".commands").innerText()).toBe(
      "npx tsx jrank/make_ranking.ts --bench-name sample --judge-model offline-judge\nnpx tsx jrank/qa_browser.ts --bench-name sample",
    );
    expect(readFileSync(join(sample.site, "data/board.js"), "utf8")).not.toContain(folder.path);
    const path = "offline-judge_mle";
    await expectOneNumber(sample.site, { path, terminal: sample.stdout, page });
    await closeWatched(page);
  });

  it("draws interactive charts without a right to make code of text", async () => {
    // From a folder they are drawn below, in a frame.
    const { page, faults } = await openWatched(server.url);
    await page.goto(`${server.url}index.html`);
    await page.getByRole("link", { name: "interactive" }).first().click();
    await page.locator("#chart svg text", { hasText: "sample/kaede-70b" }).waitFor();
    expect(faults).toEqual([]);
    await closeWatched(page);
  });

  it("shows a badge for every model, with the line for a README", async () => {
    const { page, faults } = await openWatched(server.url);
    await page.goto(`${server.url}index.html`);
    await page.getByText("Badges", { exact: true }).click();
    const line = await page.locator(".badges code").first().innerText();
    const address = /\]\((.*)\)$/.exec(line)?.[1] as string;
    expect(address.startsWith(server.url)).toBe(true);
    const badge = await (await fetch(address)).text();
    expect(badge).toContain(`<title>sample/kaede-70b: #1 (${firstRanks()}) · `);
    expect(badge).toMatch(/ · \d+ \[\d+, \d+\]<\/title>/);
    expect(faults).toEqual([]);
    await closeWatched(page);
  });

  it("sorts by any column, both ways, with the keyboard too", async () => {
    const { page, faults } = await openWatched(fromFolder);
    await page.goto(`${fromFolder}index.html`);
    await page.getByRole("button", { name: "Matches" }).click();
    const counts = (await column(page, "matches")).map(Number);
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    expect(
      await page.getByRole("columnheader", { name: "Matches" }).getAttribute("aria-sort"),
    ).toBe("descending");
    await page.keyboard.press("Enter");
    expect((await column(page, "matches")).map(Number)).toEqual([...counts].sort((a, b) => a - b));
    await page.getByRole("searchbox", { name: "Find a model" }).fill("ＫＡＥＤＥ");
    expect(await models(page)).toEqual(["sample/kaede-70b"]);
    await page.getByText("Columns", { exact: true }).click();
    await page.getByRole("checkbox", { name: "Matches" }).uncheck();
    // Sorting, search and columns stand in the address: whoever opens it sees the same.
    const address = page.url();
    await page.goto("about:blank");
    await page.goto(address);
    expect(await models(page)).toEqual(["sample/kaede-70b"]);
    expect(await page.getByRole("columnheader", { name: "Matches" }).count()).toBe(0);
    await page.getByText("Columns", { exact: true }).click();
    await page.getByRole("checkbox", { name: "Matches" }).check();
    expect(
      await page.getByRole("columnheader", { name: "Matches" }).getAttribute("aria-sort"),
    ).toBe("ascending");
    await page.getByRole("searchbox", { name: "Find a model" }).fill("");
    await page.getByRole("combobox", { name: "Licence" }).selectOption("closed");
    expect(new Set(await column(page, "license"))).toEqual(new Set(["closed"]));
    const closed = await models(page);
    // Words of another language draw the page anew; what was chosen stays.
    await page.getByRole("button", { name: "日本語" }).click();
    expect(await models(page)).toEqual(closed);
    await page.getByRole("combobox", { name: "ライセンス" }).selectOption("");
    expect(await models(page)).toHaveLength(8);
    expect(faults).toEqual([]);
    await closeWatched(page);
  });

  it("tells what it is before any script runs, and to those who share links; its table is plain", async () => {
    const { page } = await openWatched(fromFolder, { javaScriptEnabled: false });
    await page.goto(`${fromFolder}index.html`);
    expect(await page.locator("tbody th").first().innerText()).toBe("sample/kaede-70b");
    const meta = (name: string): Promise<string | null> =>
      page
        .locator(`meta[name="${name}"], meta[property="${name}"]`)
        .first()
        .getAttribute("content");
    for (const name of ["description", "og:description"]) {
      expect(await meta(name)).toContain("sample: 8 models, 24 questions, 300 judgments");
      expect(await meta(name)).toContain("judged by offline-judge");
    }
    expect(await meta("og:title")).toBe("sample");
    const picture = readFileSync(join(sample.site, (await meta("og:image")) ?? ""));
    // The width and height of a PNG stand in its first chunk.
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1200, 630]);
    expect(await page.locator('meta[name="theme-color"]').count()).toBe(2);
    expect(await page.locator('link[rel="icon"]').getAttribute("href")).toMatch(/^data:image\/svg/);
    await closeWatched(page);
  });

  it("shows what changed since the ranking before, and columns that the reader asks for", async () => {
    const { page, faults } = await openWatched(fromFolder);
    await page.goto(`${fromFolder}index.html`);
    // The ranking before had the first two the other way round, and not the third.
    const changes = await column(page, "change");
    expect(changes.map((text) => text.split(/\s/)[0])).toEqual([
      ...["▲1", "▼1", "new"],
      ...Array.from({ length: 5 }, () => "="),
    ]);
    expect(changes[0]?.replace(/\s+/g, " ")).toContain("Rank 2 on 2026-01-31");
    await page.setViewportSize({ width: 390, height: 800 });
    await page.reload();
    await page.getByText("Columns", { exact: true }).click();
    await page.getByRole("checkbox", { name: "Matches" }).check();
    expect(page.url()).toContain("show=matches");
    expect(await page.locator('tbody [data-column="matches"]').first().isVisible()).toBe(true);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    expect(await numbersOutside(page)).toBe(0);
    expect(faults).toEqual([]);
    await closeWatched(page);
  });

  it("has a page for each model, with its record, its history and samples", async () => {
    const { page, faults } = await openWatched(fromFolder);
    await page.goto(`${fromFolder}index.html`);
    await page.getByRole("link", { name: "sample/tsubaki:2026-01" }).click();
    expect(page.url()).toContain("#/model/sample%2Ftsubaki%3A2026-01");
    await page.getByRole("heading", { name: "Samples of its answers" }).waitFor();
    const { ranking } = readRanking(join(sample.site, "rankings/offline-judge_mle.json"));
    const row = ranking.find(({ model_id }) => model_id === "sample/tsubaki:2026-01");
    const cells = await page.locator(".grades tbody tr").first().innerText();
    expect(cells).toContain(String(Math.round(row?.rating as number)));
    expect(cells).toContain(String(row?.n_matches));
    const history = page.getByRole("region", { name: "Earlier rankings" });
    expect(await history.locator("tbody tr").count()).toBe(2);
    // Wins, losses and ties of the categories are those of the ranking.
    const records = await page
      .getByRole("region", { name: "By category" })
      .locator("tbody tr td:nth-child(2)")
      .allInnerTexts();
    const sums = [0, 1, 2].map((k) =>
      records.reduce((sum, text) => sum + Number(text.split(" · ")[k]), 0),
    );
    expect(sums).toEqual([row?.wins, row?.losses, row?.ties]);
    await page.locator(".sample .card .named").first().waitFor();
    const named = await page.locator(".sample .card").first().innerText();
    expect(named).toMatch(
      /(?:Assistant |アシスタント)[12] \((?:sample\/|hinoki|nazuna|momiji|yamabiko)/,
    );
    await page.goto(`${fromFolder}index.html#/model/sample/tsubaki:2026-01`);
    await page.getByRole("heading", { name: "Samples of its answers" }).waitFor();
    expect(faults).toEqual([]);
    await closeWatched(page);
  });

  it("is one file where that is asked for: the same board, its charts inside, in both themes", async () => {
    const made = await runCommandLine("qa_browser", ["--single-file", "one.html"], {
      cwd: folder.path,
    });
    expect(made.stderr + made.code).toBe("0");
    const url = pathToFileURL(join(folder.path, "one.html")).href;
    const { page, faults } = await openWatched(url);
    await page.goto(url);
    const { ranking } = readRanking(join(sample.site, "rankings/offline-judge_mle.json"));
    await page.locator(".ranking tbody tr[data-model]").first().waitFor();
    expect(await models(page)).toEqual(ranking.map(({ model_id }) => model_id));
    await page.locator("figure img:visible").first().scrollIntoViewIfNeeded();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      // Its colours are the theme's: the corner of the picture is its paper.
      const corner = await page.evaluate(`(async () => {
        const img = [...document.querySelectorAll("figure img")].find((one) => one.offsetWidth > 0);
        await img.decode();
        const context = document.createElement("canvas").getContext("2d");
        context.drawImage(img, 0, 0);
        return [...context.getImageData(1, 1, 1, 1).data.slice(0, 3)];
      })()`);
      expect(corner).toEqual(colorScheme === "light" ? [255, 255, 255] : [22, 25, 29]);
    }
    await page.getByText("Filter and rank anew").click();
    await page.getByRole("group", { name: "Models" }).getByLabel("hinoki-8b").uncheck();
    await page.getByRole("status").getByText("Ranked anew in this browser").waitFor();
    expect(faults).toEqual([]);
    await closeWatched(page);
  });

  it("ranks anew what the reader leaves, with the numbers of the command line", async () => {
    const { page, faults } = await openWatched(fromFolder);
    await page.goto(`${fromFolder}index.html`);
    await page.getByText("Filter and rank anew").click();
    await page.getByRole("group", { name: "Models" }).getByLabel("hinoki-8b").uncheck();
    await page.getByRole("status").getByText("Ranked anew in this browser").waitFor();
    const kept = (await models(page)) as string[];
    expect(kept).toHaveLength(7);
    // What stands below is the published ranking's, and says so.
    expect(await page.getByText("This is about the published ranking").count()).toBe(4);
    const output = join(folder.path, "without.json");
    const ranked = await runCommandLine(
      "make_ranking",
      [
        ...["--bench-name", "sample", "--no-make-charts", "--output-path", output],
        ...["--model-list", ...kept],
      ],
      { cwd: folder.path },
    );
    expect(ranked.stderr + ranked.code).toBe("0");
    await expectSame(page, readRanking(output));
    // The same by another tie model, without the advantage of being first.
    await page.getByLabel("Ties count").selectOption("davidson");
    await page.getByLabel("allow for the advantage of being shown first").uncheck();
    await page.getByLabel("Ratings by").selectOption("map");
    const rankedAgain = await runCommandLine(
      "make_ranking",
      [
        ...["--bench-name", "sample", "--no-make-charts", "--output-path", output],
        ...["--ties", "davidson", "--no-home-advantage", "--compute", "map"],
        ...["--model-list", ...kept],
      ],
      { cwd: folder.path },
    );
    expect(rankedAgain.stderr + rankedAgain.code).toBe("0");
    await expectSame(page, readRanking(output));
    // The address brings the same filter back.
    const address = page.url();
    await page.goto("about:blank");
    await page.goto(address);
    await expectSame(page, readRanking(output));
    await page.getByRole("link", { name: "Back to the published ranking" }).first().click();
    await expect.poll(() => models(page)).toHaveLength(8);
    expect(faults).toEqual([]);
    await closeWatched(page);
  });

  it("keeps each of two choices that are made at once", async () => {
    const { page, faults } = await openWatched(fromFolder);
    await page.goto(`${fromFolder}index.html`);
    await page.evaluate(`
      for (const [key, field, value] of [
        ["Ties count", "value", "davidson"],
        ["hinoki-8b", "checked", false],
      ]) {
        const control = document.querySelector('[data-key="' + key + '"]');
        control[field] = value;
        control.dispatchEvent(new Event("change"));
      }
    `);
    const { hash } = new URL(page.url());
    expect([hash, hash]).toEqual([
      expect.stringContaining("ties=davidson"),
      expect.stringContaining("drop=hinoki-8b"),
    ]);
    await expect.poll(() => models(page)).toHaveLength(7);
    await page.goBack();
    await page.goBack();
    await expect.poll(() => models(page)).toHaveLength(8);
    expect(faults).toEqual([]);
    await closeWatched(page);
  });

  it("draws the charts of what the reader ranked anew", async () => {
    const { page, faults } = await openWatched(fromFolder, { colorScheme: "dark" });
    await page.goto(`${fromFolder}index.html`);
    await page.getByText("Filter and rank anew").click();
    await page.getByRole("group", { name: "Models" }).getByLabel("hinoki-8b").uncheck();
    // Its charts are drawn from the numbers of the table; those that need more are marked.
    await page.locator("iframe.redrawn").scrollIntoViewIfNeeded();
    const drawn = page.frameLocator("iframe.redrawn");
    await drawn.locator('[data-chart="corner"] svg.marks').waitFor();
    const ratings = await column(page, "rating");
    expect(await drawn.locator('[data-chart="ranking"] svg.marks').innerHTML()).not.toContain(
      "hinoki",
    );
    expect(
      await drawn
        .locator('[data-chart="ranking"] svg.marks text[font-size="10px"]')
        .evaluateAll((texts) => texts.map((text) => text.textContent)),
    ).toEqual(ratings);
    const kinds = await drawn
      .locator("[data-chart]")
      .evaluateAll((figures) => figures.map((figure) => figure.getAttribute("data-chart")));
    expect(kinds).toEqual(
      expect.arrayContaining(["ranking", "rank", "head_to_head", "evolution", "posterior"]),
    );
    const left = await page.locator(".charts figcaption").allInnerTexts();
    expect(left.join()).not.toMatch(/Ranking:|Ranks:|Evolution/);
    await expect
      .poll(() => page.locator("iframe.redrawn").evaluate((frame) => frame.clientHeight))
      .toBeGreaterThan(2000);
    // They are as dark as the page, and follow it into the light.
    const bright = drawn.locator('[data-chart="ranking"] svg.marks [fill="#F2F2F2"]');
    await bright.first().waitFor();
    await page.getByRole("button", { name: "Colours" }).click();
    await expect.poll(() => bright.count()).toBe(0);
    expect(await drawn.locator('[data-chart="ranking"] svg.marks').count()).toBe(1);
    expect(faults).toEqual([]);
    await closeWatched(page);
  });

  it("says when a filter leaves nothing", async () => {
    const { page, faults } = await openWatched(fromFolder);
    await page.goto(`${fromFolder}index.html#/?question=nothing`);
    expect(await page.getByRole("status").innerText()).toContain("No judgment with a verdict");
    expect(faults).toEqual([]);
    await closeWatched(page);
  });

  it("speaks Japanese and English, and remembers which", async () => {
    const { page } = await openWatched(fromFolder);
    await page.goto(`${fromFolder}index.html`);
    await page.getByRole("button", { name: "日本語" }).click();
    expect(await page.getByRole("columnheader", { name: "レーティング" }).count()).toBe(1);
    expect(await page.locator("html").getAttribute("lang")).toBe("ja");
    await page.reload();
    expect(await page.getByRole("button", { name: "English" }).count()).toBe(1);
    await closeWatched(page);
  });

  it("is dark where the reader wants it dark", async () => {
    const paper = (page: Page): Promise<string> =>
      page.evaluate("getComputedStyle(document.body).backgroundColor");
    const { page } = await openWatched(fromFolder, { colorScheme: "dark" });
    await page.goto(`${fromFolder}index.html`);
    expect(await paper(page)).toBe("rgb(20, 23, 28)");
    await page.getByRole("button", { name: "Colours" }).click();
    expect(await paper(page)).toBe("rgb(255, 255, 255)");
    await closeWatched(page);
  });

  it("fits a phone without scrolling sideways", async () => {
    const { page } = await openWatched(fromFolder, {
      viewport: { width: 360, height: 700 },
      pictures: true,
    });
    const width = (): Promise<number> => page.evaluate("document.documentElement.scrollWidth");
    await page.goto(`${fromFolder}index.html`);
    await page.locator("h1").waitFor();
    expect(await width()).toBe(360);
    // No column is wide enough for the ranks that the data allow: they stand below the names.
    const ranks = page.locator("tbody .below-ranks:visible").first();
    expect(await ranks.innerText()).toBe(`Ranks (each): ${firstRanks()}`);
    expect(await numbersOutside(page)).toBe(0);
    const hashes = ["#/answers", "#/question?id=geo-05", "#/pair", "#/judge"];
    for (const hash of [...hashes, "#/model/hinoki-8b"]) {
      await showWithin(page, `${fromFolder}index.html${hash}`);
      await page.locator("h1").waitFor();
      expect([hash, await width()]).toEqual([hash, 360]);
    }
    await closeWatched(page);
  });

  it("shows the whole table at 1366 pixels, licences and all, and says what is ranked", async () => {
    const { page } = await openWatched(fromFolder, { viewport: { width: 1366, height: 800 } });
    await page.goto(`${fromFolder}index.html`);
    for (const width of [1366, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.getByRole("columnheader", { name: "Licence" }).count()).toBe(1);
      const cut = await page.evaluate(
        'document.querySelector(".ranking").offsetWidth - document.querySelector(".table-frame").clientWidth',
      );
      expect(cut).toBeLessThanOrEqual(0);
      expect(await page.locator(".facts").innerText()).toMatch(
        /^sample: 8 models, \d+ questions, 300 judgments$/,
      );
    }
    await closeWatched(page);
  });

  it("has charts that other pages show whole in a frame of the size that the docs say", async () => {
    const height = 310 + 24 * 8;
    const host = join(sample.site, "host.html");
    const frame = `<iframe src="charts/offline-judge/mle_ranking.html" title="Ranking" style="width: 100%; height: ${height}px; border: 0"></iframe>`;
    writeFileSync(host, `<!doctype html><meta charset="utf-8"><body>${frame}`);
    const { page, faults } = await openWatched(fromFolder);
    for (const width of [320, 1600]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${fromFolder}host.html`);
      const inside = page.frameLocator("iframe");
      await inside.locator("svg.marks").waitFor();
      const seen = await inside.locator("html").evaluate((html) => {
        const names = [...html.querySelectorAll(".role-axis-label text")]
          .filter((text) => /sample|@|:|-/.test(text.textContent ?? ""))
          .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
        return {
          more: [html.scrollWidth - html.clientWidth, html.scrollHeight - html.clientHeight],
          first: names[0]?.textContent,
          top: names[0]?.getBoundingClientRect().top ?? 1e9,
        };
      });
      expect([width, seen.more]).toEqual([width, [0, 0]]);
      // The best model stands first, in sight without scrolling.
      expect(seen.first).toMatch(/70b$/);
      expect(seen.top).toBeLessThan(height / 2);
    }
    rmSync(host);
    expect(faults).toEqual([]);
    await closeWatched(page);
  });
});

/** How many numbers of the scale stand outside of their column. */
const numbersOutside = (page: Page): Promise<number> =>
  page.locator("thead .axis").evaluate((axis) => {
    const box = axis.getBoundingClientRect();
    return [...axis.querySelectorAll("text")].filter((text) => {
      const { left, right, width } = text.getBoundingClientRect();
      return width > 0 && (left < box.left - 1 || right > box.right + 1);
    }).length;
  });

/** The table comes to have the models, ratings, intervals, ranks and matches of a ranking. */
const expectSame = (page: Page, ranking: Ranking): Promise<void> =>
  vi.waitFor(() => expectSameNow(page, ranking), { timeout: 10_000 });

async function expectSameNow(page: Page, { ranking }: Ranking): Promise<void> {
  expect(await models(page)).toEqual(ranking.map(({ model_id }) => model_id));
  const numbers = async (name: string): Promise<number[]> => (await values(page, name)).map(Number);
  const close = (got: number[], wanted: (number | null)[]): void =>
    got.forEach((value, k) => {
      expect(value).toBeCloseTo(wanted[k] as number, 6);
    });
  close(
    await numbers("rating"),
    ranking.map((row) => row.rating),
  );
  close(
    await numbers("bounds"),
    ranking.map((row) => row.ci_lower),
  );
  close(
    await numbers("bar"),
    ranking.map((row) => (row.ci_upper as number) - (row.ci_lower as number)),
  );
  close(
    await numbers("matches"),
    ranking.map((row) => row.n_matches),
  );
  close(
    await numbers("ranks"),
    ranking.map((row) => row.rank_lower),
  );
}
