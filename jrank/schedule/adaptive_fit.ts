/** The strengths and their covariance as the adaptive schedule needs them. */
import { evaluate, WEAK } from "../stats/likelihood.ts";
import { cholesky, invertCholesky } from "../stats/matrix.ts";
import { maximise } from "../stats/newton.ts";
import { createInformation, type Information, targetOf } from "./information.ts";
import type { Goal } from "./schedule.ts";

/** Points of both sides by ordered pair, models x models. */
export interface Verdicts {
  won: Float64Array;
  lost: Float64Array;
}

function gamesFrom({ won, lost }: Verdicts, models: number) {
  const pairs: number[] = [];
  for (let pair = 0; pair < won.length; pair++) if (won[pair] + lost[pair] > 0) pairs.push(pair);
  return {
    models: new Array<string>(models).fill(""),
    first: Uint16Array.from(pairs, (pair) => Math.floor(pair / models)),
    second: Uint16Array.from(pairs, (pair) => pair % models),
    won: Float64Array.from(pairs, (pair) => won[pair]),
    lost: Float64Array.from(pairs, (pair) => lost[pair]),
  };
}

/** Posterior mode under the weak prior, home advantage last: models + 1 numbers, always finite. */
export function currentStrengths(verdicts: Verdicts, models: number): Float64Array {
  const games = gamesFrom(verdicts, models);
  return maximise(
    {
      size: models + 1,
      evaluate: (x, gradient, information) => evaluate(games, WEAK, x, gradient, information),
    },
    new Float64Array(models + 1),
  ).x;
}

/**
 * The information state at given strengths when all `games` (models x models, by ordered pair) have
 * been played, those in flight included: information does not depend on who wins.
 */
export function informationAt(
  strengths: Float64Array,
  games: Uint32Array | Float64Array,
  goal: Goal,
  models: number,
): Information {
  const half = Float64Array.from(games, (count) => count / 2);
  const all = gamesFrom({ won: half, lost: half }, models);
  const size = models + 1;
  const matrix = new Float64Array(size * size);
  evaluate(all, WEAK, strengths, new Float64Array(size), matrix);
  if (!cholesky(matrix, size)) throw new Error("the information of a schedule is not positive");
  const full = invertCholesky(matrix, size);
  const covariance = new Float64Array(models * models);
  for (let i = 0; i < models; i++) {
    covariance.set(full.subarray(i * size, i * size + models), i * models);
  }
  const order = Array.from({ length: models }, (_, i) => i).sort(
    (a, b) => strengths[b] - strengths[a] || a - b,
  );
  return createInformation(covariance, targetOf(goal, order));
}
