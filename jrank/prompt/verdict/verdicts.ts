/**
 * Reads a judge's verdict out of its words. One way for all formats: the reply in one spelling, then
 * the judge's own words (no quotations, no legends), then the explicit marks, then the conclusion in
 * words. Where marks, or mark and conclusion, contradict each other there is no verdict: a reader
 * that says "unclear" where it is unclear is worth more than one that always finds a digit.
 */

import { readGrades, readLetter } from "./brackets.ts";
import { type Conclusion, readConclusion } from "./conclusion.ts";
import { digitAtTheEnd, readDigit, readFirstDigit } from "./digit.ts";
import { DEFAULT_SCALE, differ, readGradeInWords, readRating, readTwoRatings } from "./grades.ts";
import { readJson } from "./json_verdict.ts";
import { ownWords, shownSentences } from "./own_words.ts";
import { plain, withoutLegends, withoutThinking, withShortBlanks } from "./plain_reply.ts";
import type { GradeScale, Verdict, VerdictFormat } from "./verdict.ts";

/** The table of formats: the `output_format` of a prompt is one of these. */
export const VERDICT_FORMATS = {
  last: {
    describe: "1, 2 or 3 alone on the last line",
    type: "pairwise",
    read: readDigit,
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

interface ReadOptions {
  /** What the judge was shown, answers above all: what stands in it verbatim is no word of the judge. */
  shown?: readonly string[];
  /** Of grades; 1 to 10. */
  scale?: GradeScale;
}

/** A reply that is JSON as a whole is what structured output gives. */
const WHOLE_JSON = /^(?:`{3}\w*\s*)?\{[\s\S]*\}\s*(?:`{3})?$/;
/** Whether a digit, which the format did not ask for, names another side. */
function isOtherDigit(text: string, winner: number): boolean {
  const digit = readDigit(text);
  const atTheEnd = digitAtTheEnd(text);
  if (atTheEnd !== undefined && atTheEnd !== winner) return true;
  return digit?.kind === "winner" && digit.winner !== winner;
}

function isStrongEnough(strength: Conclusion["strength"], format: OutputFormat): boolean {
  if (format === "last") return true;
  return strength === "firm" || (strength === "settled" && format !== "json");
}

const CONTRADICTED: Verdict = {
  kind: "none",
  reason: "the reply's conclusion in words contradicts its mark",
};
/** A verdict stands at the end, or else at the beginning. */
const LONGEST = 8000;

/** Verdicts of short replies that say the same whatever was shown: terse judges give few others. */
const known = new Map<string, Verdict>();
const SHORT = 40;
const MOST_KNOWN = 1000;

/**
 * Reads the verdict that a prompt of the given format asked for, in the judge's own words. A reply
 * that is JSON, or ends in it, counts under every format.
 */
export function readVerdict(
  text: string,
  format: OutputFormat,
  { shown = [], scale = DEFAULT_SCALE }: ReadOptions = {},
): Verdict {
  if (text.length > SHORT) return readAnew(text, format, { shown: () => shown, scale });
  const reply = `${format} ${scale.min} ${scale.max} ${text}`;
  const before = known.get(reply);
  if (before) return before;
  let isCompared = false;
  const compared = (): readonly string[] => {
    isCompared = true;
    return shown;
  };
  const verdict = readAnew(text, format, { shown: compared, scale });
  if (known.size >= MOST_KNOWN) known.clear();
  if (!isCompared) known.set(reply, verdict);
  return verdict;
}

function readAnew(
  text: string,
  format: OutputFormat,
  { shown, scale }: { shown(): readonly string[]; scale: GradeScale },
): Verdict {
  const whole = plain(withoutThinking(text)).trim();
  if (whole === "") return { kind: "none", reason: "the reply is empty" };
  const { read, describe, type }: VerdictFormat = VERDICT_FORMATS[format];
  const none = { kind: "none", reason: `the reply has no verdict (${describe})` } as const;
  if (format === "json" || WHOLE_JSON.test(whole)) {
    const found = readJson(whole, scale);
    // Broken or cut off JSON is none; where there is no JSON at all a firm conclusion is read.
    if (found || (format === "json" && whole.includes("{"))) return found ?? none;
  }
  const sentences = shownSentences(() => shown().map((one) => plain(one)));
  const ownOf = (keepsEnd: boolean): string => {
    const own = withShortBlanks(ownWords(withoutLegends(whole), { shown: sentences, keepsEnd }));
    return format === "last" ? own.slice(-LONGEST) : own;
  };
  const own = ownOf(false);
  const mark = read(own, scale) ?? read(ownOf(true), scale);
  const marked = mark ?? (whole.endsWith("}") ? readJson(whole, scale) : undefined);
  const end = own.slice(-LONGEST);
  if (type === "single") {
    const words = readGradeInWords(end, scale);
    return marked && words && differ(marked, words) ? CONTRADICTED : (marked ?? words ?? none);
  }
  const words = readConclusion(end);
  if (marked !== undefined) {
    return words?.strength === "firm" && differ(marked, words) ? CONTRADICTED : marked;
  }
  // Where brackets were asked for, weak words may be those of a reply that was cut off before them.
  const isFound =
    words && isStrongEnough(words.strength, format) && !isOtherDigit(end, words.winner);
  if (isFound) {
    return { kind: "winner", winner: words.winner, form: "words" };
  }
  return (format === "last" ? readFirstDigit(own) : undefined) ?? none;
}
