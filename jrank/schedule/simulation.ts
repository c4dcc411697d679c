/** Runs a schedule on a board whose truth is known, and measures what it gave. */
import { createRandom } from "../core/random.ts";
import { fitBradleyTerry } from "../stats/bradley_terry.ts";
import { clusteredGames } from "../stats/clusters.ts";
import { collapse } from "../stats/collapse.ts";
import type { Comparisons } from "../stats/comparisons.ts";
import { jackknifeCovariance } from "../stats/jackknife.ts";
import { type Covariance, fisherCovariance } from "../stats/sandwich.ts";
import { normalQuantile, studentTQuantile } from "../stats/student_t.ts";
import type { SyntheticBoard } from "../stats/synthetic_board.ts";
import type { Field, Goal, PlayedMatch } from "./schedule.ts";
import type { ScheduleFactory } from "./schedules.ts";

/** What one run had reached after n judgments. Widths and errors in natural-log units. */
export interface Checkpoint {
  n: number;
  /** Whether all strengths were determined; everything below is null where not. */
  determined: boolean;
  /** Mean width of the 95 % intervals that take judgments as independent (Fisher). */
  naiveWidth: number | null;
  /** Mean width of the 95 % intervals that know of questions (CR3 with t). */
  honestWidth: number | null;
  /** Root mean square error against the truth of these questions, and of the population. */
  errorOfSet: number | null;
  errorOfPopulation: number | null;
  /** Kendall's tau against the order of these questions. */
  tau: number | null;
  /** Share of the models whose honest interval holds the population's strength. */
  coverage: number | null;
  /** Share of neighbours in the fitted order told apart at 95 %. */
  separatedNeighbours: number | null;
  groups: number;
}

export interface SimulationOptions {
  create: ScheduleFactory;
  goal?: Goal;
  parallel?: number;
  /** Numbers of judgments to measure at, ascending. */
  checkpoints: readonly number[];
  seed: number;
}

/** One run to the last checkpoint, with verdicts that come in the order of their matches. */
export function simulateRun(board: SyntheticBoard, options: SimulationOptions): Checkpoint[] {
  const { create, goal = { name: "ranking" }, parallel = 1, checkpoints, seed } = options;
  const field: Field = {
    models: board.models,
    items: board.questions,
    canPlay: () => true,
    questionOf: (item) => item,
    played: [],
  };
  const n = Math.max(...checkpoints);
  const schedule = create(field, { n, bothOrders: false, seed, parallel, goal });
  const verdicts = createRandom(seed, "verdicts");
  const played: PlayedMatch[] = [];
  const inFlight: PlayedMatch[] = [];
  for (;;) {
    const match = inFlight.length < parallel ? schedule.next() : undefined;
    if (match) {
      const winner = board.judge(match.first, match.second, match.item, verdicts);
      inFlight.push({ ...match, winner });
      continue;
    }
    const landed = inFlight.shift();
    if (!landed) break;
    schedule.settle(landed);
    played.push(landed);
  }
  return checkpoints.map((count) => measure(board, played.slice(0, count)));
}

function columns(board: SyntheticBoard, played: readonly PlayedMatch[]): Comparisons {
  return {
    models: Array.from({ length: board.models }, (_, i) => String(i)),
    clusters: Array.from({ length: board.questions }, (_, q) => String(q)),
    first: Uint16Array.from(played, ({ first }) => first),
    second: Uint16Array.from(played, ({ second }) => second),
    outcome: Uint8Array.from(played, ({ winner }) => (winner === "error" ? 0 : winner)),
    cluster: Uint32Array.from(played, ({ item }) => item),
  };
}

function measure(board: SyntheticBoard, played: readonly PlayedMatch[]): Checkpoint {
  const comparisons = columns(board, played);
  const fit = fitBradleyTerry(collapse(comparisons));
  const groups = new Set(fit.structure.group).size;
  const nothing = {
    n: played.length,
    determined: false,
    naiveWidth: null,
    honestWidth: null,
    errorOfSet: null,
    errorOfPopulation: null,
    tau: null,
    coverage: null,
    separatedNeighbours: null,
    groups,
  };
  if (!fit.strengths.every(Number.isFinite)) return nothing;
  const clustered = clusteredGames(comparisons, fit.parameters.games);
  if (!clustered) throw new Error("simulated judgments have questions");
  const honest = jackknifeCovariance(fit, clustered);
  const t = studentTQuantile(0.975, clustered.clusters.length - 1);
  const widths = standardErrors(honest, board.models);
  const truth = board.ofThePopulation;
  const covered = widths.filter((se, i) => Math.abs(fit.strengths[i] - truth[i]) <= t * se).length;
  return {
    n: played.length,
    determined: true,
    naiveWidth:
      2 * normalQuantile(0.975) * mean(standardErrors(fisherCovariance(fit), board.models)),
    honestWidth: 2 * t * mean(widths),
    errorOfSet: rootMeanSquare(fit.strengths, board.ofTheseQuestions),
    errorOfPopulation: rootMeanSquare(fit.strengths, truth),
    tau: kendallTau(fit.strengths, board.ofTheseQuestions),
    coverage: covered / board.models,
    separatedNeighbours: separated(fit.strengths, honest, t),
    groups,
  };
}

function standardErrors({ values, size }: Covariance, models: number): number[] {
  return Array.from({ length: models }, (_, i) => Math.sqrt(values[i * size + i]));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function rootMeanSquare(a: Float64Array, b: Float64Array): number {
  return Math.sqrt(mean(Array.from(a, (value, i) => (value - b[i]) ** 2)));
}

/** Kendall's tau-a of two vectors without ties. */
export function kendallTau(a: Float64Array, b: Float64Array): number {
  let agreement = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < i; j++) agreement += Math.sign(a[i] - a[j]) * Math.sign(b[i] - b[j]);
  }
  return agreement / ((a.length * (a.length - 1)) / 2);
}

function separated(strengths: Float64Array, { values, size }: Covariance, t: number): number {
  const order = Array.from(strengths.keys()).sort((i, j) => strengths[j] - strengths[i]);
  let apart = 0;
  for (let k = 0; k + 1 < order.length; k++) {
    const [i, j] = [order[k], order[k + 1]];
    const variance = values[i * size + i] + values[j * size + j] - 2 * values[i * size + j];
    if (strengths[i] - strengths[j] > t * Math.sqrt(variance)) apart++;
  }
  return apart / (order.length - 1);
}
