import { collapse } from "./collapse.ts";
import type { Comparisons } from "./comparisons.ts";
import { findStructure, type Structure } from "./connectivity.ts";
import { gamesOf, SCORE } from "./games.ts";
import { addGauge, FLAT, type Prior } from "./likelihood.ts";
import { maximise } from "./newton.ts";

/**
 * Something about each judgment that may sway it beside the models' strengths: the difference in
 * length of the two answers, which judge it was, which turn. For a trait of the answers give the
 * first's minus the second's, so that swapping the order changes the sign.
 */
export interface Covariate {
  readonly name: string;
  /** One value a row. */
  readonly values: ArrayLike<number>;
}

/** The rows of a likelihood with covariates; the home advantage is a covariate that is always 1. */
export interface Design {
  /** Indices of the rows used: those within a group, with weight. */
  readonly row: Uint32Array;
  readonly first: Uint16Array;
  readonly second: Uint16Array;
  readonly score: Float64Array;
  readonly weight: Float64Array;
  /** rows x terms, row-major. */
  readonly terms: Float64Array;
  readonly termCount: number;
}

/** Strengths and effects, in natural-log units. */
export interface CovariateFit {
  readonly models: readonly string[];
  /** As in `BradleyTerryFit`: no number where undetermined. */
  readonly strengths: Float64Array;
  readonly homeAdvantage: number;
  /** Change of the log odds of the first for one unit of each covariate; NaN if undetermined. */
  readonly effects: Float64Array;
  readonly logLikelihood: number;
  readonly structure: Structure;
  /** Strengths (mean 0 in each group), then the home advantage where fitted, then the effects. */
  readonly x: Float64Array;
  readonly group: Int32Array;
  readonly design: Design;
  /** Precision of the normal prior on each entry of x. */
  readonly precision: Float64Array;
}

/**
 * Bradley-Terry with covariates: log odds of the first = home advantage + b_first - b_second +
 * the sum of effect × covariate. Strengths then compare models as if the covariates were equal,
 * which is how style and length are controlled for (Li et al., "Does style matter?", 2024); a column
 * for each judge gives every judge its own home advantage. Cost: linear in the rows for each of
 * about eight steps; without covariates `fitBradleyTerry` does the same on counts.
 *
 * Where the covariates separate the outcomes, so that no finite maximum exists, strengths and
 * effects are NaN.
 */
export function fitWithCovariates(
  comparisons: Comparisons,
  covariates: readonly Covariate[],
  { homeAdvantage = true, prior = FLAT }: { homeAdvantage?: boolean; prior?: Prior } = {},
): CovariateFit {
  const { models } = comparisons;
  const m = models.length;
  const structure = findStructure(
    gamesOf(collapse(comparisons)),
    homeAdvantage && prior.homeAdvantage === 0,
  );
  const flat = prior.strength === 0;
  const group = flat ? structure.group : new Int32Array(m);
  const home = homeAdvantage && structure.homeAdvantageDetermined;
  const design = designOf(comparisons, covariates, home, flat ? group : null);
  const size = m + design.termCount;
  const precision = new Float64Array(size).fill(prior.strength, 0, m);
  if (home) precision[m] = prior.homeAdvantage;
  const { x, value, converged } = maximise(
    {
      size,
      evaluate(at, gradient, information) {
        const result = evaluateDesign(design, m, precision, at, gradient, information);
        if (flat) addGauge(information, size, group);
        return result;
      },
    },
    new Float64Array(size),
  );
  const { side } = structure;
  const strengths = flat
    ? side.map((s, i) => (s === 0 ? x[i] : s * Number.POSITIVE_INFINITY))
    : x.slice(0, m);
  let logPrior = 0;
  for (let i = 0; i < size; i++) logPrior += (precision[i] * x[i] * x[i]) / 2;
  return {
    models,
    strengths: converged ? strengths : strengths.fill(Number.NaN),
    homeAdvantage: !homeAdvantage ? 0 : home && converged ? x[m] : Number.NaN,
    effects: converged
      ? x.slice(m + (home ? 1 : 0))
      : new Float64Array(covariates.length).fill(Number.NaN),
    logLikelihood: value + logPrior,
    structure,
    x,
    group,
    design,
    precision,
  };
}

function designOf(
  { first, second, outcome, weight }: Comparisons,
  covariates: readonly Covariate[],
  home: boolean,
  group: Int32Array | null,
): Design {
  const row = Uint32Array.from(first.keys()).filter(
    (k) =>
      first[k] !== second[k] &&
      weight?.[k] !== 0 &&
      (group === null || group[first[k]] === group[second[k]]),
  );
  const columns: ArrayLike<number>[] = covariates.map(({ values }) => values);
  if (home) columns.unshift(new Float64Array(first.length).fill(1));
  const termCount = columns.length;
  const terms = new Float64Array(row.length * termCount);
  row.forEach((k, r) => {
    columns.forEach((values, t) => {
      terms[r * termCount + t] = values[k];
    });
  });
  return {
    row,
    first: Uint16Array.from(row, (k) => first[k]),
    second: Uint16Array.from(row, (k) => second[k]),
    score: Float64Array.from(row, (k) => SCORE[outcome[k]]),
    weight: Float64Array.from(row, (k) => weight?.[k] ?? 1),
    terms,
    termCount,
  };
}

/** Log odds of the first of row r. */
export function oddsAt(design: Design, m: number, x: Float64Array, r: number): number {
  let eta = x[design.first[r]] - x[design.second[r]];
  for (let t = 0; t < design.termCount; t++) {
    eta += x[m + t] * design.terms[r * design.termCount + t];
  }
  return eta;
}

/** Log-likelihood and log prior; fills the gradient and the lower triangle of the information. */
export function evaluateDesign(
  design: Design,
  m: number,
  precision: Float64Array,
  x: Float64Array,
  gradient: Float64Array,
  information: Float64Array,
): number {
  const size = x.length;
  gradient.fill(0);
  information.fill(0);
  let value = 0;
  for (let r = 0; r < design.row.length; r++) {
    const eta = oddsAt(design, m, x, r);
    const e = Math.exp(-Math.abs(eta));
    const p = eta >= 0 ? 1 / (1 + e) : e / (1 + e);
    const n = design.weight[r];
    value += n * ((eta >= 0 ? design.score[r] - 1 : design.score[r]) * eta - Math.log1p(e));
    addScore(design, m, r, n * (design.score[r] - p), gradient);
    addInformation(design, m, size, r, n * p * (1 - p), information);
  }
  for (let i = 0; i < size; i++) {
    value -= (precision[i] * x[i] * x[i]) / 2;
    gradient[i] -= precision[i] * x[i];
    information[i * size + i] += precision[i];
  }
  return value;
}

/** Adds factor × the row of the design to a vector. */
export function addScore(
  { first, second, terms, termCount }: Design,
  m: number,
  r: number,
  factor: number,
  vector: Float64Array,
): void {
  vector[first[r]] += factor;
  vector[second[r]] -= factor;
  for (let t = 0; t < termCount; t++) vector[m + t] += factor * terms[r * termCount + t];
}

/** Adds factor × the row's outer product to the lower triangle of a matrix. */
export function addInformation(
  { first, second, terms, termCount }: Design,
  m: number,
  size: number,
  r: number,
  factor: number,
  matrix: Float64Array,
): void {
  const i = first[r];
  const j = second[r];
  matrix[i * size + i] += factor;
  matrix[j * size + j] += factor;
  matrix[i > j ? i * size + j : j * size + i] -= factor;
  for (let t = 0; t < termCount; t++) {
    const scaled = factor * terms[r * termCount + t];
    const row = (m + t) * size;
    matrix[row + i] += scaled;
    matrix[row + j] -= scaled;
    for (let u = 0; u <= t; u++) matrix[row + m + u] += scaled * terms[r * termCount + u];
  }
}
