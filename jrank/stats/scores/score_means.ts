/**
 * Means of scores with their intervals. Samples are drawn anew within each task (the stratified
 * bootstrap), so an interval says where a score would lie with other samples of these tasks.
 */
import { sampleCorrelation } from "simple-statistics";
import type { Random } from "../../core/random.ts";
import type { Score } from "../../core/scores/score_board.ts";
import { quantilesOf } from "../numeric/quantile.ts";
import { spearmanRho } from "../numeric/rank_correlation.ts";
import { normalQuantile } from "../numeric/student_t.ts";

/** Scores of one stratum: those of its units (a sample, or a question with its grades) in columns. */
export interface ScoredStratum {
  /** What is drawn together: every column has one entry for each unit. */
  units: number;
  columns: readonly ScoredColumn[];
}

export type ScoredColumn =
  | {
      name: string;
      kind: "mean";
      /** Sum of a unit's scores, and how many they are. */
      sums: readonly number[];
      counts: readonly number[];
      /** The lowest and the highest score there is. */
      range: readonly [number, number];
    }
  | {
      name: string;
      kind: "pearson" | "spearman";
      first: readonly number[];
      second: readonly number[];
    };

/** A mean of columns, or of means before it. */
export interface MeanOfColumns {
  name: string;
  of: readonly string[];
  /** Every sample counts alike, in place of every column. */
  isPooled?: boolean;
}

interface ScoreOptions {
  random: Random;
  rounds: number;
  confidence: number;
}

/** A correlation as llm-jp-eval reports it: 0 where one side is constant. */
function correlation(
  kind: "pearson" | "spearman",
  first: readonly number[],
  second: readonly number[],
): number {
  if (first.length < 2) return 0;
  const value =
    kind === "spearman" ? spearmanRho(first, second) : sampleCorrelation([...first], [...second]);
  return value === null || Number.isNaN(value) ? 0 : value;
}

const at = (values: readonly number[], units: ArrayLike<number>): number[] =>
  Array.from(units, (unit) => values[unit]);
const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** A column over some of its units. */
function columnValue(column: ScoredColumn, units: ArrayLike<number>): number {
  if (column.kind !== "mean") {
    return correlation(column.kind, at(column.first, units), at(column.second, units));
  }
  let [sum, count] = [0, 0];
  for (let k = 0; k < units.length; k++) {
    sum += column.sums[units[k]];
    count += column.counts[units[k]];
  }
  return sum / count;
}

/**
 * What a column of samples that are all alike may be worth: the share of samples of another kind,
 * after so many without one, is Beta(1, n + 1) under an even prior, and those lie at the far end.
 */
function unseen(
  { range: [low, high] }: ScoredColumn & { kind: "mean" },
  value: number,
  n: number,
  random: Random,
): number {
  const share = 1 - random.next() ** (1 / (n + 1));
  const end = value >= high ? low : value <= low || random.next() < 0.5 ? high : low;
  return (1 - share) * value + share * end;
}

const isAllAlike = (column: ScoredColumn): boolean =>
  column.kind === "mean" &&
  column.sums.every((sum, k) => sum * column.counts[0] === column.sums[0] * column.counts[k]);

/**
 * The score of every column and of every mean, by name. Of n units n - 1 are drawn, which makes the
 * variance of a mean unbiased however few there are (Rao and Wu, JASA 83, 1988). One unit alone tells
 * nothing about its like: no interval.
 */
export function scoreMeans(
  strata: readonly ScoredStratum[],
  means: readonly MeanOfColumns[],
  { random, rounds, confidence }: ScoreOptions,
): Map<string, Score> {
  const scores = new Map<string, Score>();
  const draws = new Map<string, Float64Array | undefined>();
  const sizes = new Map<string, number>();
  const keep = (name: string, score: number, n: number, missing: readonly string[] = []): void => {
    const own = draws.get(name);
    const bounds = own && intervalOf(own, score, confidence);
    scores.set(name, {
      score,
      ci_lower: bounds?.lower ?? null,
      ci_upper: bounds?.upper ?? null,
      standard_error: bounds?.error ?? null,
      n,
      ...(missing.length > 0 && { missing: [...missing] }),
    });
    sizes.set(name, n);
  };
  for (const { units, columns } of strata) {
    if (units === 0) continue;
    const all = Array.from({ length: units }, (_, k) => k);
    const values = columns.map((column) => columnValue(column, all));
    const own = columns.map(() => (units < 2 ? undefined : new Float64Array(rounds)));
    const alike = columns.map(isAllAlike);
    const drawn = new Int32Array(units - 1);
    for (let round = 0; units >= 2 && round < rounds; round++) {
      for (let k = 0; k < drawn.length; k++) drawn[k] = random.below(units);
      columns.forEach((column, c) => {
        (own[c] as Float64Array)[round] =
          column.kind === "mean" && alike[c]
            ? unseen(column, values[c], units, random)
            : columnValue(column, drawn);
      });
    }
    columns.forEach((column, c) => {
      draws.set(column.name, own[c]);
      const n = column.kind === "mean" ? sumOf(column.counts) : units;
      keep(column.name, values[c], n);
    });
  }
  for (const { name, of, isPooled = false } of means) {
    const there = of.filter((part) => scores.has(part));
    if (there.length === 0) continue;
    const weights = there.map((part) => (isPooled ? (sizes.get(part) as number) : 1));
    const total = sumOf(weights);
    const mean = (value: (part: string) => number): number =>
      sumOf(there.map((part, k) => weights[k] * value(part))) / total;
    const parts = there.map((part) => draws.get(part));
    const isDrawn = parts.every((part) => part !== undefined);
    draws.set(
      name,
      isDrawn
        ? Float64Array.from({ length: rounds }, (_, round) =>
            mean((part) => (draws.get(part) as Float64Array)[round]),
          )
        : undefined,
    );
    keep(
      name,
      mean((part) => scores.get(part)?.score as number),
      sumOf(there.map((part) => sizes.get(part) as number)),
      of.filter((part) => !scores.has(part)),
    );
  }
  return scores;
}

/** Percentiles, widened to hold the score itself; none where every draw is the same. */
function intervalOf(draws: Float64Array, score: number, confidence: number) {
  const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
  const variance = draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length;
  const at = quantilesOf(draws);
  const [lower, upper] = [at((1 - confidence) / 2), at((1 + confidence) / 2)];
  if (lower === null || upper === null || variance === 0) return undefined;
  return {
    lower: Math.min(lower, score),
    upper: Math.max(upper, score),
    error: Math.sqrt(variance),
  };
}

/**
 * The mean of scores that were made apart from one another, each divided by what a perfect score is:
 * their variances add up. Null where one is not there; no interval where one has none.
 */
export function meanOfApart(
  parts: readonly { score: Score | undefined; scale: number }[],
  confidence: number,
): Score | null {
  const k = parts.length;
  let value = 0;
  let variance: number | null = 0;
  let n: number | null = 0;
  for (const { score, scale } of parts) {
    if (score === undefined || score.score === null) return null;
    value += score.score / scale / k;
    const error: number | null = score.standard_error;
    variance = variance === null || error === null ? null : variance + (error / scale / k) ** 2;
    n = n === null || score.n === null ? null : n + score.n;
  }
  const error = variance === null ? null : Math.sqrt(variance);
  const reach = error === null ? null : error * normalQuantile((1 + confidence) / 2);
  return {
    score: value,
    ci_lower: reach === null ? null : Math.max(0, value - reach),
    ci_upper: reach === null ? null : Math.min(1, value + reach),
    standard_error: error,
    n,
  };
}
