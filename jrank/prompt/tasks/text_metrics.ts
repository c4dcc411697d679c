/** The metrics of jaster tasks: how well a tidied reply agrees with the reference, to the digit of llm-jp-eval. */

const BLANK =
  "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
const ENDS = new RegExp(`^${BLANK}+|${BLANK}+$`, "g");

/**
 * The text without blanks at both ends, as Python's `strip` sees blanks: unlike `trim` it leaves
 * U+FEFF, and takes U+001C to U+001F and U+0085.
 */
export const pythonStrip = (text: string): string => text.replace(ENDS, "");

/** 1 for the same text, else 0. */
const exactMatch = (reply: string, reference: string): number => Number(reply === reference);

const LATIN_1_SUPPLEMENT = /[\u0080-\u00ff]/g;
const NO_WORD = /[^\p{L}\p{N}_]/gu;

function byCodePoint(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (const [k, one] of left.entries()) {
    const difference =
      (one.codePointAt(0) as number) - (right[k]?.codePointAt(0) ?? Number.NEGATIVE_INFINITY);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** The words of a text, sorted: how fuzzywuzzy's token_sort_ratio reads it. */
function sortedWords(text: string): string[] {
  const plain = text.replace(LATIN_1_SUPPLEMENT, "").replace(NO_WORD, " ").toLowerCase();
  const words = plain.split(" ").filter((word) => word !== "");
  return [...words.sort(byCodePoint).join(" ")];
}

/** Length of the longest common subsequence. */
function commonLength(a: readonly string[], b: readonly string[]): number {
  const row = new Uint32Array(b.length + 1);
  for (const one of a) {
    let left = 0;
    for (let j = 0; j < b.length; j++) {
      const up = row[j + 1];
      row[j + 1] = one === b[j] ? left + 1 : Math.max(up, row[j]);
      left = up;
    }
  }
  return row[b.length];
}

/** Rounds as Python does: a half goes to the even number. */
function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

/**
 * `char_f1` of llm-jp-eval, which is no F1 of characters: the token_sort_ratio of fuzzywuzzy 0.18
 * over python-Levenshtein, from 0 to 1 in steps of 0.01.
 */
function charF1(reply: string, reference: string): number {
  const [a, b] = [sortedWords(reply), sortedWords(reference)];
  if (a.join("") === b.join("")) return 1;
  if (a.length === 0 || b.length === 0) return 0;
  return roundHalfEven(100 * ((2 * commonLength(a, b)) / (a.length + b.length))) / 100;
}

const items = (text: string, separator: string): string[] => text.split(separator).map(pythonStrip);

const hitsIn = (said: ReadonlySet<string>, wanted: readonly string[]): number =>
  [...said].filter((item) => wanted.includes(item)).length;

/** F1 of lines: the reply's as a set, the reference's as a list, so a line that it repeats cannot be reached twice. */
function setF1(reply: string, reference: string): number {
  const said = new Set(items(reply, "\n"));
  const wanted = items(reference, "\n");
  const hits = hitsIn(said, wanted);
  const [precision, recall] = [hits / said.size, hits / wanted.length];
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}

/** The share of the reference's items, between commas, that the reply names; wrong ones cost nothing. */
function entityLabelingAcc(reply: string, reference: string): number {
  const wanted = items(reference, ",");
  return hitsIn(new Set(items(reply, ",")), wanted) / wanted.length;
}

const PYTHON_FLOAT =
  /^[+-]?(?:(?:\d+(?:_\d+)*)?\.\d+(?:_\d+)*|\d+(?:_\d+)*\.?)(?:e[+-]?\d+(?:_\d+)*)?$/i;
const NO_FINITE = /^[+-]?(?:inf|infinity|nan)$/i;

/** The value of a decimal digit of any script; digits stand in runs of ten from a multiple of their zero. */
function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    let zero = digit.codePointAt(0) as number;
    const own = zero;
    while (own - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
    return String(own - zero);
  });
}

/** A number as Python's `float` reads it; undefined where it would refuse. */
export function pythonFloat(text: string): number | undefined {
  const plain = asciiDigits(pythonStrip(text));
  if (NO_FINITE.test(plain)) {
    const sign = plain.startsWith("-") ? -1 : 1;
    return /nan/i.test(plain) ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  }
  return PYTHON_FLOAT.test(plain) ? Number(plain.replaceAll("_", "")) : undefined;
}

/** 1 where both are numbers, and equal ones. */
function exactMatchFigure(reply: string, reference: string): number {
  const [a, b] = [pythonFloat(reply), pythonFloat(reference)];
  return Number(a !== undefined && a === b);
}

/** The number in a reply to jsts: its digits and points together, else -2. A sign is lost, as in the original. */
export function numberInReply(reply: string): number {
  return pythonFloat(reply.replace(/[^0-9.]/g, "")) ?? -2;
}

/** Metrics of one sample, by their names in task files; what a task reports is the mean. */
export const SAMPLE_METRICS: Readonly<
  Record<string, (reply: string, reference: string) => number>
> = {
  exact_match: exactMatch,
  exact_match_figure: exactMatchFigure,
  char_f1: charF1,
  set_f1: setF1,
  entity_labeling_acc: entityLabelingAcc,
};

/** Metrics of all samples of a task together. */
export const TASK_METRICS: readonly string[] = ["pearson", "spearman"];

/** A number with four decimals as Python writes it: an exact half goes to the even digit. */
export function fourDecimals(value: number): string {
  const exact = Math.abs(value).toFixed(80);
  const [, kept = "", rest = ""] = /^(\d+\.\d{4})(\d*)$/.exec(exact) ?? [];
  const isHalf = /^50*$/.test(rest);
  if (!isHalf || Number(kept.at(-1)) % 2 === 1) return value.toFixed(4);
  return `${value < 0 ? "-" : ""}${kept}`;
}
