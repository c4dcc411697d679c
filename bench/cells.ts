/** Simulations of many cells (a scenario each), in several processes. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** Boards that one process simulates before it answers. */
const CHUNK = 25;

/** What boards add up to. */
export type Sums = Record<string, number>;

/** What is simulated of a cell, and how it is told. */
export interface Simulation<C, S extends Sums> {
  /** Sums over `boards` boards with the seeds from `from` on. */
  tally(cell: C, from: number, boards: number): S;
  line(cell: C, sums: S): string;
}

/**
 * The main part of a simulation's file: prints a line for every cell as soon as all its boards are done.
 * Flags: `--boards` (200), `--jobs`, the processes (2), `--only`, a part of the cells' names.
 */
export async function runCells<C extends { readonly name: string }, S extends Sums>(
  file: string,
  cells: readonly C[],
  { tally, line }: Simulation<C, S>,
): Promise<void> {
  if (process.send !== undefined) {
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
    },
  });
  const boards = Number(values.boards);
  const chunks = Math.ceil(boards / CHUNK);
  const chosen = cells.filter(({ name }) => name.includes(values.only));
  const tasks = chosen.flatMap(({ name }) =>
    Array.from({ length: chunks }, (_, k) => ({
      name,
      from: k * CHUNK,
      boards: Math.min(CHUNK, boards - k * CHUNK),
    })),
  );
  const done = new Map<string, { sums: S; left: number }>();
  const add = ({ name, sums }: { name: string; sums: S }): void => {
    const known = done.get(name);
    const all = known
      ? (Object.fromEntries(
          Object.entries(sums).map(([key, v]) => [key, v + known.sums[key]]),
        ) as S)
      : sums;
    const left = (known?.left ?? chunks) - 1;
    done.set(name, { sums: all, left });
    if (left === 0) console.log(line(chosen.find((one) => one.name === name) as C, all));
  };
  await Promise.all(
    Array.from({ length: Math.min(Number(values.jobs), tasks.length) }, () => {
      const child = fork(fileURLToPath(file));
      const next = () => {
        const task = tasks.shift();
        if (task === undefined) child.disconnect();
        else child.send(task);
      };
      child.on("message", (answer: { name: string; sums: S }) => {
        add(answer);
        next();
      });
      next();
      return new Promise((resolve) => child.on("exit", resolve));
    }),
  );
}
