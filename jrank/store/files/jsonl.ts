/**
 * Files of one JSON record a line, read so that a bad line is reported and skipped. `appender.ts`
 * writes them.
 */

import { existsSync } from "node:fs";
import { RowError, saidBy } from "../../core/errors.ts";
import { parseLenientJson } from "../../core/lenient_json.ts";
import { type Message, type Said, say } from "../../core/message.ts";
import { eachLine } from "./byte_lines.ts";

/** Something wrong in a file that does not stop the program. */
export interface FileProblem {
  file: string;
  /** 1 for the first line. */
  line?: number;
  message: Said;
  /** Whether the line is whole but says a verdict that does not exist. */
  unknownVerdict?: boolean;
}

/** Thrown by a row's check for a verdict that does not exist; told apart because ranking stops at it. */
export class UnknownVerdict extends RowError {
  override readonly name = "UnknownVerdict";
}

export interface JsonlContent<Row> {
  rows: Row[];
  problems: FileProblem[];
}

/** "file:line: message", as editors and people read it. */
export function describeProblem({ file, line, message }: FileProblem): Message {
  return say`${file}${line === undefined ? "" : `:${line}`}: ${message}`;
}

/**
 * Reads a file that must exist. `parse` turns a value into a row or throws an Error whose message
 * says what is wrong with it. Blank lines are nothing; a last line without its newline counts if it
 * is whole, and is reported as torn if it is not.
 */
export function readJsonl<Row>(file: string, parse: (value: unknown) => Row): JsonlContent<Row> {
  const rows: Row[] = [];
  const problems: FileProblem[] = [];
  let line = 0;
  eachLine(file, (bytes, start, end, last) => {
    line++;
    const content = bytes.toString("utf8", start, end).trim();
    if (content === "") return;
    try {
      rows.push(parse(parseLenientJson(content)));
    } catch (error) {
      problems.push(problemOf(error, { file, line, last }));
    }
  });
  return { rows, problems };
}

/** What is wrong with a line that could not be used. */
export function problemOf(
  error: unknown,
  { file, line, last }: { file: string; line: number; last: boolean },
): FileProblem {
  const torn = last && error instanceof SyntaxError;
  return {
    file,
    line,
    message: torn
      ? say`the last line is torn (an interrupted write); it was left out`
      : say`${saidBy(error)}; the line was left out`,
    ...(error instanceof UnknownVerdict && { unknownVerdict: true }),
  };
}

/** Reads a file that may not have been started yet: absent is empty. */
export function readJsonlIfPresent<Row>(
  file: string,
  parse: (value: unknown) => Row,
): JsonlContent<Row> {
  return existsSync(file) ? readJsonl(file, parse) : { rows: [], problems: [] };
}
