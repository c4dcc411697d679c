/** A penalised logit of pairs, and what leaving one question out does to it. */
import { cholesky, solveCholesky } from "../numeric/matrix.ts";
import { maximise } from "../numeric/newton.ts";

/**
 * Rows for a logit. The log odds of row k are offset[k] + scale[k] (x[first] - x[second]) + the sum of
 * extras[c][k] times x[models + c].
 */
export interface LogitRows {
  /** Number of models; 0 where only the extras count. */
  readonly models: number;
  readonly first: ArrayLike<number>;
  readonly second: ArrayLike<number>;
  /** 1 where not given. */
  readonly scale?: ArrayLike<number>;
  /** 0 where not given. */
  readonly offset?: ArrayLike<number>;
  /** Further columns, as long as the rows. */
  readonly extras: readonly ArrayLike<number>[];
  /** 1: the first won, 0: the second won, 0.5: a tie. */
  readonly score: ArrayLike<number>;
  readonly weight: ArrayLike<number>;
  /** Index of the question, below `questions`. */
  readonly question: ArrayLike<number>;
  readonly questions: number;
}

/** What stands beside the rows: (log-likelihood - tilt'x) / dispersion - (x - mean)' precision (x - mean) / 2. */
interface LogitTerms {
  /** Symmetric and positive definite, size x size. */
  readonly precision: Float64Array;
  readonly mean?: Float64Array;
  readonly tilt?: Float64Array;
  readonly dispersion?: number;
}

/** How many parameters the rows have. */
function logitSize({ models, extras }: LogitRows): number {
  return models + extras.length;
}

/** A diagonal precision: one value for the models, one for the extras. */
export function logitPrecision(rows: LogitRows, model: number, extra: number): Float64Array {
  const size = logitSize(rows);
  const precision = new Float64Array(size * size);
  for (let i = 0; i < size; i++) precision[i * (size + 1)] = i < rows.models ? model : extra;
  return precision;
}

/** The probability that the first wins, by row. */
export function logitScores(rows: LogitRows, x: Float64Array): Float64Array {
  return Float64Array.from({ length: rows.score.length }, (_, k) =>
    logistic(logOdds(rows, x, k) + (rows.offset?.[k] ?? 0)),
  );
}

/** The maximum: there is one whatever the rows say, because the precision is definite. */
export function fitLogit(
  rows: LogitRows,
  terms: LogitTerms,
  start?: Float64Array,
): { x: Float64Array; value: number } {
  const size = logitSize(rows);
  const { precision, mean, tilt, dispersion = 1 } = terms;
  const evaluate = (x: Float64Array, gradient: Float64Array, information: Float64Array): number => {
    gradient.fill(0);
    information.fill(0);
    let value = 0;
    for (let k = 0; k < rows.score.length; k++) {
      const eta = logOdds(rows, x, k) + (rows.offset?.[k] ?? 0);
      const p = logistic(eta);
      const weight = rows.weight[k] / dispersion;
      value += weight * logLikelihood(rows.score[k], eta);
      addRow(rows, k, weight * (rows.score[k] - p), gradient);
      addOuter(rows, k, weight * p * (1 - p), information, size);
    }
    for (let i = 0; i < size; i++) {
      let pull = 0;
      for (let j = 0; j < size; j++) pull += precision[i * size + j] * (x[j] - (mean?.[j] ?? 0));
      value -= ((x[i] - (mean?.[i] ?? 0)) * pull) / 2;
      gradient[i] -= pull;
      if (tilt !== undefined) {
        value -= (tilt[i] * x[i]) / dispersion;
        gradient[i] -= tilt[i] / dispersion;
      }
    }
    for (let i = 0; i < information.length; i++) information[i] += precision[i];
    return value;
  };
  return maximise({ size, evaluate }, start ?? mean ?? new Float64Array(size));
}

/** Of a fit's rows at x: the information (full, without precision), and score and information of questions. */
interface LogitParts {
  readonly size: number;
  readonly information: Float64Array;
  /** Score of each question. */
  readonly scores: readonly Float64Array[];
  /** Information of one question, full. */
  informationOf(question: number): Float64Array;
  readonly rowsOf: readonly (readonly number[])[];
}

/** See `LogitParts`. */
export function logitParts(rows: LogitRows, x: Float64Array): LogitParts {
  const size = logitSize(rows);
  const p = logitScores(rows, x);
  const rowsOf = Array.from({ length: rows.questions }, (): number[] => []);
  const scores = Array.from({ length: rows.questions }, () => new Float64Array(size));
  for (let k = 0; k < p.length; k++) {
    rowsOf[rows.question[k]].push(k);
    addRow(rows, k, rows.weight[k] * (rows.score[k] - p[k]), scores[rows.question[k]]);
  }
  const informationOf = (q: number): Float64Array => {
    const matrix = new Float64Array(size * size);
    for (const k of rowsOf[q]) addOuter(rows, k, rows.weight[k] * p[k] * (1 - p[k]), matrix, size);
    return mirrored(matrix, size);
  };
  const information = new Float64Array(size * size);
  for (let k = 0; k < p.length; k++) {
    addOuter(rows, k, rows.weight[k] * p[k] * (1 - p[k]), information, size);
  }
  return { size, information: mirrored(information, size), scores, informationOf, rowsOf };
}

/** (information - information of question q + precision)^-1 times vectors; q null leaves nothing out. */
export function solveWithout(
  { size, information, informationOf }: LogitParts,
  precision: Float64Array,
  q: number | null,
  ...vectors: readonly Float64Array[]
): Float64Array[] {
  const left = q === null ? new Float64Array(size * size) : informationOf(q);
  for (let i = 0; i < left.length; i++) left[i] = information[i] - left[i] + precision[i];
  cholesky(left, size);
  return vectors.map((vector) => {
    const solution = vector.slice();
    solveCholesky(left, size, solution);
    return solution;
  });
}

/** Adds `by` times the row's design to a vector. */
export function addRow(rows: LogitRows, k: number, by: number, to: Float64Array): void {
  if (rows.models > 0) {
    const scaled = by * (rows.scale?.[k] ?? 1);
    to[rows.first[k]] += scaled;
    to[rows.second[k]] -= scaled;
  }
  rows.extras.forEach((column, c) => {
    to[rows.models + c] += by * column[k];
  });
}

/** The row's design times a vector. */
export function logOdds(rows: LogitRows, x: Float64Array, k: number): number {
  let eta = rows.models > 0 ? (rows.scale?.[k] ?? 1) * (x[rows.first[k]] - x[rows.second[k]]) : 0;
  for (let c = 0; c < rows.extras.length; c++) eta += rows.extras[c][k] * x[rows.models + c];
  return eta;
}

/** Adds `by` times the outer product of the row's design to the lower triangle. */
function addOuter(rows: LogitRows, k: number, by: number, to: Float64Array, size: number): void {
  const { models, first, second, extras } = rows;
  const i = first[k];
  const j = second[k];
  const scale = rows.scale?.[k] ?? 1;
  if (models > 0) {
    const square = by * scale ** 2;
    to[i * size + i] += square;
    to[j * size + j] += square;
    to[i > j ? i * size + j : j * size + i] -= square;
  }
  for (let c = 0; c < extras.length; c++) {
    const scaled = by * extras[c][k];
    if (scaled === 0) continue;
    const row = (models + c) * size;
    if (models > 0) {
      to[row + i] += scaled * scale;
      to[row + j] -= scaled * scale;
    }
    for (let d = 0; d <= c; d++) to[row + models + d] += scaled * extras[d][k];
  }
}

function mirrored(matrix: Float64Array, size: number): Float64Array {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) matrix[j * size + i] = matrix[i * size + j];
  }
  return matrix;
}

/** score log p + (1 - score) log(1 - p). */
export function logLikelihood(score: number, eta: number): number {
  return score * eta - Math.max(eta, 0) - Math.log1p(Math.exp(-Math.abs(eta)));
}

function logistic(eta: number): number {
  return 1 / (1 + Math.exp(-eta));
}
