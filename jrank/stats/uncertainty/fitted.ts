import type { Random } from "../../core/random.ts";
import { type ClusteredPoints, clusteredPoints, hasQuestions } from "../data/clusters.ts";
import type { Counts } from "../data/collapse.ts";
import type { Comparisons } from "../data/comparisons.ts";
import type { Covariate, PairPoints } from "../data/pair_points.ts";
import { type BradleyTerryFit, fitBradleyTerry, fitWithCovariates } from "../fit/bradley_terry.ts";
import type { Parameters } from "../fit/design.ts";
import { type Curvature, curvatureAt } from "../fit/information.ts";
import type { Likelihood } from "../fit/likelihood.ts";
import { LIKELIHOODS, type TieModel } from "../fit/likelihoods.ts";
import type { Prior } from "../fit/prior.ts";
import { homeAdvantageIsDetermined } from "../structure/connectivity.ts";
import { bootstrap, type Draws } from "./bootstrap.ts";
import {
  type Covariance,
  type CovarianceMethod,
  covarianceOf,
  jackknifeCovariance,
  judgmentVariances,
  leading,
} from "./covariance.ts";
import { type Jackknife, jackknife } from "./jackknife.ts";
import { type QuestionDegrees, questionDegrees } from "./question_degrees.ts";
import { resampleBy } from "./resample.ts";

/** A fitted model as a ranking needs it, whatever its likelihood. Everything is in natural-log units. */
export interface Fitted extends BradleyTerryFit {
  /** Finite strengths with mean 0 in each group. */
  readonly strengthsInGroup: Float64Array;
  /**
   * Whether only a prior tells the home advantage from the strengths: the judgments, as where every pair
   * was shown in one order only, do not. Resampling cannot see how little is known then.
   */
  readonly homeAdvantageRests: boolean;
  /** The parameter of a tie model; null where ties are half wins. */
  readonly tie: TieParameter | null;
  /** Expected score of the first, P(win) + P(tie) / 2, by its log odds: home advantage + b_first - b_second. */
  score(odds: number): number;
  /** P(first wins), P(second wins) and P(tie) by the same; null where ties are half wins. */
  probabilities(odds: number): readonly [number, number, number] | null;
  /** Covariance of strengths, then the home advantage where fitted, then effects, by a method. */
  covariance(method: CovarianceMethod): Covariance;
  /** Variances of the same by judgment (`hc0`), without the covariances. */
  judgmentVariances(): Float64Array;
  /** The games by question; null where the rows carry none. */
  readonly clustered: ClusteredPoints | null;
  /** What leaving each question out does; null without questions. */
  jackknife(): Jackknife | null;
  /** What questions of unequal weight do to errors by question; null without questions. */
  questions(): QuestionDegrees | null;
  /** Of Student's t for some parameters together, by question; Infinity without questions. */
  degrees(...parameters: readonly number[]): number;
  /** Refits of resampled data. */
  bootstrap(rounds: number, unit: "question" | "judgment", random: Random): Draws;
}

/** How prone to ties a tie model finds the judges. */
export interface TieParameter {
  /** As the literature calls it: Davidson's nu, Rao and Kupper's delta. */
  readonly name: string;
  readonly estimate: number;
  /** Of two equal models on neutral ground. */
  readonly probabilityOfEquals: number;
}

/** What every likelihood is fitted to. */
interface FitInput {
  readonly comparisons: Comparisons;
  readonly counts: Counts;
  readonly homeAdvantage: boolean;
  readonly prior: Prior;
  readonly covariates?: readonly Covariate[] | undefined;
}

/**
 * Fits a model of ties. Without any tie all are Bradley-Terry exactly, a tie parameter at the edge of
 * its range, so that is what is fitted.
 */
export function fitModel(ties: TieModel, input: FitInput): Fitted {
  const { comparisons, counts, homeAdvantage, prior, covariates = [] } = input;
  const asked = LIKELIHOODS[ties];
  const likelihood = counts.outcome.includes(3) ? asked : LIKELIHOODS.half;
  const options = { homeAdvantage, prior, likelihood };
  const fit =
    covariates.length > 0
      ? fitWithCovariates(comparisons, covariates, options)
      : fitBradleyTerry(counts, options);
  const { x, games } = fit.parameters;
  const t = likelihood.tie === null ? 0 : x[x.length - 1];
  const parameters = x.length - (likelihood.tie === null ? 0 : 1);
  const clustered = clusteredPoints(comparisons, games);
  const made = new Map<CovarianceMethod, Covariance>();
  // What nobody reads is not computed, and the rest once.
  let curved: Curvature | null | undefined;
  const curvature = () => {
    if (curved === undefined) curved = curvatureAt(fit.parameters);
    return curved;
  };
  let left: Jackknife | null = null;
  const leftOut = () => {
    if (hasQuestions(clustered)) left ??= jackknife(fit.parameters, clustered, curvature());
    return left;
  };
  const degrees = degreesBy(fit.parameters, clustered, curvature);
  const covarianceBy = (method: CovarianceMethod): Covariance => {
    const known = method === "cr3" ? leftOut() : null;
    if (known === null) return covarianceOf(fit, method, clustered, curvature(), comparisons);
    return jackknifeCovariance(known);
  };
  return {
    ...fit,
    strengthsInGroup: x.subarray(0, fit.models.length),
    homeAdvantageRests: homeAdvantageRests(games, { homeAdvantage, prior }),
    tie: tieParameter(asked, likelihood, t),
    ...predictions(likelihood, t),
    clustered,
    jackknife: leftOut,
    ...degrees,
    covariance(method) {
      const known = made.get(method) ?? leading(covarianceBy(method), parameters);
      made.set(method, known);
      return known;
    },
    judgmentVariances: () =>
      judgmentVariances(fit.parameters, curvature(), comparisons, parameters),
    bootstrap(rounds, unit, random) {
      const resample = resampleBy(unit, { comparisons, counts, games, clustered }, random);
      return bootstrap(fit, resample, rounds);
    },
  };
}

/** The degrees of a fit, made when they are first asked for. */
export function degreesBy(
  parameters: Parameters,
  clustered: ClusteredPoints | null,
  curvature: () => Curvature | null,
): Pick<Fitted, "questions" | "degrees"> {
  let made: QuestionDegrees | null | undefined;
  const questions = () => {
    if (made === undefined) {
      const at = hasQuestions(clustered) ? curvature() : null;
      made = at && clustered && questionDegrees(parameters, clustered, at);
    }
    return made;
  };
  return {
    questions,
    degrees(...of) {
      const known = questions();
      if (known !== null) return Math.min(...of.map((p) => known.degrees[p]));
      return hasQuestions(clustered) ? clustered.clusters.length - 1 : Number.POSITIVE_INFINITY;
    },
  };
}

/** Whether a home advantage is fitted that only its prior tells from the strengths. */
function homeAdvantageRests(
  games: PairPoints,
  { homeAdvantage, prior }: { homeAdvantage: boolean; prior: Prior },
): boolean {
  return homeAdvantage && prior.homeAdvantage > 0 && !homeAdvantageIsDetermined(games);
}

/** What a fitted likelihood expects of a game, by its log odds. */
export function predictions(
  likelihood: Likelihood,
  t: number,
): Pick<Fitted, "score" | "probabilities"> {
  return {
    score: (odds) => likelihood.score(odds, t),
    probabilities: (odds) => (likelihood.tie === null ? null : likelihood.probabilities(odds, t)),
  };
}

/** The tie parameter of the likelihood that was asked for; 0 where another was fitted, for want of ties. */
export function tieParameter(
  { tie }: Likelihood,
  fitted: Likelihood,
  t: number,
): TieParameter | null {
  return (
    tie && {
      name: tie.name,
      estimate: fitted.tie?.reported(t) ?? 0,
      probabilityOfEquals: fitted.tie?.ofEquals(t) ?? 0,
    }
  );
}
