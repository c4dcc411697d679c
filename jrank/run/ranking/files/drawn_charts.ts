/**
 * Which charts need no drawing: drawn from the same spec by the same program with the same fonts, and
 * with every file as it was written. What they were drawn from stands in `.drawn.json` beside them.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PICTURE_PACKAGES } from "../../../report/picture/render_png.ts";
import { vegaBuild } from "../../../report/render.ts";
import { type FileContent, partsOf } from "../../../store/files/write_whole.ts";

/** A chart as it was drawn: a hash of what it was drawn from, and one of each of its files. */
interface DrawnChart {
  from: string;
  files: Record<string, string>;
}

type DrawnCharts = Record<string, DrawnChart>;

export function hashOf(content: FileContent): string {
  const hash = createHash("sha256");
  for (const part of partsOf(content)) hash.update(part);
  return hash.digest("base64url");
}

/** The file of what the charts of a folder were drawn from. */
export const drawnFile = (folder: string): string => join(folder, ".drawn.json");

/** The charts of a folder as they were drawn, by their names; nothing where that is not known. */
export function readDrawn(folder: string): DrawnCharts {
  try {
    const charts: unknown = JSON.parse(readFileSync(drawnFile(folder), "utf8")).charts;
    return typeof charts === "object" && charts !== null ? (charts as DrawnCharts) : {};
  } catch {
    // A file that cannot be read says as much as none: the charts are drawn.
    return {};
  }
}

/** Whether every file of a chart is there as it was drawn from this. */
export function isAsDrawn(folder: string, chart: DrawnChart | undefined, from: string): boolean {
  if (chart?.from !== from) return false;
  return Object.entries(chart.files ?? {}).every(([name, hash]) => {
    const file = join(folder, name);
    return existsSync(file) && hashOf(readFileSync(file)) === hash;
  });
}

let drawers: string | undefined;

/**
 * A hash of what makes pictures of specs: the program's own files for it, Vega, the renderer of PNGs
 * and its fonts. Fonts of the machine are no part of it; a chart that needs them is always drawn.
 */
export function hashOfDrawers(): string {
  if (drawers !== undefined) return drawers;
  const folders = ["report", "report/picture", "chart", "words", "run/ranking/files"];
  const root = fileURLToPath(new URL("../../../", import.meta.url));
  const own = folders.flatMap((room) => {
    const folder = join(root, room);
    const files = readdirSync(folder).filter((name) => /(?<!\.d)\.[jt]s$/.test(name));
    return files.sort().map((name) => join(folder, name));
  });
  const builds = ["vega", "vega-lite", "vega-embed"].map(vegaBuild);
  const parts = [...own, ...builds].map((file) => hashOf(readFileSync(file)));
  drawers = hashOf(JSON.stringify([parts, PICTURE_PACKAGES.map(versionOf), process.version]));
  return drawers;
}

const require = createRequire(import.meta.url);

/** The version of an installed package; undefined where there is none. */
function versionOf(name: string): string | undefined {
  try {
    return require(`${name}/package.json`).version;
  } catch {
    return undefined;
  }
}
