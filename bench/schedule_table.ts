/**
 * Which schedule is better at which size: every cell plays the same boards under several schedules and
 * prints one line of JSON for each, with coverage (default and CR3 intervals), errors, order, spread and
 * rank statements, their standard errors, and the differences to the first schedule on the same boards.
 *
 *     npx tsx bench/schedule_table.ts --boards 200 --workers 4 [--seed 5000] [--minutes 9] [--adaptive] [cell or first words of cells...]
 *
 * `--adaptive` leaves out the comparison with fewest-matches. Boards are dealt out evenly over the cells,
 * so a run that its `--minutes` end has as many of each. One file of it (esbuild --bundle --format=esm
 * --platform=node) runs on a bare machine.
 */
import { type ChildProcess, fork } from "node:child_process";
import { createRandom } from "../jrank/core/random.ts";
import { type PlayOptions, playSchedule } from "../jrank/schedule/foresight/simulation.ts";
import { kendallTau } from "../jrank/schedule/foresight/simulation_measure.ts";
import type { Goal, PlayedMatch } from "../jrank/schedule/schedule.ts";
import { SCHEDULES, type ScheduleName } from "../jrank/schedule/schedules.ts";
import { comparisonsOf, type StopTargets } from "../jrank/schedule/stop_rule.ts";
import {
  createSyntheticBoard,
  RAKUDA_STRENGTHS,
  SCENARIOS,
  type SyntheticBoard,
} from "../jrank/stats/fit/synthetic_board.ts";
import { normalQuantile, studentTQuantile } from "../jrank/stats/numeric/student_t.ts";
import { rankModels } from "../jrank/stats/rank/rank_models.ts";

const ELO = 400 / Math.LN10;
const HOME_ADVANTAGE = -0.13;
/** Standard deviation of the strengths before `spread`, in Elo. */
const WIDTH = 200;

interface Cell {
  name: string;
  models: number;
  /** Judgments to measure at; with a stop rule the most. */
  n: number[];
  scenario?: keyof typeof SCENARIOS;
  questions?: number;
  /** `drawn`: normal, anew for each board; `scores`: normal scores; `equal`: all alike. */
  strengths?: "drawn" | "scores" | "rakuda" | "equal";
  spread?: number;
  goal?: Goal["name"];
  parallel?: number;
  round?: number;
  stop?: StopTargets;
}

/** Under the goal `new-model`: matches of the newcomer, after `n[0]` judgments of the others. */
const cellsOf = (): Cell[] => {
  const cells: Cell[] = [];
  const sizes: Record<"S0" | "S1" | "S2", [number, number[]][]> = {
    S0: [
      [14, [300, 720]],
      [30, [450, 900]],
      [60, [900]],
    ],
    S1: [
      [3, [30, 60, 150]],
      [5, [50, 100, 250]],
      [8, [80, 300]],
      [10, [100, 300, 600]],
      [14, [140, 300, 720]],
      [20, [300, 600]],
      [30, [300, 450, 900, 2250]],
      [60, [900, 1800]],
      [100, [1000]],
    ],
    S2: [
      [10, [300]],
      [14, [300, 720]],
      [30, [450, 900]],
      [60, [900]],
    ],
  };
  for (const scenario of ["S0", "S1", "S2"] as const) {
    for (const [models, n] of sizes[scenario]) {
      cells.push({ name: `${scenario} ${models}`, models, n, scenario });
    }
  }
  for (const spread of [0.3, 1.6]) {
    for (const [models, n] of [
      [10, [300]],
      [14, [300, 720]],
      [30, [450, 900]],
    ] as const) {
      cells.push({ name: `spread ${spread} ${models}`, models, n: [...n], spread });
    }
  }
  for (const [models, n] of [
    [14, [300, 720]],
    [30, [450, 900]],
  ] as const) {
    for (const parallel of [8, 150]) {
      cells.push({ name: `parallel ${parallel} ${models}`, models, n: [...n], parallel });
    }
    cells.push({ name: `round 200 ${models}`, models, n: [...n], round: 200 });
    for (const goal of ["error-bars", "top-k"] as const) {
      cells.push({ name: `${goal} ${models}`, models, n: [...n], goal });
    }
  }
  cells.push({ name: "rakuda 14", models: 14, n: [300, 720], strengths: "rakuda" });
  // What fewest-matches reaches with 300, 600 or 1,000 judgments: with how many the adaptive schedule does.
  for (const models of [10, 14]) {
    const n = [200, 240, 300, 400, 500, 600, 700, 800, 1000];
    cells.push({ name: `saved ${models}`, models, n });
  }
  cells.push({ name: "error-bars 60", models: 60, n: [900], goal: "error-bars" });
  cells.push({ name: "top-k 60", models: 60, n: [900], goal: "top-k" });
  for (const [models, before] of [
    [8, 300],
    [14, 500],
    [30, 900],
  ] as const) {
    const n = [before + 30, before + 60, before + 120];
    cells.push({ name: `new-model ${models}`, models, n: [before, ...n], goal: "new-model" });
  }
  for (const [models, most] of [
    [8, 1000],
    [14, 2000],
    [30, 3000],
  ] as const) {
    const stop = { halfWidth: 90 / ELO };
    cells.push({ name: `stop half-width 90 ${models}`, models, n: [most], stop });
  }
  for (const models of [2, 4, 14, 30]) {
    const [strengths, questions] = ["equal" as const, models === 2 ? 200 : 40];
    const stop = { separated: true };
    cells.push({
      name: `stop equal ${models}`,
      models,
      n: [models * 60],
      strengths,
      questions,
      stop,
    });
  }
  cells.push({ name: "stop separated 14", models: 14, n: [1000], stop: { separated: true } });
  return cells;
};

/** Strengths of a board in natural-log units, strongest first. */
function strengthsOf({ strengths = "drawn", models, spread = 1 }: Cell, seed: number): number[] {
  const random = createRandom(seed, "strengths");
  const elo = Array.from({ length: models }, (_, i) => {
    if (strengths === "rakuda") return RAKUDA_STRENGTHS[i]!;
    if (strengths === "equal") return 0;
    if (strengths === "drawn") return WIDTH * random.normal();
    return -WIDTH * normalQuantile((i + 0.625) / (models + 0.25));
  });
  return elo.sort((a, b) => b - a).map((value) => (spread * value) / ELO);
}

/** Sums over boards of what was measured, by name: count, sum, sum of squares. */
type Sums = Record<string, [number, number, number]>;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** What one board says after some judgments; null where a rating is not finite. */
function measured(
  board: SyntheticBoard,
  played: readonly PlayedMatch[],
  { focus, seed }: { focus: readonly number[]; seed: number },
): Record<string, number> | null {
  const m = board.models;
  const comparisons = comparisonsOf(played, { models: m, questionOf: (item) => item });
  const { ranking, fit, n_questions } = rankModels(comparisons, { seed });
  if (!fit?.strengths.every(Number.isFinite)) return null;
  const truth = board.ofThePopulation;
  const { values, size } = fit.covariance("cr3");
  const t = studentTQuantile(0.975, n_questions - 1);
  const rows = new Map(ranking.map((row) => [Number(row.model_id), row]));
  const held = Array.from(truth, (b, i) => {
    const { ci_lower, ci_upper } = rows.get(i)!;
    const elo = 1000 + ELO * b;
    return Number((ci_lower ?? -Infinity) <= elo && elo <= (ci_upper ?? Infinity));
  });
  const heldByCr3 = Array.from(truth, (b, i) =>
    Number(Math.abs(fit.strengths[i]! - b) <= t * Math.sqrt(values[i * size + i]!)),
  );
  const width = mean(Array.from(truth, (_, i) => 2 * ELO * t * Math.sqrt(values[i * size + i]!)));
  const square = Array.from(truth, (b, i) => (ELO * (fit.strengths[i]! - b)) ** 2);
  // Equal strengths are of every rank that their group has.
  const best = Array.from(truth, (b) => 1 + truth.filter((other) => other > b + 1e-5).length);
  const worst = Array.from(truth, (b) => truth.filter((other) => other > b - 1e-5).length);
  const holdsRank = (lower: number | null, upper: number | null, i: number): number =>
    Number(lower === null || upper === null || (lower <= worst[i]! && upper >= best[i]!));
  const inRank = Array.from(truth, (_, i) =>
    holdsRank(rows.get(i)!.rank_lower, rows.get(i)!.rank_upper, i),
  );
  const inAll = Array.from(truth, (_, i) =>
    holdsRank(rows.get(i)!.rank_lower_simultaneous, rows.get(i)!.rank_upper_simultaneous, i),
  );
  const { ofTheseQuestions: set } = board;
  const order = Array.from(truth.keys()).sort((i, j) => fit.strengths[j]! - fit.strengths[i]!);
  const first = Array.from(truth.keys()).sort((i, j) => set[j]! - set[i]!);
  const spread = truth.reduce((sum, b) => sum + b * b, 0);
  const found: Record<string, number> = {
    coverage: mean(held),
    cr3: mean(heldByCr3),
    width,
    squares: mean(square),
    tau: kendallTau(fit.strengths, set),
    top3: Number([0, 1, 2].every((k) => k >= m || order[k] === first[k])),
    ranks: mean(inRank),
    allRanks: Math.min(...inAll),
    ...(spread > 1e-9 && {
      slope: truth.reduce((sum, b, i) => sum + b * fit.strengths[i]!, 0) / spread,
    }),
    focusCoverage: mean(focus.map((i) => held[i]!)),
    focusCr3: mean(focus.map((i) => heldByCr3[i]!)),
    focusSquares: mean(focus.map((i) => square[i]!)),
    focusRanks: mean(focus.map((i) => inRank[i]!)),
  };
  for (let i = 0; i < m; i++) {
    found[`held ${i}`] = held[i]!;
    found[`cr3 ${i}`] = heldByCr3[i]!;
  }
  return found;
}

/** One board under the schedules of a cell: sums by schedule and number of judgments. */
function playBoard(
  cell: Cell,
  { seed, schedules }: { seed: number; schedules: readonly ScheduleName[] },
): Record<string, Sums> {
  const { scenario = "S1", questions = 40, goal: name = "ranking", stop } = cell;
  const strengths = strengthsOf(cell, seed);
  const k = Math.min(3, cell.models - 1);
  // The newcomer is somebody else on each board, its place even over them.
  const newcomer = seed % cell.models;
  const goal: Goal =
    name === "top-k" ? { name, k } : name === "new-model" ? { name, model: newcomer } : { name };
  const focus = name === "new-model" ? [newcomer] : Array.from({ length: k + 1 }, (_, i) => i);
  const board = createSyntheticBoard({
    strengths,
    questions,
    effects: SCENARIOS[scenario],
    homeAdvantage: HOME_ADVANTAGE,
    random: createRandom(seed, "board"),
  });
  const { parallel = 1, round } = cell;
  const options = { goal, parallel, round, seed, ...(stop && { targets: stop }) };
  const before = name === "new-model" ? boardBefore(board, newcomer, cell.n[0]!, seed) : [];
  const counts = name === "new-model" ? cell.n.slice(1) : cell.n;
  const n = counts[counts.length - 1]!;
  const sums: Record<string, Sums> = {};
  const byCount = new Map<number, Record<string, number> | null>();
  for (const schedule of schedules) {
    const { create } = SCHEDULES[schedule];
    const { played, stopped } = playSchedule(board, { ...options, create, n, before });
    for (const count of counts) {
      const found = measured(board, played.slice(0, count), { focus, seed });
      const into: Sums = {};
      const put = (key: string, value: number): void => {
        into[key] = [1, value, value * value];
      };
      put("undetermined", found === null ? 1 : 0);
      if (stopped) {
        put("n", played.length);
        put("reached", Number(stopped.target !== null));
        put("falseEver", Number(stopped.falseEver));
      }
      for (const [key, value] of Object.entries(found ?? {})) put(key, value);
      const other = byCount.get(count);
      if (found && other) {
        for (const key of ["squares", "tau", "top3", "coverage", "focusSquares"]) {
          put(`${key} more`, found[key]! - other[key]!);
        }
      }
      if (schedule === schedules[0]) byCount.set(count, found);
      sums[`${schedule} ${stop ? "" : count}`.trim()] = into;
    }
  }
  return sums;
}

/** Judgments of all but the newcomer, by the default schedule. */
function boardBefore(
  board: SyntheticBoard,
  newcomer: number,
  n: number,
  seed: number,
): PlayedMatch[] {
  const others = Array.from({ length: board.models }, (_, i) => i).filter((i) => i !== newcomer);
  const arena = {
    ...board,
    models: board.models - 1,
    judge: (i: number, j: number, item: number, random: Parameters<typeof board.judge>[3]) =>
      board.judge(others[i]!, others[j]!, item, random),
  };
  const options: PlayOptions = { create: SCHEDULES.adaptive.create, n, seed: seed + 1e6 };
  return playSchedule(arena, options).played.map(({ item, first, second, winner }) => ({
    item,
    first: others[first]!,
    second: others[second]!,
    winner,
  }));
}

function addSums(into: Record<string, Sums>, more: Record<string, Sums>): void {
  for (const [name, sums] of Object.entries(more)) {
    into[name] ??= {};
    const target = into[name];
    for (const [key, [count, sum, squares]] of Object.entries(sums)) {
      target[key] ??= [0, 0, 0];
      const at = target[key];
      at[0] += count;
      at[1] += sum;
      at[2] += squares;
    }
  }
}

const rounded = (value: number): number => Number(value.toPrecision(4));

/** Means with standard errors; errors as roots, their standard errors by the delta method. */
function lineOf(name: string, schedule: string, sums: Sums): Record<string, unknown> {
  const line: Record<string, unknown> = { cell: name, schedule, boards: sums.undetermined![0] };
  let worst = 1;
  let worstByCr3 = 1;
  const rootOf: Record<string, string> = { squares: "rmse", focusSquares: "focusRmse" };
  for (const [key, [count, sum, squares]] of Object.entries(sums)) {
    const average = sum / count;
    const error = Math.sqrt(Math.max(0, squares / count - average ** 2) / Math.max(1, count - 1));
    const [base, more] = key.split(" ") as [string, string?];
    if (base === "held") worst = Math.min(worst, average);
    else if (base === "cr3" && more !== undefined) worstByCr3 = Math.min(worstByCr3, average);
    else if (base in rootOf) {
      const now = Math.sqrt(sums[base]![1] / sums[base]![0]);
      const at = rootOf[base]!;
      if (more === undefined) line[at] = [rounded(now), rounded(error / (2 * now))];
      else line[`${at} more`] = [rounded(average / (2 * now)), rounded(error / (2 * now))];
    } else line[key] = [rounded(average), rounded(error)];
  }
  line.worst = rounded(worst);
  line.worstCr3 = rounded(worstByCr3);
  return line;
}

/** What a worker is asked. */
interface Task {
  name: string;
  seed: number;
  schedules: ScheduleName[];
}

/** What a worker tells of a board; seconds of processor time. */
interface Report {
  name: string;
  sums: Record<string, Sums>;
  seconds: number;
}

/** Plays what the parent sends, board by board. */
function work(): void {
  const cells = new Map(cellsOf().map((cell) => [cell.name, cell]));
  process.on("message", ({ name, seed, schedules }: Task) => {
    const before = process.cpuUsage();
    const sums = playBoard(cells.get(name)!, { seed, schedules });
    const { user, system } = process.cpuUsage(before);
    process.send?.({ name, sums, seconds: (user + system) / 1e6 });
  });
}

/** Deals the boards out to workers, and prints the lines at the end or when the time is over. */
async function main(args: readonly string[]): Promise<void> {
  const flag = (name: string, otherwise: number): number => {
    const at = args.indexOf(`--${name}`);
    return at === -1 ? otherwise : Number(args[at + 1]);
  };
  const parts = args.filter(
    (arg, k) => !arg.startsWith("--") && !/^--(?!adaptive)/.test(args[k - 1] ?? ""),
  );
  const cells = cellsOf().filter(
    ({ name }) =>
      parts.length === 0 || parts.some((part) => name === part || name.startsWith(`${part} `)),
  );
  const boards = flag("boards", 200);
  const seed = flag("seed", 5000);
  const schedules: ScheduleName[] = args.includes("--adaptive")
    ? ["adaptive"]
    : ["fewest-matches", "adaptive"];
  const tasks = Array.from({ length: boards * cells.length }, (_, k) => ({
    name: cells[k % cells.length]!.name,
    seed: seed + Math.floor(k / cells.length),
    schedules,
  }));
  const until = Date.now() + 60_000 * flag("minutes", 1e6);
  const sums: Record<string, Record<string, Sums>> = {};
  const cost: Record<string, number> = {};
  let at = 0;
  const run = (): Promise<void> =>
    new Promise((resolve) => {
      const child: ChildProcess = fork(process.argv[1]!, ["--worker"], { stdio: "inherit" });
      const next = (): void => {
        if (at < tasks.length && Date.now() < until) child.send(tasks[at++]!);
        else child.disconnect();
      };
      child.on("message", (message) => {
        const { name, sums: more, seconds } = message as Report;
        cost[name] = (cost[name] ?? 0) + seconds;
        sums[name] ??= {};
        addSums(sums[name], more);
        next();
      });
      child.on("exit", () => resolve());
      next();
    });
  await Promise.all(Array.from({ length: flag("workers", 2) }, run));
  for (const { name } of cells) {
    for (const [schedule, found] of Object.entries(sums[name] ?? {})) {
      const line = lineOf(name, schedule, found);
      console.log(
        JSON.stringify({ ...line, seconds: rounded(cost[name]! / found.undetermined![0]) }),
      );
    }
  }
}

if (process.argv[2] === "--worker") work();
else await main(process.argv.slice(2));
