/** A site as a map from paths to contents: a page, its data, and the files it links to. */
import { badgeSvg, badgeText } from "./badge.ts";
import { escapeHtml, jsonInScript } from "./html.ts";
import { chartPages } from "./site_charts.ts";
import { siteBoard, siteQuestions } from "./site_data.ts";
import { indexHtml } from "./site_html.ts";
import type { SiteFiles, SiteSource } from "./site_source.ts";

/** The page's own code; see `site_bundle.ts`. */
export interface SiteCode {
  script: string;
  style: string;
  /** Draws the interactive charts. */
  charts: string;
}

/** Builds all files of a site. The same source gives the same bytes. */
export function siteFiles(source: SiteSource, code: SiteCode): SiteFiles {
  const board = siteBoard(source);
  const files: SiteFiles = new Map<string, string | Uint8Array>([
    ["index.html", indexHtml(board)],
    ["page.js", code.script],
    ["style.css", code.style],
    ["README.md", readme(source)],
    // GitHub Pages would otherwise run Jekyll over the files.
    [".nojekyll", ""],
    ["data/board.js", dataScript("board", board)],
  ]);
  if (source.texts) {
    siteQuestions(source).forEach((question, k) => {
      files.set(`data/questions/${k}.js`, dataScript(String(k), question));
    });
  }
  if (source.registry !== undefined) files.set("rankings/registry.jsonl", source.registry);
  for (const { ranking, badges, files: own } of source.rankings) {
    for (const [path, content] of own) files.set(path, content);
    ranking.ranking.forEach((row, k) => {
      files.set(badges[k], badgeSvg(row.display_name, badgeText(ranking, row)));
    });
  }
  for (const [path, content] of source.combined.files) files.set(path, content);
  for (const [path, content] of chartPages(files, code.charts)) files.set(path, content);
  return files;
}

/**
 * Data as a script, because a page that was opened from a folder may not fetch. The JSON is one
 * string literal that the page parses: whatever stands in it, it is never run.
 */
function dataScript(name: string, value: unknown): string {
  const literal = jsonInScript(value).replace(/[\\']/g, "\\$&");
  return `jrankData('${name}','${literal}');\n`;
}

/** The README of a Hugging Face Space, whose header makes it a static one. */
function readme({ title, description }: SiteSource): string {
  const header = {
    title: title.slice(0, 100),
    emoji: "📊",
    colorFrom: "blue",
    colorTo: "gray",
    sdk: "static",
    app_file: "index.html",
    pinned: false,
  };
  // JSON texts are YAML texts, so a title cannot end the header.
  const lines = Object.entries(header).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  const about = [
    `# ${escapeHtml(title)}`,
    ...(description === "" ? [] : [escapeHtml(description)]),
  ];
  return `---\n${lines.join("\n")}\n---\n\n${about.join("\n\n")}\n\nOpen \`index.html\`. Made with jrank.\n`;
}
