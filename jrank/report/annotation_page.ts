/** The page on which people vote: served by the program, or as a folder that is sent to somebody. */
import type { AnnotationSet } from "../schedule/annotation_data.ts";
import { escapeHtml } from "./html.ts";
import { dataScript, POLICY } from "./site.ts";
import type { PageCode } from "./site_bundle.ts";
import type { SiteFiles } from "./site_input.ts";

/** The page that asks the program for its pairs. */
export function servedPage(title: string): string {
  return pageHtml(title, "server", []);
}

/** A folder with everything in it: pairs without names, and a page that keeps the votes until they are sent back. */
export function annotationFolder(set: AnnotationSet, { script, style }: PageCode): SiteFiles {
  return new Map([
    ["index.html", pageHtml(set.title, "folder", ["pairs.js"])],
    ["page.js", script],
    ["style.css", style],
    ["pairs.js", dataScript("pairs", set)],
  ]);
}

/** What a page on this server may do. */
export const SERVED_POLICY = `${POLICY}; connect-src 'self'`;

function pageHtml(title: string, source: "server" | "folder", data: readonly string[]): string {
  const policy = source === "server" ? SERVED_POLICY : POLICY;
  const scripts = ["page.js", ...data].map((file) => `<script src="${file}" defer></script>`);
  return `<!doctype html>
<html lang="en" data-theme="auto" data-source="${source}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="style.css">
${scripts.join("\n")}
</head>
<body>
<header></header>
<main id="main" tabindex="-1"></main>
<footer></footer>
</body>
</html>
`;
}
