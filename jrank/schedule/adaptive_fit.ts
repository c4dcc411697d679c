/** The strengths and their covariance as the adaptive schedule needs them. */
import { maximumOf } from "../stats/fit/bradley_terry.ts";
import type { Design } from "../stats/fit/design.ts";
import { halfWin } from "../stats/fit/half_win.ts";
import { curvatureAt } from "../stats/fit/information.ts";
import { WEAK } from "../stats/fit/prior.ts";
import { createInformation, type Information, targetOf } from "./match_information.ts";
import type { Goal, KnownStrengths } from "./schedule.ts";

/** Points of both sides by ordered pair, models x models. */
export interface Verdicts {
  won: Float64Array;
  lost: Float64Array;
}

/** Half wins with a home advantage under normal priors: the weak one, or what is known. */
function designOf(
  { won, lost }: Verdicts,
  models: number,
  known: KnownStrengths | undefined,
): Design {
  let count = 0;
  for (let pair = 0; pair < won.length; pair++) if (won[pair] + lost[pair] > 0) count++;
  const games = {
    models: new Array<string>(models).fill(""),
    first: new Uint16Array(count),
    second: new Uint16Array(count),
    won: new Float64Array(count),
    lost: new Float64Array(count),
  };
  for (let pair = 0, g = 0; g < count; pair++) {
    if (!(won[pair] + lost[pair] > 0)) continue;
    games.first[g] = Math.floor(pair / models);
    games.second[g] = pair % models;
    games.won[g] = won[pair];
    games.lost[g++] = lost[pair];
  }
  const mean = new Float64Array(models + 1);
  const precision = new Float64Array(models + 1).fill(WEAK.strength);
  precision[models] = WEAK.homeAdvantage;
  known?.strengths.forEach((strength, i) => {
    if (Number.isNaN(strength)) return;
    mean[i] = strength;
    precision[i] = 1 / known.standardErrors[i] ** 2;
  });
  return {
    games,
    likelihood: halfWin,
    home: true,
    group: new Int32Array(models),
    prior: { isFlat: false, mean, precision, held: [] },
  };
}

/** Posterior mode under the weak prior, home advantage last: models + 1 numbers, always finite. */
export function currentStrengths(
  verdicts: Verdicts,
  models: number,
  known?: KnownStrengths,
): Float64Array {
  const maximum = maximumOf(designOf(verdicts, models, known));
  if (maximum === null) throw new Error("the strengths of a schedule have no maximum");
  return maximum.x;
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
  hasWave = true,
): Information {
  const half = new Float64Array(games.length);
  for (let pair = 0; pair < half.length; pair++) half[pair] = games[pair] / 2;
  const design = designOf({ won: half, lost: half }, models, known);
  const curvature = curvatureAt({ ...design, x: strengths });
  if (curvature === null) throw new Error("the information of a schedule is not positive");
  const full = curvature.inverse;
  const size = models + 1;
  const covariance = new Float64Array(models * models);
  for (let i = 0; i < models; i++) {
    covariance.set(full.subarray(i * size, i * size + models), i * models);
  }
  const order = Array.from({ length: models }, (_, i) => i).sort(
    (a, b) => strengths[b] - strengths[a] || a - b,
  );
  const spread = spreadOf(strengths, covariance, models);
  const neighbours = neighbourWeight(spread);
  const wave = hasWave ? longWave(strengths, spread, models) : new Float64Array(models);
  return createInformation(covariance, targetOf(goal, { order, neighbours, wave }));
}

/** How far apart the strengths lie, and how far the estimates err: variances in natural-log units. */
interface Spread {
  /** Of the strengths, what their errors make of it taken out. */
  readonly variance: number;
  /** Of the errors, the one that all models share taken out: the mean over models. */
  readonly error: number;
}

/** `covariance`: of the strengths, models x models. */
export function spreadOf(
  strengths: Float64Array,
  covariance: Float64Array,
  models: number,
): Spread {
  let trace = 0;
  let sum = 0;
  let squares = 0;
  const mean = meanOf(strengths, models);
  for (let i = 0; i < models; i++) {
    trace += covariance[i * models + i];
    squares += (strengths[i] - mean) ** 2;
    for (let j = 0; j < models; j++) sum += covariance[i * models + j];
  }
  const error = (trace - sum / models) / (models - 1);
  return { variance: Math.max(0, squares / (models - 1) - error), error };
}

function meanOf(strengths: Float64Array, models: number): number {
  let mean = 0;
  for (let i = 0; i < models; i++) mean += strengths[i] / models;
  return mean;
}

/** 150 Elo in natural-log units, squared. */
const WIDE = ((150 * Math.LN10) / 400) ** 2;

/**
 * The weight of the differences of neighbours beside the variances, from 0 to 1. The spread says whether
 * there is an order to look at: from a standard deviation of 150 Elo on the weight is 1, below it falls
 * with the fourth power. Where models are close together their order so far is chance, and playing it
 * makes lucky models meet: 14 equal models after 500 judgments (S1) have an error of 48 Elo with weight 1
 * and of 41 with this one, and 95 % intervals that hold the truth in 91 and 95 % of the cases.
 */
export function neighbourWeight({ variance }: Spread): number {
  return Math.min(1, (variance / WIDE) ** 2);
}

/** The most that the long wave weighs, for each model, and its weight by error and spread. */
const WAVE = { most: 0.5, ofError: 4 };

/**
 * The long wave: the strengths so far as a direction, its length the root of its weight beside the
 * variances. Where early errors happen to lie along the strengths found, the lucky above and the unlucky
 * below, matches of near-equals never measure that; so the scale stays too wide, by 24 % with 30 models
 * after 450 judgments, unless it is a goal itself until it is known. The weight falls with the error's
 * share of the spread, and where the models lie close together.
 */
export function longWave(
  strengths: Float64Array,
  { variance, error }: Spread,
  models: number,
): Float64Array {
  const wave = new Float64Array(models);
  if (variance === 0) return wave;
  const weight =
    Math.min(WAVE.most, (WAVE.ofError * error) / variance) * Math.min(1, variance / WIDE);
  const mean = meanOf(strengths, models);
  let squares = 0;
  for (let i = 0; i < models; i++) squares += (strengths[i] - mean) ** 2;
  const factor = Math.sqrt((weight * models) / squares);
  for (let i = 0; i < models; i++) wave[i] = factor * (strengths[i] - mean);
  return wave;
}
