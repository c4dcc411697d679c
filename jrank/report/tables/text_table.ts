/** One table for the terminal and in the forms that people paste elsewhere. */
import { inWords, type Message, messageFrom, type Said } from "../../core/message.ts";

export interface TextTable {
  head: readonly Said[];
  rows: readonly (readonly Said[])[];
  /** One letter a column, l or r. */
  aligns: string;
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

/** A table for the terminal, without lines; East Asian characters align. */
export async function plainTable(
  head: readonly Said[],
  rows: readonly (readonly Said[])[],
  aligns: string,
): Promise<Message> {
  const { default: Table } = await import("cli-table3");
  return messageFrom((speech) => {
    const words = (text: Said): string => inWords(text, speech);
    const table = new Table({
      head: head.map(words),
      colAligns: [...aligns].map((align) => (align === "r" ? "right" : "left")),
      style: { head: [], border: [], compact: true },
      chars: {
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
      },
    });
    for (const row of rows) table.push(row.map(words));
    const lines = table.toString().split("\n");
    return lines.map((line) => line.trimEnd()).join("\n");
  });
}

/** The forms of a table that are text; CSV is English in every language. JSON is the caller's own. */
export const TABLE_FORMATS = {
  text: ({ head, rows, aligns }: TextTable) => plainTable(head, rows, aligns),
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
