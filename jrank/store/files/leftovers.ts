/**
 * Names of files that are kept beside another one or are on their way to its name, and what a
 * killed process leaves of them.
 */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** How many names this process has made: two writes of one file have two. */
let count = 0;

/** The name under which a file is written before it gets its own (or loses every name). */
export function newNameOf(file: string, ending: "new" | "spool" = "new"): string {
  return `${file}.${process.pid}-${count++}.${ending}`;
}

/** A name as above. */
const OF_PROCESS = /\.(\d+)-\d+\.(?:new|spool)$/;
/** As earlier versions named what they wrote. */
const OF_NOBODY = /^(.+\.(?:jsonl?|csv|md|svg|png|html))\.new$/;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Clears what ended processes have left in a folder, which need not exist. Names that say no process
 * go where `isOurs` takes the file they were for as the program's own.
 */
export function clearLeftovers(
  folder: string,
  isOurs: (name: string) => boolean = () => false,
): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const [, pid] = OF_PROCESS.exec(name) ?? [];
    const [, old] = OF_NOBODY.exec(name) ?? [];
    const isLeft = pid === undefined ? old !== undefined && isOurs(old) : !isRunning(Number(pid));
    if (isLeft) rmSync(join(folder, name), { force: true });
  }
}

/** Clears what ended processes have left of a benchmark's own files. */
export function clearBenchmark(folder: string): void {
  for (const place of ["answers", "model_answer", "model_judgment"]) {
    const data = join(folder, place);
    clearLeftovers(data, (name) => existsSync(join(data, name)));
  }
  const charts = join(folder, "charts");
  const made = [join(folder, "rankings"), join(folder, "runs"), charts, ...foldersIn(charts)];
  for (const place of made) clearLeftovers(place, () => true);
  const batches = join(folder, "batches");
  for (const model of foldersIn(batches)) {
    // A batch that was not written whole was not sent.
    for (const unfinished of foldersIn(model).filter((batch) => batch.endsWith(".tmp"))) {
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name));
}

/** The first of `<file>.<ending>`, `<file>.<ending>2`, … that does not exist; no reader takes such a file. */
export function nameBeside(file: string, ending: string): string {
  for (let k = 1; ; k++) {
    const name = `${file}.${ending}${k === 1 ? "" : k}`;
    if (!existsSync(name)) return name;
  }
}
