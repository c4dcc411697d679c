/** The strengths and their covariance as the adaptive schedule needs them. */
import { evaluate, FLAT, WEAK } from "../stats/likelihood.ts";
import { cholesky, invertCholesky } from "../stats/matrix.ts";
import { maximise } from "../stats/newton.ts";
import { createInformation, type Information, targetOf } from "./information.ts";
import { neighbourWeight } from "./neighbour_weight.ts";
import type { Goal, KnownStrengths } from "./schedule.ts";

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

/** Normal priors by parameter: the weak one, or what is known. */
function priorsOf(models: number, known: KnownStrengths | undefined) {
  const mean = new Float64Array(models + 1);
  const precision = new Float64Array(models + 1).fill(WEAK.strength);
  precision[models] = WEAK.homeAdvantage;
  known?.strengths.forEach((strength, i) => {
    if (Number.isNaN(strength)) return;
    mean[i] = strength;
    precision[i] = 1 / known.standardErrors[i] ** 2;
  });
  return { mean, precision };
}

/** The log-likelihood with these priors, its gradient and the lower triangle of the information. */
function evaluateWith(
  games: ReturnType<typeof gamesFrom>,
  { mean, precision }: ReturnType<typeof priorsOf>,
  x: Float64Array,
  gradient: Float64Array,
  information: Float64Array,
): number {
  let value = evaluate(games, FLAT, x, gradient, information);
  for (let i = 0; i < x.length; i++) {
    const away = x[i] - mean[i];
    value -= (precision[i] * away * away) / 2;
    gradient[i] -= precision[i] * away;
    information[i * x.length + i] += precision[i];
  }
  return value;
}

/** Posterior mode under the weak prior, home advantage last: models + 1 numbers, always finite. */
export function currentStrengths(
  verdicts: Verdicts,
  models: number,
  known?: KnownStrengths,
): Float64Array {
  const games = gamesFrom(verdicts, models);
  const priors = priorsOf(models, known);
  return maximise(
    {
      size: models + 1,
      evaluate: (x, gradient, information) => evaluateWith(games, priors, x, gradient, information),
    },
    priors.mean,
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
  known?: KnownStrengths,
): Information {
  const half = Float64Array.from(games, (count) => count / 2);
  const all = gamesFrom({ won: half, lost: half }, models);
  const size = models + 1;
  const matrix = new Float64Array(size * size);
  evaluateWith(all, priorsOf(models, known), strengths, new Float64Array(size), matrix);
  if (!cholesky(matrix, size)) throw new Error("the information of a schedule is not positive");
  const full = invertCholesky(matrix, size);
  const covariance = new Float64Array(models * models);
  for (let i = 0; i < models; i++) {
    covariance.set(full.subarray(i * size, i * size + models), i * models);
  }
  const order = Array.from({ length: models }, (_, i) => i).sort(
    (a, b) => strengths[b] - strengths[a] || a - b,
  );
  const weight = neighbourWeight(strengths, covariance, models);
  return createInformation(covariance, targetOf(goal, order, weight));
}
