/**
 * Reads a judge's verdict out of its words. In layers: the form that the prompt asked for (the last
 * one in the text counts), and for `last` a conclusion in words that names the better assistant or
 * chooses neither. Otherwise there is no verdict: a reader that says "unclear" where it is unclear
 * is worth more than one that always finds a digit.
 */

import type { Verdict, VerdictFormat } from "./verdict.ts";
import { readBrackets, readGrades, readRating, readTwoRatings } from "./verdict_brackets.ts";
import { readConclusion } from "./verdict_conclusion.ts";
import { readDigit } from "./verdict_digit.ts";
import { readJson } from "./verdict_json.ts";

/** The table of formats: the `output_format` of a prompt is one of these. */
export const VERDICT_FORMATS = {
  last: {
    describe: "1, 2 or 3 alone on the last line",
    type: "pairwise",
    read: (text) => readDigit(text) ?? readBrackets(text) ?? readConclusion(text),
  },
  "[[A]]": {
    describe: "[[A]], [[B]] or [[C]]",
    type: "pairwise",
    read: readBrackets,
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
  const closed = text.lastIndexOf("</think>");
  if (closed !== -1) return text.slice(closed + "</think>".length);
  const open = text.indexOf("<think>");
  return open === -1 ? text : text.slice(0, open);
}

/** Full-width digits, letters and brackets become plain ones; Japanese text stays. */
function plain(text: string): string {
  return withoutThinking(text).normalize("NFKC").replaceAll("\r\n", "\n");
}

/** Reads the verdict that a prompt of the given format asked for. */
export function readVerdict(text: string, format: OutputFormat): Verdict {
  const words = plain(text);
  if (words.trim() === "") return { kind: "none", reason: "the reply is empty" };
  const { read, describe }: VerdictFormat = VERDICT_FORMATS[format];
  // A reply in JSON is what structured output gives; it counts under every format.
  const found = (words.trimStart().startsWith("{") ? readJson(words) : undefined) ?? read(words);
  return found ?? { kind: "none", reason: `the reply has no verdict (${describe})` };
}
