/** Pages that open without a network: an interactive chart, a ranking with its charts. */
import { readFileSync } from "node:fs";
import type { VegaLiteSpec } from "../chart/chart.ts";
import type { Language } from "../core/message.ts";
import type { Ranking } from "../core/ranking.ts";
import { warningTexts } from "../words/findings.ts";
import { tableWords } from "../words/language.ts";
import { vegaBuild } from "./render.ts";
import { inBothThemes, pictureAddress } from "./slim_svg.ts";
import { rankingCells, rankingFacts } from "./tables/table.ts";

/** Text as it may stand in HTML. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** Characters that XML forbids, or that turn the direction of a line. */
const UNFIT = /[^\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|[\u202a-\u202e\u2066-\u2069]/gu;

/** A line of text without characters that XML forbids; marks are not escaped. */
export const fitForXml = (text: string): string => text.replace(UNFIT, "\ufffd");

/** JSON as it may stand in a script: nothing in it can end the script. */
export function jsonInScript(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}

const LIBRARIES = ["vega", "vega-lite", "vega-embed"];
let libraries: Uint8Array | undefined;

/** The browser builds of Vega. */
export function vegaBuilds(): string[] {
  return LIBRARIES.map((name) => readFileSync(vegaBuild(name), "utf8"));
}

/** The same, as scripts of a page: most of its bytes, and the same ones in each. */
function libraryScripts(): Uint8Array {
  libraries ??= Buffer.from(
    vegaBuilds()
      .map((code) => `<script>${code.replaceAll("</script", "<\\/script")}</script>`)
      .join("\n"),
  );
  return libraries;
}

/**
 * Draws the chart of a page from `spec` and `dark` (a config, or null). Vega interprets its
 * expressions in place of compiling them, so the page needs no right to make code of text.
 */
export const DRAW_CHART = `const wish = matchMedia("(prefers-color-scheme: dark)");
function draw() {
  const config = dark && wish.matches ? dark : spec.config;
  const isDark = config.background !== undefined && parseInt(config.background.slice(1, 3), 16) < 128;
  document.documentElement.style.colorScheme = isDark ? "dark" : "light";
  document.body.style.background = config.background;
  const tooltip = { theme: isDark ? "dark" : "light" };
  const actions = { export: true, source: true, compiled: true, editor: false };
  const options = { mode: "vega-lite", renderer: "svg", ast: true, actions, tooltip };
  vegaEmbed("#chart", { ...spec, config }, options).then(fit);
}
// A narrow page or frame shows the whole chart, as long as it can still be read.
function fit() {
  const { style, width } = document.querySelector("#chart svg.marks");
  style.maxWidth = "max(100%, " + 0.6 * width.baseVal.value + "px)";
  style.height = "auto";
}
if (spec) {
  wish.addEventListener("change", draw);
  draw();
}
`;

/**
 * The page in its parts: everything is inside it, and it may fetch nothing. With the config of a dark theme it
 * follows the reader's choice of light or dark.
 */
export function chartPage(
  spec: VegaLiteSpec,
  { title, language = "en", dark }: { title: string; language?: string; dark?: unknown },
): (string | Uint8Array)[] {
  return [
    `<!doctype html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:">
<title>${escapeHtml(title)}</title>
<style>${CHART_STYLE}</style>
</head>
<body>
<div id="chart" role="img" aria-label="${escapeHtml(title)}"></div>
`,
    libraryScripts(),
    `
<script>
const spec = ${jsonInScript(spec)};
const dark = ${jsonInScript(dark ?? null)};
${DRAW_CHART}</script>
</body>
</html>
`,
  ];
}

/** The style of a page with one chart. */
export const CHART_STYLE = `body{margin:0;padding:1rem;font-family:"Noto Sans JP","Hiragino Sans","Yu Gothic",Meiryo,sans-serif}#chart{max-width:100%;overflow-x:auto}.vega-bindings{padding:0 16px;font-size:14px;color:CanvasText}.vega-bind-name{margin-right:.5em}.vega-bind select{font:inherit}`;

const PAGE_STYLE = `:root{color-scheme:light dark}
body{margin:0 auto;padding:1rem;max-width:72rem;font:16px/1.5 system-ui,"Noto Sans JP","Hiragino Sans","Yu Gothic",Meiryo,sans-serif}
h1{font-size:1.5rem;overflow-wrap:anywhere}
.table{overflow-x:auto}
table{border-collapse:collapse}
th,td{padding:.25rem .75rem;text-align:left;white-space:nowrap;font-variant-numeric:tabular-nums;border-bottom:1px solid color-mix(in srgb,CanvasText 20%,Canvas)}
.r{text-align:right}
.warnings{border-left:4px solid #d97706;padding-left:1rem;list-style:none}
figure{margin:2rem 0;overflow-x:auto}
img{max-width:100%;height:auto}`;

/** A chart in both themes. */
interface Picture {
  svg: string;
  dark: string;
  describe: string;
}

/**
 * One page with a ranking and its charts, in which nothing runs. Everything that names something is
 * escaped; charts stand as pictures.
 */
export function rankingPage(
  ranking: Ranking,
  pictures: readonly Picture[],
  { language, title = ranking.benchmark }: { language: Language; title?: string | undefined },
): string {
  const { head, rows, aligns } = rankingCells(ranking, language);
  const cell = (tag: string) => (text: string, k: number) =>
    `<${tag}${aligns[k] === "r" ? ' class="r"' : ""}>${escapeHtml(text)}</${tag}>`;
  // Marks of pictures stand as they are between quotes that they have few of.
  const source = ({ svg, dark }: Picture): string =>
    pictureAddress(inBothThemes(svg, dark)).replaceAll("&", "&amp;").replaceAll("'", "&#39;");
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escapeHtml(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<h1>${escapeHtml(tableWords(language).title(title, ranking.judge, ranking.compute))}</h1>
<div class="table"><table>
<thead><tr>${head.map(cell("th")).join("")}</tr></thead>
<tbody>
${rows.map((row) => `<tr>${row.map(cell("td")).join("")}</tr>`).join("\n")}
</tbody>
</table></div>
${rankingFacts(ranking, language)
  .map((fact) => `<p>${escapeHtml(fact)}</p>`)
  .join("\n")}
${warningList(ranking, language)}
${pictures
  .map(
    (picture) =>
      `<figure><img src='${source(picture)}' alt="${escapeHtml(picture.describe)}"></figure>`,
  )
  .join("\n")}
</body>
</html>
`;
}

function warningList(ranking: Ranking, language: Language): string {
  const warnings = warningTexts(ranking, language);
  if (warnings.length === 0) return "";
  const lines = warnings.map(({ text }) => `<li>${escapeHtml(text)}</li>`);
  return `<ul class="warnings">\n${lines.join("\n")}\n</ul>`;
}
