import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import type { ChartOptions, VegaLiteSpec } from "../../jrank/chart/chart.ts";
import { CHARTS } from "../../jrank/chart/charts.ts";
import { radarChart } from "../../jrank/chart/radar.ts";
import type { Ranking } from "../../jrank/core/types.ts";
import { chartPage, escapeHtml, jsonInScript } from "../../jrank/report/html.ts";
import { renderChart, renderPng } from "../../jrank/report/render.ts";
import { rankingCsv, rankingMarkdown, rankingTable } from "../../jrank/report/table.ts";
import { comparisonsFrom } from "../../jrank/stats/comparisons.ts";
import { convergence } from "../../jrank/stats/convergence.ts";
import { rankModels } from "../../jrank/stats/rank_models.ts";

const HOSTILE = '<script>alert(1)</script>"|`日本語\u202eモデル';
const models = ["a/b:c", HOSTILE, "とても長い名前のモデル".repeat(5), "=SUM(A1)"];
const games = Array.from({ length: 160 }, (_, k) => ({
  first: models[k % 4] as string,
  second: models[(k + 1 + (k % 3)) % 4] as string,
  outcome: (1 + ((k * 7) % 3)) as 1 | 2 | 3,
  cluster: `q${k % 20}`,
})).filter(({ first, second }) => first !== second);
const undefeated = { first: "winner", second: "a/b:c", outcome: 1 as const, cluster: "q1" };
const comparisons = comparisonsFrom([...games, undefeated]);
const numbers = rankModels(comparisons, { seed: 1, bootstrapN: 50 });
const ranking: Ranking = {
  ...{ schema_version: 1, date: "2026-01-01T00:00:00.000Z", benchmark: "b", judge: "j" },
  ...{ mode: "pairwise-n", compute: "mle", scale: 400, base: 10, init_rating: 1000, seed: 1 },
  ...{ bootstrap_n: 50, bootstrap_unit: "question", ci: "bootstrap", confidence: 0.95 },
  ...{ ties: "half", prior: "flat", home_advantage: numbers.home_advantage, left_out: {} },
  undetermined_rounds: numbers.undetermined_rounds,
  n_judgments: numbers.n_judgments,
  warnings: numbers.warnings,
  ranking: numbers.ranking.map((row, k) => ({
    ...row,
    display_name: row.model_id,
    license: (["open", "closed", "non-commercial", "unknown"] as const)[k % 4] ?? "unknown",
  })),
};
const source = { ranking, convergence: convergence(comparisons, { points: 5 }) };

const vegaLite = dirname(createRequire(import.meta.url).resolve("vega-lite"));
const schema = JSON.parse(readFileSync(join(vegaLite, "vega-lite-schema.json"), "utf8"));
const ajv = new Ajv({ strict: false, allErrors: true });
(addFormats as unknown as (ajv: Ajv) => void)(ajv);
ajv.addFormat("color-hex", () => true);
const isValid = ajv.compile(schema);

const specs: [string, VegaLiteSpec][] = [
  ...Object.entries(CHARTS).map(([name, { build }]): [string, VegaLiteSpec] => [
    name,
    build(source, { language: "ja", note: "note" }) as VegaLiteSpec,
  ]),
  [
    "radar",
    radarChart(["x", "y", "z"], [{ name: HOSTILE, values: [1, null, 9] }], {
      most: 10,
    }) as VegaLiteSpec,
  ],
];

describe.each(specs)("the %s chart", (_name, spec) => {
  it("is valid Vega-Lite with its data inside", () => {
    expect(isValid(spec) ? [] : isValid.errors?.slice(0, 3)).toEqual([]);
    expect(JSON.stringify(spec)).not.toContain('"url"');
  });

  it("is drawn, the same every time", async () => {
    const once = await renderChart(spec);
    expect((await renderChart(spec)).svg).toBe(once.svg);
    expect(once.svg).not.toMatch(/NaN|Infinity|<script/);
    const png = await renderPng(once.svg);
    expect(Buffer.from(png).subarray(1, 4).toString()).toBe("PNG");
  });

  it("makes a page that no name can break out of", () => {
    const page = chartPage(spec, { title: HOSTILE });
    expect(page).not.toContain("<script>alert");
    expect(page).toContain("Content-Security-Policy");
  });
});

describe("charts", () => {
  it("draw nothing where there is nothing, and leave out what is skipped", () => {
    expect(CHARTS.evolution.build({ ranking }, {})).toBe(undefined);
    const options: ChartOptions = { skip: ["a/b:c"] };
    expect(JSON.stringify(CHARTS.ranking.build(source, options))).not.toContain('"a/b:c"');
    expect(CHARTS.ranking.build({ ranking: { ...ranking, ranking: [] } }, {})).toBe(undefined);
  });

  it("give words, not a number, to a model that the data do not determine", () => {
    const { data } = CHARTS.ranking.build(source, {}) as { data: { values: object[] } };
    expect(data.values).toContainEqual(
      expect.objectContaining({ id: "winner", rating: null, status: "undefeated: no upper bound" }),
    );
  });

  it("say who judged, how much, and what must be said", () => {
    const { title } = CHARTS.ranking.build(source, { note: "offline judge", title: "T" }) as {
      title: { text: string; subtitle: string[] };
    };
    expect(title.text).toBe("T");
    expect(title.subtitle.join()).toMatch(/Judge: j.*161 judgments.*offline judge/);
  });
});

describe("tables", () => {
  it("are safe to paste: Markdown, CSV and the terminal", async () => {
    const markdown = rankingMarkdown(ranking);
    expect(markdown).not.toContain("<script");
    const columns = new Set(
      markdown
        .split("\n")
        .filter((line) => line.startsWith("|"))
        .map((line) => line.replaceAll("\\|", "").split("|").length),
    );
    expect(columns.size).toBe(1);
    const csv = rankingCsv(ranking);
    expect(csv).toContain("'=SUM(A1)");
    expect(csv).toContain('"<script>alert(1)</script>""|`日本語\u202eモデル"');
    const table = await rankingTable(ranking);
    expect(table).not.toContain("\u202e");
    expect(table).toContain("undefeated");
  });

  it("escape what HTML and scripts would read", () => {
    expect(escapeHtml(`<a href="x">'&`)).toBe("&lt;a href=&quot;x&quot;&gt;&#39;&amp;");
    expect(jsonInScript("</script>\u2028")).toBe('"\\u003c/script>\\u2028"');
  });
});
