/** Draws a ranking's charts and writes them where websites find them. */
import { join } from "node:path";
import type { ChartOptions, ChartSource, VegaLiteSpec } from "../../chart/chart.ts";
import { CHARTS } from "../../chart/charts.ts";
import { themeConfig } from "../../chart/theme.ts";
import { chartPage } from "../../report/html.ts";
import { readableJson } from "../../report/readable_json.ts";
import { renderChart, renderInThemes } from "../../report/render.ts";
import { renderPng } from "../../report/render_png.ts";
import { writeWhole } from "../../store/write_whole.ts";

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
  const pictures: Promise<void>[] = [];
  for (const chart of Object.values(CHARTS)) {
    const spec = chart.build(source, options);
    if (!spec) continue;
    const name = chart.fileName(source.ranking.compute);
    const title = `${source.ranking.benchmark}: ${name}`;
    const { path, picture } = await startChart(spec, join(folder, name), { ...options, title });
    published.push(path);
    pictures.push(picture);
  }
  await Promise.all(pictures);
  return published;
}

/** Writes a chart in all its forms; gives the path of its Vega-Lite file. */
export async function writeChart(
  spec: VegaLiteSpec,
  path: string,
  options: WriteOptions,
): Promise<string> {
  const chart = await startChart(spec, path, options);
  await chart.picture;
  return chart.path;
}

type WriteOptions = { title: string } & Pick<ChartOptions, "theme" | "language">;

/**
 * Writes all but the PNG, which is being drawn when this returns. Where no theme is asked for the
 * chart is light, with a dark SVG beside it and a page that follows its reader's choice.
 */
async function startChart(
  spec: VegaLiteSpec,
  path: string,
  { title, theme, language = "en" }: WriteOptions,
): Promise<{ path: string; picture: Promise<void> }> {
  const { vega, svg, dark } =
    theme === undefined
      ? await renderInThemes(spec)
      : { ...(await renderChart(spec)), dark: undefined };
  const picture = renderPng(svg).then((png) => writeWhole(`${path}.png`, png));
  // It is awaited later; until then its failure is nobody's.
  picture.catch(() => {});
  writeWhole(`${path}.vl.json`, `${readableJson(spec)}\n`);
  writeWhole(`${path}.vg.json`, `${JSON.stringify(vega)}\n`);
  writeWhole(`${path}.svg`, svg);
  if (dark) writeWhole(`${path}.dark.svg`, dark);
  const darkConfig = dark && themeConfig("dark");
  writeWhole(`${path}.html`, chartPage(spec, { title, language, dark: darkConfig }));
  return { path: `${path}.vl.json`, picture };
}
