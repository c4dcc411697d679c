/**
 * Do rank statements hold when a model's distance is not determined? Boards of scenario S1 (10 models, 40
 * questions, 400 judgments) get a newcomer that won, or lost, each of its first games; the 95 % ranks
 * of the others are held against the truth, one by one and all together. Prints a line a cell:
 *
 *     tsx bench/ranks.ts [--boards 200] [--jobs 2] [--only part-of-a-name]
 *
 * Cells of 60 models have no newcomer: at 20 matches each some model has won or lost everything.
 */
import { UserError } from "../jrank/core/errors.ts";
import { createRandom, type Random } from "../jrank/core/random.ts";
import { rankAnchored } from "../jrank/stats/anchored/rank_anchored.ts";
import type { Comparisons } from "../jrank/stats/data/comparisons.ts";
import {
  createSyntheticBoard,
  RAKUDA_STRENGTHS,
  SCENARIOS,
  type SyntheticBoard,
} from "../jrank/stats/fit/synthetic_board.ts";
import { rankModels } from "../jrank/stats/rank/rank_models.ts";
import type { RankOptions } from "../jrank/stats/rank/rank_options.ts";
import type { RankedRow } from "../jrank/stats/rank/ranked_rows.ts";
import { runCells, type Sums } from "./cells.ts";

const ELO = 400 / Math.LN10;
const QUESTIONS = 40;

/** How the board is ranked. */
const METHODS: Record<string, Omit<RankOptions, "seed"> & { anchored?: boolean }> = {
  "half wins": {},
  davidson: { ties: "davidson" },
  "rao-kupper": { ties: "rao-kupper" },
  map: { compute: "map" },
  mcmc: { compute: "mcmc" },
  "mcmc, flat prior": { compute: "mcmc", prior: "flat" },
  anchored: { anchored: true },
};

interface Cell {
  readonly name: string;
  readonly method: string;
  /** 1: the newcomers won all, -1: they lost all, 0: there is none. */
  readonly side: -1 | 0 | 1;
  readonly games: number;
  readonly strength: "average" | "any";
  /** Two of them tie with each other: a group of its own. */
  readonly newcomers: 1 | 2;
  readonly models: number;
  readonly judgments: number;
}

function cells(): Cell[] {
  const small = { models: 10, judgments: 400 };
  const kinds = [
    ...Object.keys(METHODS).map((method) => ({ method, newcomers: 1 as const })),
    { method: "half wins", newcomers: 2 as const },
  ];
  const of10 = kinds.flatMap(({ method, newcomers }) =>
    ([1, -1] as const).flatMap((side) =>
      (["average", "any"] as const).flatMap((strength) =>
        [1, 2, 3, 4, 5].map((games): Cell => {
          const who = newcomers === 2 ? "group of two" : "newcomer";
          const did = side === 1 ? "undefeated" : "winless";
          const name = `${method}: ${strength} ${who}, ${did} after ${games}`;
          return { name, method, side, games, strength, newcomers, ...small };
        }),
      ),
    ),
  );
  const of60 = ["half wins", "map"].map(
    (method): Cell => ({
      name: `${method}: 60 models at 20 matches each`,
      method,
      side: 0,
      games: 0,
      strength: "any",
      newcomers: 1,
      models: 60,
      judgments: 600,
    }),
  );
  return [...of60, ...of10];
}

/** What boards of a cell add up to. */
interface Tally extends Sums {
  boards: number;
  /** Sum over boards of the share of models whose rank interval holds, and of its square. */
  held: number;
  squares: number;
  together: number;
  /** Mean number of ranks in an interval. */
  ranks: number;
  /** Boards without a rank interval. */
  without: number;
}

type Rows = { first: number; second: number; outcome: number; cluster: number }[];

/** Judgments of pairs at random, models with the fewest first, questions in turn. */
function played(board: SyntheticBoard, models: number, n: number, random: Random): Rows {
  const times = new Float64Array(models);
  return Array.from({ length: n }, (_, k) => {
    const least = Math.min(...times);
    const few = Array.from(times.keys()).filter((i) => times[i] === least);
    const one = few[random.below(few.length)];
    const other = (one + 1 + random.below(models - 1)) % models;
    times[one]++;
    times[other]++;
    const [first, second] = random.below(2) === 0 ? [one, other] : [other, one];
    const cluster = k % QUESTIONS;
    return { first, second, cluster, outcome: board.judge(first, second, cluster, random) };
  });
}

/** The newcomer's games, drawn again until it won (or lost) each of them; null where it hardly does. */
function streak(
  board: SyntheticBoard,
  { who, models, games, side }: { who: number; models: number; games: number; side: number },
  random: Random,
): Rows | null {
  for (let attempt = 0; attempt < 2000; attempt++) {
    const rows: Rows = [];
    for (let k = 0; k < games; k++) {
      const other = random.below(models);
      const isFirst = random.below(2) === 0;
      const [first, second] = isFirst ? [who, other] : [other, who];
      const cluster = random.below(QUESTIONS);
      const outcome = board.judge(first, second, cluster, random);
      if (outcome !== ((side === 1) === isFirst ? 1 : 2)) break;
      rows.push({ first, second, cluster, outcome });
    }
    if (rows.length === games) return rows;
  }
  return null;
}

const namesOf = (count: number) => Array.from({ length: count }, (_, i) => String(i));

function comparisonsOf(models: number, rows: Rows): Comparisons {
  return {
    models: namesOf(models),
    clusters: namesOf(QUESTIONS),
    first: Uint16Array.from(rows, (row) => row.first),
    second: Uint16Array.from(rows, (row) => row.second),
    outcome: Uint8Array.from(rows, (row) => row.outcome),
    cluster: Uint32Array.from(rows, (row) => row.cluster),
  };
}

/** The strengths of the board and, after them, of its newcomers, in natural-log units. */
function strengthsOf({ models, newcomers, strength, side }: Cell, random: Random): number[] {
  const spread = (k: number) =>
    RAKUDA_STRENGTHS[Math.floor((k * RAKUDA_STRENGTHS.length) / models)] / ELO;
  const board = Array.from({ length: models }, (_, k) => spread(k) + 0.1 * random.normal());
  if (side === 0) return board;
  const own = strength === "average" ? 0 : 1.35 * random.normal();
  return [...board, ...Array.from({ length: newcomers }, (_, k) => own + 0.2 * k)];
}

function rankOne(cell: Cell, seed: number): Omit<Tally, "boards" | "squares"> | null {
  const { models, judgments, games, side, newcomers, method } = cell;
  const random = createRandom(seed, cell.name);
  const strengths = strengthsOf(cell, random);
  const board = createSyntheticBoard({
    strengths,
    questions: QUESTIONS,
    effects: SCENARIOS.S1,
    homeAdvantage: -0.21,
    random,
  });
  const old = played(board, models, judgments, random);
  const news: Rows = [];
  for (let who = models; who < strengths.length; who++) {
    const rows = streak(board, { who, models, games, side }, random);
    if (rows === null) return null;
    news.push(...rows);
  }
  if (newcomers === 2 && side !== 0) {
    const tie = { first: models, second: models + 1, outcome: 3 };
    news.push({ ...tie, cluster: 0 }, { ...tie, cluster: 1 });
  }
  const { anchored = false, ...options } = METHODS[method];
  const wanted = { ...options, ci: "cr3" as const, bootstrapN: 0, seed };
  const all = comparisonsOf(strengths.length, [...old, ...news]);
  const ranking = rankedOrNot(() =>
    anchored ? onBoard(comparisonsOf(models, old), all, wanted) : rankModels(all, wanted),
  );
  if (ranking === null) return { held: 0, together: 0, ranks: 0, without: 1 };
  const truth = board.ofThePopulation;
  const rows = ranking.filter((row) => Number(row.model_id) < models);
  const placed = rows.filter((row) => row.rank_lower !== null);
  const rank = (id: string) => 1 + truth.filter((b) => b > truth[Number(id)]).length;
  const holds = (id: string, lower: number | null, upper: number | null) =>
    (lower ?? 1) <= rank(id) && rank(id) <= (upper ?? strengths.length);
  const held = placed.filter((row) => holds(row.model_id, row.rank_lower, row.rank_upper)).length;
  const isTogether = rows.every((row) =>
    holds(row.model_id, row.rank_lower_simultaneous, row.rank_upper_simultaneous),
  );
  const width = placed.reduce(
    (sum, row) => sum + (row.rank_upper ?? 0) - (row.rank_lower ?? 0) + 1,
    0,
  );
  if (placed.length === 0) return { held: 0, together: 0, ranks: 0, without: 1 };
  return {
    held: held / placed.length,
    together: Number(isTogether),
    ranks: width / placed.length,
    without: 0,
  };
}

/** Null where the program refuses, as where a maximum lies outside of the flat prior's box. */
function rankedOrNot(rank: () => { readonly ranking: RankedRow[] }): RankedRow[] | null {
  try {
    return rank().ranking;
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

/** All judgments with a newcomer, on the board as it was published before. */
function onBoard(old: Comparisons, all: Comparisons, options: RankOptions) {
  const { ranking, home_advantage, covariance } = rankModels(old, { ...options, ci: "cr3" });
  const m = old.models.length;
  const place = ranking.map(({ model_id }) => old.models.indexOf(model_id));
  const size = covariance?.size ?? 0;
  const from = [...place, m];
  return rankAnchored(
    all,
    {
      models: ranking.map(({ model_id }) => model_id),
      strengths: Float64Array.from(ranking, ({ rating }) => ((rating ?? 1000) - 1000) / ELO),
      homeAdvantage: (home_advantage?.estimate ?? 0) / ELO,
      covariance: Float64Array.from({ length: (m + 1) ** 2 }, (_, at) => {
        const [a, b] = [from[Math.floor(at / (m + 1))], from[at % (m + 1)]];
        return covariance?.values[a * size + b] ?? 0;
      }),
      keep: "fixed",
    },
    options,
  );
}

function tallyOf(cell: Cell, from: number, boards: number): Tally {
  const sum: Tally = { boards: 0, held: 0, squares: 0, together: 0, ranks: 0, without: 0 };
  for (let run = from; run < from + boards; run++) {
    const one = rankOne(cell, run);
    if (one === null) continue;
    sum.without += one.without;
    if (one.without > 0) continue;
    sum.boards++;
    sum.held += one.held;
    sum.squares += one.held ** 2;
    sum.together += one.together;
    sum.ranks += one.ranks;
  }
  return sum;
}

function lineOf(
  { name }: Cell,
  { boards, held, squares, together, ranks, without }: Tally,
): string {
  const percent = (share: number) => (100 * share).toFixed(1).padStart(5);
  const mean = held / boards;
  const all = together / boards;
  const errors = [
    Math.sqrt(Math.max(0, squares / boards - mean ** 2) / boards),
    Math.sqrt((all * (1 - all)) / boards),
  ];
  return (
    `${name.padEnd(58)} one by one ${percent(mean)} ± ${percent(errors[0])}  together ${percent(all)} ± ${percent(errors[1])}` +
    `  ${(ranks / boards).toFixed(1)} ranks  ${boards} boards${without > 0 ? `, ${without} without` : ""}`
  );
}

await runCells(import.meta.url, cells(), { tally: tallyOf, line: lineOf });
