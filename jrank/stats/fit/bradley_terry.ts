import { RANKING } from "../../core/defaults.ts";
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import type { Counts } from "../data/collapse.ts";
import type { Comparisons } from "../data/comparisons.ts";
import {
  type Covariate,
  gamesWith,
  type PairPoints,
  pairPointsOf,
  withinGroups,
} from "../data/pair_points.ts";
import { cholesky } from "../numeric/matrix.ts";
import { type Maximum, maximise } from "../numeric/newton.ts";
import { findStructure, type Structure } from "../structure/connectivity.ts";
import { tieMaximumExists } from "../structure/tie_existence.ts";
import { type Design, evaluate, type Parameters, sizeOf } from "./design.ts";
import { halfWin } from "./half_win.ts";
import { addGauge, informationAt } from "./information.ts";
import type { Likelihood } from "./likelihood.ts";
import { addPrior, FLAT, type Prior, priorOn } from "./prior.ts";

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
  /** Change of the log odds of the first for one unit of each covariate; NaN where undetermined. */
  readonly effects: Float64Array;
  /** Of the judgments, without the prior's part. */
  readonly logLikelihood: number;
  readonly iterations: number;
  readonly structure: Structure;
  /** Strengths with mean 0 in each group, then the others: see `Design`. */
  readonly parameters: Parameters;
}

/** What a fit can be told. */
export interface FitOptions {
  /** Whether to fit a home advantage (yes). */
  homeAdvantage?: boolean;
  /** None if not given. */
  prior?: Prior;
  /** A tie is half a win for each side if not given. */
  likelihood?: Likelihood;
}

/**
 * Fits strengths by maximum likelihood, or by the posterior mode where `prior` is not flat. Without a
 * prior, what is finite is settled by `findStructure` first.
 * @throws UserError where weights differ by so much (ten orders of magnitude) that it cannot be computed,
 *   and where ties and wins do not determine a tie model.
 *
 * Method: Newton on collapsed counts (Bradley and Terry, Biometrika 39, 1952; with the home
 * advantage of Davidson and Beaver, Biometrics 33, 1977).
 */
export function fitBradleyTerry(counts: Counts, options: FitOptions = {}): BradleyTerryFit {
  return fitPairPoints(pairPointsOf(counts), options);
}

/**
 * Bradley-Terry with covariates: log odds of the first = home advantage + b_first - b_second +
 * the sum of effect × covariate. Strengths then compare models as if the covariates were equal,
 * which is how style and length are controlled for (Li et al., "Does style matter?", 2024); a column
 * for each judge gives every judge its own home advantage.
 *
 * Where the covariates separate the outcomes, so that no finite maximum exists, or cannot be told from
 * the strengths, strengths and effects are NaN.
 */
export function fitWithCovariates(
  comparisons: Comparisons,
  covariates: readonly Covariate[],
  options: FitOptions = {},
): BradleyTerryFit {
  return fitPairPoints(gamesWith(comparisons, covariates), options);
}

/** The fit behind them all, for points of ordered pairs, which need not come from judgments. */
export function fitPairPoints(
  games: PairPoints,
  { homeAdvantage = RANKING.home_advantage, prior = FLAT, likelihood = halfWin }: FitOptions = {},
): BradleyTerryFit {
  const { models } = games;
  const structure = findStructure(games, homeAdvantage && prior.homeAdvantage === 0);
  const isFlat = prior.strength === 0;
  const group = isFlat ? structure.group : new Int32Array(models.length);
  const home = homeAdvantage && structure.homeAdvantageDetermined;
  const rows = { games: isFlat ? withinGroups(games, group) : games, likelihood, home };
  const size = sizeOf(rows);
  const design = { ...rows, group, prior: priorOn(size, { models: models.length, home, prior }) };
  const maximum = maximumOf(design);
  const x = maximum?.x ?? new Float64Array(size).fill(Number.NaN);
  const parameters = { ...design, x };
  const hasEffects = games.covariates !== undefined;
  if (maximum === null && !hasEffects) throw notFitted(design);
  if (hasEffects && !cholesky(informationAt(parameters), size)) x.fill(Number.NaN);
  return {
    models,
    structure,
    iterations: maximum?.iterations ?? 0,
    logLikelihood:
      (maximum?.value ?? Number.NaN) - addPrior(design.prior, x, new Float64Array(size), null),
    ...named(parameters, structure, homeAdvantage),
  };
}

/** The parameters by their names. */
function named(
  parameters: Parameters,
  { side }: Structure,
  homeAdvantage: boolean,
): Pick<BradleyTerryFit, "strengths" | "homeAdvantage" | "effects" | "parameters"> {
  const { x, games, home, prior } = parameters;
  const m = games.models.length;
  const first = m + (home ? 1 : 0);
  const extended = (s: number, i: number) => (s === 0 ? x[i] : s * Number.POSITIVE_INFINITY);
  return {
    // Finite strengths within the main group, infinite or no numbers outside.
    strengths: prior.isFlat ? side.map(extended) : x.slice(0, m),
    homeAdvantage: !homeAdvantage ? 0 : home ? x[m] : Number.NaN,
    effects: x.slice(first, first + (games.covariates?.length ?? 0)),
    parameters,
  };
}

/** The parameters at the maximum, found from the prior's mean; null where there is none. */
export function maximumOf(design: Design): Maximum | null {
  const { games, likelihood, group, home, prior } = design;
  const size = prior.mean.length;
  const start = prior.mean.slice();
  if (likelihood.tie !== null) {
    const { share, decided } = tally(games);
    if (!decided || (prior.isFlat && !tieMaximumExists(games, home))) return null;
    start[size - 1] = likelihood.tie.start(share);
  }
  const maximum = maximise(
    {
      size,
      evaluate(x, gradient, information) {
        const value = evaluate(design, x, gradient, information);
        if (prior.isFlat) addGauge(information, size, group);
        return value;
      },
    },
    start,
  );
  return maximum.converged ? maximum : null;
}

/** The share of ties, and whether any game was decided. */
function tally({ won, lost, tied }: PairPoints): { share: number; decided: boolean } {
  let ties = 0;
  let all = 0;
  for (let g = 0; g < won.length; g++) {
    ties += tied?.[g] ?? 0;
    all += won[g] + lost[g];
  }
  return { share: ties / all, decided: ties < all };
}

/** Why there is no maximum, beside what `findStructure` knows. */
export function notFitted({ games, likelihood }: Pick<Design, "games" | "likelihood">): UserError {
  if (likelihood.tie === null) {
    return new UserError(
      say`The fit did not converge: the weights of the judgments differ too widely to compute with (${range(games)}). Check the weight or count column.`,
    );
  }
  return new UserError(
    tally(games).decided
      ? say`These judgments do not determine a tie model: every win went to the model that ties put ahead, so larger gaps with more ties always fit better. Count ties as half wins (--ties half), or judge more matches between close models.`
      : say`All these judgments are ties, which no tie model can tell strengths from. Count ties as half wins (--ties half).`,
  );
}

/** The least and the most points that count. */
function range({ won, lost }: PairPoints): string {
  const points = [...won, ...lost].filter((p) => p > 0).sort((a, b) => a - b);
  return `from ${points[0]} to ${points[points.length - 1]} points`;
}
