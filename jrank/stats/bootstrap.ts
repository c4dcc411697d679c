import { type BradleyTerryFit, fitGames } from "./bradley_terry.ts";
import { createConnectionTest } from "./connection_test.ts";
import { findStructure } from "./connectivity.ts";
import { createRefit } from "./refit.ts";
import type { Resample } from "./resample.ts";

/** Plausible sets of strengths: bootstrap rounds or posterior draws, in natural-log units. */
export interface Draws {
  readonly models: readonly string[];
  /** How many sets. */
  readonly count: number;
  /**
   * count x models, row-major, centred like the fit. Infinity, -Infinity and NaN (either) where a
   * draw does not determine a strength.
   */
  readonly strengths: Float64Array;
  /** count entries; 0 without a home advantage, NaN where a draw does not determine it. */
  readonly homeAdvantage: Float64Array;
  /** How many draws leave some strength undetermined that the data determine. */
  readonly undetermined: number;
}

/**
 * Refits `rounds` resampled data sets. A round in which a model is separated from the rest is
 * counted, and the model enters it with an infinite strength; the others keep their scale.
 */
export function bootstrap(fit: BradleyTerryFit, resample: Resample, rounds: number): Draws {
  const { models, parameters, strengths: point } = fit;
  const { games, group, prior } = parameters;
  const m = models.length;
  const flat = prior.strength === 0;
  const home = parameters.x.length > m;
  const won = new Float64Array(games.first.length);
  const lost = new Float64Array(games.first.length);
  const refit = createRefit(parameters);
  const connected = createConnectionTest(games, group, home);
  const strengths = new Float64Array(rounds * m).fill(Number.NaN);
  const homeAdvantage = new Float64Array(rounds).fill(home ? Number.NaN : fit.homeAdvantage);
  let undetermined = 0;
  for (let round = 0; round < rounds; round++) {
    resample(won, lost);
    const row = strengths.subarray(round * m, (round + 1) * m);
    const x = !flat || connected(won, lost) ? refit(won, lost) : null;
    if (x !== null) {
      for (let i = 0; i < m; i++) row[i] = Number.isFinite(point[i]) ? x[i] : point[i];
      if (home) homeAdvantage[round] = x[m];
      continue;
    }
    if (flat) {
      const part = fitDetermined(fit, refit, won, lost);
      align(row, part.strengths, point);
      if (home) homeAdvantage[round] = part.homeAdvantage;
    } else {
      const again = fitGames({ ...games, won, lost }, { homeAdvantage: home, prior });
      row.set(again.strengths);
      if (home) homeAdvantage[round] = again.homeAdvantage;
    }
    if (row.some((b, i) => Number.isFinite(point[i]) && !Number.isFinite(b))) undetermined++;
  }
  return { models, count: rounds, strengths, homeAdvantage, undetermined };
}

/** Fits what a round determines: the games within its groups, for those of its main group. */
function fitDetermined(
  { parameters }: BradleyTerryFit,
  refit: ReturnType<typeof createRefit>,
  won: Float64Array,
  lost: Float64Array,
): { strengths: Float64Array; homeAdvantage: number } {
  const { games, prior, x: start } = parameters;
  const m = games.models.length;
  const home = start.length > m;
  const round = { ...games, won, lost };
  const { group, side, main } = findStructure(round, home);
  if (main < 0) return { strengths: side, homeAdvantage: Number.NaN };
  const kept = (points: Float64Array) =>
    points.map((p, g) => (group[games.first[g]] === group[games.second[g]] ? p : 0));
  const x = refit(kept(won), kept(lost));
  if (x === null) return fitGames(round, { homeAdvantage: home, prior });
  return {
    strengths: side.map((s, i) => (s === 0 ? x[i] : s * Number.POSITIVE_INFINITY)),
    homeAdvantage: home ? x[m] : 0,
  };
}

/**
 * Copies a round's strengths, moved so that the models it determines have the same mean as in the
 * fit: leaving one model at infinity then does not move the others.
 */
function align(row: Float64Array, round: Float64Array, fit: Float64Array): void {
  let shift = 0;
  let members = 0;
  for (let i = 0; i < row.length; i++) {
    if (!Number.isFinite(round[i]) || !Number.isFinite(fit[i])) continue;
    shift += fit[i] - round[i];
    members++;
  }
  for (let i = 0; i < row.length; i++) {
    row[i] = round[i] + (members > 0 ? shift / members : 0);
    if (!Number.isFinite(fit[i])) row[i] = fit[i];
  }
}
