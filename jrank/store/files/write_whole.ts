/**
 * The way of every file that is written whole: beside it first, and, when the disk has it, renamed.
 * Whatever happens, a file is as it was before or as it is now, after a power cut too.
 */
import {
  closeSync,
  fsync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { noteWritten, writeAll } from "./file_bytes.ts";
import { clearLeftovers, newNameOf } from "./leftovers.ts";
import { hideSecrets, refuseSecrets } from "./secret_guard.ts";
import { guarded, writeError } from "./write_error.ts";

type Content = string | Uint8Array;
/** What is in a file: one after the other where there are parts. */
export type FileContent = Content | readonly Content[];

/**
 * Writes a file whole; rows one by one, without keys that they may echo.
 * @throws UserError where it would publish a key.
 */
export function writeWhole(file: string, content: Content | Iterable<string>): void {
  if (isOne(content)) refuseSecrets(file, content);
  guarded(file, () => {
    mkdirSync(dirname(file), { recursive: true });
    clearLeftovers(dirname(file));
    const beside = newNameOf(file);
    try {
      writeFlushed(beside, isOne(content) ? content : withoutSecrets(content));
      renameSync(beside, file);
      noteWritten(file);
    } catch (error) {
      rmSync(beside, { force: true });
      throw error;
    }
  });
}

/** Writes a file whole where there is none; false where somebody else did before, whose stays. */
export function writeNew(file: string, content: string): boolean {
  const beside = newNameOf(file);
  writeWhole(beside, content);
  try {
    linkSync(beside, file);
    noteWritten(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw writeError(file, error);
    return false;
  } finally {
    rmSync(beside, { force: true });
  }
}

/** Writes a new file under its own name, and waits until the disk has it. */
export function writeFlushed(file: string, content: Content | Iterable<string>): void {
  const fd = openSync(file, "wx");
  try {
    for (const part of isOne(content) ? [content] : content) writeAll(fd, bytesOf(part));
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** So many files are open at once. */
const AT_ONCE = 64;

/** Writes many files whole; the disk is waited for once for many of them. */
export async function writeAllWhole(
  files: Iterable<readonly [string, FileContent]>,
): Promise<void> {
  const all = [...files];
  const looked = new Set<Content>();
  for (const [file, content] of all) {
    for (const part of partsOf(content)) {
      if (!looked.has(part)) refuseSecrets(file, part);
      looked.add(part);
    }
  }
  const folders = new Set(all.map(([file]) => dirname(file)));
  for (const folder of folders) {
    guarded(folder, () => {
      mkdirSync(folder, { recursive: true });
      clearLeftovers(folder);
    });
  }
  for (let k = 0; k < all.length; k += AT_ONCE) await writeTogether(all.slice(k, k + AT_ONCE));
}

const flushed = promisify(fsync);

async function writeTogether(files: readonly (readonly [string, FileContent])[]): Promise<void> {
  const besides: [beside: string, file: string][] = [];
  try {
    await Promise.all(
      files.map(async ([file, content]) => {
        const beside = newNameOf(file);
        besides.push([beside, file]);
        try {
          const fd = openSync(beside, "wx");
          try {
            for (const part of partsOf(content)) writeAll(fd, bytesOf(part));
            await flushed(fd);
          } finally {
            closeSync(fd);
          }
        } catch (error) {
          throw writeError(file, error);
        }
      }),
    );
    for (const [beside, file] of besides) {
      guarded(file, () => renameSync(beside, file));
      noteWritten(file);
    }
  } finally {
    for (const [beside] of besides) rmSync(beside, { force: true });
  }
}

function isOne(content: Content | Iterable<string>): content is Content {
  return typeof content === "string" || content instanceof Uint8Array;
}

/** The parts of a file's content. */
export const partsOf = (content: FileContent): readonly Content[] =>
  Array.isArray(content) ? content : [content as Content];

function* withoutSecrets(parts: Iterable<string>): Iterable<string> {
  for (const part of parts) yield hideSecrets(part);
}

function bytesOf(content: Content): Uint8Array {
  return typeof content === "string" ? Buffer.from(content) : content;
}
