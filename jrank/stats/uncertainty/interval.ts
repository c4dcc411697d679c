import type { IntervalMethod } from "../../core/types.ts";
import type { Quantiles } from "../numeric/quantile.ts";
import { studentTQuantile } from "../numeric/student_t.ts";

/** An interval; a side that the data do not determine is null. */
export interface Interval {
  readonly lower: number | null;
  readonly upper: number | null;
  /** The standard error behind it, where there is one. */
  readonly standardError: number | null;
}

/** What an interval is made from; in any one unit. */
export interface IntervalInput {
  /** The point estimate, or null where it is not determined. */
  readonly estimate: number | null;
  /** Quantiles of the bootstrap. */
  readonly quantiles: Quantiles;
  /** Standard error from the covariance of the method, where it uses one. */
  readonly standardError: number | null;
  /** Degrees of freedom (`questionDegrees`), or Infinity where judgments were resampled. */
  readonly degrees: number;
  /** Factor on errors from resampled questions and their scores (`questionDegrees`). */
  readonly correction: number;
  readonly confidence: number;
}

/** A standard error below this, in natural-log units, is rounding: what does not vary has no interval. */
export const NO_ERROR = 1e-9;

/** The ways to make an interval: one function each. `--ci` offers these names. */
export const INTERVALS = {
  /**
   * estimate ± t × (q.8413 - q.1587) / 2: the robust width of the bootstrap around the estimate.
   * It has balanced misses where percentiles of stretched and skewed draws have not.
   */
  bootstrap: ({ quantiles, correction, ...input }) =>
    fromCovariance({ ...input, standardError: scaled(robustStandardError(quantiles), correction) }),
  /** The quantiles of the bootstrap themselves. */
  percentile: ({ estimate, quantiles, confidence }) =>
    estimate === null
      ? NOTHING
      : withWidth({
          lower: quantiles((1 - confidence) / 2),
          upper: quantiles((1 + confidence) / 2),
          standardError: robustStandardError(quantiles),
        }),
  /** The quantiles reflected at the estimate. */
  basic: ({ estimate, quantiles, confidence }) =>
    estimate === null
      ? NOTHING
      : withWidth({
          lower: reflected(estimate, quantiles((1 + confidence) / 2)),
          upper: reflected(estimate, quantiles((1 - confidence) / 2)),
          standardError: robustStandardError(quantiles),
        }),
  /** Jackknife over questions; agrees with the default without resampling. */
  cr3: fromCovariance,
  /** Sandwich over questions. */
  cr1: ({ standardError, correction, ...input }) =>
    fromCovariance({ ...input, standardError: scaled(standardError, correction) }),
  /** Sandwich over judgments: for this very set of questions. */
  hc0: (input) => fromCovariance({ ...input, degrees: Number.POSITIVE_INFINITY }),
  /** The information alone. */
  fisher: (input) => fromCovariance({ ...input, degrees: Number.POSITIVE_INFINITY }),
} as const satisfies Record<IntervalMethod, (input: IntervalInput) => Interval>;

export type { IntervalMethod };

/** No interval at all. */
export const NOTHING: Interval = { lower: null, upper: null, standardError: null };

/**
 * Half the distance of the 84.13 % and 15.87 % quantiles: a standard error that few wild draws cannot
 * move. Null where the draws are all alike.
 */
function robustStandardError(quantiles: Quantiles): number | null {
  const lower = quantiles(0.1587);
  const upper = quantiles(0.8413);
  if (lower === null || upper === null) return null;
  return upper - lower > 2 * NO_ERROR ? (upper - lower) / 2 : null;
}

/** Nothing in place of an interval without a width: that draws are all alike proves nothing. */
function withWidth(interval: Interval): Interval {
  const { lower, upper } = interval;
  const isPoint = lower !== null && upper !== null && upper - lower <= 2 * NO_ERROR;
  return isPoint ? NOTHING : interval;
}

function fromCovariance({
  estimate,
  standardError,
  degrees,
  confidence,
}: Pick<IntervalInput, "estimate" | "standardError" | "degrees" | "confidence">): Interval {
  return around(estimate, standardError, degrees, confidence);
}

const scaled = (error: number | null, factor: number): number | null =>
  error === null ? null : error * factor;

function around(
  estimate: number | null,
  standardError: number | null,
  degrees: number,
  confidence: number,
): Interval {
  if (estimate === null || standardError === null) return NOTHING;
  if (!Number.isFinite(standardError) || standardError <= NO_ERROR) return NOTHING;
  const half = studentTQuantile((1 + confidence) / 2, degrees) * standardError;
  return { lower: estimate - half, upper: estimate + half, standardError };
}

function reflected(estimate: number, quantile: number | null): number | null {
  return quantile === null ? null : 2 * estimate - quantile;
}
