/**
 * Do 95 % intervals hold the truth 95 % of the time where questions have unequal numbers of judgments? 14
 * models; the coverage is of the strengths in the population of such questions. A line a cell:
 *
 *     tsx bench/unequal.ts [--boards 200] [--jobs 2] [--only part-of-a-name]
 */
import { createRandom } from "../jrank/core/random.ts";
import type { TieModel } from "../jrank/stats/fit/likelihoods.ts";
import {
  createSyntheticBoard,
  RAKUDA_STRENGTHS,
  SCENARIOS,
} from "../jrank/stats/fit/synthetic_board.ts";
import { rankModels } from "../jrank/stats/rank/rank_models.ts";
import { runCells, type Sums } from "./cells.ts";

const ELO = 400 / Math.LN10;
const METHODS = ["bootstrap", "cr3", "cr1"] as const;

/** Weight of question q of Q. */
const DESIGNS = {
  equal: () => 1,
  zipf: (q: number) => 1 / (q + 1),
  "five have 60 %": (q: number, of: number) => (q < 5 ? 0.3 * (of - 5) : 1),
  "one has half": (q: number, of: number) => (q === 0 ? of - 1 : 1),
};

interface Cell {
  readonly name: string;
  readonly design: keyof typeof DESIGNS;
  readonly scenario: keyof typeof SCENARIOS;
  readonly judgments: number;
  readonly questions: number;
  readonly ties: TieModel;
}

function cells(): Cell[] {
  const of = (
    design: keyof typeof DESIGNS,
    scenario: keyof typeof SCENARIOS,
    judgments: number,
    questions = 40,
    ties: TieModel = "half",
  ): Cell => ({
    name: `${scenario}, ${questions} questions, ${design}, ${ties}, n = ${judgments}`,
    design,
    scenario,
    judgments,
    questions,
    ties,
  });
  const designs = Object.keys(DESIGNS) as (keyof typeof DESIGNS)[];
  return [
    ...(["S1", "S2"] as const).flatMap((scenario) =>
      designs.flatMap((design) => [500, 1500].map((n) => of(design, scenario, n))),
    ),
    ...designs.map((design) => of(design, "S0", 500)),
    ...(["equal", "zipf", "one has half"] as const).flatMap((design) => [
      of(design, "S1", 200),
      of(design, "S1", 500, 12),
      of(design, "S1", 2000, 200),
      of(design, "S1", 1000, 40, "davidson"),
      of(design, "S1", 1000, 40, "rao-kupper"),
    ]),
  ];
}

/** Sums of the shares of models that an interval holds, their squares, widths and boards, by method. */
function tallyOf(
  { design, scenario, judgments, questions, ties, name }: Cell,
  from: number,
  boards: number,
) {
  const sums: Sums = {};
  const add = (key: string, value: number) => {
    sums[key] = (sums[key] ?? 0) + value;
  };
  const weights = Array.from({ length: questions }, (_, q) => DESIGNS[design](q, questions));
  const all = weights.reduce((sum, w) => sum + w, 0);
  const m = RAKUDA_STRENGTHS.length;
  const names = (count: number) => Array.from({ length: count }, (_, i) => String(i));
  for (let run = from; run < from + boards; run++) {
    const random = createRandom(run, name);
    const board = createSyntheticBoard({
      strengths: RAKUDA_STRENGTHS.map((elo) => elo / ELO),
      questions,
      effects: SCENARIOS[scenario],
      homeAdvantage: -0.21,
      random,
    });
    const times = new Float64Array(m);
    const rows = Array.from({ length: judgments }, (_, k) => {
      const least = Math.min(...times);
      const few = Array.from(times.keys()).filter((i) => times[i] === least);
      const one = few[random.below(few.length)];
      const other = (one + 1 + random.below(m - 1)) % m;
      times[one]++;
      times[other]++;
      const [first, second] = random.below(2) === 0 ? [one, other] : [other, one];
      let cluster = k % questions;
      if (design !== "equal") {
        cluster = 0;
        for (let u = random.next() * all; u > weights[cluster] && cluster < questions - 1; ) {
          u -= weights[cluster++];
        }
      }
      return { first, second, cluster, outcome: board.judge(first, second, cluster, random) };
    });
    const comparisons = {
      models: names(m),
      clusters: names(questions),
      first: Uint16Array.from(rows, (row) => row.first),
      second: Uint16Array.from(rows, (row) => row.second),
      outcome: Uint8Array.from(rows, (row) => row.outcome),
      cluster: Uint32Array.from(rows, (row) => row.cluster),
    };
    for (const ci of METHODS) {
      const bootstrapN = ci === "bootstrap" ? 500 : 0;
      const { ranking, fit } = rankModels(comparisons, { seed: run, ci, bootstrapN, ties });
      const made = ranking.filter((row) => row.ci_lower !== null && row.ci_upper !== null);
      if (made.length === 0) continue;
      // A tie model has a scale of its own.
      const truth = Float64Array.from(board.ofThePopulation);
      if (ties !== "half") scaleTo(truth, fit?.strengths ?? truth);
      const held = made.filter(({ model_id, ci_lower, ci_upper }) => {
        const value = 1000 + ELO * truth[Number(model_id)];
        return (ci_lower ?? 0) <= value && value <= (ci_upper ?? 0);
      }).length;
      const width = made.reduce((sum, row) => sum + (row.ci_upper ?? 0) - (row.ci_lower ?? 0), 0);
      add(`${ci} boards`, 1);
      add(`${ci} held`, held / made.length);
      add(`${ci} squares`, (held / made.length) ** 2);
      add(`${ci} width`, width / made.length);
    }
  }
  return sums;
}

/** The slope of the fit on the truth: what a tie model's scale is, on average. */
function scaleTo(truth: Float64Array, fitted: Float64Array): void {
  let product = 0;
  let square = 0;
  truth.forEach((b, i) => {
    if (!Number.isFinite(fitted[i])) return;
    product += b * fitted[i];
    square += b * b;
  });
  truth.forEach((b, i) => {
    truth[i] = (b * product) / square;
  });
}

function lineOf({ name }: Cell, sums: Sums): string {
  const parts = METHODS.map((ci) => {
    const boards = sums[`${ci} boards`] ?? 0;
    const mean = (sums[`${ci} held`] ?? 0) / boards;
    const error = Math.sqrt(
      Math.max(0, (sums[`${ci} squares`] ?? 0) / boards - mean ** 2) / boards,
    );
    const width = (sums[`${ci} width`] ?? 0) / boards;
    return `${ci} ${(100 * mean).toFixed(1)} ± ${(100 * error).toFixed(1)} (${width.toFixed(0)} wide)`;
  });
  return `${name.padEnd(58)} ${parts.join("  ")}`;
}

await runCells(import.meta.url, cells(), { tally: tallyOf, line: lineOf });
