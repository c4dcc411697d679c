import type { Counts } from "./collapse.ts";

/**
 * What half-win Bradley-Terry needs of the counts: for each ordered pair (shown first, shown
 * second) how many games were played and what the first scored in them, a tie as half a win.
 */
export interface Games {
  readonly models: readonly string[];
  readonly first: Uint16Array;
  readonly second: Uint16Array;
  /** Games of the ordered pair. */
  readonly played: Float64Array;
  /** Points of the model shown first: 1 a win, 0.5 a tie. */
  readonly score: Float64Array;
}

/** Merges the outcomes of each ordered pair. */
export function gamesOf(counts: Counts): Games {
  const { models, first, second, outcome, count } = counts;
  const pair = pairOfCell(counts);
  const pairs = pair.length === 0 ? 0 : (pair[pair.length - 1] as number) + 1;
  const games = {
    models,
    first: new Uint16Array(pairs),
    second: new Uint16Array(pairs),
    played: new Float64Array(pairs),
    score: new Float64Array(pairs),
  };
  for (let c = 0; c < count.length; c++) {
    const g = pair[c] as number;
    const n = count[c] as number;
    games.first[g] = first[c] as number;
    games.second[g] = second[c] as number;
    games.played[g] = (games.played[g] as number) + n;
    games.score[g] = (games.score[g] as number) + n * (SCORE[outcome[c] as number] as number);
  }
  return games;
}

/** Points of the first for outcomes 1, 2, 3. */
export const SCORE: readonly number[] = [Number.NaN, 1, 0, 0.5];

/** For each cell of the counts the index of its ordered pair in `gamesOf(counts)`. */
export function pairOfCell(counts: Counts): Uint32Array {
  const { first, second } = counts;
  const pair = new Uint32Array(first.length);
  let g = -1;
  for (let c = 0; c < first.length; c++) {
    if (c === 0 || first[c] !== first[c - 1] || second[c] !== second[c - 1]) g++;
    pair[c] = g;
  }
  return pair;
}
