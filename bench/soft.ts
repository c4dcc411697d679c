/**
 * What soft verdicts save, and whether their intervals hold. A judge's noise has two parts: what its
 * reasoning settles before the verdict (which no probability of the verdict shows any more) and what is
 * open then; `open` is the share of the second in the variance. Hard verdicts are drawn from the same
 * probabilities, on the same matches. Prints a line a cell:
 *
 *     tsx bench/soft.ts [--boards 200] [--jobs 2] [--minutes 9] [--seed 0] [--only part-of-a-name]
 *
 * - RMSE, in Elo, of n hard verdicts and of n, n / 2, n / 4 and n / 8 soft ones, and how many soft
 *   ones (in % of n) have the hard ones' RMSE; each against its own truth (the same likelihood
 *   fitted to all questions that there could be), in the spread of the hard ones' truth.
 * - Coverage of that truth in % by the default interval and by CR3, and its mean half-width in Elo.
 */
import { createRandom, type Random } from "../jrank/core/random.ts";
import type { SoftVerdict, TieModel } from "../jrank/core/types.ts";
import { adaptiveSchedule } from "../jrank/schedule/adaptive.ts";
import { fewestMatchesSchedule } from "../jrank/schedule/fewest_matches.ts";
import { collapse } from "../jrank/stats/data/collapse.ts";
import { type Comparisons, hardShares, hardVerdicts } from "../jrank/stats/data/comparisons.ts";
import { likeliest } from "../jrank/stats/data/soft_verdict.ts";
import { fitBradleyTerry, fitPairPoints } from "../jrank/stats/fit/bradley_terry.ts";
import { LIKELIHOODS } from "../jrank/stats/fit/likelihoods.ts";
import {
  createSyntheticBoard,
  normalMean,
  RAKUDA_STRENGTHS,
  SCENARIOS,
  type SyntheticBoard,
} from "../jrank/stats/fit/synthetic_board.ts";
import { rankModels } from "../jrank/stats/rank/rank_models.ts";
import { firstRows } from "../jrank/stats/uncertainty/convergence.ts";
import { addValue, meanOf, runCells, type Sums } from "./cells.ts";

const ELO = 400 / Math.LN10;
const QUESTIONS = 40;
/** Shares of n at which soft verdicts are measured. */
const PARTS = [1, 1 / 2, 1 / 4, 1 / 8] as const;
const LOGISTIC_VARIANCE = Math.PI ** 2 / 3;

interface Cell {
  readonly name: string;
  readonly models: number;
  readonly judgments: number;
  readonly scenario: keyof typeof SCENARIOS;
  readonly ties: TieModel;
  /** Share of the judge's noise that is open when it gives its verdict. */
  readonly open: number;
  /** Probabilities are told as their power: 1 as they are, 2 overconfident. */
  readonly power: number;
  /** Whether the judge gives the likeliest verdict, as at temperature 0. */
  readonly isGreedy: boolean;
  readonly schedule: "fewest-matches" | "adaptive";
}

function cells(): Cell[] {
  const usual: Omit<Cell, "name"> = {
    models: 14,
    judgments: 1000,
    scenario: "S1",
    ties: "half",
    open: 1,
    power: 1,
    isGreedy: false,
    schedule: "fewest-matches",
  };
  const open = [1, 0.5, 0.1];
  const sizes = [
    { models: 60, judgments: 4000 },
    { models: 30, judgments: 2000 },
    { models: 14, judgments: 1000 },
    { models: 6, judgments: 240 },
    { models: 3, judgments: 120 },
  ];
  const wanted: Omit<Cell, "name">[] = [
    ...sizes.flatMap((size) => open.map((share) => ({ ...usual, ...size, open: share }))),
    ...open.map((share) => ({ ...usual, open: share, schedule: "adaptive" as const })),
    ...(["S0", "S2"] as const).flatMap((scenario) =>
      open.map((share) => ({ ...usual, open: share, scenario })),
    ),
    ...(["davidson", "rao-kupper"] as const).flatMap((ties) =>
      open.map((share) => ({ ...usual, open: share, ties })),
    ),
    ...open.map((share) => ({ ...usual, open: share, isGreedy: true })),
    ...open.map((share) => ({ ...usual, open: share, power: 2 })),
  ];
  return wanted.map((cell) => ({
    ...cell,
    name: [
      `${cell.models} models`,
      cell.scenario,
      `open ${cell.open}`,
      ...(cell.schedule === "adaptive" ? ["adaptive"] : []),
      ...(cell.ties === "half" ? [] : [cell.ties]),
      ...(cell.isGreedy ? ["temperature 0"] : []),
      ...(cell.power === 1 ? [] : ["overconfident"]),
    ].join(", "),
  }));
}

/** The probabilities of the three verdicts at a latent score, before they are told. */
function probabilities(score: number, scale: number, tie: number): SoftVerdict {
  const first = 1 / (1 + Math.exp(-(score - tie) / scale));
  const second = 1 / (1 + Math.exp((score + tie) / scale));
  return [first, second, Math.max(0, 1 - first - second)];
}

function told(verdict: SoftVerdict, power: number): SoftVerdict {
  const raised = verdict.map((p) => p ** power);
  const sum = raised[0] + raised[1] + raised[2];
  return [raised[0] / sum, raised[1] / sum, raised[2] / sum];
}

function drawn([first, second]: SoftVerdict, random: Random): 1 | 2 | 3 {
  const u = random.next();
  return u < first ? 1 : u < first + second ? 2 : 3;
}

/** What a cell's judge says: the soft verdict on a latent score, and the hard one as probabilities. */
function judgeOf({ open, power, isGreedy, scenario }: Cell) {
  const { tie } = SCENARIOS[scenario];
  const reasoning = Math.sqrt((1 - open) * LOGISTIC_VARIANCE);
  const scale = Math.sqrt(open);
  return {
    reasoning,
    soft: (score: number) => told(probabilities(score, scale, tie), power),
    hard(score: number): SoftVerdict {
      const exact = probabilities(score, scale, tie);
      return isGreedy ? hardShares(likeliest(exact)) : exact;
    },
  };
}

/** The strengths that infinitely many such verdicts on all questions there could be would give. */
function truthOf(
  { latent }: SyntheticBoard,
  { models, ties }: Cell,
  { reasoning, verdict }: { reasoning: number; verdict(score: number): SoftVerdict },
): Float64Array {
  const pairs = Array.from({ length: models ** 2 }, (_, at) => [
    Math.floor(at / models),
    at % models,
  ]).filter(([i, j]) => i !== j);
  const sd = Math.sqrt(latent.sd ** 2 + reasoning ** 2);
  const expected = pairs.map(([i, j]) =>
    [0, 1, 2].map((o) => normalMean(sd, (x) => verdict(latent.mean(i, j) + x)[o])),
  );
  const games = {
    models: Array.from({ length: models }, (_, i) => String(i)),
    first: Uint16Array.from(pairs, ([i]) => i),
    second: Uint16Array.from(pairs, ([, j]) => j),
    won: Float64Array.from(expected, ([first, , tie]) => first + tie / 2),
    lost: Float64Array.from(expected, ([, second, tie]) => second + tie / 2),
    tied: Float64Array.from(expected, ([, , tie]) => tie),
  };
  return fitPairPoints(games, { likelihood: LIKELIHOODS[ties] }).strengths;
}

/** The judgments of a board, soft; their outcomes are the hard verdicts. */
function playedOn(board: SyntheticBoard, cell: Cell, random: Random, seed: number): Comparisons {
  const { models, judgments, schedule } = cell;
  const judge = judgeOf(cell);
  const create = schedule === "adaptive" ? adaptiveSchedule : fewestMatchesSchedule;
  const field = {
    models,
    items: QUESTIONS,
    canPlay: () => true,
    questionOf: (item: number) => item,
    played: [],
  };
  const plan = create(field, {
    n: judgments,
    bothOrders: false,
    seed,
    parallel: 1,
    goal: { name: "ranking" },
  });
  const rows = [];
  const shares: number[] = [];
  for (let match = plan.next(); match; match = plan.next()) {
    const { first, second, item } = match;
    const score = board.difference(first, second, item) + judge.reasoning * random.normal();
    const winner = drawn(judge.hard(score), random);
    shares.push(...judge.soft(score));
    rows.push({ first, second, item, winner });
    plan.settle({ ...match, winner });
  }
  return {
    models: Array.from({ length: models }, (_, i) => String(i)),
    clusters: Array.from({ length: QUESTIONS }, (_, q) => String(q)),
    first: Uint16Array.from(rows, ({ first }) => first),
    second: Uint16Array.from(rows, ({ second }) => second),
    outcome: Uint8Array.from(rows, ({ winner }) => winner),
    shares: Float64Array.from(shares),
    cluster: Uint32Array.from(rows, ({ item }) => item),
  };
}

const average = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, v) => sum + v, 0) / values.length;
const rms = (values: ArrayLike<number>): number =>
  Math.sqrt(average(Array.from(values, (v) => v * v)));

const INTERVALS = ["bootstrap", "cr3"] as const;
/** Of the same n verdicts: whether they are taken soft. */
const KINDS = ["hard", "soft"] as const;

function measured(cell: Cell, seed: number): Record<string, number> | null {
  const random = createRandom(seed, cell.name);
  const { models, ties, scenario } = cell;
  const spread = (k: number) =>
    RAKUDA_STRENGTHS[Math.floor((k * RAKUDA_STRENGTHS.length) / models)] / ELO;
  const board = createSyntheticBoard({
    strengths: Array.from({ length: models }, (_, k) => spread(k) + 0.1 * random.normal()),
    questions: QUESTIONS,
    effects: SCENARIOS[scenario],
    homeAdvantage: -0.21,
    random,
  });
  const { reasoning, soft, hard } = judgeOf(cell);
  const truth = {
    hard: truthOf(board, cell, { reasoning, verdict: hard }),
    soft: truthOf(board, cell, { reasoning, verdict: soft }),
  };
  const all = playedOn(board, cell, random, seed);
  const unit = rms(truth.hard) / rms(truth.soft);
  const found: Record<string, number> = {};
  const errorOf = (rows: Comparisons, kind: (typeof KINDS)[number]): number => {
    const { strengths } = fitBradleyTerry(collapse(rows), { likelihood: LIKELIHOODS[ties] });
    return ELO * (kind === "soft" ? unit : 1) * rms(strengths.map((b, i) => b - truth[kind][i]));
  };
  found["rmse hard"] = errorOf(hardVerdicts(all), "hard");
  for (const part of PARTS) {
    const rows = firstRows(all, Math.round(part * all.first.length));
    found[`rmse soft ${part}`] = errorOf(rows, "soft");
  }
  for (const kind of KINDS) {
    const rows = kind === "soft" ? all : hardVerdicts(all);
    for (const ci of INTERVALS) {
      const { ranking } = rankModels(rows, {
        ties,
        seed,
        ci,
        bootstrapN: ci === "cr3" ? 0 : 300,
      });
      const held = ranking.map(({ model_id, ci_lower, ci_upper }) => {
        const rating = 1000 + ELO * truth[kind][Number(model_id)];
        return Number((ci_lower ?? Infinity) <= rating && rating <= (ci_upper ?? -Infinity));
      });
      const widths = ranking.map(
        ({ ci_lower, ci_upper }) => ((ci_upper ?? NaN) - (ci_lower ?? NaN)) / 2,
      );
      found[`held ${kind} ${ci}`] = average(held);
      found[`width ${kind} ${ci}`] = (kind === "soft" ? unit : 1) * average(widths);
    }
  }
  // A board on which some hard strength is not determined says nothing about the difference.
  return Object.values(found).every(Number.isFinite) ? found : null;
}

function tallyOf(cell: Cell, from: number, boards: number): Sums {
  const sums: Sums = { boards: 0, without: 0 };
  for (let run = from; run < from + boards; run++) {
    const one = measured(cell, run);
    if (one === null) sums.without++;
    else sums.boards++;
    for (const [name, value] of Object.entries(one ?? {})) addValue(sums, name, value);
  }
  return sums;
}

function lineOf({ name, judgments }: Cell, sums: Sums): string {
  const { boards, without } = sums;
  if (!(boards > 1)) return `${name.padEnd(44)} ${without} boards without a number`;
  const shown = (what: string, factor = 1, digits = 1) => {
    const { mean, error } = meanOf(sums, what);
    return `${(factor * mean).toFixed(digits)}±${(factor * error).toFixed(digits)}`;
  };
  const hard = meanOf(sums, "rmse hard");
  // The logarithm of the error is nearly a line in the logarithm of n between two of the parts.
  const points = PARTS.map((part) => ({ part, ...meanOf(sums, `rmse soft ${part}`) }));
  const k = points.findIndex(({ mean }) => mean > hard.mean);
  const [right, left] = points.slice(Math.max(0, Math.min(k < 0 ? 3 : k, 3) - 1)).slice(0, 2);
  const slope = Math.log(left.mean / right.mean) / Math.log(left.part / right.part);
  const part = left.part * (hard.mean / left.mean) ** (1 / slope);
  const relative = Math.hypot(hard.error / hard.mean, left.error / left.mean) / Math.abs(slope);
  const least = k < 0 ? "<" : "";
  const equal =
    k < 0
      ? `${100 * PARTS[3]}`
      : `${(100 * part).toFixed(0)}±${(100 * part * relative).toFixed(0)}`;
  const coverage = INTERVALS.flatMap((ci) =>
    KINDS.map(
      (kind) =>
        `${shown(`held ${kind} ${ci}`, 100)} (${meanOf(sums, `width ${kind} ${ci}`).mean.toFixed(0)})`,
    ),
  );
  return [
    `${name.padEnd(44)} n ${judgments}  RMSE hard ${shown("rmse hard")}`,
    `soft ${PARTS.map((p) => shown(`rmse soft ${p}`)).join(" ")}`,
    `equal at ${least}${equal} %`,
    `default hard ${coverage[0]} soft ${coverage[1]}`,
    `cr3 hard ${coverage[2]} soft ${coverage[3]}`,
    `${boards} boards${without > 0 ? `, ${without} without` : ""}`,
  ].join("  ");
}

await runCells(import.meta.url, cells(), { tally: tallyOf, line: lineOf });
