/** How precise a ranking will be: from which pairs meet how often, before a verdict is there. */

import { RANKING } from "../../core/defaults.ts";
import { type Parameters, sizeOf } from "../fit/design.ts";
import { halfWin } from "../fit/half_win.ts";
import type { Likelihood } from "../fit/likelihood.ts";
import { FLAT, type Prior, priorOn } from "../fit/prior.ts";
import { normalCdf, studentTQuantile } from "../numeric/student_t.ts";
import { covarianceOf } from "./covariance.ts";

/** Matches by pair: models x models, symmetric, each pair's number in both places. */
export type PairMatches = Float64Array;

/** What the judgments are like. */
export interface Noise {
  /** Questions of the benchmark. */
  questions: number;
  /** Share of judgments that are ties; half a win has less variance than a verdict. */
  tieRate: number;
  /** Standard deviation of a model's quality on a question, in natural-log units. */
  questionEffect: number;
}

export interface Precision {
  /** Half the width of every model's interval, in natural-log units. */
  readonly halfWidths: Float64Array;
  /** Probability that two neighbours of the true order come out in this order: mean over them. */
  readonly neighboursRight: number;
  /** The same over all pairs of models. */
  readonly pairsRight: number;
  /** Kendall's tau to expect. */
  readonly tau: number;
}

/** The model that the judgments will be fitted with. */
interface PrecisionModel {
  /** A tie as half a win each if not given. */
  likelihood?: Likelihood;
  /** Its tie parameter. */
  t?: number;
  prior?: Prior;
}

/**
 * The precision to expect at these true strengths (natural-log units):
 *
 *     V = (1 - tie rate / (4 w)) F + effect² share / Q
 *
 * with F the inverse Fisher information of the matches (centred), w the mean of p (1 - p) over them,
 * and the second term on every strength (twice on a difference): the floor that questions leave. A tie
 * model's information knows the variance of ties, so there the factor is 1. For `share` see
 * `question_effect.ts`. Intervals use t with Q - 1 degrees, as CR3 does.
 */
export function expectedPrecision(
  strengths: Float64Array,
  matches: PairMatches,
  { questions, tieRate, questionEffect, share }: Noise & { share: number },
  { confidence = RANKING.confidence, ...model }: { confidence?: number } & PrecisionModel = {},
): Precision {
  const m = strengths.length;
  const { values, size } = covarianceOf(
    { parameters: parametersOf(strengths, matches, model) },
    "fisher",
  );
  const hasTies = model.likelihood && model.likelihood.tie !== null;
  const shrink = hasTies ? 1 : 1 - tieRate / (4 * meanWeight(strengths, matches));
  const floor = (questionEffect ** 2 * share) / questions;
  const degrees = questions > 1 ? questions - 1 : Number.POSITIVE_INFINITY;
  const t = studentTQuantile((1 + confidence) / 2, degrees);
  const halfWidths = strengths.map(
    (_, i) => t * Math.sqrt(shrink * values[i * size + i] + floor * (1 - 1 / m)),
  );
  const right = (i: number, j: number): number => {
    const variance = values[i * size + i] + values[j * size + j] - 2 * values[i * size + j];
    const error = Math.sqrt(shrink * variance + 2 * floor);
    return normalCdf(Math.abs(strengths[i] - strengths[j]) / error);
  };
  const order = Array.from(strengths.keys()).sort((i, j) => strengths[j] - strengths[i]);
  let pairs = 0;
  for (let i = 1; i < m; i++) for (let j = 0; j < i; j++) pairs += right(i, j);
  const pairsRight = pairs / ((m * (m - 1)) / 2);
  let neighbours = 0;
  for (let k = 1; k < m; k++) neighbours += right(order[k - 1], order[k]);
  return {
    halfWidths,
    neighboursRight: neighbours / (m - 1),
    pairsRight,
    tau: 2 * pairsRight - 1,
  };
}

/** n matches spread evenly over all pairs: what the original's rule comes to. */
export function evenMatches(models: number, n: number): PairMatches {
  const each = n / ((models * (models - 1)) / 2);
  return Float64Array.from({ length: models * models }, (_, k) =>
    Math.floor(k / models) === k % models ? 0 : each,
  );
}

/** Parameters at given strengths, with half of each pair's matches in either order, as they are expected to end. */
function parametersOf(
  strengths: Float64Array,
  matches: PairMatches,
  { likelihood = halfWin, t = 0, prior = FLAT }: PrecisionModel,
): Parameters {
  const m = strengths.length;
  const ordered = Array.from(matches.keys()).filter((k) => matches[k] > 0);
  const expected = ordered.map((k) => {
    const eta = strengths[Math.floor(k / m)] - strengths[k % m];
    return likelihood.probabilities(eta, t).map((p) => (p * matches[k]) / 2);
  });
  const games = {
    models: new Array<string>(m).fill(""),
    first: Uint16Array.from(ordered, (k) => Math.floor(k / m)),
    second: Uint16Array.from(ordered, (k) => k % m),
    won: Float64Array.from(expected, ([win, , tie]) => win + tie / 2),
    lost: Float64Array.from(expected, ([, loss, tie]) => loss + tie / 2),
    tied: Float64Array.from(expected, ([, , tie]) => tie),
  };
  const size = sizeOf({ games, likelihood, home: false });
  const x = new Float64Array(size).fill(t);
  x.set(strengths);
  const group = new Int32Array(m);
  return {
    games,
    likelihood,
    home: false,
    group,
    x,
    prior: priorOn(size, { models: m, home: false, prior }),
  };
}

function meanWeight(strengths: Float64Array, matches: PairMatches): number {
  const m = strengths.length;
  let sum = 0;
  let total = 0;
  for (let i = 1; i < m; i++) {
    for (let j = 0; j < i; j++) {
      const p = 1 / (1 + Math.exp(strengths[j] - strengths[i]));
      sum += matches[i * m + j] * p * (1 - p);
      total += matches[i * m + j];
    }
  }
  return sum / total;
}
