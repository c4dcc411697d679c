/** Interactive charts of a site: a small page for each, and one script with Vega for all of them. */
import { basename } from "node:path";
import { escapeHtml, jsonInScript, vegaBuilds } from "./html.ts";
import type { SiteFiles } from "./site_source.ts";

const SCRIPT = "charts/embed.js";

/**
 * Vega interprets its expressions here in place of compiling them, so the pages need no right to
 * make code of text; only its style sheet stands inline.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' file:",
  "style-src 'unsafe-inline'",
  "img-src data: blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const BOOT = `
vegaEmbed("#chart", JSON.parse(document.getElementById("spec").textContent), {
  mode: "vega-lite",
  renderer: "svg",
  ast: true,
  actions: { export: true, source: false, compiled: false, editor: false },
});
`;

/** The script of the chart pages. */
export function chartScript(): string {
  return `${vegaBuilds().join("\n")}\n${BOOT}`;
}

/** A page beside every spec, for iframes and for readers; nothing where there are no charts. */
export function chartPages(files: SiteFiles, script: string): SiteFiles {
  const pages: SiteFiles = new Map();
  for (const [path, content] of files) {
    if (!path.endsWith(".vl.json") || typeof content !== "string") continue;
    const name = path.slice(0, -".vl.json".length);
    pages.set(`${name}.html`, chartFrame(basename(name), JSON.parse(content)));
  }
  if (pages.size > 0) pages.set(SCRIPT, script);
  return pages;
}

function chartFrame(name: string, spec: unknown): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${escapeHtml(name)}</title>
<link rel="icon" href="data:,">
<style>body{margin:0;background:#fff;font-family:"Noto Sans JP","Hiragino Sans","Yu Gothic",Meiryo,sans-serif}#chart{overflow-x:auto}</style>
</head>
<body>
<div id="chart" role="img" aria-label="${escapeHtml(name)}"></div>
<script type="application/json" id="spec">${jsonInScript(spec)}</script>
<script src="../embed.js"></script>
</body>
</html>
`;
}
