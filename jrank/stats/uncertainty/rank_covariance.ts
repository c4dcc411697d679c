/** The covariance that statements about ranks and pairs rest on. */

import { groupsBeside } from "./bootstrap.ts";
import type { Covariance } from "./covariance.ts";
import type { Fitted } from "./fitted.ts";

type RankedFit = Pick<
  Fitted,
  "strengths" | "parameters" | "homeAdvantageRests" | "structure" | "covariance"
>;

/**
 * The covariance by question, made honest where it sees too little. NaN for models whose strength does
 * not vary at all from question to question: ten ties in ten games are no proof of equality. And
 * where only a prior keeps strengths finite (30 wins in 30 games are 30 wins in every resample), the
 * curvature of the posterior says how little is known: each group of models that rests on the prior
 * gets a common shift of that variance, V + s u u' with u the group's place against the mean of the
 * board. Differences within a group, and between all others, stay as they are.
 */
export function rankCovariance(fit: RankedFit, byQuestion: Covariance): Covariance {
  const m = fit.strengths.length;
  const shifted = withShifts(fit, atLeastCurvature(fit, byQuestion, m));
  return withoutConstants(shifted, constantParameters(fit, byQuestion));
}

/** The larger of the two where only a prior tells the home advantage from the strengths. */
function atLeastCurvature(fit: RankedFit, by: Covariance, m: number): Covariance {
  if (!fit.homeAdvantageRests) return by;
  const curvature = fit.covariance("fisher");
  const trace = ({ size, values }: Covariance): number => {
    let sum = 0;
    for (let i = 0; i < m; i++) sum += values[i * size + i];
    return sum;
  };
  return trace(by) > trace(curvature) ? by : curvature;
}

/** A variance by question below this share of the curvature's (5 % of its error) is none. */
export const NO_VARIATION = 1 / 400;

/**
 * Indices of the strengths, and of the home advantage after them, that do not vary from question to
 * question: their variance is next to nothing beside that of independent judgments. Questions are not
 * so alike by chance; where they are by design, or because there is next to nothing else than ties,
 * resampling them tells no error.
 */
export function constantParameters(fit: RankedFit, by: Covariance): ReadonlySet<number> {
  const { strengths, structure } = fit;
  const curvature = fit.covariance("fisher");
  const beside = new Set(groupsBeside(fit).flat());
  const isFitted = (i: number): boolean =>
    beside.has(i) || (structure.status[i] === "ok" && Number.isFinite(strengths[i]));
  const isConstant = (i: number): boolean =>
    (i >= strengths.length || isFitted(i)) &&
    by.values[i * by.size + i] < NO_VARIATION * curvature.values[i * curvature.size + i];
  return new Set(Array.from({ length: by.size }, (_, i) => i).filter(isConstant));
}

function withoutConstants(by: Covariance, constant: ReadonlySet<number>): Covariance {
  if (constant.size === 0) return by;
  const { size } = by;
  const values = by.values.slice();
  for (const i of constant) {
    for (let j = 0; j < size; j++) values[i * size + j] = values[j * size + i] = Number.NaN;
  }
  return { size, values };
}

function withShifts(fit: RankedFit, by: Covariance): Covariance {
  const { strengths, structure } = fit;
  const m = strengths.length;
  const { size } = by;
  const resting = Array.from(strengths.keys()).filter(
    (i) => Number.isFinite(strengths[i]) && structure.status[i] !== "ok",
  );
  if (resting.length === 0) return by;
  const curvature = fit.covariance("fisher");
  const missing = (i: number) =>
    Math.max(0, curvature.values[i * curvature.size + i] - by.values[i * size + i]);
  const sumOf = (models: readonly number[], f: (i: number) => number): number =>
    models.reduce((sum, i) => sum + f(i), 0);
  const added = new Float64Array(m * m);
  for (const g of new Set(resting.map((i) => structure.group[i]))) {
    const members = resting.filter((i) => structure.group[i] === g);
    const outside = 1 - members.length / m;
    const mean = sumOf(members, missing) / members.length;
    // A covariance without a number for a model stays so.
    if (!(mean > 0) || outside === 0) continue;
    const place = (i: number) => (structure.group[i] === g ? 1 : 1 - 1 / outside);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < m; j++) added[i * m + j] += mean * place(i) * place(j);
    }
  }
  // A group's shift moves the others against the mean too: together they must not add too much.
  const known = resting.filter((i) => added[i * m + i] > 0 && missing(i) >= 0);
  if (known.length === 0) return by;
  const share = sumOf(known, missing) / sumOf(known, (i) => added[i * m + i]);
  const values = by.values.slice();
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) values[i * size + j] += share * added[i * m + j];
  }
  return { size, values };
}
