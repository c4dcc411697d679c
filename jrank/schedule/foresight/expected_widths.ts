/** What the judgments bought, what more would bring, and what the original's rule would have cost. */
import { RANKING } from "../../core/defaults.ts";
import { hasQuestions } from "../../stats/data/clusters.ts";
import { collapse } from "../../stats/data/collapse.ts";
import type { Comparisons } from "../../stats/data/comparisons.ts";
import type { TieModel } from "../../stats/fit/likelihoods.ts";
import { FLAT, type Prior } from "../../stats/fit/prior.ts";
import { studentTQuantile } from "../../stats/numeric/student_t.ts";
import { fitModel } from "../../stats/uncertainty/fitted.ts";
import { NO_ERROR } from "../../stats/uncertainty/interval.ts";
import {
  evenMatches,
  expectedPrecision,
  type PairMatches,
} from "../../stats/uncertainty/precision.ts";
import {
  evenShare,
  observedShare,
  questionEffect,
  randomShare,
} from "../../stats/uncertainty/question_effect.ts";
import { expectedMatches } from "./expected_design.ts";

/** Half-widths of intervals (CR3 by question) over the models, in natural-log units. */
interface HalfWidths {
  mean: number;
  widest: number;
}

interface Outlook {
  /** How many there are; a row may stand for several. */
  judgments: number;
  now: HalfWidths;
  /** With `more` further judgments of the adaptive schedule on the same questions. */
  later: HalfWidths;
  /** Fewer than asked for where fewer are left to play; 0 where none is. */
  more: number;
  /** The mean half-width that stays with these questions however many judgments are bought. */
  floor: number;
  /** Standard deviation of a model's quality on a question, in natural-log units. */
  questionEffect: number;
  /**
   * Judgments that evenly spread matches on random questions (fewest-matches) need for the same mean
   * half-width; Infinity where all that can be played would not do.
   */
  evenJudgments: number;
}

/** What to look ahead of, and the model that the ratings are fitted with. */
interface OutlookOptions {
  /** Further judgments. */
  more?: number;
  confidence?: number;
  homeAdvantage?: boolean;
  ties?: TieModel;
  prior?: Prior;
}

/** Beyond this many models the estimate takes longer than the ranking. */
const MOST_MODELS = 120;

/**
 * The outlook of a set of judgments, or null where a strength is undetermined, judgments carry no
 * question, or no model met a question twice. Widths now are measured; the others follow from them
 * by the ratio of `expectedPrecision` at the fitted strengths, with the question effect and the share
 * of ties of these judgments.
 */
export function outlookOf(
  comparisons: Comparisons,
  {
    more: wanted = 100,
    confidence = RANKING.confidence,
    homeAdvantage = RANKING.home_advantage,
    ties = RANKING.ties,
    prior = FLAT,
  }: OutlookOptions = {},
): Outlook | null {
  const m = comparisons.models.length;
  if (m < 2 || m > MOST_MODELS) return null;
  const counts = collapse(comparisons);
  const fit = fitModel(ties, { comparisons, counts, homeAdvantage, prior });
  const { clustered, structure, homeAdvantageRests } = fit;
  if (!hasQuestions(clustered) || homeAdvantageRests) return null;
  if (!structure.status.every((status) => status === "ok")) return null;
  const questions = clustered.clusters.length;
  const share = observedShare(fit, clustered);
  const honest = fit.covariance("cr3");
  const effect = questionEffect(honest, fit.covariance("hc0"), {
    models: m,
    questions,
    share,
  });
  if (effect === null) return null;
  const t = studentTQuantile((1 + confidence) / 2, questions - 1);
  const halfWidths = fit.strengths.map((_, i) => t * Math.sqrt(honest.values[i * honest.size + i]));
  const now = summary(halfWidths);
  // Without any variation there is no error to say anything about.
  if (!Number.isFinite(now.widest) || now.widest <= NO_ERROR) return null;

  const { matches, judgments, tieRate } = played(counts, m);
  const noise = { questions, tieRate, questionEffect: effect };
  const { likelihood, x } = fit.parameters;
  const model = { confidence, likelihood, t: x[x.length - 1], prior };
  const precise = (pairs: PairMatches, ofShare: number): Float64Array =>
    expectedPrecision(fit.strengths, pairs, { ...noise, share: ofShare }, model).halfWidths;
  const most = m * (m - 1) * questions * timesPlayed(comparisons);
  const more = Math.max(0, Math.min(wanted, Math.floor(most - judgments)));
  const expected = precise(matches, share);
  const [next = matches] = expectedMatches(fit.strengths, [judgments + more], {
    goal: { name: "ranking" },
    start: matches,
  });
  const later = precise(
    next,
    laterShare(share, evenShare(matches, m, questions), evenShare(next, m, questions)),
  );
  return {
    judgments,
    now,
    // Model by model, so that the mean is never above the widest. The estimated share of questions is
    // rough: where it outgrows what judgments add, they add little.
    later: summary(halfWidths.map((half, i) => half * Math.min(1, later[i] / expected[i]))),
    more,
    floor: t * effect * Math.sqrt((1 - 1 / m) / questions),
    questionEffect: effect,
    evenJudgments: judgmentsFor(
      summary(expected).mean,
      (n) => summary(precise(evenMatches(m, n), randomShare(m))).mean,
      {
        start: judgments,
        most: Math.max(most, judgments),
      },
    ),
  };
}

/** How often the same two meet in the same order on a question at the most: once for each of its turns. */
function timesPlayed({ models, first, second, cluster, weight }: Comparisons): number {
  const games = new Map<number, number>();
  let most = 1;
  for (let k = 0; k < first.length; k++) {
    const pair = first[k] * models.length + second[k];
    const game = (cluster?.[k] ?? 0) * models.length ** 2 + pair;
    const times = (games.get(game) ?? 0) + (weight?.[k] ?? 1);
    games.set(game, times);
    most = Math.max(most, times);
  }
  return most;
}

/** The share grows as that of an even spread does; an even spread that has none yet tells no rate. */
function laterShare(share: number, evenNow: number, evenLater: number): number {
  return evenNow > 0.05 ? (share * evenLater) / evenNow : Math.max(share, evenLater);
}

/** Smallest n whose half-width is at most `target`; Infinity beyond `most`. Bisection. */
export function judgmentsFor(
  target: number,
  halfWidth: (n: number) => number,
  { start, most }: { start: number; most: number },
): number {
  let low = 1;
  let high = Math.min(most, Math.max(2, start));
  // All there is, judged, is exactly what all there is would give.
  const enough = target * (1 + 1e-9);
  while (halfWidth(high) > enough) {
    if (high >= most) return Number.POSITIVE_INFINITY;
    low = high;
    high = Math.min(most, 2 * high);
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (halfWidth(middle) > enough) low = middle;
    else high = middle;
  }
  return high;
}

function summary(halfWidths: Float64Array): HalfWidths {
  const sum = halfWidths.reduce((total, half) => total + half, 0);
  return { mean: sum / halfWidths.length, widest: Math.max(...halfWidths) };
}

function played(
  { first, second, outcome, count }: ReturnType<typeof collapse>,
  m: number,
): { matches: PairMatches; judgments: number; tieRate: number } {
  const matches = new Float64Array(m * m);
  let judgments = 0;
  let ties = 0;
  for (let c = 0; c < count.length; c++) {
    matches[first[c] * m + second[c]] += count[c];
    matches[second[c] * m + first[c]] += count[c];
    judgments += count[c];
    if (outcome[c] === 3) ties += count[c];
  }
  return { matches, judgments, tieRate: ties / judgments };
}
