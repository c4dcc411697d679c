/** Bytes of open files. */
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  readSync,
  writeSync,
} from "node:fs";

/** Files that this process has written, in their order; those of a command, from `forgetWritten` on. */
const written = new Set<string>();

/** Notes that a file was written. */
export const noteWritten = (file: string): unknown => written.add(file);

/** Forgets what was written until now. */
export const forgetWritten = (): void => written.clear();

/** The files that were written since and are still there. */
export const filesWritten = (): string[] => [...written].filter((file) => existsSync(file));

/** Writes all of it: at the end of a file opened for appending, at the current place otherwise. */
export function writeAll(fd: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at, bytes.length - at);
}

/** The bytes from a place on, fewer where the file ends. */
export function readAt(fd: number, place: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const read = readSync(fd, bytes, filled, length - filled, place + filled);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}

/** How many bytes an open file has now. */
export function sizeOf(fd: number): number {
  return fstatSync(fd).size;
}

const CHUNK = 1 << 20;

/** Appends the first `size` bytes of one open file to another. */
export function copyBytes(from: number, to: number, size: number): void {
  for (let at = 0; at < size; ) {
    const bytes = readAt(from, at, Math.min(CHUNK, size - at));
    if (bytes.length === 0) return;
    writeAll(to, bytes);
    at += bytes.length;
  }
}

/** Waits until the disk has the folder's names: a new or renamed file is there after a power cut. */
export function flushFolder(folder: string): void {
  let fd: number;
  try {
    fd = openSync(folder, "r");
  } catch {
    // Some systems open no folders, and keep names in order themselves.
    return;
  }
  try {
    fsyncSync(fd);
  } catch {
    // Likewise.
  } finally {
    closeSync(fd);
  }
}
