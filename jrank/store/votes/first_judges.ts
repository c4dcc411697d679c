/** Who judged a file of votes, as far as its beginning tells. */
import { parseLenientJson } from "../../core/lenient_json.ts";
import { isUtf8Prefix } from "../../core/text_encoding.ts";
import type { Vote } from "../../core/types.ts";
import { headOf, readRows } from "./row_source.ts";
import type { Row } from "./vote.ts";
import { fieldNamer } from "./vote_fields.ts";
import { detectFormat, VOTE_FORMATS } from "./vote_formats.ts";

/** Rows looked at. */
const LOOKED_AT = 1000;
const HEAD_BYTES = 1 << 20;

/** The judges named by the first rows; none where the rows name none. */
export async function firstJudges(file: string): Promise<string[]> {
  const judges = new Set<string>();
  const named = fieldNamer();
  for (const value of await firstRows(file)) {
    const row = named(value);
    const format = detectFormat(row);
    if (!format) break;
    try {
      const votes: Vote[] = VOTE_FORMATS[format].read(row, { games: "both", baseline: "?" });
      for (const { judge } of votes) {
        if (judge !== undefined) judges.add(judge);
      }
    } catch {
      // What is wrong with the row is told when the file is read.
    }
  }
  return [...judges];
}

async function firstRows(file: string): Promise<Row[]> {
  const head = headOf(file, HEAD_BYTES);
  if (head[0] !== 0x7b || head[1] === 0 || !isUtf8Prefix(head)) {
    const rows: Row[] = [];
    for (const { row } of (await readRows(file, { most: LOOKED_AT })).rows) {
      if (rows.push(row) >= LOOKED_AT) break;
    }
    return rows;
  }
  return head
    .toString("utf8")
    .split("\n", LOOKED_AT)
    .flatMap((line) => {
      try {
        return [parseLenientJson(line) as Row];
      } catch {
        return [];
      }
    });
}
