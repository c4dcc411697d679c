/** The last line of a file that an interrupted write may have torn. */
import { ftruncateSync } from "node:fs";
import { parseLenientJson } from "../core/lenient_json.ts";
import { readAt, sizeOf, writeAll } from "./file_bytes.ts";
import type { FileProblem } from "./jsonl.ts";

const NEWLINE = 0x0a;

/**
 * Makes an open file end with a whole line: a torn one is trimmed and told to `onProblem`, a whole
 * one that only lacks its newline gets it.
 */
export function mendTail(
  fd: number,
  file: string,
  onProblem: (problem: FileProblem) => void,
): void {
  for (;;) {
    const size = sizeOf(fd);
    if (size === 0) return;
    const tail = lastBytes(fd, size);
    if (tail.at(-1) === NEWLINE) return;
    const lastLine = tail.subarray(tail.lastIndexOf(NEWLINE) + 1);
    // Who writes at the same time is in the middle of this very line.
    if (sizeOf(fd) !== size) continue;
    if (isWhole(lastLine)) {
      writeAll(fd, Buffer.from("\n"));
      return;
    }
    ftruncateSync(fd, size - lastLine.length);
    onProblem({
      file,
      message: `the last line was torn by an interrupted write; its ${lastLine.length} bytes were trimmed`,
    });
    return;
  }
}

/** Whether a line is a record; a number may be the beginning of a longer one. */
function isWhole(line: Buffer): boolean {
  try {
    const value: unknown = parseLenientJson(line.toString("utf8"));
    return typeof value === "object" && value !== null;
  } catch {
    return false;
  }
}

/** The end of the file, from before its last newline but one. */
function lastBytes(fd: number, size: number): Buffer {
  for (let length = Math.min(size, 1 << 16); ; length = Math.min(size, length * 4)) {
    const bytes = readAt(fd, size - length, length);
    if (length >= size || bytes.subarray(0, -1).includes(NEWLINE)) return bytes;
  }
}
