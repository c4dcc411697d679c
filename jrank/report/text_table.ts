/** One table in the forms that people paste elsewhere. */
import type { Said } from "../core/message.ts";
import { plainTable } from "./plain_table.ts";

export interface TextTable {
  head: readonly Said[];
  rows: readonly (readonly Said[])[];
  /** One letter a column, l or r. */
  aligns: string;
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

/** How texts are said in a language. */
type Words = (text: Said) => string;

/** The forms of a table that are text; those that people read are said in a language. JSON is the caller's own. */
export const TABLE_FORMATS = {
  text: ({ head, rows, aligns }: TextTable, words: Words = String) =>
    plainTable(head, rows, aligns, words),
  markdown: async ({ head, rows, aligns }: TextTable, words: Words = String) =>
    [
      `| ${head.map((text) => markdownCell(words(text))).join(" | ")} |`,
      `|${[...aligns].map((align) => (align === "r" ? "---:" : ":---")).join("|")}|`,
      ...rows.map((row) => `| ${row.map((text) => markdownCell(words(text))).join(" | ")} |`),
    ].join("\n"),
  csv: async ({ head, rows }: TextTable) =>
    [head, ...rows].map((row) => row.map((text) => csvCell(String(text))).join(",")).join("\n"),
} as const satisfies Record<string, (table: TextTable, words?: Words) => Promise<string>>;
