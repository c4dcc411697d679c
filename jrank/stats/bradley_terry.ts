import { UserError } from "../core/errors.ts";
import type { Counts } from "./collapse.ts";
import { findStructure, type Structure } from "./connectivity.ts";
import { type Games, gamesOf, withinGroups } from "./games.ts";
import { addGauge, evaluate, FLAT, type Prior } from "./likelihood.ts";
import { maximise } from "./newton.ts";

/** Fitted Bradley-Terry strengths, in natural-log units (Elo = 1000 + 400 / ln 10 × strength). */
export interface BradleyTerryFit {
  readonly models: readonly string[];
  /**
   * Strength of each model, relative to the mean of the main group (of all models with a prior).
   * What the data do not determine is no number: Infinity above the main group, -Infinity below
   * it, NaN where even that is open.
   */
  readonly strengths: Float64Array;
  /** 0 where none was fitted, NaN where it is not determined. */
  readonly homeAdvantage: number;
  /** Of the judgments, without the prior's part; ties count half. */
  readonly logLikelihood: number;
  readonly iterations: number;
  readonly structure: Structure;
  /** The parameters as the likelihood takes them: see `Parameters`. */
  readonly parameters: Parameters;
}

/** The finite parameters of a fit, for whatever needs the likelihood around it. */
export interface Parameters {
  /** Strengths with mean 0 in each group, then the home advantage where one was fitted. */
  readonly x: Float64Array;
  /** Models of different groups are not comparable; all are in group 0 with a prior. */
  readonly group: Int32Array;
  /** The games that carry information: without a prior those within a group. */
  readonly games: Games;
  readonly prior: Prior;
}

/**
 * Fits strengths by maximum likelihood, or by the posterior mode where `prior` is not flat; a tie is
 * half a win for each side. Without a prior, what is finite is settled by `findStructure` first.
 * @throws UserError where weights differ by so much (ten orders of magnitude) that it cannot be computed.
 *
 * Method: Newton on collapsed counts (Bradley and Terry, Biometrika 39, 1952; with the home
 * advantage of Davidson and Beaver, Biometrics 33, 1977).
 */
export function fitBradleyTerry(counts: Counts, options: FitOptions = {}): BradleyTerryFit {
  return fitGames(gamesOf(counts), options);
}

/** What a fit can be told: whether to fit a home advantage (yes), and a prior (none). */
export interface FitOptions {
  homeAdvantage?: boolean;
  prior?: Prior;
}

/** `fitBradleyTerry` for points of ordered pairs, which need not come from counts. */
export function fitGames(
  games: Games,
  { homeAdvantage = true, prior = FLAT }: FitOptions = {},
): BradleyTerryFit {
  const { models } = games;
  const structure = findStructure(games, homeAdvantage && prior.homeAdvantage === 0);
  const flat = prior.strength === 0;
  const group = flat ? structure.group : new Int32Array(models.length);
  const used = flat ? withinGroups(games, group) : games;
  const determined = structure.homeAdvantageDetermined;
  const size = models.length + (homeAdvantage && determined ? 1 : 0);
  const objective = {
    size,
    evaluate(x: Float64Array, gradient: Float64Array, information: Float64Array) {
      const value = evaluate(used, prior, x, gradient, information);
      if (flat) addGauge(information, size, group);
      return value;
    },
  };
  const { x, value, iterations, converged } = maximise(objective, new Float64Array(size));
  if (!converged) {
    throw new UserError(
      `The fit did not converge in ${iterations} steps: the weights of the judgments differ too ` +
        `widely to compute with (${range(used)}). Check the weight or count column.`,
    );
  }
  const m = models.length;
  return {
    models,
    strengths: flat ? extended(x, structure) : x.slice(0, m),
    homeAdvantage: !homeAdvantage ? 0 : determined ? x[m] : Number.NaN,
    logLikelihood: value + logPrior(x, m, prior),
    iterations,
    structure,
    parameters: { x, group, games: used, prior },
  };
}

/** The least and the most points that count. */
function range({ won, lost }: Games): string {
  const all = new Float64Array(2 * won.length);
  all.set(won);
  all.set(lost, won.length);
  const points = all.filter((p) => p > 0).sort();
  return `from ${points[0]} to ${points[points.length - 1]} points`;
}

/** Finite strengths within the main group, infinite or no numbers outside. */
function extended(x: Float64Array, { side }: Structure): Float64Array {
  return side.map((s, i) => (s === 0 ? x[i] : s * Number.POSITIVE_INFINITY));
}

/** Minus what `evaluate` added to the log-likelihood for the prior. */
function logPrior(x: Float64Array, m: number, prior: Prior): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    sum += ((i < m ? prior.strength : prior.homeAdvantage) * x[i] * x[i]) / 2;
  }
  return sum;
}
