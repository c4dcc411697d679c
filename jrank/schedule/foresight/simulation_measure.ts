/** What a simulated run had reached after some judgments. */
import { createRandom } from "../../core/random.ts";
import { collapse } from "../../stats/data/collapse.ts";
import { countQuestions } from "../../stats/data/comparisons.ts";
import { FLAT } from "../../stats/fit/prior.ts";
import { column, quantilesOf } from "../../stats/numeric/quantile.ts";
import { normalQuantile, studentTQuantile } from "../../stats/numeric/student_t.ts";
import type { Covariance, CovarianceMethod } from "../../stats/uncertainty/covariance.ts";
import { type Fitted, fitModel } from "../../stats/uncertainty/fitted.ts";
import { INTERVALS, type IntervalMethod } from "../../stats/uncertainty/interval.ts";
import type { PlayedMatch } from "../schedule.ts";
import { comparisonsOf } from "../stop_rule.ts";
import type { Arena } from "./arena.ts";

/** Widths and errors in natural-log units; all null where a strength is undetermined. */
export interface Checkpoint {
  n: number;
  determined: boolean;
  /** Mean width of the 95 % intervals that take judgments as independent (Fisher). */
  naiveWidth: number | null;
  /** Mean width of the 95 % intervals that know of questions (CR3 with t). */
  honestWidth: number | null;
  /** Mean width of the intervals of the chosen method; null where one has an open side. */
  width: number | null;
  /** Root mean square error against the truth of these questions, and of the population. */
  errorOfSet: number | null;
  errorOfPopulation: number | null;
  /** Kendall's tau against the order of these questions. */
  tau: number | null;
  /** Share of the models whose interval (of the chosen method) holds the population's strength. */
  coverage: number | null;
  /** Share of neighbours in the fitted order told apart at 95 % (CR3, one look). */
  separatedNeighbours: number | null;
  groups: number;
}

export interface MeasureOptions {
  interval?: IntervalMethod;
  /** Rounds, where the interval needs them. */
  bootstrapN?: number;
  seed: number;
}

const COVARIANCES: Partial<Record<IntervalMethod, CovarianceMethod>> = {
  cr3: "cr3",
  cr1: "cr1",
  hc0: "hc0",
  fisher: "fisher",
};

/** Measures what `played` gives, against what the arena knows. */
export function measure(
  arena: Arena,
  played: readonly PlayedMatch[],
  { interval = "cr3", bootstrapN = 200, seed }: MeasureOptions,
): Checkpoint {
  const comparisons = comparisonsOf(played, { models: arena.models, questionOf: (item) => item });
  const counts = collapse(comparisons);
  const fit = fitModel("half", { comparisons, counts, homeAdvantage: true, prior: FLAT });
  const groups = new Set(fit.structure.group).size;
  const nothing = {
    n: played.length,
    determined: false,
    naiveWidth: null,
    honestWidth: null,
    width: null,
    errorOfSet: null,
    errorOfPopulation: null,
    tau: null,
    coverage: null,
    separatedNeighbours: null,
    groups,
  };
  if (!fit.strengths.every(Number.isFinite)) return nothing;
  const honest = fit.covariance("cr3");
  const degrees = countQuestions(comparisons) - 1;
  const t = studentTQuantile(0.975, degrees);
  const z = normalQuantile(0.975);
  const { ofThePopulation: population, ofTheseQuestions: set } = arena;
  const intervals = intervalsOf(fit, { interval, bootstrapN, seed });
  return {
    ...nothing,
    determined: true,
    naiveWidth: 2 * z * mean(standardErrors(fit.covariance("fisher"), arena.models)),
    honestWidth: 2 * t * mean(standardErrors(honest, arena.models)),
    width: finite(mean(intervals.map(({ lower, upper }) => upper - lower))),
    errorOfSet: rootMeanSquare(fit.strengths, set),
    errorOfPopulation: population && rootMeanSquare(fit.strengths, population),
    tau: kendallTau(fit.strengths, set),
    coverage:
      population &&
      mean(intervals.map(({ lower, upper }, i) => +holds(lower, population[i], upper))),
    separatedNeighbours: separated(fit.strengths, honest, t),
  };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

const holds = (lower: number, value: number, upper: number): boolean =>
  lower <= value && value <= upper;

function intervalsOf(
  fit: Fitted,
  { interval, bootstrapN, seed }: { interval: IntervalMethod; bootstrapN: number; seed: number },
): { lower: number; upper: number }[] {
  const m = fit.models.length;
  const method = COVARIANCES[interval];
  const covariance = fit.covariance(method ?? "cr3");
  const draws =
    method === undefined
      ? fit.bootstrap(bootstrapN, "question", createRandom(seed, "bootstrap"))
      : undefined;
  return Array.from(fit.strengths, (estimate, i) => {
    const { lower, upper } = INTERVALS[interval]({
      estimate,
      degrees: fit.degrees(i),
      correction: fit.questions()?.correction[i] ?? 1,
      confidence: 0.95,
      quantiles: draws ? quantilesOf(column(draws.strengths, m, i)) : () => null,
      standardError: Math.sqrt(covariance.values[i * covariance.size + i]),
    });
    return {
      lower: lower ?? Number.NEGATIVE_INFINITY,
      upper: upper ?? Number.POSITIVE_INFINITY,
    };
  });
}

function standardErrors({ values, size }: Covariance, models: number): number[] {
  return Array.from({ length: models }, (_, i) => Math.sqrt(values[i * size + i]));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function rootMeanSquare(a: Float64Array, b: Float64Array): number {
  return Math.sqrt(mean(Array.from(a, (value, i) => (value - b[i]) ** 2)));
}

/** Kendall's tau-a of two vectors; a pair that is equal in one counts neither way. */
export function kendallTau(a: Float64Array, b: Float64Array): number {
  let agreement = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < i; j++) agreement += Math.sign(a[i] - a[j]) * Math.sign(b[i] - b[j]);
  }
  return agreement / ((a.length * (a.length - 1)) / 2);
}

function separated(strengths: Float64Array, { values, size }: Covariance, t: number): number {
  const order = Array.from(strengths.keys()).sort((i, j) => strengths[j] - strengths[i]);
  let apart = 0;
  for (let k = 0; k + 1 < order.length; k++) {
    const [i, j] = [order[k], order[k + 1]];
    const variance = values[i * size + i] + values[j * size + j] - 2 * values[i * size + j];
    if (strengths[i] - strengths[j] > t * Math.sqrt(variance)) apart++;
  }
  return apart / (order.length - 1);
}
