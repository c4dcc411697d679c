/** What is still known of a file that went away while it was written. */

import { closeSync, fsyncSync, mkdirSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { copyBytes, sizeOf, writeAll } from "./file_bytes.ts";
import { nameBeside, newNameOf } from "./leftovers.ts";
import { guarded } from "./write_error.ts";

/**
 * The rows of this run once more, in a file without a name, the last of them in memory: where the
 * other one is cut, nothing else has them. Both go with this process.
 */
export interface Spool {
  /** The file, with every row. */
  fd(): number;
  add(row: Uint8Array): void;
  close(): void;
}

/** Bytes that are kept in memory. */
const HELD = 1 << 20;

/** Opens a spool on the disk of the file; its name goes at once, its bytes when it is closed. */
export function openSpool(file: string): Spool {
  const name = newNameOf(file, "spool");
  const fd = guarded(name, () => openSync(name, "wx+"));
  rmSync(name, { force: true });
  let held: Uint8Array[] = [];
  let bytes = 0;
  const spill = (): void => {
    guarded(file, () => writeAll(fd, Buffer.concat(held)));
    held = [];
    bytes = 0;
  };
  return {
    fd: () => {
      spill();
      return fd;
    },
    add: (row) => {
      held.push(row);
      bytes += row.length;
      if (bytes >= HELD) spill();
    },
    close: () => closeSync(fd),
  };
}

/** A file of rescued rows, open for those that are still to come. */
export interface Rescued {
  file: string;
  add(row: Uint8Array): void;
  close(): void;
}

/** Copies what is known to a new file beside the one that went away, or else to the temporary folder. */
export function rescue(file: string, source: number | undefined): Rescued {
  const { name, fd } = openBeside(file);
  guarded(name, () => {
    if (source !== undefined) copyBytes(source, fd, sizeOf(source));
    fsyncSync(fd);
  });
  return {
    file: name,
    add: (row) =>
      guarded(name, () => {
        writeAll(fd, row);
        fsyncSync(fd);
      }),
    close: () => closeSync(fd),
  };
}

function openBeside(file: string): { name: string; fd: number } {
  const open = (beside: string): { name: string; fd: number } => {
    mkdirSync(dirname(beside), { recursive: true });
    const name = nameBeside(beside, "rescued");
    return { name, fd: openSync(name, "wx") };
  };
  try {
    return open(file);
  } catch {
    const elsewhere = join(tmpdir(), basename(file));
    return guarded(elsewhere, () => open(elsewhere));
  }
}
