/** The files that charts become. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { CHARTS } from "../../../chart/kinds/chart_table.ts";

const ENDINGS = [".vl.json", ".dark.vl.json", ".vg.json", ".svg", ".dark.svg", ".png", ".html"];

/** All files of a chart, by its path without an ending. */
export function chartFilesOf(path: string): string[] {
  return ENDINGS.map((ending) => path + ending);
}

/** All files that the charts of a ranking may become in a folder. */
export function chartFilesIn(folder: string, compute: string): string[] {
  return Object.values(CHARTS).flatMap((chart) =>
    chartFilesOf(join(folder, chart.fileName(compute))),
  );
}

/** Names the picture of a chart (its path without an ending) where there is one: what draws it is an optional package. */
export const pngOf = (chart: string): string => (existsSync(`${chart}.png`) ? ".png, " : "");
