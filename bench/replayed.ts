/**
 * What the correction for boards of the adaptive schedule's first rule does, on boards whose truth is known:
 * coverage of CR3 intervals with its standard error, RMSE and spread, as they are, divided by the replayed
 * spread, and under `--compute map`.
 *
 *     npx tsx bench/replayed.ts <models> <judgments> [boards] [seed] [replays] [scenario]
 */
import { createRandom } from "../jrank/core/random.ts";
import { adaptiveSchedule } from "../jrank/schedule/adaptive.ts";
import { replayedSpread } from "../jrank/schedule/foresight/replayed_spread.ts";
import { playSchedule } from "../jrank/schedule/foresight/simulation.ts";
import { comparisonsOf } from "../jrank/schedule/stop_rule.ts";
import { collapse } from "../jrank/stats/data/collapse.ts";
import { FLAT, WEAK } from "../jrank/stats/fit/prior.ts";
import { createSyntheticBoard, SCENARIOS } from "../jrank/stats/fit/synthetic_board.ts";
import { normalQuantile, studentTQuantile } from "../jrank/stats/numeric/student_t.ts";
import { fitModel } from "../jrank/stats/uncertainty/fitted.ts";

const ELO = 400 / Math.LN10;
const QUESTIONS = 40;
const [models = 30, n = 450, boards = 60, firstSeed = 1, replays = 15] = process.argv
  .slice(2, 7)
  .map(Number);
const scenario = (process.argv[7] ?? "S1") as keyof typeof SCENARIOS;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, v) => sum + v, 0) / values.length;
const kinds = ["as they are", "replayed", "map"] as const;
const found = kinds.map(() => ({
  coverage: [] as number[],
  squares: [] as number[],
  slope: [] as number[],
}));
const slopes: number[] = [];
for (let seed = firstSeed; seed < firstSeed + boards; seed++) {
  const strengths = Array.from(
    { length: models },
    (_, i) => (200 / ELO) * normalQuantile((i + 0.5) / models),
  );
  const board = createSyntheticBoard({
    strengths,
    questions: QUESTIONS,
    effects: SCENARIOS[scenario],
    homeAdvantage: -0.13,
    random: createRandom(seed, "board"),
  });
  const { played } = playSchedule(board, { create: adaptiveSchedule, rule: 1, n, seed });
  const comparisons = comparisonsOf(played, { models, questionOf: (item) => item });
  const counts = collapse(comparisons);
  const [fit, map] = [FLAT, WEAK].map((prior) =>
    fitModel("half", { comparisons, counts, homeAdvantage: true, prior }),
  );
  if (!fit.strengths.every(Number.isFinite)) continue;
  const { slope } = replayedSpread(
    {
      strengths: fit.strengths,
      covariance: fit.covariance("cr3"),
      homeAdvantage: fit.homeAdvantage,
      counts,
      questions: QUESTIONS,
    },
    { replays, seed },
  );
  slopes.push(slope);
  const truth = board.ofThePopulation;
  const squares = truth.reduce((sum, b) => sum + b * b, 0);
  const estimates = [
    fit.strengths,
    fit.strengths.map((b) => b / Math.max(1, slope)),
    map.strengths,
  ];
  estimates.forEach((estimate, k) => {
    const { values, size } = (k === 2 ? map : fit).covariance("cr3");
    const errors = Array.from(estimate, (b, i) => b - truth[i]);
    const isHeld = errors.map(
      (error, i) =>
        Math.abs(error) <=
        studentTQuantile(0.975, fit.degrees(i)) * Math.sqrt(values[i * (size + 1)]),
    );
    found[k].coverage.push(mean(isHeld.map(Number)));
    found[k].squares.push(mean(errors.map((error) => error ** 2)));
    found[k].slope.push(estimate.reduce((sum, b, i) => sum + b * truth[i], 0) / squares);
  });
}
console.log(
  `${scenario}, ${models} models, ${n} judgments, ${slopes.length} boards; spread by replays ${mean(slopes).toFixed(2)}`,
);
kinds.forEach((kind, k) => {
  const { coverage, squares, slope } = found[k];
  const error = Math.sqrt(mean(coverage.map((c) => (c - mean(coverage)) ** 2)) / coverage.length);
  console.log(
    `${kind.padEnd(12)} coverage ${mean(coverage).toFixed(3)} ± ${error.toFixed(3)}  RMSE ${(ELO * Math.sqrt(mean(squares))).toFixed(1)}  spread ${mean(slope).toFixed(2)}`,
  );
});
