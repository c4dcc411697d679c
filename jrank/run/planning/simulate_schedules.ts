/** Tries schedules, stop rules and intervals on boards whose truth is known, or on stored verdicts. */

import { UsageError } from "../../core/errors.ts";
import { type Message, say } from "../../core/message.ts";
import { createRandom } from "../../core/random.ts";
import { plainTable } from "../../report/tables/text_table.ts";
import { type Arena, replayArena } from "../../schedule/foresight/arena.ts";
import { type SimulatedRun, simulateRun } from "../../schedule/foresight/simulation.ts";
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
import { measuresOf } from "./simulate_measures.ts";

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
