/**
 * The lock of a benchmark: two processes that judged it at the same time would pay twice. It is a
 * file that names its process, and it appears with its contents in one step: a finished file gets a
 * second name (`link`), which fails where there is a lock already.
 *
 * The lock of a process that is gone is taken over. Of several that see it at once only one may:
 * the right to replace a lock is itself a file, named by what the lock says, that appears in the same
 * way. Who has the right looks once more whether the lock still says the same, and then renames its
 * own over it. Where the owner of the right is gone too, the right to his right decides, and so on.
 */

import { createHash, randomUUID } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../../core/errors.ts";
import { type Said, say } from "../../core/message.ts";
import { clearBenchmark } from "./leftovers.ts";
import { type ProcessIdentity, stateOf, thisProcess } from "./process_identity.ts";
import { guarded } from "./write_error.ts";

interface Lock {
  release(): void;
}

const NAME = ".lock";
/** How often a lock may appear or go between two looks at it. */
const MOST_LOOKS = 1_000;

/** The lock as it lies there. */
interface Found {
  text: string;
  /** Undefined where the text does not say. */
  holder: ProcessIdentity | undefined;
}

/** Reads a lock; undefined where there is none. */
function readLock(file: string): Found | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  return { text, holder: holderOf(text) };
}

function holderOf(text: string): ProcessIdentity | undefined {
  try {
    const { pid, host, ...rest } = JSON.parse(text) as Record<string, unknown>;
    if (typeof pid !== "number" || typeof host !== "string") return undefined;
    const known = (value: unknown): string => (typeof value === "string" ? value : "");
    return {
      pid,
      host,
      started: known(rest.started),
      boot: known(rest.boot),
      machine: known(rest.machine),
      pids: known(rest.pids),
    };
  } catch {
    return undefined;
  }
}

/** A file of this process's own, ready to become a lock. */
interface Candidate {
  file: string;
  text: string;
}

function writeCandidate(lock: string): Candidate {
  const nonce = randomUUID();
  const text = JSON.stringify({ ...thisProcess(), nonce });
  const file = `${lock}.new-${process.pid}-${nonce.slice(0, 8)}`;
  const fd = openSync(file, "wx");
  try {
    writeFileSync(fd, text);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  return { file, text };
}

/** File systems without second names (FAT, some network shares) refuse with one of these. */
const NO_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK", "EINVAL"];

/** Puts the candidate where no file is yet; false where there is one. */
function appear(candidate: Candidate, file: string): boolean {
  try {
    linkSync(candidate.file, file);
    return true;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    // A server of files may have done it, lost its answer, and been asked again.
    if (code === "EEXIST") return readLock(file)?.text === candidate.text;
    if (!NO_LINKS.includes(code)) throw error;
  }
  try {
    // Not in one step; who reads it meanwhile cannot tell whose it is, and leaves it alone.
    writeFileSync(file, candidate.text, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** The name of the right to replace a lock that says this. */
function rightTo(lock: string, text: string): string {
  return `${lock}.${createHash("sha256").update(text).digest("hex").slice(0, 16)}`;
}

function inUse(folder: string, file: string, holder: ProcessIdentity | undefined): UserError {
  const who = holder ? say`process ${holder.pid} on ${holder.host}` : say`another process`;
  return new UserError(
    say`${folder} is in use by ${who}. Two runs at once would pay twice: wait for it to end, or, if it is gone for good, delete ${file}.`,
  );
}

/** Throws unless the holder is known to be gone. */
function checkGone(file: string, { holder }: Found): void {
  if (holder && stateOf(holder) === "gone") return;
  throw inUse(dirname(file), file, holder);
}

/** Replaces the lock of a process that is gone; false where it is not that lock any more. */
function takeOver(candidate: Candidate, file: string, stale: Found): boolean {
  const rights: string[] = [];
  for (let found = stale; ; ) {
    const right = rightTo(file, found.text);
    if (appear(candidate, right)) {
      rights.push(right);
      break;
    }
    const other = readLock(right);
    // Whoever had it has used it.
    if (other === undefined) return false;
    checkGone(file, other);
    rights.push(right);
    found = other;
  }
  const isStill = readLock(file)?.text === stale.text;
  if (isStill) renameSync(candidate.file, file);
  // The rights before one's own are of processes that are gone, and about a lock that is gone.
  for (const right of isStill ? rights : rights.slice(-1)) rmSync(right, { force: true });
  return isStill;
}

/** Clears what processes left beside the lock that ended while they took it. */
function clearRights(file: string): void {
  const folder = dirname(file);
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${NAME}.`)) continue;
    const left = join(folder, name);
    const holder = readLock(left)?.holder;
    if (holder && stateOf(holder) === "gone") rmSync(left, { force: true });
  }
}

/** Takes the lock or throws; gives what it says now and whose it was before. */
function take(file: string): { text: string; before: ProcessIdentity | undefined } {
  const candidate = writeCandidate(file);
  try {
    for (let look = 0; look < MOST_LOOKS; look++) {
      if (appear(candidate, file)) return { text: candidate.text, before: undefined };
      const found = readLock(file);
      if (found === undefined) continue;
      checkGone(file, found);
      if (takeOver(candidate, file, found)) return { text: candidate.text, before: found.holder };
    }
    throw inUse(dirname(file), file, undefined);
  } finally {
    rmSync(candidate.file, { force: true });
  }
}

/**
 * Locks a benchmark's folder until released or the process exits, and clears what ended processes
 * have left of files they wrote. Throws a `UserError` that names
 * the process when another one holds it; the lock of a dead process is taken over with a notice.
 */
export function lockBenchmark(folder: string, notice: (text: Said) => void): Lock {
  const file = join(folder, NAME);
  const { text, before } = guarded(file, () => {
    mkdirSync(folder, { recursive: true });
    const taken = take(file);
    clearRights(file);
    clearBenchmark(folder);
    return taken;
  });
  if (before) {
    notice(say`The lock of process ${before.pid}, which is gone, was taken over.`);
  }
  const release = (): void => {
    process.off("exit", release);
    try {
      if (readLock(file)?.text === text) rmSync(file, { force: true });
    } catch {
      // It stays, as the lock of a process that is gone.
    }
  };
  process.on("exit", release);
  return { release };
}
