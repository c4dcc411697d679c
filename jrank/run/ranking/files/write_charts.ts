/** Draws a ranking's charts and writes them where websites find them. */

import { rmSync } from "node:fs";
import { basename, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { ChartOptions, ChartSource, VegaLiteSpec } from "../../../chart/chart.ts";
import { CHARTS } from "../../../chart/kinds/chart_table.ts";
import { inTheme, themeConfig } from "../../../chart/theme.ts";
import { MissingPackage } from "../../../core/errors.ts";
import { type Said, say } from "../../../core/message.ts";
import { chartPage } from "../../../report/html.ts";
import {
  charactersNotDrawn,
  charactersWeLack,
  fontPackagesFor,
  readyToDraw,
  renderPng,
} from "../../../report/picture/render_png.ts";
import { readableJson, renderChart, renderInThemes } from "../../../report/render.ts";
import { type FileContent, writeAllWhole, writeWhole } from "../../../store/files/write_whole.ts";
import { listSome, plural } from "../../command/format.ts";
import { drawnFile, hashOf, hashOfDrawers, isAsDrawn, readDrawn } from "./drawn_charts.ts";

/**
 * Writes every chart that the source has data for, as Vega-Lite, Vega, SVG, PNG and a page, all at
 * once; gives the paths of the Vega-Lite files. Those that would be as they are, are left so.
 */
export async function publishCharts(
  source: ChartSource,
  options: ChartOptions,
  folder: string,
  log: (text: Said) => void,
): Promise<string[]> {
  const drawn = readDrawn(folder);
  const toDraw: [name: string, from: string, spec: VegaLiteSpec, title: string][] = [];
  const files: string[] = [];
  for (const chart of Object.values(CHARTS)) {
    const spec = chart.build(source, options);
    if (!spec) continue;
    const name = chart.fileName(source.ranking.compute);
    const title = `${source.ranking.benchmark}: ${name}`;
    const { theme, language } = options;
    const from = hashOf(JSON.stringify([spec, title, theme, language, hashOfDrawers()]));
    files.push(join(folder, `${name}.vl.json`));
    if (isAsDrawn(folder, drawn[name], from)) continue;
    toDraw.push([name, from, spec, title]);
  }
  const same = files.length - toDraw.length;
  if (same > 0)
    log(
      say`${plural(same, "chart")} of ${files.length} would be drawn as before, so the files are left as they are.`,
    );
  if (toDraw.length === 0) return files;
  // The longest first, so that in the end nothing waits for the PNG of one.
  const length = new Map(toDraw.map(([name, , spec]) => [name, JSON.stringify(spec).length]));
  toDraw.sort(([a], [b]) => (length.get(b) ?? 0) - (length.get(a) ?? 0));
  // What a picture misses is told when it is drawn.
  await readyToDraw(JSON.stringify(toDraw)).catch(() => {});
  const charts: [name: string, from: string, chart: Chart][] = [];
  for (const [name, from, spec, title] of toDraw) {
    charts.push([name, from, await startChart(spec, join(folder, name), { ...options, title })]);
    // A turn for the pictures that are done, which are packed on threads of their own.
    await setImmediate();
  }
  const written = await writeChartFiles(
    charts.map(([, , chart]) => chart),
    log,
  );
  for (const [name, from, { path, svg }] of charts) {
    const own = written.filter(([file]) => file.startsWith(path.replace(/vl\.json$/, "")));
    const hashes = own.map(([file, content]) => [basename(file), hashOf(content)]);
    // What fonts of the machine draw may change with them.
    const hasPicture = own.some(([file]) => file.endsWith(".png"));
    if (hasPicture && charactersWeLack(svg).length > 0) delete drawn[name];
    else drawn[name] = { from, files: Object.fromEntries(hashes) };
  }
  writeWhole(drawnFile(folder), `${JSON.stringify({ charts: drawn })}\n`);
  return files;
}

/** Writes a chart in all its forms; gives the path of its Vega-Lite file. */
export async function writeChart(
  spec: VegaLiteSpec,
  path: string,
  options: WriteOptions,
  log: (text: Said) => void,
): Promise<string> {
  const chart = await startChart(spec, path, options);
  await writeChartFiles([chart], log);
  return chart.path;
}

/** The texts that a picture shows. */
const textsIn = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text = ""]) => text);

/** Says what the PNGs leave out. The SVGs and pages are drawn with the reader's fonts. */
async function tellNotDrawn(texts: ReadonlySet<string>, log: (text: Said) => void): Promise<void> {
  const characters = await charactersNotDrawn([...texts].join("\n"));
  if (characters.length === 0) return;
  const missing = new Set(characters);
  const named = [...texts].filter((text) => [...text].some((character) => missing.has(character)));
  const packages = fontPackagesFor(characters);
  log(
    say`Warning: the .png charts leave out ${plural(characters.length, "character")} that no font of this machine has: ${listSome(characters, 20)} (in ${listSome(
      named.map((text) => JSON.stringify(text)),
      3,
    )}). ${packages.length > 0 ? say`Install fonts with them (npm install ${packages.join(" ")})` : say`Install a font with them (for example the Noto fonts)`} and run again; the .svg and .html charts show them.`,
  );
}

type WriteOptions = { title: string } & Pick<ChartOptions, "theme" | "language">;

interface Chart {
  /** Its Vega-Lite file. */
  path: string;
  files: WrittenFile[];
  /** The PNG, which is being drawn. */
  picture: Promise<[path: string, content: Uint8Array]>;
  svg: string;
}

type WrittenFile = [path: string, content: FileContent];

/** Writes charts when all of them are drawn; gives what was written. */
async function writeChartFiles(
  charts: readonly Chart[],
  log: (text: Said) => void,
): Promise<WrittenFile[]> {
  const files = charts.flatMap(({ files }) => files);
  try {
    const pictures = await Promise.all(charts.map(({ picture }) => picture));
    await writeAllWhole([...files, ...pictures]);
    files.push(...pictures);
  } catch (fault) {
    if (!(fault instanceof MissingPackage)) throw fault;
    // A picture of earlier numbers must not stand beside the new ones.
    for (const { path } of charts) rmSync(path.replace(/\.vl\.json$/, ".png"), { force: true });
    await writeAllWhole(files);
    log(say`The charts are written without .png. ${fault}`);
    return files;
  }
  await tellNotDrawn(new Set(charts.flatMap(({ svg }) => textsIn(svg))), log);
  return files;
}

/**
 * Draws all but the PNG, which is being drawn when this returns. Where no theme is asked for the
 * chart is light, with a dark SVG beside it and a page that follows its reader's choice.
 */
async function startChart(
  spec: VegaLiteSpec,
  path: string,
  { title, theme, language = "en" }: WriteOptions,
): Promise<Chart> {
  const { vega, svg, dark } =
    theme === undefined
      ? await renderInThemes(spec)
      : { ...(await renderChart(spec)), dark: undefined };
  const picture = renderPng(svg).then((png): [string, Uint8Array] => [`${path}.png`, png]);
  // It is awaited later; until then its failure is nobody's.
  picture.catch(() => {});
  const darkConfig = dark && themeConfig("dark");
  const files: Chart["files"] = [
    [`${path}.vl.json`, `${readableJson(spec)}\n`],
    [`${path}.vg.json`, `${JSON.stringify(vega)}\n`],
    [`${path}.svg`, svg],
    [`${path}.html`, chartPage(spec, { title, language, dark: darkConfig })],
  ];
  if (dark) {
    files.push([`${path}.dark.svg`, dark]);
    files.push([`${path}.dark.vl.json`, `${readableJson(inTheme(spec, "dark"))}\n`]);
  }
  return { path: `${path}.vl.json`, files, picture, svg };
}
