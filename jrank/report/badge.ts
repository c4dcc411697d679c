/** A static badge: a model's place and rating as a small picture for a README. */

import { textWidth } from "../chart/text_width.ts";
import type { Ranking, RankingRow } from "../core/ranking.ts";
import { shownRanks, shownRating } from "../words/shown_number.ts";
import { escapeHtml, fitForXml } from "./html.ts";

const FONT = "Verdana,'DejaVu Sans','Noto Sans JP',sans-serif";
const SIZE = 11;
const HEIGHT = 20;
const PADDING = 6;
/** Told from white text at 4.5 to 1 or more. */
const LABEL_COLOR = "#444444";
const VALUE_COLOR = "#00609a";
const UNKNOWN_COLOR = "#6b6b6b";
/** Letters beyond this are left out: a badge stays a badge. */
const MOST_LETTERS = 48;

/** What a badge says of a model. */
export function badgeText(
  as: Pick<Ranking, "compute" | "scale">,
  { rank, rank_lower, rank_upper, rating, ci_lower, ci_upper }: RankingRow,
): string {
  if (rating === null) return "not determined";
  const number = (value: number): string => shownRating(value, as);
  const range =
    rank_lower === null || rank_upper === null || rank_lower === rank_upper
      ? ""
      : ` (${shownRanks(rank_lower, rank_upper)})`;
  const place = rank === null ? "" : `#${rank}${range} · `;
  const bounds =
    ci_lower === null || ci_upper === null ? "" : ` [${number(ci_lower)}, ${number(ci_upper)}]`;
  return `${place}${number(rating)}${bounds}`;
}

/** The badge as SVG, with its words in its title for screen readers. */
export function badgeSvg(label: string, value: string): string {
  const letters = [...fitForXml(label)];
  const name =
    letters.length > MOST_LETTERS
      ? `${letters.slice(0, MOST_LETTERS - 1).join("")}…`
      : letters.join("");
  // Verdana is wider than the font that `textWidth` knows.
  const widthOf = (text: string): number => Math.ceil(textWidth(text, SIZE) * 1.15) + 2 * PADDING;
  const left = widthOf(name);
  const right = widthOf(value);
  const text = (content: string, x: number): string =>
    `<text x="${x}" y="14">${escapeHtml(content)}</text>`;
  const title = escapeHtml(`${name}: ${value}`);
  const color = value === "not determined" ? UNKNOWN_COLOR : VALUE_COLOR;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="${HEIGHT}" role="img" aria-label="${title}"><title>${title}</title><clipPath id="r"><rect width="${left + right}" height="${HEIGHT}" rx="3"/></clipPath><g clip-path="url(#r)"><rect width="${left}" height="${HEIGHT}" fill="${LABEL_COLOR}"/><rect x="${left}" width="${right}" height="${HEIGHT}" fill="${color}"/></g><g fill="#ffffff" font-family="${FONT}" font-size="${SIZE}" text-anchor="middle">${text(name, left / 2)}${text(value, left + right / 2)}</g></svg>\n`;
}
