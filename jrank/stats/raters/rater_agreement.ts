/** Everything about how far raters agree, with intervals by question. */
import { RANKING } from "../../core/defaults.ts";
import type { Random } from "../../core/random.ts";
import { plainShareInterval } from "../data/win_rate.ts";
import { quantilesOf } from "../numeric/quantile.ts";
import {
  agreementShare,
  type Confusion,
  cohenKappa,
  confusionOf,
  confusionTotal,
  decisiveAgreement,
  decisiveCounts,
  fleissKappa,
  krippendorffAlpha,
  ratingCounts,
} from "./agreement.ts";
import { type Ratings, SCALE_SIZE } from "./ratings.ts";

/** A number with its interval; null where the data do not determine it. */
export interface IntervalEstimate {
  estimate: number | null;
  lower: number | null;
  upper: number | null;
}

export interface PairAgreement {
  first: string;
  second: string;
  /** Games on which both gave a verdict, and the questions these are about. */
  shared: number;
  questions: number;
  agreement: IntervalEstimate;
  kappa: IntervalEstimate;
  kappa_linear: IntervalEstimate;
  kappa_quadratic: IntervalEstimate;
  fleiss: IntervalEstimate;
  alpha_nominal: IntervalEstimate;
  alpha_interval: IntervalEstimate;
  decisive_agreement: IntervalEstimate;
  /** Rows: the first rater's verdicts, columns: the second's; first, tie, second. */
  confusion: number[][];
}

export interface GroupAgreement {
  /** Units with at least two verdicts, and those that all raters judged. */
  units: number;
  complete: number;
  fleiss: IntervalEstimate;
  alpha_nominal: IntervalEstimate;
  alpha_interval: IntervalEstimate;
}

interface AgreementOptions {
  confidence?: number;
  rounds?: number;
  /** Resampling of questions follows from it. */
  random: Random;
}

type Statistic<Input> = (input: Input) => number | null;

const PAIR_STATISTICS = {
  agreement: ({ confusion }) => agreementShare(confusion),
  kappa: ({ confusion }) => cohenKappa(confusion),
  kappa_linear: ({ confusion }) => cohenKappa(confusion, { weights: "linear" }),
  kappa_quadratic: ({ confusion }) => cohenKappa(confusion, { weights: "quadratic" }),
  fleiss: ({ counts }) => fleissKappa(counts, { raters: 2 }),
  alpha_nominal: ({ counts }) => krippendorffAlpha(counts, { metric: "nominal" }),
  alpha_interval: ({ counts }) => krippendorffAlpha(counts, { metric: "interval" }),
  decisive_agreement: ({ confusion }) => decisiveAgreement(confusion),
} as const satisfies Record<
  string,
  Statistic<{ confusion: Confusion; counts: ReturnType<typeof ratingCounts> }>
>;

/** Agreement of the raters with indices `a` and `b` on the games that both judged. */
export function pairAgreement(
  ratings: Ratings,
  a: number,
  b: number,
  options: AgreementOptions,
): PairAgreement {
  const shared = indicesWhere(ratings, (unit) => {
    return ratings.verdicts[a][unit] >= 0 && ratings.verdicts[b][unit] >= 0;
  });
  const columns = [a, b].map((rater) => picked(ratings.verdicts[rater], shared));
  const input = (weight?: Float64Array) => ({
    confusion: confusionOf(columns[0], columns[1], { size: SCALE_SIZE, weight }),
    counts: ratingCounts(columns, { size: SCALE_SIZE, weight }),
  });
  const { estimates, questions } = estimated(ratings, shared, PAIR_STATISTICS, input, options);
  const { confusion } = input();
  return {
    first: ratings.raters[a],
    second: ratings.raters[b],
    shared: confusionTotal(confusion),
    questions,
    ...(options.rounds === 0
      ? estimates
      : withPlainShares(estimates, confusion, questions, options)),
    confusion: Array.from({ length: SCALE_SIZE }, (_, row) =>
      Array.from(confusion.counts.subarray(row * SCALE_SIZE, (row + 1) * SCALE_SIZE)),
    ),
  };
}

type PairEstimates = Record<keyof typeof PAIR_STATISTICS, IntervalEstimate>;

/**
 * Where two raters agreed always or never, drawing questions anew cannot tell how often they would not:
 * shares have `plainShareInterval`, and what is made of the share of one verdict and of that by chance (kappa,
 * Fleiss, alpha) the ends that those of the share give it. The measures that weigh distances have none.
 */
function withPlainShares(
  estimates: PairEstimates,
  confusion: Confusion,
  questions: number,
  { confidence = RANKING.confidence }: AgreementOptions,
): PairEstimates {
  const total = confusionTotal(confusion);
  const plainOf = ({ estimate, lower, upper }: IntervalEstimate, of: number) =>
    estimate === null || lower !== null || upper !== null
      ? undefined
      : plainShareInterval({ times: Math.round(estimate * of), of, questions }, { confidence });
  const { agreement, decisive_agreement: decisive } = estimates;
  const shares = {
    agreement: { ...agreement, ...plainOf(agreement, total) },
    decisive_agreement: { ...decisive, ...plainOf(decisive, decisiveCounts(confusion).total) },
  };
  const isSettled = agreement.estimate === 0 || agreement.estimate === 1;
  if (!isSettled) return { ...estimates, ...shares };
  const { lower, upper } = shares.agreement;
  const chance = chanceDisagreements(confusion);
  const ends = (name: keyof typeof chance): IntervalEstimate => {
    const own = estimates[name];
    if (own.estimate === null || lower === null || upper === null) return own;
    return {
      estimate: own.estimate,
      lower: Math.min(own.lower ?? 1, 1 - (1 - lower) / chance[name]),
      upper: Math.max(own.upper ?? -1, 1 - (1 - upper) / chance[name]),
    };
  };
  const without = ({ estimate }: IntervalEstimate) => ({ estimate, lower: null, upper: null });
  return {
    ...shares,
    kappa: ends("kappa"),
    kappa_linear: without(estimates.kappa_linear),
    kappa_quadratic: without(estimates.kappa_quadratic),
    fleiss: ends("fleiss"),
    alpha_nominal: ends("alpha_nominal"),
    alpha_interval: without(estimates.alpha_interval),
  };
}

/** How often two raters would differ by chance, as each measure sees it. */
function chanceDisagreements({ size, counts }: Confusion) {
  const total = counts.reduce((sum, n) => sum + n, 0);
  const places = Array.from({ length: size }, (_, k) => k);
  const first = places.map((k) => places.reduce((sum, l) => sum + counts[k * size + l], 0) / total);
  const second = places.map(
    (k) => places.reduce((sum, l) => sum + counts[l * size + k], 0) / total,
  );
  const pooled = 1 - places.reduce((sum, k) => sum + ((first[k] + second[k]) / 2) ** 2, 0);
  return {
    kappa: 1 - places.reduce((sum, k) => sum + first[k] * second[k], 0),
    fleiss: pooled,
    alpha_nominal: (pooled * 2 * total) / (2 * total - 1),
  };
}

/** Agreement of all raters together. */
export function groupAgreement(ratings: Ratings, options: AgreementOptions): GroupAgreement {
  const raters = ratings.verdicts.length;
  const verdictsOn = (unit: number): number =>
    ratings.verdicts.filter((verdicts) => verdicts[unit] >= 0).length;
  const shared = indicesWhere(ratings, (unit) => verdictsOn(unit) >= 2);
  const columns = ratings.verdicts.map((verdicts) => picked(verdicts, shared));
  const statistics = {
    fleiss: (counts: ReturnType<typeof ratingCounts>) => fleissKappa(counts, { raters }),
    alpha_nominal: PAIR_ALPHA.nominal,
    alpha_interval: PAIR_ALPHA.interval,
  };
  const { estimates } = estimated(
    ratings,
    shared,
    statistics,
    (weight) => ratingCounts(columns, { size: SCALE_SIZE, weight }),
    options,
  );
  return {
    units: shared.length,
    complete: shared.filter((unit) => verdictsOn(unit) === raters).length,
    ...estimates,
  };
}

const PAIR_ALPHA = {
  nominal: (counts: ReturnType<typeof ratingCounts>) =>
    krippendorffAlpha(counts, { metric: "nominal" }),
  interval: (counts: ReturnType<typeof ratingCounts>) =>
    krippendorffAlpha(counts, { metric: "interval" }),
};

/** Point estimates of statistics on the chosen units, with intervals by question. */
function estimated<Name extends string, Input>(
  ratings: Ratings,
  units: readonly number[],
  statistics: Record<Name, Statistic<Input>>,
  input: (weight?: Float64Array) => Input,
  { confidence = RANKING.confidence, rounds = RANKING.bootstrap_n, random }: AgreementOptions,
): { estimates: Record<Name, IntervalEstimate>; questions: number } {
  const names = Object.keys(statistics) as Name[];
  const evaluate = (weight?: Float64Array): (number | null)[] => {
    const given = input(weight);
    return names.map((name) => statistics[name](given));
  };
  const index = new Map<number, number>();
  const cluster = units.map((unit) => {
    const question = ratings.cluster[unit];
    if (!index.has(question)) index.set(question, index.size);
    return index.get(question) as number;
  });
  const clusters = index.size;
  // One question says nothing about how much questions differ.
  const bounds =
    clusters < 2 || rounds === 0
      ? []
      : clusterIntervals(cluster, evaluate, { clusters, rounds, random, confidence });
  const points = evaluate();
  const estimates = Object.fromEntries(
    names.map((name, k) => {
      const { lower = null, upper = null } = bounds[k] ?? {};
      // Ends that no draw moves are no interval: the questions at hand do not differ.
      const isOne =
        points[k] === null || (lower !== null && upper !== null && upper - lower < 1e-9);
      return [
        name,
        { estimate: points[k], lower: isOne ? null : lower, upper: isOne ? null : upper },
      ];
    }),
  ) as Record<Name, IntervalEstimate>;
  return { estimates, questions: clusters };
}

function indicesWhere({ cluster }: Ratings, keep: (unit: number) => boolean): number[] {
  return Array.from(cluster, (_, unit) => unit).filter(keep);
}

function picked(column: Int8Array, units: readonly number[]): Int8Array {
  return Int8Array.from(units, (unit) => column[unit]);
}

/** An end is null where the draws do not determine it. */
interface Bounds {
  lower: number | null;
  upper: number | null;
}

/**
 * Percentile intervals of several statistics at once: in each round as many clusters are drawn as
 * there are, with replacement, each with all its units, and the statistics are computed with the
 * resulting `weight` of every unit. Units of one question share what is odd about it, so resampling
 * them one by one would promise too much (Cameron, Gelbach and Miller, Review of Economics and
 * Statistics 90, 2008).
 *
 * `cluster` holds the index of each unit's cluster, 0 … clusters - 1. A round that leaves a statistic
 * undetermined (null) counts at both ends.
 */
export function clusterIntervals(
  cluster: ArrayLike<number>,
  statistics: (weight: Float64Array) => readonly (number | null)[],
  {
    clusters,
    rounds,
    random,
    confidence = RANKING.confidence,
  }: { clusters: number; rounds: number; random: Random; confidence?: number },
): Bounds[] {
  const times = new Float64Array(clusters);
  const weight = new Float64Array(cluster.length);
  const draws: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    times.fill(0);
    for (let k = 0; k < clusters; k++) times[random.below(clusters)]++;
    for (let u = 0; u < weight.length; u++) weight[u] = times[cluster[u]];
    statistics(weight).forEach((value, s) => {
      draws[s] ??= [];
      draws[s].push(value ?? Number.NaN);
    });
  }
  const tail = (1 - confidence) / 2;
  return draws.map((values) => {
    const at = quantilesOf(Float64Array.from(values));
    return { lower: at(tail), upper: at(1 - tail) };
  });
}
