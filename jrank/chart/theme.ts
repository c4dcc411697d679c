/** The one look of all charts, light and dark. Specs name a style, and the theme gives its colour. */
import { LICENSES, type License } from "../core/types.ts";
import type { ChartOptions, Config, LayerParts, VegaLiteSpec } from "./chart.ts";
import { fittingTitle, PADDING, ROOM } from "./responsive.ts";

/** Browsers take the first that they have; PNGs are drawn with a font of the program's own. */
const FONT = "Noto Sans JP, Hiragino Sans, Yu Gothic, Meiryo, Segoe UI, sans-serif";

/**
 * Told apart by people with any colour vision, after Okabe and Ito (2008); darker, so that each is
 * told from a white ground at 3 to 1 or more.
 */
const LICENSE_COLORS: Readonly<Record<License, string>> = {
  closed: "#B84A00",
  "non-commercial": "#CC8400",
  open: "#0072B2",
  unknown: "#7A7A7A",
};

/** The same on a dark ground, from which each is told at 4.5 to 1 or more. */
const LICENSE_COLORS_DARK: Readonly<Record<License, string>> = {
  closed: "#FF7A33",
  "non-commercial": "#F5C04A",
  open: "#5FB4EA",
  unknown: "#A8A8A8",
};

/** For series that are not licences: the same source and two more that no colour vision takes for another. */
const SERIES_COLORS = [
  "#0072B2",
  "#D55E00",
  "#009E73",
  "#CC79A7",
  "#E69F00",
  "#56B4E9",
  "#222222",
  "#8C00F0",
];

/** The same, lighter, for a dark ground. */
const SERIES_COLORS_DARK = [
  "#4FA9E0",
  "#F08A3C",
  "#2DBE8D",
  "#E19CC6",
  "#E8B93E",
  "#9BD3F4",
  "#783CF0",
  "#C8283C",
];

/** How many series have a colour of their own. */
export const MOST_SERIES = SERIES_COLORS.length;

/** What differs between the themes. */
interface Shades {
  series: string[];
  /** Of `LICENSES`, in their order. */
  licenses: string[];
  background: string;
  title: string;
  subtitle: string;
  label: string;
  axisTitle: string;
  grid: string;
  domain: string;
  /** Numbers beside marks, and lines that belong to no series. */
  ink: string;
  /** The one series of a chart without series. */
  accent: string;
  /** Words in place of a number. */
  quiet: string;
  /** From a sure loss over the middle to a sure win. */
  diverging: string[];
  /** From nothing to certain. */
  heatmap: string[];
  /** Text on the ends of `diverging` and `heatmap`. */
  onStrong: string;
}

const SHADES: Record<NonNullable<ChartOptions["theme"]>, Shades> = {
  light: {
    series: SERIES_COLORS,
    licenses: LICENSES.map((license) => LICENSE_COLORS[license]),
    background: "#FFFFFF",
    title: "#222222",
    subtitle: "#555555",
    label: "#333333",
    axisTitle: "#555555",
    grid: "#E8E8E8",
    domain: "#999999",
    ink: "#444444",
    accent: "#0072B2",
    quiet: "#666666",
    diverging: ["#B84A00", "#F2A567", "#E6E6E6", "#7DB6DB", "#005A94"],
    heatmap: ["#F5F9FC", "#7DB6DB", "#005A94"],
    onStrong: "#FFFFFF",
  },
  dark: {
    series: SERIES_COLORS_DARK,
    licenses: LICENSES.map((license) => LICENSE_COLORS_DARK[license]),
    background: "#16191D",
    title: "#F2F2F2",
    subtitle: "#B4BAC2",
    label: "#DADDE1",
    axisTitle: "#B4BAC2",
    grid: "#2E343B",
    domain: "#6B737C",
    ink: "#C9CED4",
    accent: "#56B4E9",
    quiet: "#A0A7AF",
    diverging: ["#E8822F", "#8A4A17", "#272C32", "#1D5A85", "#3FA0DC"],
    heatmap: ["#1B2026", "#1D5A85", "#3FA0DC"],
    onStrong: "#0E1013",
  },
};

type Theme = NonNullable<ChartOptions["theme"]>;

/** The colour of a licence in the theme of a chart. */
export const licenseColorOf = (license: License, { theme = "light" }: ChartOptions): string =>
  SHADES[theme].licenses[LICENSES.indexOf(license)];

/** Config of a spec in a theme. */
export function themeConfig(theme: Theme): Config {
  return configOf(SHADES[theme]);
}

function configOf(shade: Shades): Config {
  const legend = { labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal" } as const;
  return {
    background: shade.background,
    font: FONT,
    padding: PADDING,
    title: {
      fontSize: 18,
      fontWeight: 600,
      subtitleFontSize: 12,
      subtitleColor: shade.subtitle,
      subtitlePadding: 6,
      color: shade.title,
    },
    axis: {
      labelFontSize: 12,
      titleFontSize: 12,
      titleFontWeight: "normal",
      labelColor: shade.label,
      titleColor: shade.axisTitle,
      gridColor: shade.grid,
      domainColor: shade.domain,
      tickColor: shade.domain,
      labelFlush: false,
      labelSeparation: 6,
    },
    legend: { ...legend, labelColor: shade.label, titleColor: shade.axisTitle },
    view: { stroke: null },
    range: {
      diverging: shade.diverging,
      heatmap: shade.heatmap,
      category: shade.series,
      ordinal: shade.licenses,
    },
    style: {
      number: { color: shade.ink, fontSize: 10 },
      line: { color: shade.ink },
      accent: { color: shade.accent },
      dot: { color: shade.accent },
      others: { color: shade.domain, opacity: 0.45 },
      cut: { color: shade.quiet },
      ground: { color: shade.background },
      grid: { color: shade.grid },
      quiet: { color: shade.quiet, fontStyle: "italic", fontSize: 11 },
      name: { color: shade.label, fontSize: 13 },
      onStrong: { color: shade.onStrong, fontSize: 11 },
      onWeak: { color: shade.label, fontSize: 11 },
    },
  };
}

/**
 * The frame of a spec: as wide as what it stands in, and in a picture, which stands in nothing, with
 * marks over so many pixels.
 */
export function spec(
  parts: LayerParts,
  { theme = "light" }: ChartOptions,
  pictureWidth = 560,
): VegaLiteSpec {
  const { text, subtitle = [], ...around } = parts.title;
  const lines = [subtitle].flat();
  return inTheme(
    {
      // What it shows, for those who hear it.
      description: [text, ...lines].join(". "),
      $schema: "https://vega.github.io/schema/vega-lite/v6.json",
      width: "container",
      autosize: { type: "fit-x", contains: "padding" },
      config: { view: { continuousWidth: pictureWidth } },
      ...parts,
      title: { ...fittingTitle(text, lines), ...around },
      params: [ROOM, ...(parts.params ?? [])],
    },
    theme,
  );
}

/** The same chart in another theme: specs name styles only, so nothing but the config changes. */
export function inTheme(chart: VegaLiteSpec, theme: Theme): VegaLiteSpec {
  return { ...chart, config: configFor(chart, SHADES[theme]) };
}

/** The config of a theme with the chart's own width in pictures. */
function configFor({ config }: VegaLiteSpec, shades: Shades): Config {
  const themed = configOf(shades);
  return { ...themed, view: { ...config?.view, ...themed.view } };
}

/**
 * The same chart in colours that stand for those of any theme, so that it is compiled and drawn once
 * for all; undefined where somebody's text could be taken for such a colour.
 */
export function inStandIns(chart: VegaLiteSpec): VegaLiteSpec | undefined {
  const standIns = { ...chart, config: configFor(chart, STAND_INS) };
  return JSON.stringify(chart).includes("#FE00") ? undefined : standIns;
}

/** Whether colours of a chart are mixed from those of its theme: it must be drawn in each. */
export function mixesColors(chart: VegaLiteSpec): boolean {
  return /"range":"(diverging|heatmap)"/.test(JSON.stringify(chart));
}

/** What became of `inStandIns`, compiled as JSON or drawn as SVG, in a theme. */
export function recolored(text: string, theme: Theme): string {
  const colors = colorsOf(SHADES[theme]);
  return text.replace(
    /"#FE00([0-9A-F]{2})"/g,
    (_, index) => `"${colors[Number.parseInt(index, 16)]}"`,
  );
}

const colorsOf = (shades: Shades): string[] =>
  Object.keys(SHADES.light).flatMap((name) => shades[name as keyof Shades]);

const STAND_INS: Shades = (() => {
  let index = 0;
  const next = (): string => `#FE00${(index++).toString(16).toUpperCase().padStart(2, "0")}`;
  const entries = Object.entries(SHADES.light).map(([name, color]) => [
    name,
    Array.isArray(color) ? color.map(next) : next(),
  ]);
  return Object.fromEntries(entries) as Shades;
})();

/** Rows closer together from this many models on, and the axis above them, where reading begins. */
const TALL = 40;

/** Height of the rows of a chart with a row for each model. */
export function rowHeight(rows: number): number {
  return rows * (rows > TALL ? 16 : 24);
}

/** Where the horizontal axis of so many rows stands. */
export function axisSide(rows: number): "top" | "bottom" {
  return rows > TALL ? "top" : "bottom";
}
