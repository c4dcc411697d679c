/** Mean grades over categories, one closed line a model, as MT-Bench draws them. */

import { wordsOf } from "../../words/charts.ts";
import { titleBlock, tooltip } from "../captions.ts";
import type { Channel, ChartOptions, Layer, Position, VegaLiteSpec } from "../chart.ts";
import { type Expr, whereNarrow } from "../responsive.ts";
import { textWidth } from "../text_width.ts";
import { MOST_SERIES, spec } from "../theme.ts";

interface RadarSeries {
  name: string;
  /** Values in the order of the axes; null where there is none. */
  values: readonly (number | null)[];
}

/** Room around the circle for the names of the axes, in radii: beside it, and above and below. */
const MARGIN = { x: 1.45, y: 1.22 };
const RADIUS = 160;
const LEAST_RADIUS = 60;
/** The circle stands in the middle. */
const ranges: Record<"x" | "y", Expr[]> = {
  x: [-1, 1].map((side) => ({ expr: `width / 2 + ${side * MARGIN.x} * radius` })),
  y: [1, -1].map((side) => ({ expr: `height / 2 + ${side * MARGIN.y} * radius` })),
};

/** Draws values from 0 to `most`; undefined with fewer than three axes, which make no figure. */
export function radarChart(
  axes: readonly string[],
  series: readonly RadarSeries[],
  { most, ...options }: ChartOptions & { most: number },
): VegaLiteSpec | undefined {
  if (axes.length < 3 || series.length === 0) return undefined;
  const words = wordsOf(options);
  const angle = (k: number): number => Math.PI / 2 - (2 * Math.PI * k) / axes.length;
  const at = (k: number, radius: number) => ({
    x: radius * Math.cos(angle(k)),
    y: radius * Math.sin(angle(k)),
  });
  const around = Array.from({ length: axes.length + 1 }, (_, order) => order);
  const rings = [0.25, 0.5, 0.75, 1].flatMap((ring) =>
    around.map((order) => ({ ring, order, ...at(order, ring) })),
  );
  // The names of the axes at its sides; a browser's letters may be wider than ours.
  const beside = Math.ceil(1.2 * Math.max(...axes.map((axis) => textWidth(axis, 13))));
  const spokes = axes.map((_, k) => ({ x: 0, y: 0, x2: at(k, 1).x, y2: at(k, 1).y }));
  const labels = axes.map((axis, k) => {
    const { x, y } = at(k, 1.1);
    const align = Math.abs(x) < 0.1 ? "center" : x > 0 ? "left" : "right";
    return { axis, x, y, align };
  });
  const lines = series.flatMap(({ name, values }) =>
    around.flatMap((order) => {
      const value = values[order % axes.length];
      if (value === null || value === undefined) return [];
      const axis = axes[order % axes.length];
      return [{ name, axis, order, value, ...at(order, value / most) }];
    }),
  );
  const along = (field: "x" | "y"): Position => ({
    field,
    type: "quantitative",
    axis: null,
    scale: { domain: [-MARGIN[field], MARGIN[field]], range: ranges[field], nice: false },
  });
  const position = { x: along("x"), y: along("y") };
  // More lines than colours could not be told apart: the others stay behind, under the pointer.
  const coloured = series.slice(0, MOST_SERIES).map(({ name }) => name);
  const isColoured = ({ name }: { name: string }): boolean => coloured.includes(name);
  const rest = lines.filter((point) => !isColoured(point));
  const details = rest.length > 0 ? [words.coloured(coloured.length, series.length)] : [];
  const hover = tooltip(
    ["name", words.tip.model],
    ["axis", words.tip.category],
    ["value", words.tip.grade, ".2f"],
  );
  const color: Channel<"color"> = {
    field: "name",
    type: "nominal",
    sort: coloured,
    scale: { domain: coloured, range: "category" },
    legend: {
      title: null,
      orient: "bottom",
      columns: whereNarrow(1, 2),
      labelLimit: { expr: "room - 40" },
      symbolLimit: 0,
      symbolType: "stroke",
    },
  };
  const behind: Layer = {
    data: { name: "rest", values: rest },
    mark: { type: "line", style: "others", strokeWidth: 1, point: "transparent" },
    encoding: {
      ...position,
      detail: { field: "name" },
      order: { field: "order" },
      tooltip: hover,
    },
  };
  return spec(
    {
      title: titleBlock("", [], options, details),
      params: [
        { name: "radius", expr: `clamp((room / 2 - ${beside}) / 1.1, ${LEAST_RADIUS}, ${RADIUS})` },
        { name: "height", expr: `${2 * MARGIN.y} * radius` },
      ],
      height: 2 * RADIUS * MARGIN.y,
      layer: [
        {
          data: { name: "rings", values: rings },
          mark: { type: "line", style: "grid", strokeWidth: 1 },
          encoding: { ...position, detail: { field: "ring" }, order: { field: "order" } },
        },
        {
          data: { name: "spokes", values: spokes },
          mark: { type: "rule", style: "grid", strokeWidth: 1 },
          encoding: { ...position, x2: { field: "x2" }, y2: { field: "y2" } },
        },
        ...(["left", "center", "right"] as const).map(
          (align): Layer => ({
            data: { values: labels.filter((label) => label.align === align) },
            mark: {
              type: "text",
              style: "name",
              align,
              limit: { expr: `room / ${align === "center" ? 1 : 2} - radius` },
            },
            encoding: { ...position, text: { field: "axis" } },
          }),
        ),
        {
          data: {
            name: "scale",
            values: [0.5, 1].map((ring) => ({ ring: ring * most, ...at(0, ring) })),
          },
          mark: { type: "text", style: "number", dx: 10 },
          encoding: { ...position, text: { field: "ring" } },
        },
        ...(rest.length === 0 ? [] : [behind]),
        {
          data: { name: "radar", values: lines.filter(isColoured) },
          params: [{ name: "chosen", select: { type: "point", fields: ["name"] }, bind: "legend" }],
          mark: { type: "line", strokeWidth: 2, point: { size: 30 } },
          encoding: {
            ...position,
            color,
            order: { field: "order" },
            tooltip: hover,
            opacity: { condition: { param: "chosen", value: 1 }, value: 0.15 },
          },
        },
      ],
    },
    options,
    2 * RADIUS * MARGIN.x,
  );
}
