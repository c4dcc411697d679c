/** Lines of files of any size, as bytes. */
import { closeSync, openSync, readSync } from "node:fs";
import { messageOf, UserError } from "../core/errors.ts";

const CHUNK = 1 << 22;

/** Takes a line: bytes[start, end), without its newline; `last` when the file ends without one. */
export type TakeLine = (bytes: Buffer, start: number, end: number, last: boolean) => void;

/** Opens a file that must exist. */
export function openForReading(file: string): number {
  try {
    return openSync(file, "r");
  } catch (error) {
    throw new UserError(`cannot read ${file}: ${messageOf(error)}`);
  }
}

/** Calls `take` with every line of a file. The bytes are only lent: the next chunk overwrites them. */
export function eachLine(file: string, take: TakeLine): void {
  const fd = openForReading(file);
  try {
    let buffer = Buffer.alloc(CHUNK);
    let filled = 0;
    for (;;) {
      if (filled === buffer.length) buffer = Buffer.concat([buffer, Buffer.alloc(buffer.length)]);
      const read = readBytes(fd, buffer, filled, file);
      filled += read;
      let start = 0;
      for (;;) {
        const newline = buffer.indexOf(0x0a, start);
        // What lies behind `filled` is left over from the chunk before.
        if (newline === -1 || newline >= filled) break;
        take(buffer, start, newline, false);
        start = newline + 1;
      }
      if (read === 0) {
        if (start < filled) take(buffer, start, filled, true);
        return;
      }
      buffer.copyWithin(0, start, filled);
      filled -= start;
    }
  } finally {
    closeSync(fd);
  }
}

function readBytes(fd: number, buffer: Buffer, at: number, file: string): number {
  try {
    return readSync(fd, buffer, at, buffer.length - at, null);
  } catch (error) {
    throw new UserError(`cannot read ${file}: ${messageOf(error)}`);
  }
}
