/**
 * Independent normal priors, by precision (1 / variance) in natural-log units: one for every
 * strength (around 0, uncentred), one for the home advantage. 0 is flat.
 */
export interface Prior {
  readonly strength: number;
  readonly homeAdvantage: number;
}

/** No prior: maximum likelihood. */
export const FLAT: Prior = { strength: 0, homeAdvantage: 0 };

/**
 * Strengths with a standard deviation of `sdElo` (on the usual scale, where 400 are odds of 10 to 1),
 * home advantage of 1 logit.
 */
export function normalPrior(sdElo: number): Prior {
  return { strength: ((Math.LN10 / 400) * sdElo) ** -2, homeAdvantage: 1 };
}

/** A prior as people write it, `sd=<Elo>` or `flat`; null for any other text. */
export function parsePrior(text: string): Prior | "flat" | null {
  if (text === "flat") return text;
  const sdElo = Number(/^sd=(\d+(?:\.\d+)?)$/.exec(text)?.[1]);
  return sdElo > 0 ? normalPrior(sdElo) : null;
}

/** A prior as `parsePrior` reads it. */
export function priorName(prior: Prior | "flat"): "flat" | `sd=${number}` {
  if (prior === "flat" || prior.strength === 0) return "flat";
  return `sd=${Number((400 / Math.LN10 / Math.sqrt(prior.strength)).toFixed(6))}`;
}

/** The prior of `map`. */
export const WEAK: Prior = normalPrior(400);

/** A normal prior on all parameters of a fit; those without one (effects, tie parameter) have precision 0. */
export interface NormalPrior {
  /** Whether strengths have none, so that only their differences within a group are determined. */
  readonly isFlat: boolean;
  /** One number a parameter where they are independent, else the full matrix. */
  readonly precision: Float64Array;
  readonly mean: Float64Array;
  /** Indices of the parameters that stay at their mean. */
  readonly held: readonly number[];
}

/** The prior on `size` parameters: the strengths of `models`, the home advantage where fitted, others. */
export function priorOn(
  size: number,
  { models, home, prior }: { models: number; home: boolean; prior: Prior },
): NormalPrior {
  const precision = new Float64Array(size).fill(prior.strength, 0, models);
  if (home) precision[models] = prior.homeAdvantage;
  return { isFlat: prior.strength === 0, precision, mean: new Float64Array(size), held: [] };
}

/**
 * Adds the prior to the gradient and to the lower triangle of the information; returns its log density
 * without constants.
 */
export function addPrior(
  { precision, mean, held }: NormalPrior,
  x: Float64Array,
  gradient: Float64Array,
  information: Float64Array | null,
): number {
  const size = x.length;
  const isDiagonal = precision.length === size;
  let value = 0;
  for (let i = 0; i < size; i++) {
    let pull = 0;
    if (isDiagonal) {
      pull = precision[i] * (x[i] - mean[i]);
      if (information) information[i * size + i] += precision[i];
    } else {
      for (let j = 0; j < size; j++) {
        pull += precision[i * size + j] * (x[j] - mean[j]);
        if (information && j <= i) information[i * size + j] += precision[i * size + j];
      }
    }
    value -= (pull * (x[i] - mean[i])) / 2;
    gradient[i] -= pull;
  }
  hold(held, gradient, information);
  return value;
}

/** Takes parameters out: no slope along them, and information that joins them with no other. */
export function hold(
  held: readonly number[],
  gradient: Float64Array,
  information: Float64Array | null,
): void {
  const size = gradient.length;
  for (const p of held) {
    gradient[p] = 0;
    if (information === null) continue;
    for (let i = 0; i < size; i++) information[i * size + p] = information[p * size + i] = 0;
    information[p * size + p] = 1;
  }
}
