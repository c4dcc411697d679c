/** Renders chart specs: compiled Vega and SVG. */
import type { VegaLiteSpec } from "../chart/chart.ts";
import { textWidth } from "./text_width.ts";

export interface RenderedChart {
  /** The compiled Vega spec. */
  vega: Record<string, unknown>;
  svg: string;
}

interface TextItem {
  text?: unknown;
  fontSize?: number;
}

/** Compiles and draws a spec. The same spec gives the same bytes. */
export async function renderChart(spec: VegaLiteSpec): Promise<RenderedChart> {
  const [{ compile }, vega] = await Promise.all([import("vega-lite"), import("vega")]);
  // Without a canvas Vega guesses 0.8 em for every character, which cuts Japanese labels.
  const { textMetrics, resetSVGDefIds } = vega as unknown as {
    textMetrics: { width(item: TextItem, text?: unknown): number };
    resetSVGDefIds(): void;
  };
  // Ids of clips count on from picture to picture; each picture starts anew.
  resetSVGDefIds();
  textMetrics.width = (item, text) =>
    textWidth(String(text ?? item.text ?? ""), item.fontSize ?? 11);
  const compiled = compile(spec as unknown as Parameters<typeof compile>[0], {
    logger: quietLogger(),
  }).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: "none" });
  const svg = (await view.toSVG()).replace(NOT_IN_PICTURES, "\ufffd");
  view.finalize();
  return { vega: compiled as unknown as Record<string, unknown>, svg };
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
