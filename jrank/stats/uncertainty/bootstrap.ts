import type { PairPoints } from "../data/pair_points.ts";
import { type BradleyTerryFit, maximumOf } from "../fit/bradley_terry.ts";
import type { Parameters } from "../fit/design.ts";
import { halfWin } from "../fit/half_win.ts";
import { createRefit } from "../fit/refit.ts";
import { createConnectionTest } from "../structure/connection_test.ts";
import { findStructure } from "../structure/connectivity.ts";
import { tieMaximumExists } from "../structure/tie_existence.ts";
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
  /**
   * The same for models of groups beside the main one, centred in their own group, and NaN for the
   * others; absent where there is no such group.
   */
  readonly strengthsInGroup?: Float64Array;
  /** count entries; 0 without a home advantage, NaN where a draw does not determine it. */
  readonly homeAdvantage: Float64Array;
  /** count x covariates, row-major: a posterior's draws of their effects; absent where there are none. */
  readonly effects?: Float64Array;
  /** How many draws leave some strength undetermined that the data determine. */
  readonly undetermined: number;
}

/** Data sets drawn one after another, and their fits. */
interface Rounds {
  /** Draws the next data set. Its points are overwritten by the one after. */
  draw(): PairPoints;
  /**
   * The parameters (strengths, then the home advantage if any) that fit the last data set, or only
   * its games within the groups; null where no finite maximum exists. Overwritten by the next call.
   */
  fit(group: Int32Array | null): Float64Array | null;
}

/**
 * Refits `count` resampled data sets. A round in which a model is separated from the rest is
 * counted, and the model enters it with an infinite strength; the others keep their scale.
 */
export function bootstrap(
  fit: Pick<BradleyTerryFit, "models" | "strengths" | "homeAdvantage" | "parameters">,
  resample: Resample,
  count: number,
): Draws {
  const { models, strengths: point, parameters } = fit;
  const { home, games, group, prior } = parameters;
  const m = models.length;
  const rounds = roundsOf(parameters, resample);
  const connected = createConnectionTest(games, group, home);
  const strengths = new Float64Array(count * m).fill(Number.NaN);
  const homeAdvantage = new Float64Array(count).fill(home ? Number.NaN : fit.homeAdvantage);
  const beside = groupsBeside(fit);
  const inGroup = new Float64Array(beside.length > 0 ? count * m : 0).fill(Number.NaN);
  let undetermined = 0;
  for (let round = 0; round < count; round++) {
    const drawn = rounds.draw();
    const row = strengths.subarray(round * m, (round + 1) * m);
    const own = inGroup.subarray(round * m, (round + 1) * m);
    const whole = !prior.isFlat || connected(drawn.won, drawn.lost);
    const x = whole ? rounds.fit(null) : null;
    if (x !== null) {
      for (let i = 0; i < m; i++) row[i] = Number.isFinite(point[i]) ? x[i] : point[i];
      for (const members of beside) for (const i of members) own[i] = x[i];
      if (home) homeAdvantage[round] = x[m];
      continue;
    }
    if (!whole) {
      const part = fitDetermined(drawn, rounds, { home, beside });
      align(row, part.strengths, point);
      for (const members of beside) {
        const found = Float64Array.from(members, (i) => part.inGroup[i]);
        align(
          found,
          found.slice(),
          Float64Array.from(members, (i) => parameters.x[i]),
        );
        members.forEach((i, k) => {
          own[i] = found[k];
        });
      }
      if (home) homeAdvantage[round] = part.homeAdvantage;
    }
    if (row.some((b, i) => Number.isFinite(point[i]) && !Number.isFinite(b))) undetermined++;
  }
  return {
    models,
    count,
    strengths,
    ...(beside.length > 0 && { strengthsInGroup: inGroup }),
    homeAdvantage,
    undetermined,
  };
}

/** The models of each group of two or more that has strengths of its own, outside of the main group. */
export function groupsBeside({
  strengths,
  parameters: { group, prior },
}: Pick<BradleyTerryFit, "strengths" | "parameters">): number[][] {
  if (!prior.isFlat) return [];
  const groups = new Map<number, number[]>();
  group.forEach((g, i) => {
    if (!Number.isFinite(strengths[i])) groups.set(g, [...(groups.get(g) ?? []), i]);
  });
  return [...groups.values()].filter((members) => members.length > 1);
}

/** Fits what a round determines: the games within its groups, for those of its main group and of each beside. */
function fitDetermined(
  drawn: PairPoints,
  rounds: Rounds,
  { home, beside }: { home: boolean; beside: readonly (readonly number[])[] },
): { strengths: Float64Array; inGroup: Float64Array; homeAdvantage: number } {
  const m = drawn.models.length;
  const { group, side, main, homeAdvantageDetermined } = findStructure(drawn, home);
  const isFitted = homeAdvantageDetermined && (main >= 0 || beside.length > 0);
  const x = isFitted ? rounds.fit(group) : null;
  const placed = (s: number, i: number): number => {
    if (s !== 0) return s * Number.POSITIVE_INFINITY;
    return x === null ? Number.NaN : x[i];
  };
  const inGroup = new Float64Array(m).fill(Number.NaN);
  for (const members of beside) {
    const own = findStructure(gamesAmong(drawn, members), false);
    members.forEach((i, k) => {
      inGroup[i] = placed(own.side[k], i);
    });
  }
  return {
    strengths: side.map(placed),
    inGroup,
    homeAdvantage: !home ? 0 : x === null ? Number.NaN : x[m],
  };
}

/** The games among some models. */
function gamesAmong(games: PairPoints, members: readonly number[]): PairPoints {
  const place = new Int32Array(games.models.length).fill(-1);
  members.forEach((i, k) => {
    place[i] = k;
  });
  const kept = Array.from(games.first.keys()).filter(
    (g) => place[games.first[g]] >= 0 && place[games.second[g]] >= 0,
  );
  return {
    models: members.map((i) => games.models[i]),
    first: Uint16Array.from(kept, (g) => place[games.first[g]]),
    second: Uint16Array.from(kept, (g) => place[games.second[g]]),
    won: Float64Array.from(kept, (g) => games.won[g]),
    lost: Float64Array.from(kept, (g) => games.lost[g]),
  };
}

/** Resampled data sets and their fits. A round of a tie model without ties is Bradley-Terry. */
function roundsOf(parameters: Parameters, resample: Resample): Rounds {
  const { games, home, prior, group: whole } = parameters;
  const refit = createRefit(parameters);
  const pairs = games.first.length;
  const points = { won: new Float64Array(pairs), lost: new Float64Array(pairs) };
  const hasTies = parameters.likelihood.tie !== null;
  const drawn = { ...games, ...points, ...(hasTies && { tied: new Float64Array(pairs) }) };
  return {
    draw() {
      resample(drawn.won, drawn.lost, hasTies ? drawn.tied : undefined);
      return drawn;
    },
    fit(group) {
      const round = group === null ? drawn : keptWithin(drawn, group);
      const design = { ...parameters, games: round, group: group ?? whole };
      if (hasTies && !round.tied?.some((t) => t > 0))
        return maximumOf(withoutTies(design))?.x ?? null;
      if (hasTies && prior.isFlat && !tieMaximumExists(round, home)) return null;
      return (
        refit(round.won, round.lost, hasTies ? round.tied : undefined) ??
        maximumOf(design)?.x ??
        null
      );
    },
  };
}

/** The same without a tie parameter, which is the last. */
function withoutTies<D extends Pick<Parameters, "prior">>(design: D) {
  const { precision, mean } = design.prior;
  const prior = { ...design.prior, precision: precision.slice(0, -1), mean: mean.slice(0, -1) };
  return { ...design, likelihood: halfWin, prior };
}

/** The same pairs, with no points between models of different groups. */
function keptWithin<G extends PairPoints>(games: G, group: Int32Array): G {
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
