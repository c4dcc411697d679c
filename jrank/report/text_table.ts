/** One table in the forms that people paste elsewhere. */
import { plainTable } from "./plain_table.ts";

export interface TextTable {
  head: readonly string[];
  rows: readonly (readonly string[])[];
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

/** The forms of a table that are text; JSON is the caller's own. */
export const TABLE_FORMATS = {
  text: ({ head, rows, aligns }: TextTable) => plainTable(head, rows, aligns),
  markdown: async ({ head, rows, aligns }: TextTable) =>
    [
      `| ${head.map(markdownCell).join(" | ")} |`,
      `|${[...aligns].map((align) => (align === "r" ? "---:" : ":---")).join("|")}|`,
      ...rows.map((row) => `| ${row.map(markdownCell).join(" | ")} |`),
    ].join("\n"),
  csv: async ({ head, rows }: TextTable) =>
    [head, ...rows].map((row) => row.map(csvCell).join(",")).join("\n"),
} as const satisfies Record<string, (table: TextTable) => Promise<string>>;
