/** The picture that stands where somebody shares a link to a site: the best models, and what was ranked. */

import { textWidth } from "../chart/text_width.ts";
import { licenseColorOf } from "../chart/theme.ts";
import type { License } from "../core/types.ts";
import { PAGE_WORDS } from "../words/page_ja.ts";
import { shownCount, shownRating } from "../words/shown_number.ts";
import { escapeHtml, fitForXml } from "./html.ts";
import type { SiteSource } from "./site_input.ts";

/** As sites that show shared links want it. */
export const SHARED = { width: 1200, height: 630 };
const EDGE = 60;
const MOST_ROWS = 8;
const NAMES = 430;

/** A text that is no wider than this, with an ellipsis where something is left out. */
function fitted(text: string, size: number, width: number): string {
  const letters = [...fitForXml(text)];
  let end = letters.length;
  while (end > 1 && textWidth(letters.slice(0, end).join(""), size) > width) end--;
  return end === letters.length ? letters.join("") : `${letters.slice(0, end - 1).join("")}…`;
}

/** An SVG of 1200 x 630; undefined where nothing is ranked. */
export function sharePicture({ title, language, rankings, questions, judges }: SiteSource) {
  const [first] = rankings;
  if (first === undefined) return undefined;
  const { ranking } = first;
  const words = PAGE_WORDS[language];
  const rows = ranking.ranking.filter(({ rating }) => rating !== null).slice(0, MOST_ROWS);
  const ends = rows.flatMap(({ rating, ci_lower, ci_upper }) =>
    [rating, ci_lower, ci_upper].filter((value) => value !== null),
  );
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const [left, right] = [EDGE + NAMES + 60, SHARED.width - EDGE - 150];
  const x = (value: number): number =>
    Math.round(left + ((value - low) / (high - low || 1)) * (right - left));
  const text = (content: string, x: number, y: number, size: number, more = ""): string =>
    `<text x="${x}" y="${y}" font-size="${size}" ${more}>${escapeHtml(content)}</text>`;
  const color = (license: License): string => licenseColorOf(license, {});
  const facts = words.headFacts(
    ranking.benchmark,
    shownCount(ranking.ranking.length),
    shownCount(ranking.n_questions || questions.length),
    shownCount(ranking.n_judgments),
  );
  const step = Math.min(48, 390 / Math.max(1, rows.length));
  const lines = rows.map((row, k) => {
    const y = 195 + k * step;
    const [from, to] = [row.ci_lower ?? low, row.ci_upper ?? high];
    return [
      text(
        row.rank === null ? "–" : String(row.rank),
        EDGE + 40,
        y + 8,
        24,
        `fill="#555555" text-anchor="end"`,
      ),
      text(fitted(row.display_name, 24, NAMES), EDGE + 60, y + 8, 24),
      `<path d="M${x(from)},${y}H${x(to)}" stroke="${color(row.license)}" stroke-width="4"/>`,
      `<circle cx="${x(row.rating as number)}" cy="${y}" r="8" fill="${color(row.license)}"/>`,
      text(shownRating(row.rating, ranking), SHARED.width - EDGE, y + 8, 24, `text-anchor="end"`),
    ].join("");
  });
  const isOffline = judges.some(({ id, offline }) => offline && id === ranking.judge);
  const below = isOffline
    ? words.offline
    : words.published(ranking.judge, ranking.date.slice(0, 10));
  const { width, height } = SHARED;
  const line = (content: string, y: number, size: number, more: string): string =>
    text(fitted(content, size, width - 2 * EDGE), EDGE, y, size, more);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" fill="#222222">`,
    `<rect width="${width}" height="${height}" fill="#FFFFFF"/>`,
    line(title, 85, 44, 'font-weight="700"'),
    line(facts, 130, 26, 'fill="#555555"'),
    ...lines,
    line(below, height - 30, 18, 'fill="#555555"'),
    "</svg>",
  ].join("");
}
