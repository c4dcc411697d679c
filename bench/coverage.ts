/**
 * Do 95 % intervals hold the truth 95 % of the time? Boards are drawn from scenario S1 (14 models,
 * 40 questions, half of the noise is which question was drawn) and judged by the original's
 * schedule; each interval is held against the strengths of the population of such questions.
 */
import { createRandom } from "../jrank/core/random.ts";
import { fewestMatchesSchedule } from "../jrank/schedule/fewest_matches.ts";
import type { Comparisons } from "../jrank/stats/data/comparisons.ts";
import {
  createSyntheticBoard,
  RAKUDA_STRENGTHS,
  SCENARIOS,
  type SyntheticBoard,
} from "../jrank/stats/fit/synthetic_board.ts";
import { rankModels } from "../jrank/stats/rank/rank_models.ts";
import { INTERVALS, type IntervalMethod } from "../jrank/stats/uncertainty/interval.ts";

const ELO = 400 / Math.LN10;
const QUESTIONS = 40;

/** The first n judgments of a board under the original's schedule. */
function play(board: SyntheticBoard, n: number, seed: number): Comparisons {
  const schedule = fewestMatchesSchedule(
    {
      models: board.models,
      items: board.questions,
      canPlay: () => true,
      questionOf: (item) => item,
      played: [],
    },
    { n, bothOrders: false, seed, parallel: 1, goal: { name: "ranking" } },
  );
  const random = createRandom(seed, "verdicts");
  const first = new Uint16Array(n);
  const second = new Uint16Array(n);
  const outcome = new Uint8Array(n);
  const cluster = new Uint32Array(n);
  for (let k = 0; k < n; k++) {
    const match = schedule.next();
    if (match === undefined) throw new Error("the board is played out");
    first[k] = match.first;
    second[k] = match.second;
    cluster[k] = match.item;
    const winner = board.judge(match.first, match.second, match.item, random);
    outcome[k] = winner;
    schedule.settle({ ...match, winner });
  }
  const names = (count: number) => Array.from({ length: count }, (_, i) => String(i));
  return {
    models: names(board.models),
    clusters: names(QUESTIONS),
    first,
    second,
    outcome,
    cluster,
  };
}

/** Prints a line for each number of judgments and interval method. */
export function benchCoverage(
  print: (line: string) => void,
  {
    runs = 400,
    sizes = [200, 500, 2000],
    methods = Object.keys(INTERVALS) as IntervalMethod[],
  } = {},
): void {
  for (const n of sizes) {
    const covered = new Map(methods.map((ci) => [ci, 0]));
    const made = new Map(methods.map((ci) => [ci, 0]));
    const width = new Map(methods.map((ci) => [ci, 0]));
    for (let run = 0; run < runs; run++) {
      const board = createSyntheticBoard({
        strengths: RAKUDA_STRENGTHS.map((elo) => elo / ELO),
        questions: QUESTIONS,
        effects: SCENARIOS.S1,
        homeAdvantage: -0.21,
        random: createRandom(run, "board"),
      });
      const comparisons = play(board, n, run);
      for (const ci of methods) {
        const bootstrapN = ["bootstrap", "percentile", "basic"].includes(ci) ? 500 : 0;
        for (const row of rankModels(comparisons, { seed: run, ci, bootstrapN }).ranking) {
          const { ci_lower: lower, ci_upper: upper } = row;
          if (lower === null || upper === null) continue;
          const truth = 1000 + ELO * board.ofThePopulation[Number(row.model_id)];
          made.set(ci, (made.get(ci) ?? 0) + 1);
          width.set(ci, (width.get(ci) ?? 0) + upper - lower);
          if (lower <= truth && truth <= upper) covered.set(ci, (covered.get(ci) ?? 0) + 1);
        }
      }
    }
    for (const ci of methods) {
      const intervals = made.get(ci) ?? 0;
      const share = ((100 * (covered.get(ci) ?? 0)) / intervals).toFixed(1);
      const missing = (100 * (1 - intervals / (runs * RAKUDA_STRENGTHS.length))).toFixed(1);
      print(
        `S1, ${QUESTIONS} questions, n = ${String(n).padStart(4)}  ${ci.padEnd(10)}  95 % intervals cover ${share} %` +
          `  mean width ${((width.get(ci) ?? 0) / intervals).toFixed(0)} Elo  ${missing} % without an interval`,
      );
    }
  }
}
