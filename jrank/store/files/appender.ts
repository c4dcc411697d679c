/**
 * Appending records to a file, whole lines only. The file is opened for appending (`O_APPEND`), so
 * that two writers never write over each other, and it is looked at before each row: rows that go
 * into a file that was deleted, replaced or cut meanwhile would be paid for and lost.
 */

import {
  type BigIntStats,
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  statSync,
} from "node:fs";
import { dirname } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { FileGone } from "../../core/errors.ts";
import { parseLenientJson } from "../../core/lenient_json.ts";
import { type Message, say } from "../../core/message.ts";
import { checkAppendable } from "./byte_lines.ts";
import { flushFolder, noteWritten, readAt, sizeOf, writeAll } from "./file_bytes.ts";
import type { FileProblem } from "./jsonl.ts";
import { openSpool, type Rescued, rescue, type Spool } from "./rescue.ts";
import { hideSecrets } from "./secret_guard.ts";
import { guarded, writeError } from "./write_error.ts";

/** Appends records to one file. */
export interface Appender<Row> {
  /**
   * Writes one whole line; when it returns the line is with the operating system.
   * @throws FileGone where the file is not what it was. The row is kept beside it.
   */
  append(row: Row): void;
  /**
   * The same for a row of many that come at once: those of one turn of the event loop are looked after
   * and written together. It resolves when the line is with the operating system.
   */
  appendInTurn(row: Row): Promise<void>;
  /** Waits until the disk has everything. */
  flush(): void;
  /**
   * Waits until the disk has everything, and closes the file.
   * @throws FileGone where the file is not what it was, told before or not.
   */
  close(): void;
}

/** So many of the last bytes are compared: a row has its time and its usage there. */
const TAIL = 256;
const NEWLINE = 0x0a;
const LINE_END = Buffer.from("\n");

/**
 * Opens a file for appending, making its folder. A torn tail of an interrupted write is trimmed
 * first and told to `onProblem`; a whole last line that only lacks its newline gets it. When a write
 * fails half way (a full disk), the part that was written is taken back. A file that is not UTF-8
 * is refused as it is.
 */
export function openAppender<Row>(
  file: string,
  onProblem: (problem: FileProblem) => void,
): Appender<Row> {
  const isNew = !existsSync(file);
  if (!isNew && statSync(file).isFile()) checkAppendable(file);
  const fd = guarded(file, () => {
    mkdirSync(dirname(file), { recursive: true });
    return openSync(file, "a+");
  });
  guarded(file, () => mendTail(fd, file, onProblem));
  const opened = fstatSync(fd, { bigint: true });
  let size = sizeOf(fd);
  let tail = lastOf(fd, size);
  let spool: Spool | undefined;
  let gone: { error: FileGone; rescued: Rescued } | undefined;

  /** Sees whether the file is still what it was, and how long it is now. */
  const look = (): number => {
    const { now, change } = changeOf(file, fd, { opened, size, tail });
    if (change === undefined) return now;
    const rescued = rescue(file, change.intact ? fd : spool?.fd());
    gone = { error: new FileGone(describeGone(file, change, rescued.file)), rescued };
    return now;
  };
  const flush = (): void => {
    guarded(file, () => fsyncSync(fd));
    if (isNew) flushFolder(dirname(file));
  };
  const write = (rows: readonly Uint8Array[], before: number): void => {
    // Another writer may have been torn in the middle of a line.
    const isOpen = before > size && readAt(fd, before - 1, 1)[0] !== NEWLINE;
    const bytes =
      isOpen || rows.length > 1 ? Buffer.concat([...(isOpen ? [LINE_END] : []), ...rows]) : rows[0];
    try {
      writeAll(fd, bytes);
    } catch (error) {
      takeBack(fd, before, bytes.length);
      if (rows.length === 1) throw writeError(file, error);
      // What there is room for is kept.
      for (const row of rows) write([row], sizeOf(fd));
      return;
    }
    const after = sizeOf(fd);
    const isOurs = after === before + bytes.length && bytes.length >= TAIL;
    size = Math.max(before + bytes.length, after);
    // Nobody else wrote in between: the end is that of the row.
    tail = isOurs ? Buffer.from(bytes.subarray(-TAIL)) : lastOf(fd, size);
    if (!spool) {
      spool = openSpool(file);
      noteWritten(file);
    }
    for (const row of rows) spool.add(row);
  };
  const put = (rows: readonly Uint8Array[]): void => {
    const before = gone ? size : look();
    if (gone) {
      for (const row of rows) gone.rescued.add(row);
      throw gone.error;
    }
    write(rows, before);
  };
  const lineOf = (row: Row): Uint8Array => Buffer.from(`${hideSecrets(JSON.stringify(row))}\n`);
  /** The rows of this turn, which are written at its end, or before a process ends in it. */
  let turn: { rows: Uint8Array[]; written: Promise<void> } | undefined;
  const endTurn = (): void => {
    process.off("exit", endTurn);
    const rows = turn?.rows ?? [];
    turn = undefined;
    if (rows.length > 0) put(rows);
  };
  return {
    append: (row) => put([lineOf(row)]),
    appendInTurn(row) {
      if (turn === undefined) {
        turn = { rows: [], written: nextTurn().then(endTurn) };
        process.on("exit", endTurn);
      }
      turn.rows.push(lineOf(row));
      return turn.written;
    },
    flush,
    close() {
      try {
        endTurn();
        if (!gone && spool) {
          flush();
          look();
        }
      } finally {
        closeSync(fd);
        spool?.close();
        gone?.rescued.close();
      }
      if (gone) throw gone.error;
    },
  };
}

function lastOf(fd: number, size: number): Buffer {
  const length = Math.min(size, TAIL);
  return readAt(fd, size - length, length);
}

/** Undoes a write that ended half way, unless somebody else has written since. */
function takeBack(fd: number, before: number, most: number): void {
  try {
    const now = sizeOf(fd);
    if (now > before && now < before + most) ftruncateSync(fd, before);
  } catch {
    // The tail is mended at the next opening.
  }
}

/** A file as its name leads to it. */
type Named = Pick<BigIntStats, "dev" | "ino" | "size">;

const CHANGES = {
  gone: say`was deleted or moved away`,
  replaced: say`was replaced by another file`,
  short: say`was cut short`,
  anew: say`was written anew`,
};

interface Change {
  how: keyof typeof CHANGES;
  /** Whether the open file still has every row. */
  intact: boolean;
}

/**
 * How long an open file is now, and what became of it since it was last written; undefined where it is
 * as it was, or has grown.
 */
function changeOf(
  file: string,
  fd: number,
  { opened, size, tail }: { opened: Named; size: number; tail: Buffer },
): { now: number; change?: Change } {
  let named: Named | undefined;
  try {
    named = statSync(file, { bigint: true });
  } catch {
    // It has no name any more.
  }
  const isSame = named !== undefined && named.dev === opened.dev && named.ino === opened.ino;
  const now = isSame ? Number(named?.size) : sizeOf(fd);
  const intact = now >= size && readAt(fd, size - tail.length, tail.length).equals(tail);
  if (!isSame) return { now, change: { how: named ? "replaced" : "gone", intact } };
  if (intact) return { now };
  return { now, change: { how: now < size ? "short" : "anew", intact } };
}

function describeGone(file: string, { how, intact }: Change, rescued: string): Message {
  const kept = intact
    ? say`Everything that was in it is kept in ${rescued}. To go on with that, rename it to ${file}${how === "replaced" ? say` (compare the two first)` : ""}`
    : say`The rows of this run are kept in ${rescued}. To go on with them, add its lines to ${file}`;
  return say`${file} ${CHANGES[how]} while it was written to, so the run was stopped: what is paid for could not be kept there. ${kept} and run the same command again.`;
}

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
      message: say`the last line was torn by an interrupted write; its ${lastLine.length} bytes were trimmed`,
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
