/** Tries schedules on boards whose truth is known: what a number of judgments buys. */
import { createRandom } from "../core/random.ts";
import { plainTable } from "../report/plain_table.ts";
import type { Goal } from "../schedule/schedule.ts";
import { SCHEDULES, type ScheduleName } from "../schedule/schedules.ts";
import { type Checkpoint, simulateRun } from "../schedule/simulation.ts";
import { createSyntheticBoard, RAKUDA_STRENGTHS, SCENARIOS } from "../stats/synthetic_board.ts";
import { type Context, Interrupted } from "./command.ts";

export interface SimulateFlags {
  scenario: keyof typeof SCENARIOS;
  schedule: ScheduleName[];
  n: number[];
  questions: number;
  replicates: number;
  spread: number;
  parallel: number;
  goal: Goal["name"];
  seed: number;
}

const ELO = 400 / Math.LN10;
/** A preference for the second place as GPT-4 showed on Rakuda, in natural-log units. */
const HOME_ADVANTAGE = -0.13;

interface Mean {
  add(value: number | null): void;
  /** Null where nothing was added. */
  readonly mean: number | null;
}

function meaner(): Mean {
  let sum = 0;
  let count = 0;
  return {
    add(value) {
      if (value === null) return;
      sum += value;
      count++;
    },
    get mean() {
      return count === 0 ? null : sum / count;
    },
  };
}

/** What is averaged over replicates: widths and errors in Elo, shares as they are. */
const MEASURES: Record<string, (point: Checkpoint) => number | null> = {
  "naive width": ({ naiveWidth }) => elo(naiveWidth),
  "CR3 width": ({ honestWidth }) => elo(honestWidth),
  "MSE set": ({ errorOfSet }) => (errorOfSet === null ? null : (ELO * errorOfSet) ** 2),
  "MSE population": ({ errorOfPopulation }) =>
    errorOfPopulation === null ? null : (ELO * errorOfPopulation) ** 2,
  tau: ({ tau }) => tau,
  coverage: ({ coverage }) => coverage,
  "neighbours apart": ({ separatedNeighbours }) => separatedNeighbours,
  undetermined: ({ determined }) => (determined ? 0 : 1),
};

const elo = (value: number | null): number | null => (value === null ? null : ELO * value);

/** Prints a table: one line for each schedule and number of judgments. */
export async function simulate(flags: SimulateFlags, context: Context): Promise<void> {
  const checkpoints = [...new Set(flags.n)].sort((a, b) => a - b);
  const rows: string[][] = [];
  for (const name of flags.schedule) {
    const sums = checkpoints.map(() => Object.keys(MEASURES).map(meaner));
    for (let replicate = 0; replicate < flags.replicates; replicate++) {
      if (context.interrupt.stopping.aborted) throw new Interrupted("Interrupted.");
      const seed = flags.seed + replicate;
      const board = createSyntheticBoard({
        strengths: RAKUDA_STRENGTHS.map((strength) => (flags.spread * strength) / ELO),
        questions: flags.questions,
        effects: SCENARIOS[flags.scenario],
        homeAdvantage: HOME_ADVANTAGE,
        random: createRandom(seed, "board"),
      });
      const points = simulateRun(board, {
        ...{ create: SCHEDULES[name].create, checkpoints, seed, parallel: flags.parallel },
        goal: flags.goal === "top-k" ? { name: "top-k", k: 3 } : ({ name: flags.goal } as Goal),
      });
      points.forEach((point, p) => {
        Object.values(MEASURES).forEach((measure, k) => {
          sums[p]?.[k]?.add(measure(point));
        });
      });
    }
    for (const [p, n] of checkpoints.entries()) {
      rows.push([name, String(n), ...cells(sums[p] ?? [])]);
    }
  }
  const head = [
    ...["Schedule", "n", "naive width", "CR3 width", "RMSE set", "RMSE pop.", "tau"],
    ...["coverage", "apart", "undetermined"],
  ];
  context.out(
    `Scenario ${flags.scenario}, ${RAKUDA_STRENGTHS.length} models, ${flags.questions} questions, ${flags.replicates} replicates; widths and errors in Elo.\n`,
  );
  context.out(await plainTable(head, rows, "lrrrrrrrrr"));
}

function cells(means: readonly Mean[]): string[] {
  const digits = [1, 1, 1, 1, 4, 3, 3, 3];
  return means.map(({ mean }, k) => {
    if (mean === null) return "–";
    const isSquare = k === 2 || k === 3;
    return (isSquare ? Math.sqrt(mean) : mean).toFixed(digits[k]);
  });
}
