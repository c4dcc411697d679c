/** The covariance that statements about ranks and pairs rest on. */
import type { Fitted } from "./fitted.ts";
import { NO_ERROR } from "./interval.ts";
import type { Covariance } from "./sandwich.ts";

type RankedFit = Pick<Fitted, "strengths" | "homeAdvantageRests" | "structure" | "covariance">;

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
  return withoutConstants(withShifts(fit, atLeastCurvature(fit, byQuestion, m)), m);
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

/** Models with a strength that does not vary: its covariance by question is 0 but for rounding. */
export function constantModels({ strengths, structure }: RankedFit, by: Covariance): number[] {
  return Array.from(strengths.keys()).filter(
    (i) => structure.status[i] === "ok" && Number.isFinite(strengths[i]) && isConstant(by, i),
  );
}

function isConstant({ size, values }: Covariance, i: number): boolean {
  return values[i * size + i] < NO_ERROR ** 2;
}

function withoutConstants(by: Covariance, m: number): Covariance {
  const { size } = by;
  const constant = Array.from({ length: m }, (_, i) => i).filter((i) => isConstant(by, i));
  if (constant.length === 0) return by;
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
