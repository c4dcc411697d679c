/** A table of text for the terminal, without lines; East Asian characters align. */
import type { Said } from "../core/message.ts";

/** Lines of the table; `aligns` holds one letter a column, l or r; `words` says texts in a language. */
export async function plainTable(
  head: readonly Said[],
  rows: readonly (readonly Said[])[],
  aligns: string,
  words: (text: Said) => string = String,
): Promise<string> {
  const { default: Table } = await import("cli-table3");
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
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
