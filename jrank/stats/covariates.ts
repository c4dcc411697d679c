import type { Comparisons } from "./comparisons.ts";
import { SCORE, type TiedGames } from "./games.ts";

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
export function gamesWith(comparisons: Comparisons, covariates: readonly Covariate[]): TiedGames {
  const { models, first, second, outcome, weight } = comparisons;
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
    games.won[row] += w * SCORE[outcome[k]];
    games.lost[row] += w * (1 - SCORE[outcome[k]]);
    if (outcome[k] === 3) games.tied[row] += w;
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
