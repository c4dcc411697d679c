import type { Counts } from "./collapse.ts";
import type { Comparisons } from "./comparisons.ts";

/**
 * What half-win Bradley-Terry needs of the counts: the points of both sides for each ordered pair
 * (shown first, shown second). A win is a point, a tie half a point each, so `won + lost` is the
 * number of games.
 */
export interface PairPoints {
  readonly models: readonly string[];
  readonly first: Uint16Array;
  readonly second: Uint16Array;
  /** Points of the model shown first. */
  readonly won: Float64Array;
  /** Points of the model shown second. */
  readonly lost: Float64Array;
  /** How many of the games were ties; absent where that is not known. */
  readonly tied?: Float64Array;
  /** The values of each covariate; a pair has a row for each combination of them. */
  readonly covariates?: readonly Float64Array[];
  /** The row of each judgment (-1: none), where the pair alone does not tell it. */
  readonly rowOf?: Int32Array;
}

/** PairPoints that tell how many of them were ties, which the tie models need. */
type TiedPairPoints = PairPoints & Required<Pick<PairPoints, "tied">>;

/** Points of the first for the outcomes 1, 2 and 3. */
export const SCORE: readonly number[] = [Number.NaN, 1, 0, 0.5];

type Verdicts = Pick<Comparisons, "outcome" | "shares">;

/** Points of the first in row k: of a soft verdict the expected ones. */
export function scoreOfRow({ outcome, shares }: Verdicts, k: number): number {
  return shares === undefined ? SCORE[outcome[k]] : shares[3 * k] + shares[3 * k + 2] / 2;
}

/** How much of row k is a tie. */
export function tieOfRow({ outcome, shares }: Verdicts, k: number): number {
  if (shares !== undefined) return shares[3 * k + 2];
  return outcome[k] === 3 ? 1 : 0;
}

/** Merges the outcomes of each ordered pair; pairs are sorted by first and second. */
export function pairPointsOf(counts: Counts): TiedPairPoints {
  const { models, first, second, outcome, count } = counts;
  const pair = pairOfCell(counts);
  const pairs = pair.length === 0 ? 0 : pair[pair.length - 1] + 1;
  const games = {
    models,
    first: new Uint16Array(pairs),
    second: new Uint16Array(pairs),
    won: new Float64Array(pairs),
    lost: new Float64Array(pairs),
    tied: new Float64Array(pairs),
  };
  for (let c = 0; c < count.length; c++) {
    const g = pair[c];
    const score = SCORE[outcome[c]];
    games.first[g] = first[c];
    games.second[g] = second[c];
    games.won[g] += count[c] * score;
    games.lost[g] += count[c] * (1 - score);
    if (outcome[c] === 3) games.tied[g] += count[c];
  }
  return games;
}

/** For each cell of the counts the index of its ordered pair in `pairPointsOf(counts)`. */
function pairOfCell({ first, second }: Counts): Uint32Array {
  const pair = new Uint32Array(first.length);
  let g = -1;
  for (let c = 0; c < first.length; c++) {
    if (c === 0 || first[c] !== first[c - 1] || second[c] !== second[c - 1]) g++;
    pair[c] = g;
  }
  return pair;
}

/** Finds the index of an ordered pair, or -1. */
export function pairLookup({
  models,
  first,
  second,
}: Pick<PairPoints, "models" | "first" | "second">): (i: number, j: number) => number {
  const m = models.length;
  if (m * m <= 1 << 22) {
    const index = new Int32Array(m * m).fill(-1);
    for (let g = 0; g < first.length; g++) index[first[g] * m + second[g]] = g;
    return (i, j) => index[i * m + j];
  }
  const index = new Map<number, number>();
  for (let g = 0; g < first.length; g++) index.set(first[g] * m + second[g], g);
  return (i, j) => index.get(i * m + j) ?? -1;
}

/** Finds the row of a judgment of the comparisons, or -1. */
export function rowLookup(
  games: PairPoints,
  { first, second }: Pick<Comparisons, "first" | "second">,
): (k: number) => number {
  const { rowOf } = games;
  if (rowOf) return (k) => rowOf[k];
  const pairOf = pairLookup(games);
  return (k) => pairOf(first[k], second[k]);
}

/** The games between models of the same group. */
export function withinGroups<G extends PairPoints>(games: G, group: Int32Array): G {
  return keptRows(games, (g) => group[games.first[g]] === group[games.second[g]]);
}

/** Some rows of the games. */
export function keptRows<G extends PairPoints>(games: G, isKept: (g: number) => boolean): G {
  const rows = games.first.length;
  const kept: number[] = [];
  for (let g = 0; g < rows; g++) if (isKept(g)) kept.push(g);
  if (kept.length === rows) return games;
  const { covariates, rowOf, tied } = games;
  const of = (values: Float64Array) => Float64Array.from(kept, (g) => values[g]);
  const place = new Int32Array(games.first.length).fill(-1);
  kept.forEach((g, row) => {
    place[g] = row;
  });
  return {
    ...games,
    first: Uint16Array.from(kept, (g) => games.first[g]),
    second: Uint16Array.from(kept, (g) => games.second[g]),
    won: of(games.won),
    lost: of(games.lost),
    ...(tied && { tied: of(tied) }),
    ...(covariates && { covariates: covariates.map(of) }),
    ...(rowOf && { rowOf: rowOf.map((g) => (g < 0 ? -1 : place[g])) }),
  };
}

/**
 * Something about each judgment that may sway it beside the models' strengths: the difference in
 * length of the two answers, which judge it was, which turn. For a trait of the answers give the
 * first's minus the second's, so that swapping the order changes the sign.
 */
export interface Covariate {
  readonly name: string;
  /** One value a row. */
  readonly values: ArrayLike<number>;
}

/** The games of each ordered pair and combination of covariates, in the order of their first judgment. */
export function gamesWith(
  comparisons: Comparisons,
  covariates: readonly Covariate[],
): TiedPairPoints {
  const { models, first, second, weight } = comparisons;
  const counts = (k: number) => first[k] !== second[k] && weight?.[k] !== 0;
  let key: Float64Array = Float64Array.from(first, (i, k) => i * models.length + second[k]);
  for (const { values } of covariates) key = paired(key, values);
  const rows = new Map<number, number>();
  const judgment: number[] = [];
  const rowOf = Int32Array.from(key, (id, k) => {
    if (!counts(k)) return -1;
    const known = rows.get(id);
    if (known !== undefined) return known;
    rows.set(id, judgment.length);
    judgment.push(k);
    return judgment.length - 1;
  });
  const games = {
    models,
    first: Uint16Array.from(judgment, (k) => first[k]),
    second: Uint16Array.from(judgment, (k) => second[k]),
    won: new Float64Array(judgment.length),
    lost: new Float64Array(judgment.length),
    tied: new Float64Array(judgment.length),
    covariates: covariates.map(({ values }) => Float64Array.from(judgment, (k) => values[k])),
    rowOf,
  };
  rowOf.forEach((row, k) => {
    if (row < 0) return;
    const w = weight?.[k] ?? 1;
    const score = scoreOfRow(comparisons, k);
    games.won[row] += w * score;
    games.lost[row] += w * (1 - score);
    games.tied[row] += w * tieOfRow(comparisons, k);
  });
  return games;
}

/** One number for each distinct pair of a key and a value. */
function paired(key: Float64Array, values: ArrayLike<number>): Float64Array {
  const levels = new Map<number, number>();
  const level = key.map((_, k) => {
    if (!levels.has(values[k])) levels.set(values[k], levels.size);
    return levels.get(values[k]) as number;
  });
  const ids = new Map<number, number>();
  return key.map((id, k) => {
    const both = id * levels.size + level[k];
    if (!ids.has(both)) ids.set(both, ids.size);
    return ids.get(both) as number;
  });
}
