import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import type { SoftVerdict } from "../../core/types.ts";
import { softVerdict } from "./soft_verdict.ts";

/**
 * Judgments as typed columns: what every statistical function reads.
 *
 * Row k says that models[first[k]], shown first, met models[second[k]] on the question
 * clusters[cluster[k]] with an outcome. A what-if (a bootstrap round, one question left out, only
 * the first n matches) is another `weight` column over the same rows.
 */
export interface Comparisons {
  /** Model ids; the order decides nothing. */
  readonly models: readonly string[];
  /** Names of the questions that the judgments share; empty where rows carry no question. */
  readonly clusters: readonly string[];
  /** Index of the model shown first. */
  readonly first: Uint16Array;
  /** Index of the model shown second. */
  readonly second: Uint16Array;
  /** 1: the first won, 2: the second won, 3: a tie; of a soft verdict the likeliest of them. */
  readonly outcome: Uint8Array;
  /**
   * Of soft verdicts: how much of row k counts as each outcome, at 3 k, 3 k + 1 and 3 k + 2. A row
   * with a hard verdict has 1 at its outcome. Absent where all are hard. Fits read this, counts of
   * verdicts read `outcome`.
   */
  readonly shares?: Float64Array;
  /** How often the row counts; absent when every row counts once. */
  readonly weight?: Float64Array;
  /** Index into `clusters`; absent where rows carry no question. */
  readonly cluster?: Uint32Array;
}

/** The columns have 16 bits for a model. */
const MOST_MODELS = 65_536;

/** A judgment by names, for small inputs, tests and library users. */
export interface ComparisonInput {
  first: string;
  second: string;
  /** 1: the first won, 2: the second won, 3: a tie. */
  outcome: 1 | 2 | 3;
  /** Of a soft verdict: the probabilities of 1, 2 and 3, which sum to 1. */
  soft?: SoftVerdict | undefined;
  /** The question. */
  cluster?: string | number;
  weight?: number;
}

/**
 * Columns from rows; models and clusters are numbered in the order of their first appearance. Where a
 * row has no cluster, none counts.
 *
 * @throws UserError for an outcome other than 1, 2 and 3, and for a weight that is no number from 0 on:
 *   an unknown verdict is never taken for a tie.
 */
export function comparisonsFrom(rows: readonly ComparisonInput[]): Comparisons {
  const n = rows.length;
  const models = new Map<string, number>();
  const clusters = new Map<string, number>();
  const indexIn = (names: Map<string, number>, name: string): number => {
    const known = names.get(name);
    if (known !== undefined) return known;
    names.set(name, names.size);
    return names.size - 1;
  };
  const hasCluster = n > 0 && rows.every((row) => row.cluster !== undefined);
  const hasWeight = rows.some((row) => row.weight !== undefined);
  const isSoft = rows.some((row) => row.soft !== undefined);
  const shares = new Float64Array(isSoft ? 3 * n : 0);
  const first = new Uint16Array(n);
  const second = new Uint16Array(n);
  const outcome = new Uint8Array(n);
  const weight = new Float64Array(hasWeight ? n : 0);
  const cluster = new Uint32Array(hasCluster ? n : 0);
  rows.forEach((row, k) => {
    checkRow(row, k);
    first[k] = indexIn(models, row.first);
    second[k] = indexIn(models, row.second);
    outcome[k] = row.outcome;
    if (isSoft) shares.set(row.soft ?? hardShares(row.outcome), 3 * k);
    if (hasWeight) weight[k] = row.weight ?? 1;
    if (hasCluster) cluster[k] = indexIn(clusters, String(row.cluster));
  });
  if (models.size > MOST_MODELS) {
    throw new UserError(say`there are ${models.size} models; ${MOST_MODELS} are the most`);
  }
  return {
    models: [...models.keys()],
    clusters: [...clusters.keys()],
    first,
    second,
    outcome,
    ...(isSoft && { shares }),
    ...(hasWeight && { weight }),
    ...(hasCluster && { cluster }),
  };
}

/** All of a row for its outcome. */
export function hardShares(outcome: number): SoftVerdict {
  return [Number(outcome === 1), Number(outcome === 2), Number(outcome === 3)];
}

/** How much of row k counts as each outcome. */
export function sharesOfRow({ outcome, shares }: Comparisons, k: number): ArrayLike<number> {
  return shares?.subarray(3 * k, 3 * k + 3) ?? hardShares(outcome[k]);
}

/** The same judgments with the likeliest outcome of each as its verdict: what counts of verdicts read. */
export function hardVerdicts(comparisons: Comparisons): Comparisons {
  const { shares, ...hard } = comparisons;
  return shares === undefined ? comparisons : hard;
}

/** Some rows; models and questions keep their numbers. */
export function pickedRows(comparisons: Comparisons, rows: ArrayLike<number>): Comparisons {
  const { first, second, outcome, shares, weight, cluster } = comparisons;
  return {
    ...comparisons,
    first: Uint16Array.from(rows, (k) => first[k]),
    second: Uint16Array.from(rows, (k) => second[k]),
    outcome: Uint8Array.from(rows, (k) => outcome[k]),
    ...(shares && {
      shares: Float64Array.from(
        { length: 3 * rows.length },
        (_, at) => shares[3 * rows[Math.floor(at / 3)] + (at % 3)],
      ),
    }),
    ...(weight && { weight: Float64Array.from(rows, (k) => weight[k]) }),
    ...(cluster && { cluster: Uint32Array.from(rows, (k) => cluster[k]) }),
  };
}

function checkRow({ outcome, soft, weight = 1 }: ComparisonInput, k: number): void {
  if (soft !== undefined) softVerdict(soft, say`row ${k}: soft`);
  if (outcome !== 1 && outcome !== 2 && outcome !== 3) {
    throw new UserError(
      say`row ${k}: the outcome must be 1 (the first won), 2 (the second) or 3 (a tie), got ${JSON.stringify(outcome)}; leave rows without a verdict out`,
    );
  }
  if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
    throw new UserError(say`row ${k}: the weight must be a number from 0 on, got ${weight}`);
  }
}

/** Questions with a judgment that counts; 0 where rows carry none. */
export function countQuestions(comparisons: Comparisons): number {
  const { first, second, weight, cluster } = comparisons;
  if (cluster === undefined) return 0;
  const seen = new Uint8Array(comparisons.clusters.length);
  for (let k = 0; k < first.length; k++) {
    if (first[k] !== second[k] && (weight === undefined || weight[k] !== 0)) seen[cluster[k]] = 1;
  }
  return seen.reduce((sum, s) => sum + s, 0);
}
