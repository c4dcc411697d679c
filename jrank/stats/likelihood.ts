import type { Games } from "./games.ts";

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
export function priorName(prior: Prior | "flat"): string {
  if (prior === "flat" || prior.strength === 0) return "flat";
  return `sd=${Number((400 / Math.LN10 / Math.sqrt(prior.strength)).toFixed(6))}`;
}

/** The prior of `map`. */
export const WEAK: Prior = normalPrior(400);

/**
 * The Bradley-Terry log-likelihood (plus log prior, without constants) at x = strengths of the m
 * models and, where x has m + 1 entries, the home advantage alpha:
 *
 *     P(first wins) = p = 1 / (1 + exp(-(alpha + b_first - b_second))),  sum of won ln p + lost ln (1 - p)
 *
 * Fills its gradient and the lower triangle of the information (the negative Hessian, row-major).
 * The information is singular along b + constant unless there is a prior; see `addGauge`.
 */
export function evaluate(
  games: Games,
  prior: Prior,
  x: Float64Array,
  gradient: Float64Array,
  information: Float64Array,
): number {
  const { first, second, won, lost } = games;
  const m = games.models.length;
  const size = x.length;
  const home = size > m;
  const alpha = home ? x[m] : 0;
  gradient.fill(0);
  information.fill(0);
  let value = 0;
  for (let g = 0; g < first.length; g++) {
    const i = first[g];
    const j = second[g];
    const n = won[g] + lost[g];
    const eta = alpha + x[i] - x[j];
    // e^-|eta| cannot overflow, and what is left of p and 1 - p keeps its relative precision.
    const e = Math.exp(-Math.abs(eta));
    const residual = (eta >= 0 ? won[g] * e - lost[g] : won[g] - lost[g] * e) / (1 + e);
    const w = (n * e) / ((1 + e) * (1 + e));
    value += (eta >= 0 ? -lost[g] : won[g]) * eta - n * Math.log1p(e);
    gradient[i] += residual;
    gradient[j] -= residual;
    information[i * size + i] += w;
    information[j * size + j] += w;
    information[i > j ? i * size + j : j * size + i] -= w;
    if (!home) continue;
    gradient[m] += residual;
    information[m * size + m] += w;
    information[m * size + i] += w;
    information[m * size + j] -= w;
  }
  for (let i = 0; i < size; i++) {
    const precision = i < m ? prior.strength : prior.homeAdvantage;
    value -= (precision * x[i] * x[i]) / 2;
    gradient[i] -= precision * x[i];
    information[i * size + i] += precision;
  }
  return value;
}

/**
 * Without a prior the likelihood does not see a constant added to all strengths of a group. Adding
 * 1 1' on each group's block makes the information positive definite and changes no step that
 * keeps the groups' sums at zero. The factor keeps the block on the scale of the rest.
 */
export function addGauge(information: Float64Array, size: number, group: Int32Array): void {
  const m = group.length;
  const c = gaugeFactor(information, size, m);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j <= i; j++) if (group[i] === group[j]) information[i * size + j] += c;
  }
}

/** The multiple of 1 1' that `addGauge` adds to this information. */
export function gaugeFactor(information: Float64Array, size: number, m: number): number {
  let trace = 0;
  for (let i = 0; i < m; i++) trace += information[i * size + i];
  return trace > 0 ? trace / (m * m) : 1;
}
