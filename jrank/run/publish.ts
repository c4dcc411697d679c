/** Draws a ranking's charts and writes them where websites find them. */
import { join } from "node:path";
import type { ChartOptions, ChartSource, VegaLiteSpec } from "../chart/chart.ts";
import { CHARTS } from "../chart/charts.ts";
import { chartPage } from "../report/html.ts";
import { renderChart, renderPng } from "../report/render.ts";
import { writeWhole } from "./rank.ts";

/**
 * Writes every chart that the source has data for, as Vega-Lite, Vega, SVG, PNG and a page; gives
 * the paths of the Vega-Lite files.
 */
export async function publishCharts(
  source: ChartSource,
  options: ChartOptions,
  folder: string,
): Promise<string[]> {
  const published: string[] = [];
  for (const chart of Object.values(CHARTS)) {
    const spec = chart.build(source, options);
    if (!spec) continue;
    const name = chart.fileName(source.ranking.compute);
    const title = `${source.ranking.benchmark}: ${name}`;
    published.push(await writeChart(spec, join(folder, name), title));
  }
  return published;
}

/** Writes a chart in all its forms; gives the path of its Vega-Lite file. */
export async function writeChart(spec: VegaLiteSpec, path: string, title: string): Promise<string> {
  const { vega, svg } = await renderChart(spec);
  writeWhole(`${path}.vl.json`, `${JSON.stringify(spec, null, 2)}\n`);
  writeWhole(`${path}.vg.json`, `${JSON.stringify(vega)}\n`);
  writeWhole(`${path}.svg`, svg);
  writeWhole(`${path}.png`, await renderPng(svg));
  writeWhole(`${path}.html`, chartPage(spec, { title }));
  return `${path}.vl.json`;
}
