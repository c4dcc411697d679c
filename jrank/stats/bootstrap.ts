import { type BradleyTerryFit, fitGames } from "./bradley_terry.ts";
import { createConnectionTest } from "./connection_test.ts";
import { findStructure } from "./connectivity.ts";
import type { Games } from "./games.ts";
import type { Prior } from "./likelihood.ts";
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

/** Data sets drawn one after another, and their fits. */
export interface Rounds {
  /** Draws the next data set. Its points are overwritten by the one after. */
  draw(): Games;
  /**
   * The parameters (strengths, then the home advantage if any) that fit the last data set, or only
   * its games within the groups; null where no finite maximum exists. Overwritten by the next call.
   */
  fit(group: Int32Array | null): Float64Array | null;
}

/** What the rounds of a bootstrap are laid beside. */
export interface RoundsOf {
  readonly models: readonly string[];
  /** The point estimate, with no number where it is not determined. */
  readonly strengths: Float64Array;
  readonly homeAdvantage: number;
  /** Whether a home advantage is among the parameters. */
  readonly home: boolean;
  readonly group: Int32Array;
  readonly games: Games;
  readonly prior: Prior;
}

/**
 * Refits `rounds` resampled data sets. A round in which a model is separated from the rest is
 * counted, and the model enters it with an infinite strength; the others keep their scale.
 */
export function bootstrap(fit: BradleyTerryFit, resample: Resample, rounds: number): Draws {
  const { parameters } = fit;
  const home = parameters.x.length > fit.models.length;
  return drawRounds({ ...fit, ...parameters, home }, halfWinRounds(fit, resample), rounds);
}

/** `bootstrap` for any likelihood of games. */
export function drawRounds(of: RoundsOf, rounds: Rounds, count: number): Draws {
  const { models, strengths: point, home, games, group, prior } = of;
  const m = models.length;
  const flat = prior.strength === 0;
  const connected = createConnectionTest(games, group, home);
  const strengths = new Float64Array(count * m).fill(Number.NaN);
  const homeAdvantage = new Float64Array(count).fill(home ? Number.NaN : of.homeAdvantage);
  let undetermined = 0;
  for (let round = 0; round < count; round++) {
    const drawn = rounds.draw();
    const row = strengths.subarray(round * m, (round + 1) * m);
    const whole = !flat || connected(drawn.won, drawn.lost);
    const x = whole ? rounds.fit(null) : null;
    if (x !== null) {
      for (let i = 0; i < m; i++) row[i] = Number.isFinite(point[i]) ? x[i] : point[i];
      if (home) homeAdvantage[round] = x[m];
      continue;
    }
    if (!whole) {
      const part = fitDetermined(drawn, rounds, home);
      align(row, part.strengths, point);
      if (home) homeAdvantage[round] = part.homeAdvantage;
    }
    if (row.some((b, i) => Number.isFinite(point[i]) && !Number.isFinite(b))) undetermined++;
  }
  return { models, count, strengths, homeAdvantage, undetermined };
}

/** Fits what a round determines: the games within its groups, for those of its main group. */
function fitDetermined(
  drawn: Games,
  rounds: Rounds,
  home: boolean,
): { strengths: Float64Array; homeAdvantage: number } {
  const m = drawn.models.length;
  const { group, side, main } = findStructure(drawn, home);
  const x = main < 0 ? null : rounds.fit(group);
  return {
    strengths: side.map((s, i) => {
      if (s !== 0) return s * Number.POSITIVE_INFINITY;
      return x === null ? Number.NaN : x[i];
    }),
    homeAdvantage: !home ? 0 : x === null ? Number.NaN : x[m],
  };
}

function halfWinRounds({ parameters, models }: BradleyTerryFit, resample: Resample): Rounds {
  const { games, prior, x } = parameters;
  const refit = createRefit(parameters);
  const options = { homeAdvantage: x.length > models.length, prior };
  const won = new Float64Array(games.first.length);
  const lost = new Float64Array(games.first.length);
  const drawn = { ...games, won, lost };
  return {
    draw() {
      resample(won, lost);
      return drawn;
    },
    fit(group) {
      const round = group === null ? drawn : keptWithin(drawn, group);
      return refit(round.won, round.lost) ?? fitGames(round, options).parameters.x;
    },
  };
}

/** The same pairs, with no points between models of different groups. */
export function keptWithin<G extends Games>(games: G, group: Int32Array): G {
  const kept = (points: Float64Array) =>
    points.map((p, g) => (group[games.first[g]] === group[games.second[g]] ? p : 0));
  return {
    ...games,
    won: kept(games.won),
    lost: kept(games.lost),
    ...("tied" in games && { tied: kept(games.tied as Float64Array) }),
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
