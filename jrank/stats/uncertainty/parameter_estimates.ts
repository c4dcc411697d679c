import { column, quantilesOf } from "../numeric/quantile.ts";
import { normalQuantile } from "../numeric/student_t.ts";
import { type Draws, groupsBeside } from "./bootstrap.ts";
import type { Covariance, CovarianceMethod } from "./covariance.ts";
import type { Fitted } from "./fitted.ts";
import {
  INTERVALS,
  type Interval,
  type IntervalInput,
  type IntervalMethod,
  NO_ERROR,
  NOTHING,
} from "./interval.ts";

/** What is known of one parameter, in natural-log units; null where it is not determined. */
interface ParameterEstimate {
  readonly point: number | null;
  readonly interval: Interval;
  /** 50 % of the draws. */
  readonly median: number | null;
  /** 16 and 84 % of the draws; without draws the interval of this confidence. */
  readonly lower: number | null;
  readonly upper: number | null;
}

/** What estimates and their intervals are made of. */
export interface EstimatesInput {
  readonly fit: Fitted;
  readonly draws: Draws;
  /** By question (CR3), or of the posterior's draws. */
  readonly covariance: Covariance;
  /** Whether the draws are a posterior's, which then also say the intervals. */
  readonly isPosterior: boolean;
  /** What the draws resampled. */
  readonly unit: "question" | "judgment";
  readonly ci: IntervalMethod;
  readonly confidence: number;
  /** Parameters that do not vary by question (`constantParameters`), which get no interval from that. */
  readonly constant: ReadonlySet<number>;
}

/** Estimates of strengths and home advantage by the chosen method. */
interface ParameterEstimates {
  strength(i: number): ParameterEstimate;
  /** Of a model among those of its own group, where that is not the main one; null for the others. */
  inGroup(i: number): ParameterEstimate | null;
  home(): ParameterEstimate;
}

/** Of the inner interval. */
const INNER = 0.68;

const COVARIANCES: Partial<Record<IntervalMethod, CovarianceMethod>> = {
  cr1: "cr1",
  hc0: "hc0",
  fisher: "fisher",
};

/** Prepares the estimates of a fit: see `ParameterEstimates`. */
export function parameterEstimates(given: EstimatesInput): ParameterEstimates {
  const { fit, draws, covariance, isPosterior, unit, ci, confidence } = given;
  const { structure, strengths } = fit;
  const { constant } = given;
  const beside = new Set(groupsBeside(fit).flat());
  const byQuestion =
    ci !== "fisher" && ci !== "hc0" && (ci.startsWith("cr") || unit === "question");
  const m = fit.models.length;
  const isByQuestion = !isPosterior && (unit === "question" || ci.startsWith("cr"));
  const method = isPosterior ? undefined : COVARIANCES[ci];
  const chosen = method === undefined ? covariance : fit.covariance(method);
  // Where only a prior keeps a strength finite, resampling cannot see how little is known.
  const resting =
    fit.homeAdvantageRests ||
    strengths.some((b, i) => Number.isFinite(b) && structure.status[i] !== "ok");
  const curvature = resting && !isPosterior ? fit.covariance("fisher") : covariance;

  const estimated = (
    estimate: number,
    values: Float64Array,
    parameter: number,
  ): ParameterEstimate => {
    const point = Number.isFinite(estimate) ? estimate : null;
    const quantiles = quantilesOf(values);
    const input: IntervalInput = {
      estimate: point,
      quantiles,
      standardError: standardError(chosen, parameter),
      degrees: isByQuestion ? fit.degrees(parameter) : Number.POSITIVE_INFINITY,
      correction: (isByQuestion && fit.questions()?.correction[parameter]) || 1,
      confidence,
    };
    const varies = !(byQuestion && constant.has(parameter));
    const made = isPosterior ? credible(input) : varies ? INTERVALS[ci](input) : NOTHING;
    // The curvature does not come from the questions, so it says something even where they do not.
    const interval =
      fit.homeAdvantageRests && !isPosterior
        ? atLeast(made, { ...input, standardError: standardError(curvature, parameter) })
        : made;
    const at = (p: number) => (point === null ? null : quantiles(p));
    // Without draws the inner interval is the outer one's at another confidence.
    const inner =
      draws.count === 0 && (ci === "cr3" || method !== undefined) && point !== null && varies
        ? INTERVALS[ci]({ ...input, confidence: INNER })
        : { lower: at((1 - INNER) / 2), upper: at((1 + INNER) / 2) };
    const { lower, upper } = inner;
    // Draws that are all alike have a middle and no width.
    const isPoint = lower !== null && upper !== null && upper - lower <= NO_ERROR;
    const isConstant = isPoint || (unit === "question" && constant.has(parameter));
    const sides = isConstant ? { lower: null, upper: null } : { lower, upper };
    return { point, interval, median: at(0.5), ...sides };
  };

  /** A strength that rests on the prior: a bound on the side where the data have something to say. */
  const bounded = (i: number): ParameterEstimate => {
    const point = strengths[i];
    const quantiles = quantilesOf(column(draws.strengths, m, i));
    const tail = (1 - confidence) / 2;
    const bound = (side: number) => {
      if (structure.side[i] !== side) return null;
      if (isPosterior) return quantiles(side > 0 ? tail : 1 - tail);
      const error = standardError(curvature, i);
      return error === null ? null : point - side * normalQuantile(1 - tail) * error;
    };
    const interval = { lower: bound(1), upper: bound(-1), standardError: null };
    return { point, interval, median: null, lower: null, upper: null };
  };

  return {
    strength: (i) =>
      structure.status[i] === "ok" || !Number.isFinite(strengths[i])
        ? estimated(strengths[i], column(draws.strengths, m, i), i)
        : bounded(i),
    inGroup: (i) =>
      draws.strengthsInGroup && beside.has(i)
        ? estimated(fit.strengthsInGroup[i], column(draws.strengthsInGroup, m, i), i)
        : null,
    home: () => estimated(fit.homeAdvantage, draws.homeAdvantage, m),
  };
}

/** The equal-tailed interval of a posterior, and its standard deviation. */
function credible({ estimate, quantiles, standardError, confidence }: IntervalInput): Interval {
  if (estimate === null) return { lower: null, upper: null, standardError: null };
  return {
    lower: quantiles((1 - confidence) / 2),
    upper: quantiles((1 + confidence) / 2),
    standardError,
  };
}

/** An interval, or the one of the curvature where that is wider. */
function atLeast(made: Interval, input: IntervalInput): Interval {
  const wanted = INTERVALS.fisher(input);
  return (made.standardError ?? 0) > (wanted.standardError ?? 0) ? made : wanted;
}

/** Null where the covariance has no number for the parameter. */
function standardError({ values, size }: Covariance, parameter: number): number | null {
  const variance = parameter < size ? values[parameter * size + parameter] : Number.NaN;
  return Number.isFinite(variance) ? Math.sqrt(variance) : null;
}
