/**
 * Renders a spec as SVG, with Vega's libraries loaded when they are needed; specs as JSON that
 * people can read.
 */

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Spec } from "vega";
import type { TopLevelSpec } from "vega-lite";
import type { VegaLiteSpec } from "../chart/chart.ts";
import { textWidth } from "../chart/text_width.ts";
import { inStandIns, inTheme, mixesColors, recolored } from "../chart/theme.ts";

interface RenderedChart {
  /** The compiled Vega spec. */
  vega: Record<string, unknown>;
  svg: string;
}

/** Compiles and draws a spec. The same spec gives the same bytes. */
export async function renderChart(spec: VegaLiteSpec): Promise<RenderedChart> {
  const vega = await compiled(spec);
  return { vega, svg: await drawn(vega) };
}

/** A light chart compiled, and drawn in both themes. */
export async function renderInThemes(
  spec: VegaLiteSpec,
): Promise<RenderedChart & { dark: string }> {
  const standIns = inStandIns(spec);
  if (!standIns) {
    return { ...(await renderChart(spec)), dark: (await renderChart(inTheme(spec, "dark"))).svg };
  }
  const stand = await compiled(standIns);
  const text = JSON.stringify(stand);
  const vega = JSON.parse(recolored(text, "light"));
  if (mixesColors(spec)) {
    const dark = await drawn(JSON.parse(recolored(text, "dark")));
    return { vega, svg: await drawn(vega), dark };
  }
  const svg = await drawn(stand);
  return { vega, svg: recolored(svg, "light"), dark: recolored(svg, "dark") };
}

async function compiled(spec: VegaLiteSpec): Promise<Record<string, unknown>> {
  const { vegaLite } = await loadVega();
  const { spec: vega } = vegaLite.compile(spec as unknown as TopLevelSpec, {
    logger: quietLogger(),
  });
  return vega as unknown as Record<string, unknown>;
}

async function drawn(spec: Record<string, unknown>): Promise<string> {
  const { vega } = await loadVega();
  const { textMetrics, resetSVGDefIds, View, parse } = vega;
  // Ids of clips count on from picture to picture; each picture starts anew.
  resetSVGDefIds();
  // Without a canvas Vega guesses 0.8 em for every character, which cuts Japanese labels.
  textMetrics.width = (item, text) =>
    textWidth(String(text ?? item.text ?? ""), item.fontSize ?? 11);
  // A picture stands in nothing that it must fit: it grows with its names.
  const free = { ...spec, autosize: "pad" } as unknown as Spec;
  const view = new View(parse(free), { renderer: "none" });
  const svg = (await view.toSVG()).replace(NOT_IN_PICTURES, "\ufffd");
  view.finalize();
  return svg;
}

/** What XML forbids, and what turns the direction of a line: names that somebody chose hold both. */
const NOT_IN_PICTURES =
  /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|[\u202a-\u202e\u2066-\u2069]/gu;

function quietLogger() {
  const logger = {
    level: () => logger,
    error: (...args: readonly unknown[]) => {
      throw new Error(args.join(" "));
    },
    warn: () => logger,
    info: () => logger,
    debug: () => logger,
  };
  return logger as never;
}

interface VegaLibraries {
  vega: typeof import("vega") & {
    textMetrics: { width(item: TextItem, text?: unknown): number };
    resetSVGDefIds(): void;
  };
  vegaLite: typeof import("vega-lite");
}

interface TextItem {
  text?: unknown;
  fontSize?: number;
}

const require = createRequire(import.meta.url);

/** The folder of an installed package, whatever it exports. */
function packageFolder(name: string): string {
  const folder = (require.resolve.paths(name) ?? [])
    .map((path) => join(path, name))
    .find((path) => existsSync(path));
  if (folder === undefined) throw new Error(`the package ${name} is not installed`);
  return folder;
}

/** The file of a browser build of Vega: it comes with the package, or with a clone's packages. */
export function vegaBuild(name: string): string {
  const own = fileURLToPath(new URL(`../vendor/${name}.min.js`, import.meta.url));
  return existsSync(own) ? own : join(packageFolder(name), "build", `${name}.min.js`);
}

/**
 * Loads both, once a process. By their names they would come as some 300 modules, which takes half
 * a second longer; their files for pages leave themselves in globalThis.
 */
async function loadVega(): Promise<VegaLibraries> {
  for (const name of ["vega", "vega-lite"]) await import(pathToFileURL(vegaBuild(name)).href);
  return globalThis as unknown as VegaLibraries;
}

/** What is no longer than this stands on one line. */
const LINE = 100;

/** Indented like JSON.stringify does, but with rows of data, and whatever is short, on a line each. */
export function readableJson(value: unknown, indent = ""): string {
  if (isRow(value)) return JSON.stringify(value);
  const inside = `${indent}  `;
  const isList = Array.isArray(value);
  const items = isList ? value : Object.values(value as object);
  const names = isList ? undefined : Object.keys(value as object);
  const texts: string[] = [];
  // Of what does not fit on a line, no part in which it stands does either.
  let length = indent.length + 1;
  for (const [k, item] of items.entries()) {
    if (names && item === undefined) continue;
    const text = readableJson(item ?? null, inside);
    const name = names ? JSON.stringify(names[k]) : "";
    texts.push(name, text);
    length += name.length + text.length + (names ? 2 : 1);
  }
  const [open, close] = isList ? "[]" : "{}";
  const isShort = length <= LINE;
  let all = open as string;
  for (let k = 0; k < texts.length; k += 2) {
    const name = texts[k] && `${texts[k]}:${isShort ? "" : " "}`;
    all += `${k > 0 ? "," : ""}${isShort ? "" : `\n${inside}`}${name}${texts[k + 1]}`;
  }
  return isShort ? all + close : `${all}\n${indent}${close}`;
}

/** A text or number, or an object of such only. */
function isRow(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  return (
    !Array.isArray(value) &&
    Object.values(value).every((item) => typeof item !== "object" || item === null)
  );
}
