/** The chart files of a benchmark that a site takes over. */
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { CHARTS } from "../../chart/kinds/chart_table.ts";
import { COMPUTES } from "../../core/types.ts";
import type { SiteFiles, SiteSource } from "../../report/site_input.ts";
import { namesIn } from "../../store/files/text_file.ts";
import type { BenchmarkData } from "../models/benchmark_data.ts";

const CHART_ENDINGS = [".svg", ".dark.svg", ".png", ".vl.json", ".dark.vl.json", ".vg.json"];

const COMBINED = ["combined_ranking", "combined_position_bias"];

/** The files of charts, by their paths on the site. */
export function chartFiles(from: string, to: string, charts: readonly string[]): SiteFiles {
  const files: SiteFiles = new Map();
  for (const chart of charts) {
    for (const ending of CHART_ENDINGS) {
      const file = join(from, chart + ending);
      if (!existsSync(file)) continue;
      const content = readFileSync(file);
      files.set(`${to}/${chart}${ending}`, ending === ".png" ? content : content.toString("utf8"));
    }
  }
  return files;
}

/** Charts of several rankings together, which lie above those of the judges. */
export function combinedCharts({ bench }: BenchmarkData): SiteSource["combined"] {
  const folder = join(bench.folder, "charts");
  const names = existsSync(folder)
    ? namesIn(folder)
        .filter((name) => name.startsWith("combined_") && name.endsWith(".vl.json"))
        .filter((name) => !name.endsWith(".dark.vl.json"))
        .map((name) => basename(name, ".vl.json"))
        .sort((a, b) => placeIn(COMBINED, a) - placeIn(COMBINED, b))
    : [];
  return {
    charts: names.map((name) => `charts/${name}`),
    files: chartFiles(folder, "charts", names),
  };
}

/** Charts of this way to compute, and those of the judge that have no way in their name. */
export function chartsOf(folder: string, compute: string): string[] {
  if (!existsSync(folder)) return [];
  const order = Object.values(CHARTS).map(({ fileName }) => fileName(compute));
  return namesIn(folder)
    .filter((name) => name.endsWith(".svg") && !name.endsWith(".dark.svg"))
    .map((name) => basename(name, ".svg"))
    .filter((name) => !COMPUTES.some((c) => c !== compute && name.startsWith(`${c}_`)))
    .sort((a, b) => placeIn(order, a) - placeIn(order, b) || (a < b ? -1 : 1));
}

/** Charts in the order of their table, those that it does not have last. */
function placeIn(order: readonly string[], chart: string): number {
  const place = order.indexOf(chart);
  return place === -1 ? order.length : place;
}
