import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChartOptions } from "../../jrank/chart/chart.ts";
import { vegaBuilds } from "../../jrank/report/html.ts";
import { chartOptionsOf } from "../../jrank/run/ranking/files/chart_options.ts";
import { isAsDrawn, readDrawn } from "../../jrank/run/ranking/files/drawn_charts.ts";
import { publishCharts } from "../../jrank/run/ranking/files/write_charts.ts";
import { chartSource, randomGames } from "../support/chart_source.ts";
import { closeWatched, describeChromium, openWatched } from "../support/chromium.ts";
import { temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const hostile = "</script><script>alert(1)</script>'\"{7*7}";
const source = chartSource(randomGames(["a", "b", hostile, "日本語"], { games: 160, seed: 1 }));
const charts = join(folder.path, "charts");
const silent = (): void => {};
const published = publishCharts(source, { language: "en" }, charts, silent);

describe("what a config says about charts", () => {
  const config = { title: "T", subtitle: "S", byline: "B", legend_title: "L" };
  const plain = { skip: [] };

  it("is an advanced chart where it writes a title, unless that is refused", () => {
    const advanced = { title: "T", subtitle: "S", byline: "B", legendTitle: "L", details: true };
    expect(chartOptionsOf(config, { offline: false })).toEqual({ ...plain, ...advanced });
    expect(chartOptionsOf({ ...config, advanced: false }, { offline: false })).toEqual(plain);
    expect(chartOptionsOf({ advanced: true }, { offline: false })).toEqual({
      ...plain,
      details: true,
    });
    expect(chartOptionsOf({}, { offline: false })).toEqual(plain);
  });

  it("never hides who judged offline", () => {
    const { note } = chartOptionsOf({ language: "ja", advanced: false }, { offline: true });
    expect(note).toContain("offline judge");
  });
});

describe("published charts", () => {
  it("are written in every form, light and dark, the same every time", async () => {
    const files = await published;
    expect(files).toContain(join(charts, "mle_posterior.vl.json"));
    const names = new Set(readdirSync(charts).map((name) => name.slice(name.indexOf("."))));
    const both = [".vl.json", ".dark.vl.json", ".svg", ".dark.svg"];
    expect(names).toEqual(new Set([...both, ".vg.json", ".png", ".html", ".drawn.json"]));
    const pictures = readdirSync(charts).filter((name) => name.endsWith(".png"));
    expect(pictures).toHaveLength(files.filter((name) => /(?<!dark)\.vl\.json$/.test(name)).length);
    for (const name of pictures) {
      expect(readFileSync(join(charts, name)).subarray(1, 4).toString()).toBe("PNG");
    }
    const specOf = (ending: string) =>
      JSON.parse(readFileSync(join(charts, `mle_ranking${ending}`), "utf8"));
    expect(specOf(".dark.vl.json").config.background).toBe("#16191D");
    expect(specOf(".dark.vl.json").data).toEqual(specOf(".vl.json").data);
    const read = (name: string): string => readFileSync(join(charts, name), "utf8");
    expect(read("mle_ranking.svg")).not.toBe(read("mle_ranking.dark.svg"));
    const before = read("mle_ranking.dark.svg");
    await publishCharts({ ranking: source.ranking }, { language: "en" }, charts, silent);
    expect(read("mle_ranking.dark.svg")).toBe(before);
  });

  describe("that would be as they are", () => {
    const again = join(folder.path, "again");
    const said: string[] = [];
    const ranking = { ...source.ranking, compute: "winrate" as const };
    const publish = (options: ChartOptions = { language: "en" }) => {
      said.length = 0;
      return publishCharts({ ranking }, options, again, (text) => said.push(String(text)));
    };
    const file = join(again, "winrate.svg");
    const fileNumber = (): bigint => statSync(file, { bigint: true }).ino;
    const known = () => readDrawn(again).winrate;

    it("are left so, and it is said; those in another language are drawn", async () => {
      const files = await publish();
      const before = fileNumber();
      expect([said, files.length > 0]).toEqual([[], true]);
      expect(await publish()).toEqual(files);
      expect(said.join()).toMatch(/^\d charts? of \d would be drawn as before, so the files are/);
      expect(fileNumber()).toBe(before);
      const { from } = known() ?? {};
      await publish({ language: "ja" });
      expect([fileNumber() !== before, said]).toEqual([true, []]);
      expect(known()?.from).not.toBe(from);
    });

    it.each<[string, string, (text: string) => string | undefined]>([
      ["a file is another one", "winrate.html", (text) => `${text} `],
      ["a file is gone", "winrate.dark.svg", () => undefined],
      ["what is known is gone", ".drawn.json", () => undefined],
      ["what is known is no JSON", ".drawn.json", (text) => text.slice(1)],
      ["they come of something else", ".drawn.json", (text) => text.replaceAll('"from":"', "$&x")],
    ])("are not known to be so where %s", (_, name, change) => {
      const from = known()?.from ?? "";
      expect(isAsDrawn(again, known(), from)).toBe(true);
      const path = join(again, name);
      const text = readFileSync(path, "utf8");
      const changed = change(text);
      if (changed === undefined) rmSync(path);
      else writeFileSync(path, changed);
      expect(isAsDrawn(again, known(), from)).toBe(false);
      writeFileSync(path, text);
    });
  });

  it("have one theme where one is asked for", async () => {
    const dark = join(folder.path, "dark");
    await publishCharts({ ranking: source.ranking }, { theme: "dark" }, dark, silent);
    expect(existsSync(join(dark, "winrate.dark.svg"))).toBe(false);
    expect(readFileSync(join(dark, "winrate.svg"), "utf8")).toContain("#16191D");
  });
});

/**
 * Runs the script of another chart's page in the place of its own, and tells of what that page is
 * made: to load it would read the whole of Vega anew, which takes longer than the chart.
 */
const DRAW_ANOTHER = `async (html) => {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  document.querySelector("#chart").replaceChildren();
  const script = document.createElement("script");
  script.textContent = "{" + body.lastElementChild.textContent + "}";
  // Not within this call, which may do what the page may not.
  setTimeout(() => document.body.append(script));
  await new Promise((done) => setTimeout(done));
  return [...body.children].map(({ tagName }) => tagName).join(" ");
}`;

describeChromium("chart pages in a browser", () => {
  beforeAll(() => published);
  const open = (name: string, options = {}) =>
    openWatched(pathToFileURL(charts).href, options).then(async ({ page, faults }) => {
      await page.goto(pathToFileURL(join(charts, `${name}.html`)).href);
      await page.waitForSelector("#chart svg");
      return { page, faults };
    });

  it("draw every chart without an error or a request, whatever the models are called", async () => {
    const { page, faults } = await open("mle_ranking");
    const vega = vegaBuilds().map((code) => code.replaceAll("</script", "<\\/script"));
    for (const file of await published) {
      const name = file.slice(charts.length + 1, -".vl.json".length);
      const whole = readFileSync(join(charts, `${name}.html`), "utf8");
      const html = vega.reduce((text, code) => text.replace(code, () => ""), whole);
      expect(html.length).toBeLessThan(whole.length / 2);
      const elements = await page.evaluate(`(${DRAW_ANOTHER})(${JSON.stringify(html)})`);
      expect([name, elements]).toEqual([name, "DIV SCRIPT SCRIPT SCRIPT SCRIPT"]);
      await page.waitForSelector("#chart svg");
      expect([name, faults]).toEqual([name, []]);
    }
    await closeWatched(page);
  });

  it("sort, fade other licences, and tell all numbers under the pointer", async () => {
    const { page } = await open("mle_ranking");
    const names = (): Promise<string[]> =>
      page.$$eval("g.role-axis-label text", (texts) =>
        texts
          .map((text) => ({ y: text.getBoundingClientRect().y, name: text.textContent ?? "" }))
          .filter(({ name }) => !/^[\d,]+$/.test(name))
          .sort((a, b) => a.y - b.y)
          .map(({ name }) => name),
      );
    const before = await names();
    await page.selectOption(".vega-bindings select", "by_name");
    await expect.poll(names).toEqual([...before].sort());
    await page.hover("g.mark-symbol.role-mark path >> nth=0");
    await page.waitForSelector("#vg-tooltip-element.visible");
    const tip = await page.textContent("#vg-tooltip-element");
    for (const word of ["rank interval", "from (68 %)", "matches", "win rate", "license"]) {
      expect(tip).toContain(word);
    }
    const opacities = (): Promise<Set<string | null>> =>
      page
        .$$eval("g.mark-symbol.role-mark path", (marks) =>
          marks.map((mark) => mark.getAttribute("opacity") ?? "1"),
        )
        .then((values) => new Set(values));
    expect((await opacities()).size).toBe(1);
    await page.click("g.role-legend-symbol path >> nth=0");
    await expect.poll(async () => (await opacities()).size).toBe(2);
    await closeWatched(page);
  });

  it("tell the numbers of a pair wherever its cell is pointed at", async () => {
    const { page } = await open("head_to_head");
    const cell = page.locator("g.mark-rect.role-mark:not(.background) path").first();
    const { x, y, width, height } = (await cell.boundingBox()) as NonNullable<
      Awaited<ReturnType<typeof cell.boundingBox>>
    >;
    for (const share of [0.1, 0.5]) {
      await page.mouse.move(0, 0);
      await page.mouse.move(x + share * width, y + share * height);
      await page.waitForSelector("#vg-tooltip-element.visible");
      expect(await page.textContent("#vg-tooltip-element")).toContain("expected by the ratings");
    }
    await closeWatched(page);
  });

  it("are shown whole in a narrow frame, tooltips and all", async () => {
    const { page } = await open("mle_ranking", { viewport: { width: 620, height: 500 } });
    const chart = page.locator("#chart svg.marks");
    for (const width of [620, 300]) {
      await page.setViewportSize({ width, height: 500 });
      await page.mouse.move(0, 0);
      const right = () => chart.evaluate((svg) => svg.getBoundingClientRect().right);
      await expect.poll(right).toBeLessThan(width);
      expect(await right()).toBeGreaterThan(0.75 * width);
      await page.hover("g.mark-symbol.role-mark path >> nth=0");
      await page.waitForSelector("#vg-tooltip-element.visible");
    }
    await closeWatched(page);
  });

  it("follow the reader's choice of light and dark", async () => {
    const { page } = await open("winrate", { colorScheme: "dark" });
    const ground = (): Promise<string> =>
      page.evaluate("getComputedStyle(document.body).backgroundColor");
    expect(await ground()).toBe("rgb(22, 25, 29)");
    await page.emulateMedia({ colorScheme: "light" });
    await expect.poll(ground).toBe("rgb(255, 255, 255)");
    await closeWatched(page);
  });
});
