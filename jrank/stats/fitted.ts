import type { Random } from "../core/random.ts";
import type { Draws } from "./bootstrap.ts";
import type { Counts } from "./collapse.ts";
import type { Comparisons } from "./comparisons.ts";
import type { Structure } from "./connectivity.ts";
import type { Prior } from "./likelihood.ts";
import type { PosteriorTarget } from "./posterior_target.ts";
import type { Covariance } from "./sandwich.ts";

/**
 * A fitted model as a ranking needs it, whatever its likelihood: the contract that half-win
 * Bradley-Terry and the tie models fulfil. Everything is in natural-log units.
 */
export interface Fitted {
  readonly models: readonly string[];
  /** Infinity, -Infinity or NaN where undetermined; see `BradleyTerryFit`. */
  readonly strengths: Float64Array;
  /** Finite strengths with mean 0 in each group. */
  readonly strengthsInGroup: Float64Array;
  /** 0 where none was fitted, NaN where it is not determined. */
  readonly homeAdvantage: number;
  /**
   * Whether only a prior tells the home advantage from the strengths: the judgments, as where every pair
   * was shown in one order only, do not. Resampling cannot see how little is known then.
   */
  readonly homeAdvantageRests: boolean;
  readonly logLikelihood: number;
  readonly structure: Structure;
  /** The parameter of a tie model; null where ties are half wins. */
  readonly tie: TieParameter | null;
  /** Expected score of the first, P(win) + P(tie) / 2, by its log odds: home advantage + b_first - b_second. */
  score(odds: number): number;
  /** Covariance of strengths (and then the home advantage) by a method. */
  covariance(method: CovarianceMethod): Covariance;
  /** The posterior around the fit, for samplers. */
  target(): PosteriorTarget;
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

/** By question: the jackknife (cr3) and the sandwich (cr1). By judgment: hc0. Neither: fisher. */
export type CovarianceMethod = "cr3" | "cr1" | "hc0" | "fisher";

/** What every likelihood is fitted to. */
export interface FitInput {
  readonly comparisons: Comparisons;
  readonly counts: Counts;
  readonly homeAdvantage: boolean;
  readonly prior: Prior;
}

/** Fits a likelihood; `questions` of the input are those with judgments. */
export type Fitter = (input: FitInput) => Fitted;
