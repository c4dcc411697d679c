import { RANKING } from "../../core/defaults.ts";
import type { Ranking } from "../../core/ranking.ts";
import { normalQuantile, studentTQuantile } from "../numeric/student_t.ts";
import { type ClusteredPoints, clusteredPoints, hasQuestions } from "./clusters.ts";
import type { Counts } from "./collapse.ts";
import { type Comparisons, hardVerdicts } from "./comparisons.ts";
import { pairPointsOf } from "./pair_points.ts";

/** How often a model won. */
export interface WinRate {
  readonly matches: number;
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
  /** (wins + ties / 2) / matches; null without matches. */
  readonly rate: number | null;
  readonly standardError: number | null;
  /** Wilson's interval of the rate. */
  readonly lower: number | null;
  readonly upper: number | null;
}

/**
 * Win rates of all models, in their order. A tie is half a win.
 *
 * With `rows`, the judgments behind the counts, questions are the unit: judgments of one question
 * go together, so a model's n judgments say as much as n / deff would that are independent, where
 * deff is the variance by question over that by judgment (not below 1). Wilson's interval is taken
 * at that number, with Student's t in place of z (C. Franco, R. Little, T. Louis and E. Slud,
 * Journal of Survey Statistics and Methodology 7, 2019). Without questions judgments are the unit.
 * `clustered`: the games of the counts by question, where they are known.
 */
export function winRates(
  counts: Counts,
  {
    confidence = RANKING.confidence,
    rows,
    clustered,
  }: {
    confidence?: number;
    rows?: Comparisons | undefined;
    clustered?: ClusteredPoints | null | undefined;
  } = {},
): WinRate[] {
  const m = counts.models.length;
  const wins = new Float64Array(m);
  const losses = new Float64Array(m);
  const ties = new Float64Array(m);
  for (let c = 0; c < counts.count.length; c++) {
    const i = counts.first[c];
    const j = counts.second[c];
    const n = counts.count[c];
    if (counts.outcome[c] === 3) {
      ties[i] += n;
      ties[j] += n;
    } else {
      wins[counts.outcome[c] === 1 ? i : j] += n;
      losses[counts.outcome[c] === 1 ? j : i] += n;
    }
  }
  const rates = Array.from(wins, (won, i) => (won + ties[i] / 2) / (won + losses[i] + ties[i]));
  const byQuestion = rows && questionVariances(counts, rates, clustered ?? rows);
  return rates.map((rate, i) => {
    const matches = wins[i] + losses[i] + ties[i];
    const tally = { matches, wins: wins[i], losses: losses[i], ties: ties[i] };
    if (matches === 0)
      return { ...tally, rate: null, standardError: null, lower: null, upper: null };
    const byJudgment = (rate * (1 - rate)) / matches;
    const met = byQuestion?.questions[i] ?? 0;
    if (byQuestion === undefined || met < 2) {
      const interval = wilsonInterval(rate * matches, matches, { confidence });
      return { ...tally, rate, standardError: Math.sqrt(byJudgment), ...interval };
    }
    const variance = Math.max(byJudgment, byQuestion.variance[i]);
    // A rate of 0 or 1 has no variance: then a question counts once.
    const n = byJudgment === 0 ? Math.min(matches, met) : (matches * byJudgment) / variance;
    const z = studentTQuantile((1 + confidence) / 2, met - 1);
    const standardError = Math.sqrt(variance);
    return { ...tally, rate, standardError, ...wilsonInterval(rate * n, n, { confidence, z }) };
  });
}

/** The variance of each model's rate with questions as the unit, and how many questions it met. */
function questionVariances(
  counts: Counts,
  rates: readonly number[],
  judgments: ClusteredPoints | Comparisons,
): { variance: Float64Array; questions: Int32Array } | undefined {
  const games = pairPointsOf(counts);
  const clustered =
    "start" in judgments ? judgments : clusteredPoints(hardVerdicts(judgments), games);
  if (!hasQuestions(clustered)) return undefined;
  const { first, second } = games;
  const { start, pair, won, lost } = clustered;
  const m = counts.models.length;
  const squares = new Float64Array(m);
  const matches = new Float64Array(m);
  const questions = new Int32Array(m);
  const residual = new Float64Array(m);
  // Those of a question's models that were met; no set is filled in here: there may be millions of games.
  const touched = new Uint16Array(m);
  const lastMet = new Int32Array(m).fill(-1);
  for (let q = 0; q < clustered.clusters.length; q++) {
    let count = 0;
    for (let e = start[q]; e < start[q + 1]; e++) {
      const i = first[pair[e]];
      const j = second[pair[e]];
      const n = won[e] + lost[e];
      residual[i] += won[e] - n * rates[i];
      residual[j] += lost[e] - n * rates[j];
      matches[i] += n;
      matches[j] += n;
      if (lastMet[i] !== q) touched[count++] = i;
      lastMet[i] = q;
      if (lastMet[j] !== q) touched[count++] = j;
      lastMet[j] = q;
    }
    for (let t = 0; t < count; t++) {
      const i = touched[t];
      squares[i] += residual[i] ** 2;
      questions[i]++;
      residual[i] = 0;
    }
  }
  return {
    questions,
    variance: squares.map(
      (sum, i) => ((questions[i] / (questions[i] - 1)) * sum) / matches[i] ** 2,
    ),
  };
}

/**
 * Wilson's score interval for a share of `successes` in `n` (Journal of the American Statistical
 * Association 22, 1927): unlike the usual one it stays within 0 and 1 and is right near them.
 * Half successes are allowed.
 */
export function wilsonInterval(
  successes: number,
  n: number,
  {
    confidence = RANKING.confidence,
    z = normalQuantile((1 + confidence) / 2),
  }: { confidence?: number; z?: number } = {},
): { lower: number; upper: number } {
  const p = successes / n;
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return {
    lower: successes === 0 ? 0 : centre - half,
    upper: successes === n ? 1 : centre + half,
  };
}

/**
 * The interval of a share whose questions do not tell how far they differ (all or none are so, all questions
 * have the same share, there is one question or none is known): Wilson's, of the judgments, and of one
 * judgment where all are on one question. `questions` is undefined where judgments have none.
 */
export function plainShareInterval(
  { times, of, questions }: { times: number; of: number; questions: number | undefined },
  { confidence = RANKING.confidence }: { confidence?: number } = {},
): { lower: number; upper: number } {
  return questions === 1
    ? wilsonInterval(times / of, 1, { confidence })
    : wilsonInterval(times, of, { confidence });
}

/** How often the answer shown first won, whatever model it was of. */
export type PositionCounts = Ranking["by_position"];

/**
 * Verdicts by position. Without a preference for a position, and with each model as often first as
 * second, both win equally often; the fitted home advantage also accounts for who met whom.
 */
export function positionCounts({ first, second, outcome, weight }: Comparisons): PositionCounts {
  const counts = [0, 0, 0];
  for (let k = 0; k < first.length; k++) {
    if (first[k] !== second[k]) counts[outcome[k] - 1] += weight === undefined ? 1 : weight[k];
  }
  const [first_wins = 0, second_wins = 0, ties = 0] = counts;
  return { first_wins, second_wins, ties };
}
