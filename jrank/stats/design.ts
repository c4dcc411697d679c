import type { Comparisons } from "./comparisons.ts";
import { SCORE } from "./games.ts";

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

/**
 * The rows with weight between different models, and within a group where groups are given; the
 * home advantage is the first term.
 */
export function designOf(
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
