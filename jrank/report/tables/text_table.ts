/** One table for the terminal and in the forms that people paste elsewhere. */
import { eastAsianWidth } from "get-east-asian-width";
import { inWords, type Message, messageFrom, type Said, say } from "../../core/message.ts";
import { styled } from "../../core/terminal_text.ts";

export interface TextTable {
  head: readonly Said[];
  rows: readonly (readonly Said[])[];
  /** One letter a column, l or r. */
  aligns: string;
  /** A column whose cells may take several lines where a terminal is too narrow. */
  folds?: number;
}

const CONTROL = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** An id without characters that would move the cursor or turn the line around. */
export function visible(text: string): string {
  return text.replace(CONTROL, "\ufffd");
}

/** Text as it may stand in a cell of a Markdown table. */
export const markdownCell = (text: string): string =>
  text.replace(/[\\|`*_<>[\]&]/g, (mark) =>
    mark === "<" ? "&lt;" : mark === "&" ? "&amp;" : `\\${mark}`,
  );

/** What a spreadsheet takes for a formula, signs of full width too, perhaps behind blanks. */
const FORMULA = /^'*[\s\u00a0\ufeff]*[=+\-@＝＋－＠﹢﹣\u2212]|^'*[\t\r\n]/;
const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?: ?%)?$/i;

/**
 * A cell of RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe in front
 * (and one more where it begins with some before such a sign): who takes one away has the text again.
 */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const plain = String(value);
  const text = FORMULA.test(plain) && !NUMBER.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows of RFC 4180, as English has them. */
export const csvLines = (rows: readonly (readonly unknown[])[]): string[] =>
  rows.map((row) => row.map(csvCell).join(","));

/** The lines of a Markdown table. */
export function markdownLines(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  aligns: string,
): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map(markdownCell).join(" | ")} |`;
  const rule = [...aligns].map((align) => (align === "r" ? "---:" : ":---")).join("|");
  return [line(head), `|${rule}|`, ...rows.map(line)];
}

/** Columns of a terminal that a line takes: wide letters take two, marks none. */
function columnsOf(line: string): number {
  let columns = 0;
  for (const letter of line) {
    if (/[\p{M}\p{Cf}\ue0b0-\ue0b3]/u.test(letter)) continue;
    columns += eastAsianWidth(letter.codePointAt(0) as number) === 2 ? 2 : 1;
  }
  return columns;
}

/** A name in so many columns of a terminal: both of its ends, for versions stand at the second. */
function cutTo(name: string, most: number): string {
  if (columnsOf(name) <= most) return name;
  const letters = [...name];
  const take = (from: readonly string[], room: number): string[] => {
    const taken: string[] = [];
    for (const letter of from) {
      if (columnsOf(taken.join("") + letter) > room) break;
      taken.push(letter);
    }
    return taken;
  };
  const tail = take(letters.toReversed(), Math.floor((most - 1) / 2)).toReversed();
  const head = take(letters, most - 1 - columnsOf(tail.join("")));
  return `${head.join("")}…${tail.join("")}`;
}

/** A text in lines of so many columns of a terminal, broken at blanks; a longer word is cut. */
function foldedTo(text: string, most: number): string {
  const lines = [""];
  for (const word of text.split(" ").map((one) => cutTo(one, most))) {
    const line = lines.at(-1) as string;
    const longer = line === "" ? word : `${line} ${word}`;
    if (columnsOf(longer) <= most) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.join("\n");
}

/** Names are not cut to less than this. */
const LEAST_NAME = 16;
/** Columns of a terminal that names keep while there are other columns to leave out. */
const LONG_NAME = 40;

/**
 * A table for the terminal, without lines; East Asian characters align. On a terminal that is too
 * narrow for it very long names are cut, then columns are left out, those of `drop` in their order
 * (absent: from the last one on, never the first), and a line says which; names are cut further where
 * that does not do. What is no terminal gets all of it.
 */
export async function plainTable(
  head: readonly Said[],
  rows: readonly (readonly Said[])[],
  aligns: string,
  {
    drop = head
      .map((_, k) => k)
      .slice(1)
      .toReversed(),
    folds,
  }: { drop?: readonly number[]; folds?: number | undefined } = {},
): Promise<Message> {
  const { default: Table } = await import("cli-table3");
  return messageFrom((speech) => {
    const words = (text: Said): string => inWords(text, speech);
    const { columns } = speech;
    const said = [head.map(words), ...rows.map((row) => row.map(words))] as const;
    const linesOf = (kept: readonly number[], nameWidth = Number.POSITIVE_INFINITY): string[] => {
      const isName = (k: number): boolean => k === kept.find((one) => aligns[one] === "l");
      const [top, ...cells] = said.map((row) =>
        kept.map((k) => (isName(k) ? cutTo(row[k] ?? "", nameWidth) : (row[k] ?? ""))),
      );
      const table = new Table({
        head: top ?? [],
        colAligns: kept.map((k) => (aligns[k] === "r" ? "right" : "left")),
        style: { head: [], border: [], compact: true },
        chars: NO_LINES,
      });
      for (const row of cells) table.push(row);
      return table
        .toString()
        .split("\n")
        .map((line) => line.trimEnd());
    };
    let kept = head.map((_, k) => k);
    let lines = linesOf(kept);
    if (columns === undefined) return lines.join("\n");
    const widest = (): number => Math.max(...lines.map(columnsOf));
    if (folds !== undefined && widest() > columns) {
      const longest = Math.max(...said.map((row) => columnsOf(row[folds] ?? "")));
      const room = Math.max(LEAST_NAME, longest - (widest() - columns));
      for (const row of said) row[folds] = foldedTo(row[folds] ?? "", room);
      lines = linesOf(kept);
    }
    const names = kept.find((k) => aligns[k] === "l" && !drop.includes(k));
    const longest = Math.max(
      ...said.map((row) => (names === undefined ? 0 : columnsOf(row[names] ?? ""))),
    );
    let nameWidth = longest;
    /** Cuts names as far as the terminal asks for, down to so many columns. */
    const cutNames = (least: number): void => {
      const over = widest() - columns;
      if (over <= 0 || nameWidth <= least) return;
      nameWidth = Math.max(least, nameWidth - over);
      lines = linesOf(kept, nameWidth);
    };
    cutNames(LONG_NAME);
    const left: string[] = [];
    for (const column of drop) {
      if (widest() <= columns) break;
      kept = kept.filter((k) => k !== column);
      left.push(said[0][column] ?? "");
      lines = linesOf(kept, nameWidth);
    }
    cutNames(LEAST_NAME);
    const [top = "", ...rest] = lines;
    const note = words(
      say`Left out for the width of this terminal: ${left.filter((one) => one !== "").join(", ")}`,
    );
    return [styled("bold", top), ...rest, ...(left.length > 0 ? [styled("dim", note)] : [])].join(
      "\n",
    );
  });
}

const NO_LINES = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: " ",
};

/** The forms of a table that are text; CSV is English in every language. JSON is the caller's own. */
export const TABLE_FORMATS = {
  text: ({ head, rows, aligns, folds }: TextTable) => plainTable(head, rows, aligns, { folds }),
  markdown: async ({ head, rows, aligns }: TextTable) =>
    messageFrom((speech) => {
      const words = (texts: readonly Said[]): string[] =>
        texts.map((text) => inWords(text, speech));
      return markdownLines(words(head), rows.map(words), aligns).join("\n");
    }),
  csv: async ({ head, rows }: TextTable) => {
    const lines = csvLines([head, ...rows]).join("\n");
    return messageFrom(() => lines);
  },
} as const satisfies Record<string, (table: TextTable) => Promise<Message>>;
