/**
 * How far raters agree: two of them from the table of their verdicts, many from counts by unit. Categories are numbered along a scale
 * (for a comparison: the first is better, a tie, the second is better), so that a disagreement can
 * be small or large.
 */

/**
 * Verdicts of two raters on the same units. Row: the category of the first rater, column: that of
 * the second; row-major, size × size. Entries are counts, or sums of weights.
 */
export interface Confusion {
  readonly size: number;
  readonly counts: Float64Array;
}

/** How much a disagreement counts: all alike, by its distance, or by the square of it. */
type KappaWeights = "none" | "linear" | "quadratic";

const DISTANCE: Record<KappaWeights, (steps: number) => number> = {
  none: (steps) => (steps === 0 ? 0 : 1),
  linear: (steps) => Math.abs(steps),
  quadratic: (steps) => steps * steps,
};

/**
 * The table of two columns of categories (0 … size - 1; below 0 is no verdict, and the unit is left
 * out). `weight` says how often a unit counts, once if it is absent.
 */
export function confusionOf(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  { size, weight }: { size: number; weight?: ArrayLike<number> | undefined },
): Confusion {
  const counts = new Float64Array(size * size);
  for (let u = 0; u < first.length; u++) {
    if (first[u] < 0 || second[u] < 0) continue;
    counts[first[u] * size + second[u]] += weight === undefined ? 1 : weight[u];
  }
  return { size, counts };
}

/** How many units a table holds. */
export function confusionTotal({ counts }: Confusion): number {
  return counts.reduce((sum, n) => sum + n, 0);
}

/** The share of units with the same verdict; null without units. */
export function agreementShare(confusion: Confusion): number | null {
  const total = confusionTotal(confusion);
  if (total === 0) return null;
  let same = 0;
  for (let c = 0; c < confusion.size; c++) same += confusion.counts[c * (confusion.size + 1)];
  return same / total;
}

/**
 * The share of the same verdict among the units on which both raters decided, that is, without those
 * that either called a tie (the middle of the scale); null where there is none.
 */
export function decisiveAgreement(confusion: Confusion): number | null {
  const { same, total } = decisiveCounts(confusion);
  return total === 0 ? null : same / total;
}

/** The counts behind `decisiveAgreement`. */
export function decisiveCounts({ size, counts }: Confusion): { same: number; total: number } {
  const middle = (size - 1) / 2;
  let same = 0;
  let total = 0;
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      if (a === middle || b === middle) continue;
      const n = counts[a * size + b];
      total += n;
      if (a < middle === b < middle) same += n;
    }
  }
  return { same, total };
}

/**
 * Cohen's kappa (Educational and Psychological Measurement 20, 1960): the agreement beyond that of two
 * raters who gave their verdicts by chance with the same frequencies; weighted after Cohen
 * (Psychological Bulletin 70, 1968). 1 is full agreement, 0 that of chance. Null where it is not
 * determined: without units, or where both always give one and the same verdict.
 */
export function cohenKappa(
  { size, counts }: Confusion,
  { weights = "none" }: { weights?: KappaWeights } = {},
): number | null {
  const rows = new Float64Array(size);
  const columns = new Float64Array(size);
  let total = 0;
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      const n = counts[a * size + b];
      rows[a] += n;
      columns[b] += n;
      total += n;
    }
  }
  let observed = 0;
  let expected = 0;
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      const distance = DISTANCE[weights](a - b);
      observed += distance * counts[a * size + b];
      expected += (distance * rows[a] * columns[b]) / total;
    }
  }
  return total === 0 || expected === 0 ? null : 1 - observed / expected;
}

/**
 * How often each unit was given each category, by any number of raters: rows are units, `size` columns
 * are categories, row-major.
 */
interface RatingCounts {
  readonly size: number;
  /** units × size. */
  readonly counts: Float64Array;
  /** How often each unit counts; absent: each counts once. */
  readonly weight?: ArrayLike<number> | undefined;
}

/** Counts from one column of categories a rater (below 0: no verdict). */
export function ratingCounts(
  raters: readonly ArrayLike<number>[],
  { size, weight }: { size: number; weight?: ArrayLike<number> | undefined },
): RatingCounts {
  const units = raters[0]?.length ?? 0;
  const counts = new Float64Array(units * size);
  for (const verdicts of raters) {
    for (let u = 0; u < units; u++) if (verdicts[u] >= 0) counts[u * size + verdicts[u]]++;
  }
  return { size, counts, weight };
}

/**
 * Fleiss' kappa (Psychological Bulletin 76, 1971) over the units that all `raters` rated; for two it
 * is Scott's pi. Null where it is not determined.
 */
export function fleissKappa(
  { size, counts, weight }: RatingCounts,
  { raters }: { raters: number },
): number | null {
  const shares = new Float64Array(size);
  let units = 0;
  let agreement = 0;
  for (let u = 0; u * size < counts.length; u++) {
    const row = counts.subarray(u * size, (u + 1) * size);
    const times = weight === undefined ? 1 : weight[u];
    if (times === 0 || row.reduce((sum, n) => sum + n, 0) !== raters) continue;
    units += times;
    let pairs = 0;
    for (let c = 0; c < size; c++) {
      shares[c] += times * row[c];
      pairs += row[c] * (row[c] - 1);
    }
    agreement += (times * pairs) / (raters * (raters - 1));
  }
  const chance = shares.reduce((sum, n) => sum + (n / (units * raters)) ** 2, 0);
  return units === 0 || chance >= 1 ? null : (agreement / units - chance) / (1 - chance);
}

/** What a disagreement between two categories counts for in alpha. */
const DIFFERENCE = {
  nominal: (steps: number): number => (steps === 0 ? 0 : 1),
  interval: (steps: number): number => steps * steps,
};

type AlphaMetric = keyof typeof DIFFERENCE;

/**
 * Krippendorff's alpha (Computing Krippendorff's Alpha-Reliability, 2011): 1 - observed / expected
 * disagreement, over the units with at least two verdicts, whoever gave them. Unlike kappa it bears
 * raters who saw only some units. Null where it is not determined.
 */
export function krippendorffAlpha(
  { size, counts, weight }: RatingCounts,
  { metric }: { metric: AlphaMetric },
): number | null {
  const difference = DIFFERENCE[metric];
  const values = new Float64Array(size);
  let observed = 0;
  for (let u = 0; u * size < counts.length; u++) {
    const row = counts.subarray(u * size, (u + 1) * size);
    const times = weight === undefined ? 1 : weight[u];
    const verdicts = row.reduce((sum, n) => sum + n, 0);
    if (times === 0 || verdicts < 2) continue;
    for (let a = 0; a < size; a++) {
      values[a] += times * row[a];
      for (let b = 0; b < size; b++) {
        observed += (times * row[a] * row[b] * difference(a - b)) / (verdicts - 1);
      }
    }
  }
  const total = values.reduce((sum, n) => sum + n, 0);
  let expected = 0;
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) expected += values[a] * values[b] * difference(a - b);
  }
  return expected === 0 ? null : 1 - (observed * (total - 1)) / expected;
}
