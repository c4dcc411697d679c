/** The page's frame, with the first ranking as a plain table for readers without scripts. */
import type { SiteBoard } from "../core/site_data.ts";
import { escapeHtml } from "./html.ts";

/**
 * Everything comes from the page's own folder. `file:` is named because some browsers do not take
 * pages opened from a folder for 'self'; a page from a web server can load nothing through it.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' file:",
  "style-src 'self' file:",
  "img-src 'self' file: data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const cell = (value: number | null, isRate: boolean): string =>
  value === null ? "–" : isRate ? `${(value * 100).toFixed(1)} %` : value.toFixed(0);

/** The rows that stand there until the script takes over. */
function plainRanking({ rankings }: SiteBoard): string {
  const [first] = rankings;
  if (!first) return "";
  const { ranking } = first;
  const isRate = ranking.compute === "winrate";
  const rows = ranking.ranking.map(
    (row) =>
      `<tr><td>${row.rank ?? "–"}</td><th scope="row"><bdi>${escapeHtml(row.display_name)}</bdi></th><td>${cell(row.rating, isRate)}</td><td>${cell(row.ci_lower, isRate)} … ${cell(row.ci_upper, isRate)}</td><td>${row.n_matches}</td></tr>`,
  );
  const warnings = ranking.warnings.map((warning) => `<p>${escapeHtml(warning)}</p>`);
  return `<p>${escapeHtml(ranking.judge)}, ${escapeHtml(ranking.date.slice(0, 10))}</p>
${warnings.join("\n")}
<table class="ranking"><thead><tr><th scope="col">Rank</th><th scope="col">Model</th><th scope="col">Rating</th><th scope="col">Interval</th><th scope="col">Matches</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody></table>`;
}

/** `index.html`. */
export function indexHtml(board: SiteBoard): string {
  const title = escapeHtml(board.title);
  const description =
    board.description === ""
      ? ""
      : `\n<meta name="description" content="${escapeHtml(board.description)}">`;
  return `<!doctype html>
<html lang="${board.language}" data-theme="auto">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<title>${title}</title>${description}
<link rel="icon" href="data:,">
<link rel="stylesheet" href="style.css">
<script src="page.js" defer></script>
<script src="data/board.js" defer></script>
</head>
<body>
<header></header>
<main id="main" tabindex="-1">
<h1><bdi>${title}</bdi></h1>
${plainRanking(board)}
</main>
<footer></footer>
</body>
</html>
`;
}
