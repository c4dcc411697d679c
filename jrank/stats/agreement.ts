/**
 * How far two raters agree, from the table of their verdicts. Categories are numbered along a scale
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
export type KappaWeights = "none" | "linear" | "quadratic";

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
export function decisiveAgreement({ size, counts }: Confusion): number | null {
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
  return total === 0 ? null : same / total;
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
