/** Simulations of many cells (a scenario each), in several processes. */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** Boards that one process simulates before it answers. */
const CHUNK = 10;

/** What boards add up to. */
export type Sums = Record<string, number>;

/** What is simulated of a cell, and how it is told. */
interface Simulation<C, S extends Sums> {
  /** Sums over `boards` boards with the seeds from `from` on. */
  tally(cell: C, from: number, boards: number): S;
  line(cell: C, sums: S): string;
}

/** Adds a value to what a mean and its error are told from: see `meanOf`. */
export function addValue(sums: Sums, name: string, value: number): void {
  for (const [key, by] of [
    [name, value],
    [`${name} squared`, value ** 2],
    [`${name} count`, 1],
  ] as const) {
    sums[key] = (sums[key] ?? 0) + by;
  }
}

/** The mean of the values added under a name, and its standard error. */
export function meanOf(sums: Sums, name: string): { mean: number; error: number; count: number } {
  const count = sums[`${name} count`] ?? 0;
  const mean = (sums[name] ?? 0) / count;
  const variance = (sums[`${name} squared`] ?? 0) / count - mean ** 2;
  return { mean, error: Math.sqrt(Math.max(0, variance) / Math.max(1, count - 1)), count };
}

/**
 * The main part of a simulation's file: prints a line for every cell as soon as all its boards are done.
 * Flags: `--boards` (200), `--jobs`, the processes (2), `--only`, a part of the cells' names, `--seed`, the
 * first board's (0), and `--minutes`, after which it ends with the boards that there are; so it does when
 * it is stopped (Ctrl+C, SIGTERM).
 */
export async function runCells<C extends { readonly name: string }, S extends Sums>(
  file: string,
  cells: readonly C[],
  { tally, line }: Simulation<C, S>,
): Promise<void> {
  if (process.send !== undefined) {
    // The parent ends its children itself, after it has printed.
    process.on("SIGINT", () => {});
    process.on(
      "message",
      ({ name, from, boards }: { name: string; from: number; boards: number }) => {
        const cell = cells.find((one) => one.name === name) as C;
        process.send?.({ name, sums: tally(cell, from, boards) });
      },
    );
    return;
  }
  const { values } = parseArgs({
    options: {
      boards: { type: "string", default: "200" },
      jobs: { type: "string", default: "2" },
      only: { type: "string", default: "" },
      seed: { type: "string", default: "0" },
      minutes: { type: "string", default: "Infinity" },
    },
  });
  const boards = Number(values.boards);
  const seed = Number(values.seed);
  const chunks = Math.ceil(boards / CHUNK);
  const chosen = cells.filter(({ name }) => name.includes(values.only));
  // Round by round, so that all cells have about as many boards whenever it ends.
  const tasks = Array.from({ length: chunks }, (_, k) =>
    chosen.map(({ name }) => ({
      name,
      from: seed + k * CHUNK,
      boards: Math.min(CHUNK, boards - k * CHUNK),
    })),
  ).flat();
  const done = new Map<string, { sums: S; left: number }>();
  const print = (name: string, sums: S): void => {
    console.log(line(chosen.find((one) => one.name === name) as C, sums));
    done.delete(name);
  };
  const add = ({ name, sums }: { name: string; sums: S }): void => {
    const known = done.get(name);
    const all = { ...known?.sums, ...sums } as Sums;
    for (const key of Object.keys(all)) all[key] = (known?.sums[key] ?? 0) + (sums[key] ?? 0);
    const left = (known?.left ?? chunks) - 1;
    done.set(name, { sums: all as S, left });
    if (left === 0) print(name, all as S);
  };
  const children: ChildProcess[] = [];
  const end = (): void => {
    tasks.length = 0;
    for (const { name } of chosen) {
      const part = done.get(name);
      if (part) print(name, part.sums);
    }
    for (const child of children) child.kill();
  };
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
  const minutes = Number(values.minutes);
  const timer = Number.isFinite(minutes) ? setTimeout(end, 60_000 * minutes) : undefined;
  await Promise.all(
    Array.from({ length: Math.min(Number(values.jobs), tasks.length) }, () => {
      const child = fork(fileURLToPath(file));
      children.push(child);
      const next = () => {
        const task = tasks.shift();
        if (task !== undefined) child.send(task);
        else if (child.connected) child.disconnect();
      };
      child.on("message", (answer: { name: string; sums: S }) => {
        if (child.killed) return;
        add(answer);
        next();
      });
      next();
      return new Promise((resolve) => child.on("exit", resolve));
    }),
  );
  clearTimeout(timer);
}
