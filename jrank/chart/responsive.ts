/**
 * Charts as wide as the page that shows them, from 320 pixels on. A page's width is known only where
 * a chart is drawn, so what depends on it is a Vega expression; pictures have the width of their spec.
 */
import type { Axis, Layer, Param } from "./chart.ts";
import { textWidth } from "./text_width.ts";

/** A value that is found where the chart is drawn. */
export interface Expr {
  expr: string;
}

/** Of a picture, which stands in nothing: wide enough for all names. */
const BOUNDLESS = 100_000;
/** Pixels around a chart. */
export const PADDING = 16;
/** Of the room, what names may take. */
const NAMES_SHARE = 0.42;
/** Pixels of a letter of a name, and of a wide one. */
const LETTER = 7.4;
const WIDE_LETTER = 12.5;
/** Chinese, Japanese and Korean letters, and full-width ones. */
const WIDE = "[\\u1100-\\u115f\\u2e80-\\ua4cf\\uac00-\\ud7a3\\uf900-\\ufaff\\uff01-\\uff60]";

/** The pixels that the chart may fill: those of its container. It follows `width` to notice changes. */
export const ROOM: Param = {
  name: "room",
  expr: `width >= 0 && isFinite(containerSize()[0]) ? max(${4 * PADDING}, containerSize()[0] - ${2 * PADDING}) : ${BOUNDLESS}`,
};

/** Whether the chart has as little room as on a telephone. */
export const NARROW = "room < 460";

/** One of two values, by whether the chart is narrow. */
export function whereNarrow<T extends string | number>(narrow: T, wide: T): Expr {
  return { expr: `${NARROW} ? ${JSON.stringify(narrow)} : ${JSON.stringify(wide)}` };
}

/** So many pixels, or a share of the room where that is less. */
export const atMost = (pixels: number, share: number): string => `min(${pixels}, ${share} * room)`;

/** Pixels that names may take; all that they ask for in pictures. */
export const NAMES_LIMIT: Expr = { expr: `${NAMES_SHARE} * room` };

/** About how many pixels names of this size take beside a chart: a Vega expression. */
export function namesRoom(names: readonly string[], fontSize = 12): string {
  const widest = Math.max(0, ...names.map((name) => textWidth(name, fontSize)));
  return `min(${Math.ceil(widest)}, ${NAMES_SHARE} * room)`;
}

/** So many pixels of a legend, or what there is beside the names, where it begins. */
export const besideNames = (names: readonly string[], pixels: number): string =>
  `min(${pixels}, room - ${namesRoom(names)} - 45)`;

/** A name without its middle where it is longer than the pixels: both ends tell versions apart. */
export function shortened(name: string, pixels = `${NAMES_SHARE} * room`): string {
  const most = `max(6, floor((${pixels}) / (test(regexp("${WIDE}"), ${name}) ? ${WIDE_LETTER} : ${LETTER})))`;
  return `length(${name}) <= ${most} ? ${name} : slice(${name}, 0, ceil(0.6 * ${most}) - 1) + "…" + slice(${name}, -floor(0.4 * ${most}))`;
}

/** The axis of models: names lose their middles on narrow pages only, and a title would repeat them. */
export const MODEL_AXIS: Axis = {
  title: null,
  labelLimit: NAMES_LIMIT,
  labelExpr: shortened("datum.label"),
  minExtent: 0,
  maxExtent: 2000,
  grid: false,
  ticks: false,
  domain: false,
  labelPadding: 8,
};

/** Where a panel of a chart lies: its part of both scales, and how far its upper and lower axes are outside of the view. */
export interface Place {
  x: [Expr, Expr];
  y: [Expr, Expr];
  top: Expr;
  bottom: Expr;
  /** Of the names at its left, which stand once where panels are beside each other. */
  labelOpacity: Expr;
}

/** Between two panels that are beside each other. */
export const BETWEEN = 28;

/**
 * One or two panels in one view, of such a height and at most so wide, beside each other or, where
 * `stacked` holds, the second below the first. All are Vega expressions. Concatenated views could
 * not be as wide as a page.
 */
export function panelsOf(
  count: 1 | 2,
  {
    height,
    gap,
    stacked,
    most = "width",
  }: { height: string; gap: number; stacked: string; most?: string },
): { params: Param[]; places: [first: Place, second: Place] } {
  const step = `panel_height + ${gap}`;
  const down = `(stacked ? ${step} : 0)`;
  const across = `(stacked ? 0 : panel_width + ${BETWEEN})`;
  const range = (from: string, size: string): [Expr, Expr] => [
    { expr: from },
    { expr: `${from} + ${size}` },
  ];
  return {
    params: [
      { name: "stacked", expr: count === 1 ? "true" : stacked },
      { name: "panel_width", expr: `min(${most}, stacked ? width : (width - ${BETWEEN}) / 2)` },
      { name: "panel_height", expr: height },
      // The height of the view: Vega takes it from a signal of this name.
      {
        name: "height",
        expr: count === 1 ? "panel_height" : `panel_height + ${down}`,
      },
    ],
    places: [
      {
        x: range("0", "panel_width"),
        y: range("0", "panel_height"),
        top: { expr: "0" },
        bottom: { expr: `-${down}` },
        labelOpacity: { expr: "1" },
      },
      {
        x: range(across, "panel_width"),
        y: range(down, "panel_height"),
        top: { expr: `-${down}` },
        bottom: { expr: "0" },
        labelOpacity: { expr: "stacked ? 1 : 0" },
      },
    ],
  };
}

/** The title of a panel, above it; on a narrow page it begins above the names. */
export function panelTitle(title: string, { x, y }: { x: Place["x"]; y: string }): Layer {
  return {
    data: { values: [{ title }] },
    mark: {
      type: "text",
      style: "name",
      align: whereNarrow("right", "left"),
      limit: { expr: `${NARROW} ? room : ${BOUNDLESS}` },
      aria: false,
    },
    encoding: {
      x: { value: { expr: `${NARROW} ? ${x[1].expr} : ${x[0].expr}` } },
      y: { value: { expr: y } },
      text: { field: "title" },
    },
  };
}

/** Pixels of the lines below a title on a usual page, and the least size of their letters. */
const LINE = 340;
const LEAST_SIZE = 9;
/** Pixels of a line of a title on a narrow page and on others, and the least size of its letters. */
const TITLE_LINES = [300, 600] as const;
const LEAST_TITLE_SIZE = 12;
/** A browser's font may be so much wider than ours, and letters of titles are. */
const [WIDER, BOLD] = [1.12, 1.22];

/** A title and the lines below it, in more lines and smaller letters where they would not fit. */
export function fittingTitle(title: string, lines: readonly string[]) {
  const [narrow, wide] = TITLE_LINES.map((pixels) => inLines(title, pixels, 18)) as string[][];
  const subtitle = lines.flatMap((line) => inLines(line, LINE, 12));
  const widest = (texts: readonly string[], size: number): number =>
    Math.ceil(Math.max(1, ...texts.map((one) => textWidth(one, size))));
  const size = (usual: number, wish: number, least: number): Expr => ({
    expr: `clamp(${usual} * room / ${Math.ceil(wish)}, ${least}, ${usual})`,
  });
  return {
    text:
      wide.length === narrow.length
        ? wide.length === 1
          ? title
          : wide
        : {
            expr: `room < ${Math.ceil(BOLD * widest(wide, 18))} ? ${JSON.stringify(narrow)} : ${JSON.stringify(wide)}`,
          },
    subtitle,
    fontSize: size(18, BOLD * widest(narrow, 18), LEAST_TITLE_SIZE),
    subtitleFontSize: size(12, WIDER * widest(subtitle, 12), LEAST_SIZE),
    limit: { expr: `room < ${BOUNDLESS} ? room : 0` },
  };
}

/** A text in lines of so many pixels, broken between facts, else between words, else anywhere. */
function inLines(text: string, pixels: number, fontSize: number): string[] {
  const fits = (line: string): boolean => textWidth(line.trimEnd(), fontSize) <= pixels;
  const broken = (parts: readonly string[], breaks: readonly RegExp[]): string[] =>
    parts.flatMap((part) => {
      const [next, ...rest] = breaks;
      return fits(part) || !next ? [part] : broken(part.split(next), rest);
    });
  const lines: string[] = [];
  for (const part of broken([text], [/(?<= · )/, /(?<=[ 、。；：・）])/, /(?=.)/u])) {
    const last = lines.at(-1);
    if (last !== undefined && fits(last + part)) lines[lines.length - 1] = last + part;
    else lines.push(part);
  }
  return lines.map((line) => line.trim().replace(/ ·$/, ""));
}
