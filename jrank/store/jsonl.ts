/**
 * Files of one JSON record a line: read so that a bad line is reported and skipped, and written by
 * appending whole lines only.
 */
import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { messageOf, WriteError } from "../core/errors.ts";
import { eachLine } from "./lines.ts";

/** Something wrong in a file that does not stop the program. */
export interface FileProblem {
  file: string;
  /** 1 for the first line. */
  line?: number;
  message: string;
  /** Whether the line is whole but says a verdict that does not exist. */
  unknownVerdict?: boolean;
}

/** Thrown by a row's check for a verdict that does not exist; told apart because ranking stops at it. */
export class UnknownVerdict extends Error {
  override readonly name = "UnknownVerdict";
}

export interface JsonlContent<Row> {
  rows: Row[];
  problems: FileProblem[];
}

/** "file:line: message", as editors and people read it. */
export function describeProblem({ file, line, message }: FileProblem): string {
  return `${file}${line === undefined ? "" : `:${line}`}: ${message}`;
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
    let content = bytes.toString("utf8", start, end).trim();
    if (line === 1 && content.charCodeAt(0) === 0xfeff) content = content.slice(1);
    if (content === "") return;
    try {
      rows.push(parse(JSON.parse(content)));
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
      ? "the last line is torn (an interrupted write); it was left out"
      : `${messageOf(error)}; the line was left out`,
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

/** Appends records to one file. */
export interface Appender<Row> {
  /** Writes one whole line; when it returns the line is with the operating system. */
  append(row: Row): void;
  close(): void;
}

/**
 * Opens a file for appending, making its folder. A torn tail of an interrupted write is trimmed
 * first and told to `onProblem`; a whole last line that only lacks its newline gets it. When a write
 * fails half way (a full disk), the part that was written is taken back.
 */
export function openAppender<Row>(
  file: string,
  onProblem: (problem: FileProblem) => void,
): Appender<Row> {
  const fd = guarded(file, () => {
    mkdirSync(dirname(file), { recursive: true });
    return openSync(file, existsSync(file) ? "r+" : "wx+");
  });
  let size = guarded(file, () => mendTail(fd, file, onProblem));
  return {
    append(row) {
      const bytes = Buffer.from(`${JSON.stringify(row)}\n`);
      let written = 0;
      try {
        while (written < bytes.length) {
          written += writeSync(fd, bytes, written, bytes.length - written, size + written);
        }
        size += bytes.length;
      } catch (error) {
        try {
          ftruncateSync(fd, size);
        } catch {
          // The tail is mended at the next opening.
        }
        throw writeError(file, error);
      }
    },
    close: () => closeSync(fd),
  };
}

/** Trims or completes the last line; gives the size of the file. */
function mendTail(fd: number, file: string, onProblem: (problem: FileProblem) => void): number {
  const { size } = fstatSync(fd);
  if (size === 0) return 0;
  const tail = lastBytes(fd, size);
  if (tail.at(-1) === 0x0a) return size;
  const lastNewline = tail.lastIndexOf(0x0a);
  const lastLine = tail.subarray(lastNewline + 1);
  try {
    JSON.parse(lastLine.toString("utf8"));
    writeSync(fd, "\n", size);
    return size + 1;
  } catch {
    const whole = size - lastLine.length;
    ftruncateSync(fd, whole);
    onProblem({
      file,
      message: `the last line was torn by an interrupted write; its ${lastLine.length} bytes were trimmed`,
    });
    return whole;
  }
}

/** The end of the file, from before its last newline but one. */
function lastBytes(fd: number, size: number): Buffer {
  for (let length = Math.min(size, 1 << 16); ; length = Math.min(size, length * 4)) {
    const bytes = Buffer.alloc(length);
    readSync(fd, bytes, 0, length, size - length);
    if (length === size || bytes.subarray(0, -1).includes(0x0a)) return bytes;
  }
}

function guarded<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw writeError(file, error);
  }
}

/** What to do about a file that cannot be written; what is stored in it stays. */
export function writeError(file: string, error: unknown): Error {
  const code = (error as NodeJS.ErrnoException).code;
  const advice: Record<string, string> = {
    ENOSPC: "the disk is full; make room and run the same command again",
    EDQUOT: "the disk quota is used up; make room and run the same command again",
    EACCES: "it may not be written; change its permissions or choose another --data-dir",
    EPERM: "it may not be written; change its permissions or choose another --data-dir",
    EROFS: "the file system is read-only; choose another --data-dir",
    EEXIST: "a file is where a folder should be; move it away or choose another --data-dir",
    EISDIR: "a folder is where a file should be; move it away or choose another --data-dir",
    ENOTDIR: "a part of its path is a file, not a folder; choose another --data-dir",
  };
  if (code === undefined || !(code in advice)) {
    return error instanceof Error ? error : new Error(String(error));
  }
  return new WriteError(`cannot write ${file}: ${advice[code]}. What was stored before is kept.`);
}
