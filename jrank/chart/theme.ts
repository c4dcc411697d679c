/** The one look of all charts, and the words they share. */
import type { License, Ranking } from "../core/types.ts";
import type { ChartOptions, VegaLiteSpec } from "./chart.ts";

/** Noto Sans JP is what the program renders with; browsers take the next that they have. */
export const FONT = "Noto Sans JP, Hiragino Sans, Yu Gothic, Meiryo, Segoe UI, sans-serif";

/** Told apart by people with any colour vision (Okabe and Ito 2008). */
export const LICENSE_COLORS: Readonly<Record<License, string>> = {
  closed: "#D55E00",
  "non-commercial": "#E69F00",
  open: "#0072B2",
  unknown: "#7A7A7A",
};

/** For series that are not licences; the same source, repeated beyond its length by Vega. */
export const SERIES_COLORS: readonly string[] = [
  "#0072B2",
  "#D55E00",
  "#009E73",
  "#CC79A7",
  "#E69F00",
  "#56B4E9",
  "#5B4A9E",
  "#8C564B",
];

type Language = "ja" | "en";

const WORDS = {
  en: {
    ranking: (benchmark: string) => `${benchmark}: ranking`,
    winRate: (benchmark: string) => `${benchmark}: win rates`,
    evolution: (benchmark: string) => `${benchmark}: ratings over the number of matches`,
    judgedBy: (judge: string) => `Judge: ${judge}`,
    judgments: (n: number) => `${n.toLocaleString("en-US")} judgments`,
    rating: "Rating",
    winRateAxis: "Win rate (ties count half)",
    matches: "Matches",
    license: "License",
    interval: (confidence: number) =>
      `thick: 68 %, thin: ${+(confidence * 100).toFixed(1)} % interval`,
    licenses: {
      closed: "closed",
      "non-commercial": "non-commercial",
      open: "open",
      unknown: "unknown",
    },
    status: {
      ok: "",
      undefeated: "undefeated: no upper bound",
      winless: "winless: no lower bound",
      separated: "not comparable with the rest",
      disconnected: "no matches that connect it",
    },
  },
  ja: {
    ranking: (benchmark: string) => `${benchmark}：ランキング`,
    winRate: (benchmark: string) => `${benchmark}：勝率`,
    evolution: (benchmark: string) => `${benchmark}：対戦数とレーティングの推移`,
    judgedBy: (judge: string) => `審査員：${judge}`,
    judgments: (n: number) => `判定数 ${n.toLocaleString("en-US")}`,
    rating: "レーティング",
    winRateAxis: "勝率（引き分けは半分）",
    matches: "対戦数",
    license: "ライセンス",
    interval: (confidence: number) =>
      `太線：68 %区間　細線：${+(confidence * 100).toFixed(1)} %区間`,
    licenses: {
      closed: "クローズド",
      "non-commercial": "非商用",
      open: "オープン",
      unknown: "不明",
    },
    status: {
      ok: "",
      undefeated: "全勝：上限は不明",
      winless: "全敗：下限は不明",
      separated: "他と比較できない",
      disconnected: "つながる対戦がない",
    },
  },
} as const;

export type Words = (typeof WORDS)[Language];

/** The words of charts in a language. */
export function wordsOf({ language = "en" }: ChartOptions): Words {
  return WORDS[language];
}

/** Title block: what it shows; below, who judged and how much; the by-line last. */
export function titleOf(
  ranking: Ranking,
  name: (benchmark: string) => string,
  options: ChartOptions,
  extra: readonly string[] = [],
): VegaLiteSpec {
  const words = wordsOf(options);
  const facts = [words.judgedBy(ranking.judge), words.judgments(ranking.n_judgments), ...extra];
  const subtitle = [options.subtitle ?? facts.join(" · "), options.note, options.byline];
  return {
    text: options.title ?? name(ranking.benchmark),
    subtitle: subtitle.filter((line) => line !== undefined && line !== ""),
    anchor: "start",
    offset: 12,
  };
}

/** Domain, range and names of the licences that occur. */
function licenseScale(
  licenses: readonly License[],
  options: ChartOptions,
): { domain: string[]; range: string[] } {
  const words = wordsOf(options);
  const present = (Object.keys(LICENSE_COLORS) as License[]).filter((license) =>
    licenses.includes(license),
  );
  return {
    domain: present.map((license) => words.licenses[license]),
    range: present.map((license) => options.colors?.[license] ?? LICENSE_COLORS[license]),
  };
}

/** The colour channel of charts whose rows have a `license`, with its legend below. */
export function licenseColor(
  rows: readonly { license: License }[],
  options: ChartOptions,
): VegaLiteSpec {
  return {
    field: "license",
    type: "nominal",
    scale: licenseScale(
      rows.map(({ license }) => license),
      options,
    ),
    legend: { title: wordsOf(options).license, orient: "bottom", direction: "horizontal" },
  };
}

/** Config of every spec. */
export const THEME: VegaLiteSpec = {
  background: "white",
  font: FONT,
  padding: 16,
  title: {
    fontSize: 18,
    fontWeight: 600,
    subtitleFontSize: 12,
    subtitleColor: "#555555",
    subtitlePadding: 6,
    color: "#222222",
  },
  axis: {
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: "normal",
    labelColor: "#333333",
    titleColor: "#555555",
    gridColor: "#E8E8E8",
    domainColor: "#999999",
    tickColor: "#999999",
  },
  legend: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal" },
  view: { stroke: null },
};

/** The frame of a spec. */
export function spec(parts: VegaLiteSpec): VegaLiteSpec {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    config: THEME,
    ...parts,
  };
}

/** The axis of models: long names are never cut, and their title would only repeat them. */
export const MODEL_AXIS: VegaLiteSpec = {
  title: null,
  labelLimit: 0,
  minExtent: 0,
  maxExtent: 2000,
  grid: false,
  ticks: false,
  domain: false,
  labelPadding: 8,
};
