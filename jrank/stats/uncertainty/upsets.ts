import { collapse } from "../data/collapse.ts";
import type { Comparisons } from "../data/comparisons.ts";
import { rowLookup, scoreOfRow } from "../data/pair_points.ts";
import { studentTQuantile } from "../numeric/student_t.ts";
import type { Fitted } from "./fitted.ts";
import { hasWholeWeights } from "./resample.ts";

/** A match that the ratings give to one side with this chance or more is lopsided. */
const LOPSIDED = 0.95;
/** With fewer lopsided matches nothing is said. */
const FEWEST_MATCHES = 30;
/** One-sided error of the test: small, because every ranking is tested. */
const ERROR = 0.005;
/** Fewer upsets beyond the expected ones move no rating that anybody would notice. */
const NOTICED = 2;

/** How often favourites lose, against what the ratings say. */
interface Upsets {
  /** Lopsided matches. */
  readonly matches: number;
  /** What the favourites lost of them, a tie as half, and what the fit expects. */
  readonly lost: number;
  readonly expected: number;
  /** How many standard errors over all matches speak of too many upsets. */
  readonly t: number;
  /** Whether chance hardly explains them, and they are more than a few. */
  readonly breaksModel: boolean;
}

/**
 * Whether favourites lose more often the larger the distance is, which Bradley-Terry cannot follow: a
 * score test (Rao 1948) of a term -d |d| beside the log odds d. A match counts (y - s) (g - x' H+ c) with y
 * its score, s the expected one, g = -d |d|, H the information and c = Σ s' x g, so what the fitted
 * strengths take out of the sum is taken out of its error, too. The error is by question, or by judgment where
 * no question is known. Null with fewer than 30 lopsided matches.
 *
 * Slips of a judge, or of reading its verdicts, let weak models beat strong ones now and then. That shrinks
 * distances, most so where many matches are lopsided, so they depend on which matches were played.
 */
export function upsetsOf(fit: Fitted, judgments: Comparisons): Upsets | null {
  const { games } = fit.parameters;
  const byQuestion = judgments.cluster !== undefined && judgments.clusters.length > 2;
  // Of judgments that are alike only the number matters, where they have no question.
  const isByRow = byQuestion || judgments.weight || judgments.shares || games.rowOf;
  const comparisons = isByRow ? judgments : cellsOf(judgments);
  const { models, first, second, weight, cluster, clusters } = comparisons;
  const m = models.length;
  const { group } = fit.structure;
  const home = Number.isFinite(fit.homeAdvantage) ? fit.homeAdvantage : 0;
  const gameOf = rowLookup(games, comparisons);
  // Judgments of a pair are foreseen alike, and there may be millions.
  const odds = Float64Array.from(
    games.first,
    (i, g) => home + fit.strengthsInGroup[i] - fit.strengthsInGroup[games.second[g]],
  );
  const expected = odds.map((d) => fit.score(d));
  const term = odds.map(termOf);
  // Its place among the games; -1 where it does not count: between groups no distance is determined.
  const counted = (k: number) =>
    first[k] !== second[k] && group[first[k]] === group[second[k]] ? gameOf(k) : -1;
  const countOf = (k: number) => (weight === undefined ? 1 : weight[k]);
  let matches = 0;
  let lost = 0;
  let foreseen = 0;
  for (let k = 0; k < first.length; k++) {
    const g = counted(k);
    if (g < 0) continue;
    const s = expected[g];
    if (Math.max(s, 1 - s) < LOPSIDED) continue;
    const y = scoreOfRow(comparisons, k);
    matches += countOf(k);
    lost += countOf(k) * (s > 0.5 ? 1 - y : y);
    foreseen += countOf(k) * Math.min(s, 1 - s);
  }
  if (matches < FEWEST_MATCHES) return null;
  const { values, size } = fit.covariance("fisher");
  const hasHome = size > m && home !== 0;
  const c = new Float64Array(size);
  const pulls = odds.map((d, g) => slopeOf(fit, d) * term[g]);
  for (let k = 0; k < first.length; k++) {
    const g = counted(k);
    if (g < 0) continue;
    const pull = countOf(k) * pulls[g];
    c[first[k]] += pull;
    c[second[k]] -= pull;
    if (hasHome) c[m] += pull;
  }
  const taken = c.map((_, row) => {
    let sum = 0;
    for (let col = 0; col < size; col++) sum += values[row * size + col] * c[col];
    return sum;
  });
  const left = term.map((d, g) => {
    const [i, j] = [games.first[g], games.second[g]];
    return d - taken[i] + taken[j] - (hasHome ? taken[m] : 0);
  });
  // A row of whole weight stands for so many judgments, each a unit of its own.
  const isRepeated = weight !== undefined && hasWholeWeights(comparisons);
  const parts = new Float64Array(byQuestion ? clusters.length : 0);
  let units = byQuestion ? clusters.length : 0;
  let total = 0;
  let squares = 0;
  for (let k = 0; k < first.length; k++) {
    const n = countOf(k);
    if (!byQuestion) units += isRepeated ? n : 1;
    const g = counted(k);
    if (g < 0) continue;
    const part = n * (scoreOfRow(comparisons, k) - expected[g]) * left[g];
    total += part;
    if (byQuestion && cluster) parts[cluster[k]] += part;
    else if (n > 0) squares += isRepeated ? (part * part) / n : part * part;
  }
  for (const part of parts) squares += part * part;
  if (!(squares > 0)) return null;
  const t = total / Math.sqrt((squares * units) / (units - 1));
  const isChance = t < studentTQuantile(1 - ERROR, units - 1);
  return {
    matches,
    lost,
    expected: foreseen,
    t,
    breaksModel: !isChance && lost >= foreseen + NOTICED,
  };
}

/** A row for each pair and outcome, weighted by how often it was. */
function cellsOf(judgments: Comparisons): Comparisons {
  const { first, second, outcome, count } = collapse(judgments);
  return { models: judgments.models, clusters: [], first, second, outcome, weight: count };
}

/** What is tested beside the log odds. */
function termOf(odds: number): number {
  return -odds * Math.abs(odds);
}

/** What one unit of log odds adds to the expected score. */
function slopeOf(fit: Fitted, odds: number): number {
  const step = 1e-4;
  return (fit.score(odds + step) - fit.score(odds - step)) / (2 * step);
}
