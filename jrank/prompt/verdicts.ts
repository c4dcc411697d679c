/**
 * Reads a judge's verdict out of its words. In layers: the form that the prompt asked for (the last
 * one in the text counts), and for `last` a conclusion in words that names the better assistant or
 * chooses neither. Otherwise there is no verdict: a reader that says "unclear" where it is unclear
 * is worth more than one that always finds a digit.
 */

import type { Verdict, VerdictFormat } from "./verdict.ts";
import { readGrades, readLetter, readRating, readTwoRatings } from "./verdict_brackets.ts";
import { readJson } from "./verdict_json.ts";
import { readLast } from "./verdict_last.ts";
import { withoutLegends } from "./verdict_legend.ts";

/** The table of formats: the `output_format` of a prompt is one of these. */
export const VERDICT_FORMATS = {
  last: {
    describe: "1, 2 or 3 alone on the last line",
    type: "pairwise",
    read: readLast,
  },
  "[[A]]": {
    describe: "[[A]], [[B]] or [[C]]",
    type: "pairwise",
    read: readLetter,
  },
  "[[A>>B]]": {
    describe: "[[A>>B]], [[A>B]], [[A=B]], [[B>A]] or [[B>>A]]",
    type: "pairwise",
    read: readGrades,
  },
  "[[rating]]": {
    describe: "a number from 1 to 10 in double brackets",
    type: "single",
    read: readRating,
  },
  "[[rating_a,rating_b]]": {
    describe: "two numbers from 1 to 10 in double brackets; the higher wins",
    type: "pairwise",
    read: readTwoRatings,
  },
  json: {
    describe: 'a JSON object with "winner" (1, 2 or 3) or "score"',
    type: "pairwise",
    read: readJson,
  },
} as const satisfies Record<string, VerdictFormat>;

export type OutputFormat = keyof typeof VERDICT_FORMATS;

/** The format that a prompt's `output_format` names; files write [[評価]] and the like for a rating. */
export function outputFormatOf(name: string): OutputFormat | undefined {
  if (name in VERDICT_FORMATS) return name as OutputFormat;
  if (/^\[\[[^,\]]+\]\]$/.test(name)) return "[[rating]]";
  return /^\[\[[^\]]+,[^\]]+\]\]$/.test(name) ? "[[rating_a,rating_b]]" : undefined;
}

/** The text without the judge's thinking: what follows the last closing mark, if there is one. */
export function withoutThinking(text: string): string {
  const closed = [...text.matchAll(/<\/(?:think|thinking|thought|reasoning)>/gi)].at(-1);
  if (closed) return text.slice(closed.index + closed[0].length);
  const open = text.search(/<(?:think|thinking|thought|reasoning)>/i);
  return open === -1 ? text : text.slice(0, open);
}

/**
 * Full-width digits, letters and brackets become plain ones, and so do brackets escaped for
 * Markdown, doubled Japanese ones and HTML's entities; Japanese text stays.
 */
function plain(text: string): string {
  return withoutThinking(text)
    .normalize("NFKC")
    .replaceAll("\r\n", "\n")
    .replace(/\\([[\]])/g, "$1")
    .replace(/〔〔|「「|『『/g, "[[")
    .replace(/〕〕|」」|』』/g, "]]")
    .replaceAll("&gt;", ">")
    .replaceAll("&lt;", "<")
    .replaceAll("≫", ">>")
    .replaceAll("≪", "<<");
}

/**
 * Reads the verdict that a prompt of the given format asked for. A reply that is JSON, or ends in
 * it, is what structured output gives: it counts under every format.
 */
export function readVerdict(text: string, format: OutputFormat): Verdict {
  const words = plain(text).trim();
  if (words === "") return { kind: "none", reason: "the reply is empty" };
  const { read, describe }: VerdictFormat = VERDICT_FORMATS[format];
  const isJson = /\}\s*(?:`{3})?$/.test(words);
  const found =
    (isJson ? readJson(words) : undefined) ??
    read(format === "json" ? words : withoutLegends(words));
  return found ?? { kind: "none", reason: `the reply has no verdict (${describe})` };
}
