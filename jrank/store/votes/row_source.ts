/** Rows of a file in whatever container: JSONL, JSON, CSV, any of them gzipped, Parquet. */
import { isUtf8 } from "node:buffer";
import { closeSync, readFileSync, readSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { messageOf, orMissing, saidBy, UserError } from "../../core/errors.ts";
import { parseLenientJson } from "../../core/lenient_json.ts";
import { say } from "../../core/message.ts";
import { decodeFile, isUtf8Prefix } from "../../core/text_encoding.ts";
import { openForReading } from "../files/byte_lines.ts";
import type { FileProblem } from "../files/jsonl.ts";
import type { Row } from "./vote.ts";

export interface SourceRow {
  row: Row;
  /** 1 for the first line of the file; the number of the row where there are no lines. */
  line: number;
  /** How many rows of the file are alike and come as this one; absent: it alone. */
  times?: number;
}

interface RowSource {
  rows: Iterable<SourceRow>;
  problems: FileProblem[];
  /** The numbers of rows are those of entries in a JSON list, not of lines. */
  entries?: boolean;
}

/** The first bytes of a file, which tell containers apart. */
export function headOf(file: string, bytes = 4): Buffer {
  const fd = openForReading(file);
  try {
    const head = Buffer.alloc(bytes);
    return head.subarray(0, readSync(fd, head, 0, bytes, 0));
  } finally {
    closeSync(fd);
  }
}

const isObject = (value: unknown): value is Row =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What a database may do with a table of some columns before it gives its rows. */
type Counting = (columns: readonly string[]) => { by: string[]; newest: string[] } | undefined;

/**
 * Reads rows; a line that is no JSON object is a problem, not a row. Where `counting` says by which
 * columns, the rows of a Parquet file that are alike in these come as one, with the largest value of
 * others. `most`: a database need not give more rows than that.
 */
export async function readRows(
  file: string,
  databases: { counting?: Counting | undefined; most?: number } = {},
): Promise<RowSource> {
  const head = headOf(file);
  if (head.toString("latin1") === "PAR1") return readParquet(file, databases);
  const text = textOf(file, head[0] === 0x1f && head[1] === 0x8b);
  const start = text.trimStart()[0];
  if (start === "[") return readJsonArray(text, file);
  if (start === "{" || isJsonLine(text)) return readLines(text, file);
  return readCsv(text, file);
}

/** Whether a file begins with a line of JSON that is no object: a fault of one line, not a CSV. */
function isJsonLine(text: string): boolean {
  return /^\s*(?:null|true|false)\s*[\r\n]+\s*(?:\{|$|null|true|false)/.test(text.slice(0, 1000));
}

/** The whole text of a file. Only a last line of JSON may end within a character: it is torn. */
function textOf(file: string, isGzip: boolean): string {
  const bytes = bytesOf(file, isGzip);
  const isTorn = bytes[0] === 0x7b && !isUtf8(bytes) && isUtf8Prefix(bytes);
  if (isTorn) return bytes.toString("utf8");
  try {
    return decodeFile(bytes, file);
  } catch (error) {
    throw tooLarge(error, file);
  }
}

function bytesOf(file: string, isGzip: boolean): Buffer {
  try {
    const bytes = readFileSync(file);
    return isGzip ? gunzipSync(bytes) : bytes;
  } catch (error) {
    throw tooLarge(error, file);
  }
}

/** What to do about a file that does not fit into memory or cannot be unpacked. */
function tooLarge(error: unknown, file: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  const isTooLong =
    code !== undefined &&
    ["ERR_STRING_TOO_LONG", "ERR_FS_FILE_TOO_LARGE", "ERR_BUFFER_TOO_LARGE"].includes(code);
  if (!isTooLong && !code?.startsWith("Z_")) return error;
  return new UserError(
    isTooLong
      ? say`${file} is too large to be read at once. Plain JSONL without --where, --by and --judge-model has no limit; otherwise split the file (several can be given), or count it in a database (docs/file_formats.md)`
      : say`cannot read ${file}: it is not whole gzip (${messageOf(error)})`,
  );
}

function readLines(text: string, file: string): RowSource {
  const problems: FileProblem[] = [];
  function* rows(): Iterable<SourceRow> {
    let start = 0;
    for (let line = 1; start < text.length; line++) {
      const newline = text.indexOf("\n", start);
      const end = newline === -1 ? text.length : newline;
      const content = text.slice(start, end).trim();
      start = end + 1;
      if (content === "") continue;
      let value: unknown;
      try {
        value = parseLenientJson(content);
      } catch (error) {
        const torn = newline === -1;
        const message = torn
          ? say`the last line is torn (an interrupted write); it was left out`
          : say`${saidBy(error)}; the line was left out`;
        problems.push({ file, line, message });
        continue;
      }
      if (isObject(value)) yield { row: value, line };
      else problems.push({ file, line, message: say`not a JSON object; the line was left out` });
    }
  }
  return { rows: rows(), problems };
}

function readJsonArray(text: string, file: string): RowSource {
  let value: unknown;
  try {
    value = parseLenientJson(text);
  } catch (error) {
    throw new UserError(say`${file} is not valid JSON: ${saidBy(error)}`);
  }
  const all = value as unknown[];
  return {
    rows: all.flatMap((row, k) => (isObject(row) ? [{ row, line: k + 1 }] : [])),
    problems: all.every(isObject) ? [] : [{ file, message: say`some entries are no objects` }],
    entries: true,
  };
}

async function readCsv(text: string, file: string): Promise<RowSource> {
  // Excel writes and obeys a first line that names the separator.
  const named = /^sep=(.)\r?\n/i.exec(text);
  const table = named ? text.slice(named[0].length) : text;
  const delimiter = named?.[1] ?? delimiterOf(table);
  if (isPlainTable(table, delimiter)) {
    return { rows: plainRows(table, delimiter, named ? 2 : 1), problems: [] };
  }
  const { parse } = await import("csv-parse/sync");
  try {
    const records = parse(table, {
      columns: true,
      delimiter,
      skip_empty_lines: true,
      trim: true,
      info: true,
    }) as unknown as { record: Row; info: { lines: number } }[];
    return {
      rows: records.map(({ record, info }) => ({
        row: record,
        line: info.lines + (named ? 1 : 0),
      })),
      problems: [],
    };
  } catch (error) {
    throw new UserError(say`${file} is neither JSON nor CSV: ${saidBy(error)}`);
  }
}

/**
 * Whether a table has no quotes, the same number of cells in each line and nothing else that needs more
 * than splitting: the counts of a database do, millions of rows of them.
 */
function isPlainTable(table: string, delimiter: string): boolean {
  if (table.includes('"') || /\r(?!\n)/.test(table)) return false;
  const isWindows = table.includes("\r\n");
  let cells = 0;
  for (let start = 0; start < table.length; ) {
    const end = endOfLine(table, start);
    if (isWindows && end < table.length && table[end - 1] !== "\r") return false;
    let found = 1;
    let at = table.indexOf(delimiter, start);
    for (; at !== -1 && at < end; at = table.indexOf(delimiter, at + 1)) found++;
    // Without a separator in a line the next one may be far away, and looked for again from each line.
    if (found === 1) return false;
    if (cells === 0) cells = found;
    else if (found !== cells) return false;
    start = end + 1;
  }
  return cells > 0;
}

const endOfLine = (text: string, start: number): number => {
  const newline = text.indexOf("\n", start);
  return newline === -1 ? text.length : newline;
};

/** The rows of a plain table, each made when it is asked for, as the CSV library would have them. */
function* plainRows(table: string, delimiter: string, first: number): Iterable<SourceRow> {
  const cellsOf = (start: number): string[] =>
    table
      .slice(start, endOfLine(table, start))
      .split(delimiter)
      .map((cell) => cell.trim());
  const names = cellsOf(0);
  let line = first;
  for (let start = endOfLine(table, 0) + 1; start < table.length; ) {
    line++;
    const cells = cellsOf(start);
    const row: Record<string, string> = {};
    for (let c = 0; c < names.length; c++) row[names[c]] = cells[c];
    yield { row, line };
    start = endOfLine(table, start) + 1;
  }
}

/** The separator that the head of a table has most of, quoted names left aside. */
function delimiterOf(table: string): string {
  const head = table.slice(0, table.search(/[\r\n]|$/)).replaceAll(/"[^"]*"/g, "");
  const counts = ["\t", ";", ","].map((mark) => ({ mark, count: head.split(mark).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).mark;
}

/** DuckDB's number of a row in its file, from 0. */
const PLACE = "file_row_number";
/** What the number of rows is called that a row stands for. */
const TIMES = "rows that are alike";

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Rows in the order of a file. */
function* numbered(rows: Iterable<Row>): Iterable<SourceRow> {
  let line = 0;
  for (const row of rows) yield { row, line: ++line };
}

/** Rows that stand for as many as they tell, in the place of the first of these. */
function* standingFor(rows: Iterable<Row>): Iterable<SourceRow> {
  for (const row of rows) {
    yield { row, line: Number(row[PLACE]) + 1, times: Number(row[TIMES]) };
  }
}

/** Parquet through DuckDB, an optional package. */
async function readParquet(
  file: string,
  { counting, most }: { counting?: Counting | undefined; most?: number },
): Promise<RowSource> {
  const duckdb = await import("@duckdb/node-api").catch(
    orMissing(say`${file}, a Parquet file (a CSV file does not),`),
  );
  const instance = await duckdb.DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    // Rows are made when they are asked for, and a chunk's columns at once: half of the time of all rows.
    const read = async (query: string): Promise<Iterable<Row>> => {
      const result = await connection.run(query, { file });
      const names = result.deduplicatedColumnNames();
      const chunks = await result.fetchAllChunks();
      return (function* rows() {
        for (const chunk of chunks) {
          const columns = chunk.convertColumns(duckdb.JsonDuckDBValueConverter);
          for (let r = 0; r < chunk.rowCount; r++) {
            const row: Record<string, unknown> = {};
            for (let c = 0; c < names.length; c++) row[names[c]] = columns[c]?.[r];
            yield row;
          }
        }
      })();
    };
    const table = await read("DESCRIBE SELECT * FROM read_parquet($file)");
    const columns = Array.from(table, ({ column_name }) => String(column_name));
    const counted = columns.includes(PLACE) ? undefined : counting?.(columns);
    if (counted === undefined) {
      const limit = most === undefined ? "" : ` LIMIT ${most}`;
      const rows = await read(`SELECT * FROM read_parquet($file)${limit}`);
      return { rows: numbered(rows), problems: [] };
    }
    const selected = [
      ...counted.by.map(quoted),
      ...counted.newest.map((name) => `max(${quoted(name)}) AS ${quoted(name)}`),
      `min(${PLACE}) AS ${PLACE}`,
      `count(*) AS ${quoted(TIMES)}`,
    ].join(", ");
    const rows = await read(
      `SELECT ${selected} FROM read_parquet($file, ${PLACE} = true) GROUP BY ALL`,
    );
    return { rows: standingFor(rows), problems: [] };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
