/** The files that charts become. */
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
