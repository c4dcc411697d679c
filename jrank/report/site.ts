/** The website: a map of its files, the HTML page that holds it together among them. */

import type { SiteBoard, SitePublished } from "../core/site_data.ts";
import { warningTexts } from "../words/findings.ts";
import type { PageWords } from "../words/page_en.ts";
import { PAGE_WORDS } from "../words/page_ja.ts";
import { shownCount, shownInterval, shownNumber, shownRating } from "../words/shown_number.ts";
import { badgeSvg, badgeText } from "./badge.ts";
import { escapeHtml, jsonInScript } from "./html.ts";
import { SHARED } from "./share_picture.ts";
import { chartPages } from "./site_charts.ts";
import { siteBoard, siteQuestions } from "./site_files.ts";
import type { SiteFiles, SiteSource } from "./site_input.ts";

/** The page's own code; see `site_bundle.ts`. */
export interface SiteCode {
  script: string;
  style: string;
  /** Draws the interactive charts. */
  charts: string;
  /** Draws those of a ranking that a reader made. */
  redrawn: { script: string; style: string };
}

const SHARE = "share.png";

/** Builds all files of a site. The same source gives the same bytes. */
export function siteFiles(
  source: SiteSource,
  code: SiteCode,
  { picture }: { picture?: Uint8Array | undefined } = {},
): SiteFiles {
  const board = siteBoard(source);
  const shared = picture && { picture: SHARE, address: source.address ?? "" };
  const files: SiteFiles = new Map<string, string | Uint8Array>([
    ["index.html", indexHtml(board, { ...IN_FOLDER, shared })],
    ...(picture ? [[SHARE, picture] as const] : []),
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
  const more = [...source.published, source.combined, ...(source.scores ? [source.scores] : [])];
  for (const { files: own } of more) {
    for (const [path, content] of own) files.set(path, content);
  }
  for (const [path, content] of chartPages(files, code)) files.set(path, content);
  return files;
}

/**
 * Data as a script, because a page that was opened from a folder may not fetch. The JSON is one
 * string literal that the page parses: whatever stands in it, it is never run.
 */
export function dataScript(name: string, value: unknown): string {
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

/**
 * Everything comes from the page's own folder. `file:` is named because some browsers do not take
 * pages opened from a folder for 'self'; a page from a web server can load nothing through it.
 */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' file:",
  "style-src 'self' file:",
  "img-src 'self' file: data:",
  "frame-src 'self' file:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** The rows that stand there until the script takes over. */
function plainRanking({ rankings, published, language }: SiteBoard): string {
  const [first] = rankings;
  if (!first) return published.map((one) => plainPublished(one, PAGE_WORDS[language])).join("\n");
  const { ranking } = first;
  const rows = ranking.ranking.map(
    (row) =>
      `<tr><td>${row.rank ?? "–"}</td><th scope="row"><bdi>${escapeHtml(row.display_name)}</bdi></th><td>${shownRating(row.rating, ranking)}</td><td>${shownInterval(row, ranking)}</td><td>${shownCount(row.n_matches)}</td></tr>`,
  );
  const warnings = warningTexts(ranking, language).map(
    (warning) =>
      `<p${warning.language === language ? "" : ` lang="${warning.language}"`}>${escapeHtml(warning.text)}</p>`,
  );
  const words = PAGE_WORDS[language];
  const heads = [words.rank, words.model, words.rating, words.bounds, words.matches];
  return `<p>${escapeHtml(ranking.judge)}, ${escapeHtml(ranking.date.slice(0, 10))}</p>
${warnings.join("\n")}
<table class="ranking"><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead>
<tbody>
${rows.join("\n")}
</tbody></table>`;
}

function plainPublished({ judge, date, rows }: SitePublished, words: PageWords): string {
  const lines = rows.map(
    ({ name, rating, lower, upper }) =>
      `<tr><th scope="row"><bdi>${escapeHtml(name)}</bdi></th><td>${shownNumber(rating)}</td><td>${shownNumber(lower)} … ${shownNumber(upper)}</td></tr>`,
  );
  const heads = [words.model, words.rating, words.bounds];
  return `<p>${escapeHtml(words.published(judge, date.slice(0, 10)))}</p>
<table class="ranking"><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead>
<tbody>
${lines.join("\n")}
</tbody></table>`;
}

/** What differs between a page of a folder and one that is everything. */
interface Frame {
  policy: string;
  /** Elements of the head, and those at its end. */
  style: string;
  scripts: string;
  shared?: { picture: string; address: string } | undefined;
}

const IN_FOLDER: Frame = {
  policy: POLICY,
  style: '<link rel="stylesheet" href="style.css">',
  scripts: '<script src="page.js" defer></script>\n<script src="data/board.js" defer></script>',
};

/** Three bars of a ranking, in a colour that is told from light and dark tabs. */
const ICON = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><g fill="#2f86c8"><rect x="1" y="2" width="14" height="3" rx="1"/><rect x="1" y="7" width="10" height="3" rx="1"/><rect x="1" y="12" width="6" height="3" rx="1"/></g></svg>')}`;

/** The colours of `--paper` in `page/style.css`. */
const PAPER = { light: "#ffffff", dark: "#14171c" };

/** What is ranked, by whom and from how much: what search engines and shared links tell. */
function descriptionOf({ description, rankings, benchmark, questions, language }: SiteBoard) {
  const [first] = rankings;
  if (first === undefined) return description || benchmark;
  const { ranking } = first;
  const words = PAGE_WORDS[language];
  const counts = [ranking.ranking.length, ranking.n_questions || questions.length];
  const facts = words.headFacts(
    ranking.benchmark,
    ...([...counts, ranking.n_judgments].map(shownCount) as [string, string, string]),
  );
  const published = words.published(ranking.judge, ranking.date.slice(0, 10));
  return [description, facts, published].filter((text) => text !== "").join(" · ");
}

/** Elements of the head that tell other programs of the page. */
function metaOf(board: SiteBoard, shared: Frame["shared"]): string {
  const about = descriptionOf(board).replace(/\s+/g, " ").slice(0, 300);
  const meta = (key: "name" | "property", name: string, content: string): string =>
    `<meta ${key}="${name}" content="${escapeHtml(content)}">`;
  // Other programs do not know where the page is: only whole addresses help them.
  const base = shared && shared.address !== "" ? shared.address.replace(/\/*$/, "/") : "";
  return [
    meta("name", "description", about),
    ...Object.entries(PAPER).map(
      ([scheme, color]) =>
        `<meta name="theme-color" content="${color}" media="(prefers-color-scheme: ${scheme})">`,
    ),
    meta("property", "og:type", "website"),
    meta("property", "og:title", board.title),
    meta("property", "og:description", about),
    ...(base === "" ? [] : [meta("property", "og:url", base)]),
    ...(shared
      ? [
          meta("property", "og:image", base + shared.picture),
          meta("property", "og:image:width", String(SHARED.width)),
          meta("property", "og:image:height", String(SHARED.height)),
          meta("property", "og:image:alt", about),
          meta("name", "twitter:card", "summary_large_image"),
        ]
      : []),
  ].join("\n");
}

/** `index.html`. */
export function indexHtml(board: SiteBoard, { policy, style, scripts, shared }: Frame): string {
  const title = escapeHtml(board.title);
  return `<!doctype html>
<html lang="${board.language}" data-theme="auto">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
${metaOf(board, shared)}
<link rel="icon" href="${ICON}">
${style}
${policy === POLICY ? scripts : ""}
</head>
<body>
<header></header>
<main id="main" tabindex="-1">
<h1><bdi>${title}</bdi></h1>
${plainRanking(board)}
</main>
<footer></footer>
${policy === POLICY ? "" : scripts}
</body>
</html>
`;
}
