/** Lines of files of any size, as bytes of UTF-8 whatever the file is written in. */

import { isAscii, isUtf8 } from "node:buffer";
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { saidBy, UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import {
  decode,
  ENCODING_NAMES,
  type Encoding,
  encodingOfHead,
  isUtf8Prefix,
  undecodable,
} from "../../core/text_encoding.ts";
import { sizeOf } from "./file_bytes.ts";

const CHUNK = 1 << 22;
/** What does not say its size, such as a pipe, is read so much at a time. */
const UNKNOWN_SIZE = 1 << 16;
/** The byte order mark of UTF-8. */
export const MARK = Buffer.from("\ufeff");

/** Takes a line: bytes[start, end), without its newline; `last` when the file ends without one. */
type TakeLine = (bytes: Buffer, start: number, end: number, last: boolean) => void;

/** Opens a file that must exist. */
export function openForReading(file: string): number {
  try {
    return openSync(file, "r");
  } catch (error) {
    throw new UserError(say`cannot read ${file}: ${saidBy(error)}`);
  }
}

/**
 * Calls `take` with every line of a file. The bytes are only lent: the next chunk overwrites them.
 * Files in UTF-16 and Shift_JIS are converted; bytes that are no text are an error. Only the last
 * line may end within a character: a write was interrupted there. `converted` is told of a file in
 * another encoding before its lines come.
 */
export function eachLine(
  file: string,
  take: TakeLine,
  converted: (encoding: Encoding) => void = () => {},
): void {
  const fd = openForReading(file);
  try {
    // A benchmark is many small files: so much memory for each takes longer than to read them.
    let buffer = Buffer.alloc(Math.min(CHUNK, (sizeOf(fd) || UNKNOWN_SIZE) + 1));
    let filled = 0;
    /** What was taken so far. */
    let done = 0;
    let isPlain = true;
    for (;;) {
      if (filled === buffer.length) buffer = Buffer.concat([buffer, Buffer.alloc(buffer.length)]);
      const read = readBytes(fd, buffer, filled, file);
      filled += read;
      if (done === 0 && !isUtf8Head(buffer.subarray(0, filled))) {
        takeConverted(file, 0, take, converted);
        return;
      }
      // What lies behind `filled` is left over from the chunk before.
      const whole = buffer.subarray(0, filled).lastIndexOf(0x0a) + 1;
      const isText = isUtf8(buffer.subarray(0, whole));
      if (!isText || (read === 0 && !isUtf8Prefix(buffer.subarray(whole, filled)))) {
        if (!isPlain) throw undecodable(readFileSync(file), file);
        takeConverted(file, done, take, converted);
        return;
      }
      isPlain &&= isAscii(buffer.subarray(0, whole));
      let start = done === 0 && startsWithMark(buffer, filled) ? MARK.length : 0;
      while (start < whole) {
        const newline = buffer.indexOf(0x0a, start);
        take(buffer, start, newline, false);
        start = newline + 1;
      }
      if (read === 0) {
        if (start < filled) take(buffer, start, filled, true);
        return;
      }
      buffer.copyWithin(0, start, filled);
      filled -= start;
      done += start;
    }
  } finally {
    closeSync(fd);
  }
}

const startsWithMark = (buffer: Buffer, filled: number): boolean =>
  filled >= MARK.length && MARK.equals(buffer.subarray(0, MARK.length));

const isUtf8Head = (head: Uint8Array): boolean => (encodingOfHead(head) ?? "utf-8") === "utf-8";

/** The lines of the rest of a file that is not UTF-8; what comes before `from` was all ASCII. */
function takeConverted(
  file: string,
  from: number,
  take: TakeLine,
  converted: (encoding: Encoding) => void,
): void {
  const all = readFileSync(file);
  const found = decode(all.subarray(from));
  if (!found) throw undecodable(all, file);
  converted(found.encoding);
  const bytes = Buffer.from(found.text);
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline;
    take(bytes, start, end, newline === -1);
    start = end + 1;
  }
}

function readBytes(fd: number, buffer: Buffer, at: number, file: string): number {
  try {
    return readSync(fd, buffer, at, buffer.length - at, null);
  } catch (error) {
    throw new UserError(say`cannot read ${file}: ${saidBy(error)}`);
  }
}

/** Refuses a file that rows cannot be appended to, because they would be in another encoding. */
export function checkAppendable(file: string): void {
  eachLine(
    file,
    () => {},
    (encoding) => {
      const name = ENCODING_NAMES[encoding];
      throw new UserError(
        say`${file} is written in ${name}, and rows are appended to it in UTF-8. Convert it once and run the same command again: iconv -f ${name} -t UTF-8 '${file}' > '${file}.new' && mv '${file}.new' '${file}'`,
      );
    },
  );
}
