/** Charts as other people's pages show them: drawn by vega-embed in a browser, on one page for all. */

import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import type { JudgePositions, VegaLiteSpec } from "../../jrank/chart/chart.ts";
import { CHARTS } from "../../jrank/chart/kinds/chart_table.ts";
import { overplotChart } from "../../jrank/chart/kinds/overplot_chart.ts";
import { planChart } from "../../jrank/chart/kinds/plan_chart.ts";
import { judgesBiasChart } from "../../jrank/chart/kinds/position_bias.ts";
import { radarChart } from "../../jrank/chart/kinds/radar.ts";
import { inTheme } from "../../jrank/chart/theme.ts";
import { vegaBuilds } from "../../jrank/report/html.ts";
import { chartSource, randomGames } from "../support/chart_source.ts";
import { describeChromium, openWatched } from "../support/chromium.ts";

const ids = Array.from({ length: 9 }, (_, k) => `組織/a-model-with-a-long-name-${k + 1}-instruct`);
const board = chartSource(randomGames(ids, { games: 300, seed: 5 }), { seed: 1, bootstrapN: 60 });
const { ranking } = board;
const compared = (label: string) => ({
  label,
  rows: ranking.ranking.map((row) => ({
    model_id: row.model_id,
    name: row.display_name,
    rating: row.rating,
    lower: row.ci_lower,
    upper: row.ci_upper,
  })),
});
const [bias] = board.positions as JudgePositions[];
const options = { language: "en", byline: "example.org" } as const;
const usual = { ...options, confidence: 0.95, scale: 400 };
const curve = (questions: number) => ({
  questions,
  floor: 900 / questions,
  points: [100, 1000].map((judgments) => ({
    judgments,
    half_width: 1e4 / judgments,
    neighbours_right: 0.7,
  })),
});

/** All kinds, those of rankings by their names in the table. */
const drawn: Record<string, VegaLiteSpec | undefined> = {
  ...Object.fromEntries(
    Object.entries(CHARTS).map(([name, { build }]) => [name, build(board, options)]),
  ),
  overplot: overplotChart([compared("a-judge-of-a-long-name"), compared("another-judge")], {
    ...usual,
    isRate: false,
  }),
  judges_bias: judgesBiasChart([bias, { ...bias, judge: "another" }], usual),
  radar: radarChart(
    ["math", "writing", "reasoning", "humanities"],
    ids.map((name, k) => ({ name, values: [1, 5, k, 7] })),
    { ...options, title: "Grades", most: 10 },
  ),
  plan: planChart([curve(40), curve(160)], { ...usual, models: 12 }),
};

/** Pixels of the page of a chart around it, and of the choice of an order below it. */
const AROUND = 32 + 28;

/** How high docs/publishing.md says that a frame must be; undefined for charts it does not name. */
function heightOf(chart: string): number | undefined {
  const docs = readFileSync(new URL("../../docs/publishing.md", import.meta.url), "utf8");
  const row = docs
    .split("\n")
    .find((line) => /^\| `.*\| \d/.test(line) && line.includes(`\`${chart}\``));
  const [, base, step] = /\| (\d+)(?: \+ (\d+) for each)?/.exec(row ?? "") ?? [];
  return base === undefined ? undefined : Number(base) + Number(step ?? 0) * ids.length;
}

/** Draws a chart in a frame of a width, or gives its frame that; tells what it looks like. */
const DRAW = `async ({ spec, width }) => {
  const frame = document.querySelector("#chart");
  frame.style.width = width + "px";
  if (spec) await vegaEmbed(frame, spec, { renderer: "svg", ast: true, actions: false });
  else {
    window.dispatchEvent(new Event("resize"));
    await new Promise((done) => setTimeout(done, 50));
  }
  const svg = frame.querySelector("svg.marks");
  const box = svg.getBoundingClientRect();
  const cut = [...svg.querySelectorAll("text, path, line, rect")].flatMap((mark) => {
    if (mark.closest("clipPath, [clip-path], [opacity='0'], .background")) return [];
    const own = mark.getBoundingClientRect();
    const isInside =
      own.left >= box.left - 1 && own.right <= box.right + 1 &&
      own.top >= box.top - 1 && own.bottom <= box.bottom + 1;
    return own.width + own.height > 0 && !isInside ? [mark.textContent || mark.outerHTML] : [];
  });
  return { width: Math.round(box.width), height: box.height, cut, texts: svg.querySelectorAll("text").length };
}`;

const draw = (page: Page, spec: VegaLiteSpec | null, width: number) =>
  page.evaluate(`(${DRAW})(${JSON.stringify({ spec, width })})`) as Promise<{
    width: number;
    height: number;
    cut: string[];
    texts: number;
  }>;

describeChromium("charts on other people's pages", () => {
  it("fill pages of 320 to 1600 pixels, light and dark, with nothing clipped", async () => {
    const { page, faults } = await openWatched("about:blank", {
      viewport: { width: 1640, height: 900 },
    });
    await page.setContent('<div id="chart"></div>');
    for (const content of vegaBuilds()) await page.addScriptTag({ content });
    for (const [k, [name, spec]] of Object.entries(drawn).entries()) {
      if (!spec) throw new Error(`${name} is not drawn`);
      const least = heightOf(name);
      expect(name in CHARTS).toBe(least !== undefined);
      // Drawn once, half of them in each theme, and then the same as its page becomes wider and narrower.
      const themed = inTheme(spec, k % 2 ? "dark" : "light");
      for (const width of [360, 1600, 320]) {
        const seen = await draw(page, width === 360 ? themed : null, width);
        expect([name, width, seen.width, seen.cut]).toEqual([name, width, width, []]);
        expect(seen.texts).toBeGreaterThan(4);
        expect([name, width, seen.height + AROUND]).toEqual([
          name,
          width,
          expect.toSatisfy((height: number) => height <= (least ?? 1e4)),
        ]);
      }
      expect(faults.splice(0)).toEqual([]);
    }
  });
});
