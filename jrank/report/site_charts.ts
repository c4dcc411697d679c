/** Interactive charts of a site: a small page for each, and one script with Vega for all of them. */
import { posix } from "node:path";
import type { VegaLiteSpec } from "../chart/chart.ts";
import { inTheme } from "../chart/theme.ts";
import { CHART_STYLE, DRAW_CHART, escapeHtml, jsonInScript, vegaBuilds } from "./html.ts";
import type { SiteFiles } from "./site_input.ts";

/** The scripts of charts, and what the page around charts drawn anew is made of. */
interface ChartCode {
  charts: string;
  redrawn: { script: string; style: string };
}

const { basename, dirname, relative } = posix;

const SCRIPT = "charts/embed.js";

/** Everything comes from the site's own folder; only Vega's style sheet stands inline. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' file:",
  "style-src 'unsafe-inline'",
  "img-src data: blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** What is drawn; of charts drawn anew nothing yet. */
const READ = `const { spec, dark } = JSON.parse(document.getElementById("spec")?.textContent ?? "{}");`;

/** The script of the chart pages. */
export function chartScript(): string {
  return `${vegaBuilds().join("\n")}\n${READ}\n${DRAW_CHART}`;
}

/** A page beside every spec, for iframes and for readers; nothing where there are no charts. */
export function chartPages(files: SiteFiles, { charts, redrawn }: ChartCode): SiteFiles {
  const pages: SiteFiles = new Map();
  for (const [path, content] of files) {
    if (!path.endsWith(".vl.json") || typeof content !== "string") continue;
    // The page of a chart follows its reader's choice of light or dark.
    if (path.endsWith(".dark.vl.json")) continue;
    const name = path.slice(0, -".vl.json".length);
    const script = relative(dirname(path), SCRIPT);
    pages.set(`${name}.html`, chartFrame(basename(name), JSON.parse(content), script));
  }
  if (pages.size > 0) {
    pages.set(SCRIPT, charts);
    pages.set("charts/redrawn.js", redrawn.script);
    pages.set("charts/redrawn.html", redrawnFrame(redrawn.style));
  }
  return pages;
}

/** The page in which the leaderboard draws the charts of a ranking that its reader made. */
function redrawnFrame(style: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>jrank</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<script src="embed.js"></script>
<script src="redrawn.js"></script>
</body>
</html>
`;
}

function chartFrame(name: string, spec: VegaLiteSpec, script: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${escapeHtml(name)}</title>
<link rel="icon" href="data:,">
<style>${CHART_STYLE}</style>
</head>
<body>
<div id="chart" role="img" aria-label="${escapeHtml(name)}"></div>
<script type="application/json" id="spec">${jsonInScript({ spec, dark: inTheme(spec, "dark").config })}</script>
<script src="${escapeHtml(script)}"></script>
</body>
</html>
`;
}
