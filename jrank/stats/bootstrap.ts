import type { BradleyTerryFit } from "./bradley_terry.ts";
import { fitGames } from "./bradley_terry.ts";
import { createConnectionTest } from "./connection_test.ts";
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
  const { models, parameters, structure } = fit;
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
    const x = !flat || connected(won, lost) ? refit(won, lost) : null;
    const row = strengths.subarray(round * m, (round + 1) * m);
    if (x !== null) {
      for (let i = 0; i < m; i++) {
        const side = flat ? structure.side[i] : 0;
        row[i] = side === 0 ? x[i] : side * Number.POSITIVE_INFINITY;
      }
      if (home) homeAdvantage[round] = x[m];
      continue;
    }
    const again = fitGames({ ...games, won, lost }, { homeAdvantage: home, prior });
    align(row, again.strengths, fit.strengths);
    homeAdvantage[round] = again.homeAdvantage;
    if (row.some((b, i) => Number.isFinite(fit.strengths[i]) && !Number.isFinite(b))) {
      undetermined++;
    }
  }
  return { models, count: rounds, strengths, homeAdvantage, undetermined };
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
