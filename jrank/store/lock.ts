/**
 * The lock of a benchmark: two processes that judged it at the same time would pay twice. It is a
 * file that names its process; the lock of a process that is gone is taken over.
 */
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { UserError } from "../core/errors.ts";
import { writeError } from "./jsonl.ts";

export interface Lock {
  release(): void;
}

interface Holder {
  pid: number;
  host: string;
  /** When the process began, as the system counts it; tells a reused pid from the old process. */
  started: string;
}

const NAME = ".lock";

/** A mark of when the process began, from /proc; empty where there is none. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function isAlive({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return started === "" || startOf(pid) === "" || startOf(pid) === started;
}

function readHolder(file: string): Holder | undefined {
  try {
    const value = JSON.parse(readFileSync(file, "utf8")) as Partial<Holder>;
    if (typeof value.pid !== "number" || typeof value.host !== "string") return undefined;
    return { pid: value.pid, host: value.host, started: String(value.started ?? "") };
  } catch {
    return undefined;
  }
}

function tryToTake(file: string): boolean {
  let fd: number;
  try {
    fd = openSync(file, "wx");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw writeError(file, error);
  }
  const holder: Holder = { pid: process.pid, host: hostname(), started: startOf(process.pid) };
  writeSync(fd, JSON.stringify(holder));
  closeSync(fd);
  return true;
}

/**
 * Locks a benchmark's folder until released or the process exits. Throws a `UserError` that names
 * the process when another one holds it; the lock of a dead process is taken over with a notice.
 */
export function lockBenchmark(folder: string, notice: (text: string) => void): Lock {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw writeError(folder, error);
  }
  const file = join(folder, NAME);
  for (let attempt = 0; !tryToTake(file); attempt++) {
    const holder = readHolder(file);
    const here = holder?.host === hostname();
    if (attempt > 3 || (holder && (!here || isAlive(holder)))) {
      const who = holder ? `process ${holder.pid} on ${holder.host}` : "another process";
      throw new UserError(
        `${folder} is in use by ${who}. Two runs at once would pay twice: wait for it to end, or, if it is gone for good, delete ${file}.`,
      );
    }
    notice(
      `The lock of ${holder ? `process ${holder.pid}` : "an interrupted process"}, which is gone, was taken over.`,
    );
    rmSync(file, { force: true });
  }
  const release = (): void => {
    process.off("exit", release);
    rmSync(file, { force: true });
  };
  process.on("exit", release);
  return { release };
}
