/** Tries schedules, stop rules and intervals on boards whose truth is known, or on stored verdicts. */
import { UsageError } from "../../core/errors.ts";
import { type Message, type Said, say } from "../../core/message.ts";
import { createRandom } from "../../core/random.ts";
import { plainTable } from "../../report/tables/text_table.ts";
import { type Arena, replayArena } from "../../schedule/foresight/arena.ts";
import {
  type SimulatedRun,
  type Stopped,
  simulateRun,
} from "../../schedule/foresight/simulation.ts";
import type { Checkpoint } from "../../schedule/foresight/simulation_measure.ts";
import type { Goal } from "../../schedule/schedule.ts";
import { SCHEDULES, type ScheduleName } from "../../schedule/schedules.ts";
import type { StopTargets } from "../../schedule/stop_rule.ts";
import {
  createSyntheticBoard,
  RAKUDA_STRENGTHS,
  SCENARIOS,
} from "../../stats/fit/synthetic_board.ts";
import type { IntervalMethod } from "../../stats/uncertainty/interval.ts";
import { readVotes } from "../../store/votes/read_votes.ts";
import { type Context, Interrupted } from "../command/command.ts";
import { goalOf } from "./plan_assumptions.ts";

interface SimulateFlags {
  scenario: keyof typeof SCENARIOS;
  schedule: ScheduleName[];
  n: number[];
  questions: number;
  replicates: number;
  spread: number;
  strengths?: number[];
  parallel: number;
  round?: number;
  goal: Goal["name"];
  ci: IntervalMethod;
  bootstrapN: number;
  stopHalfWidth?: number;
  stopSeparated?: boolean;
  replay?: string[];
  seed: number;
}

const ELO = 400 / Math.LN10;
/** A preference for the second place as GPT-4 showed on Rakuda, in natural-log units. */
const HOME_ADVANTAGE = -0.13;

/** Prints a table: one line for each schedule and number of judgments. */
export async function simulate(flags: SimulateFlags, context: Context): Promise<void> {
  const targets = targetsOf(flags);
  const goal = goalOf(flags.goal);
  if (flags.bootstrapN < 2 && ["bootstrap", "percentile", "basic"].includes(flags.ci)) {
    throw new UsageError(say`--ci ${flags.ci} needs --bootstrap-n of at least 2`);
  }
  const checkpoints = [...new Set(flags.n)].sort((a, b) => a - b);
  const { arenaOf, describe } = await arenasOf(flags);
  const measures = measuresOf({ ci: flags.ci, stops: targets !== undefined });
  const rows: string[][] = [];
  for (const name of flags.schedule) {
    const runs: SimulatedRun[] = [];
    for (let replicate = 0; replicate < flags.replicates; replicate++) {
      // Lets Ctrl-C in.
      await new Promise((resume) => setImmediate(resume));
      if (context.interrupt.stopping.aborted) throw new Interrupted(say`Interrupted.`);
      const seed = flags.seed + replicate;
      const options = {
        checkpoints,
        seed,
        parallel: flags.parallel,
        round: flags.round,
        bootstrapN: flags.bootstrapN,
      };
      runs.push(
        simulateRun(arenaOf(seed), {
          ...options,
          create: SCHEDULES[name].create,
          interval: flags.ci,
          goal,
          ...(targets && { targets }),
        }),
      );
    }
    const points = runs[0]?.points.length ?? 0;
    for (let p = 0; p < points; p++)
      rows.push([name, ...measures.map(({ cell }) => cell(runs, p))]);
  }
  context.out(say`${describe}, ${flags.replicates} replicates; widths and errors in Elo.\n`);
  const head = [say`Schedule`, ...measures.map((measure) => measure.name)];
  context.out(await plainTable(head, rows, "l".padEnd(head.length, "r")));
}

function targetsOf({ stopHalfWidth, stopSeparated }: SimulateFlags): StopTargets | undefined {
  if (stopHalfWidth === undefined && !stopSeparated) return undefined;
  return {
    halfWidth: stopHalfWidth === undefined ? undefined : stopHalfWidth / ELO,
    separated: stopSeparated,
  };
}

/** A board for each seed: drawn anew, or the stored verdicts. */
async function arenasOf(
  flags: SimulateFlags,
): Promise<{ describe: Message; arenaOf(seed: number): Arena }> {
  if (flags.replay !== undefined) {
    const { comparisons } = await readVotes(flags.replay, {});
    const arena = replayArena(comparisons);
    return {
      describe: say`Replay of ${comparisons.first.length} verdicts, ${arena.models} models, ${arena.questions} questions`,
      arenaOf: () => arena,
    };
  }
  const { scenario, questions, spread } = flags;
  const strengths = (flags.strengths ?? RAKUDA_STRENGTHS).map((elo) => (spread * elo) / ELO);
  return {
    describe: say`Scenario ${scenario}, ${strengths.length} models, ${questions} questions`,
    arenaOf: (seed) =>
      createSyntheticBoard({
        strengths,
        questions,
        effects: SCENARIOS[scenario],
        homeAdvantage: HOME_ADVANTAGE,
        random: createRandom(seed, "board"),
      }),
  };
}

interface MeasureColumn {
  name: Said;
  /** Of the runs' checkpoints number p. */
  cell(runs: readonly SimulatedRun[], p: number): string;
}

/** What is averaged over replicates. `sd` columns average squares and show the root. */
function measuresOf({ ci, stops }: { ci: IntervalMethod; stops: boolean }): MeasureColumn[] {
  return [
    of("n", ({ n }) => n, { digits: 0 }),
    of(say`naive width`, ({ naiveWidth }) => elo(naiveWidth)),
    of(say`CR3 width`, ({ honestWidth }) => elo(honestWidth)),
    ...(ci === "cr3" ? [] : [of(say`${ci} width`, ({ width }) => elo(width))]),
    of(say`RMSE set`, ({ errorOfSet }) => elo(errorOfSet), { squares: true }),
    of(say`RMSE pop.`, ({ errorOfPopulation }) => elo(errorOfPopulation), { squares: true }),
    of("tau", ({ tau }) => tau, { digits: 4 }),
    of(say`coverage`, ({ coverage }) => coverage, { digits: 3 }),
    of(say`apart`, ({ separatedNeighbours }) => separatedNeighbours, { digits: 3 }),
    of(say`undetermined`, ({ determined }) => (determined ? 0 : 1), { digits: 3 }),
    ...(stops
      ? [
          ofStop(say`stopped`, ({ target }) => target !== null),
          ofStop(say`false at end`, ({ falseAtEnd }) => falseAtEnd),
          ofStop(say`false ever`, ({ falseEver }) => falseEver),
        ]
      : []),
  ];
}

const elo = (value: number | null): number | null => (value === null ? null : ELO * value);

function of(
  name: Said,
  value: (point: Checkpoint) => number | null,
  { digits = 1, squares = false }: { digits?: number; squares?: boolean } = {},
): MeasureColumn {
  return {
    name,
    cell(runs, p) {
      const values = runs.flatMap(({ points }) => {
        const found = points[p] && value(points[p]);
        return found === null || found === undefined ? [] : [squares ? found ** 2 : found];
      });
      if (values.length === 0) return "–";
      const mean = values.reduce((sum, found) => sum + found, 0) / values.length;
      return (squares ? Math.sqrt(mean) : mean).toFixed(digits);
    },
  };
}

/** The share of runs for which something holds. */
function ofStop(name: Said, holds: (stopped: Stopped) => boolean): MeasureColumn {
  return {
    name,
    cell(runs) {
      const stops = runs.flatMap(({ stopped }) => (stopped ? [stopped] : []));
      if (stops.length === 0) return "–";
      return (stops.filter(holds).length / stops.length).toFixed(3);
    },
  };
}
