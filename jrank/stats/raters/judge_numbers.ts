/** Numbers of one judge: how often something happens, repeats, cycles, and how much its top rests on few verdicts. */
import { RANKING } from "../../core/defaults.ts";
import type { Random } from "../../core/random.ts";
import type { Vote } from "../../core/types.ts";
import { collapse } from "../data/collapse.ts";
import { type Comparisons, sharesOfRow } from "../data/comparisons.ts";
import { plainShareInterval } from "../data/win_rate.ts";
import { curvatureAt } from "../fit/information.ts";
import { FLAT } from "../fit/prior.ts";
import { kendallTauB } from "../numeric/rank_correlation.ts";
import { studentTQuantile } from "../numeric/student_t.ts";
import { type Fitted, fitModel } from "../uncertainty/fitted.ts";
import { clusterIntervals, type IntervalEstimate } from "./rater_agreement.ts";

/** A share with its interval by question; null where there is nothing to count. */
interface Share {
  readonly times: number;
  readonly of: number;
  readonly share: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** A row's question, of which all rows have to tell theirs. */
type Asked = { readonly question: string | undefined };

/**
 * A mean with the interval of a ratio whose questions are the units: the jackknife over questions, with
 * t(Q - 1). Without two questions it has none.
 */
export function meanByQuestion(
  rows: readonly (Asked & { readonly value: number })[],
  { confidence = RANKING.confidence }: { confidence?: number } = {},
): IntervalEstimate {
  const of = rows.length;
  if (of === 0) return { estimate: null, lower: null, upper: null };
  const sum = rows.reduce((total, { value }) => total + value, 0);
  const estimate = sum / of;
  const questions = new Map<string, { sum: number; of: number }>();
  for (const { question = "", value } of rows) {
    const own = questions.get(question) ?? { sum: 0, of: 0 };
    questions.set(question, { sum: own.sum + value, of: own.of + 1 });
  }
  if (questions.size < 2 || rows.some(({ question }) => question === undefined)) {
    return { estimate, lower: null, upper: null };
  }
  const without = [...questions.values()].map((own) => (sum - own.sum) / (of - own.of));
  return jackknifeInterval(estimate, without, confidence);
}

/** An estimate with the t interval of the same without each part. */
function jackknifeInterval(
  estimate: number,
  without: readonly number[],
  confidence: number,
): IntervalEstimate {
  const parts = without.length;
  const square = without.reduce((total, value) => total + (value - estimate) ** 2, 0);
  const t = studentTQuantile((1 + confidence) / 2, parts - 1);
  const half = t * Math.sqrt(((parts - 1) / parts) * square);
  return { estimate, lower: estimate - half, upper: estimate + half };
}

/** How often something is so: `meanByQuestion`, and `plainShareInterval` where questions do not tell. */
export function shareByQuestion(
  rows: readonly (Asked & { readonly is: boolean })[],
  { confidence = RANKING.confidence }: { confidence?: number } = {},
): Share {
  const of = rows.length;
  const times = rows.filter(({ is }) => is).length;
  const values = rows.map(({ question, is }) => ({ question, value: Number(is) }));
  const { estimate: share, lower, upper } = meanByQuestion(values, { confidence });
  if (share === null) return { times, of, share, lower, upper };
  // Ends this near are those of questions that are all alike.
  if (lower === null || upper === null || upper - lower < 1e-9) {
    const isKnown = rows.every(({ question }) => question !== undefined);
    const questions = isKnown ? new Set(rows.map(({ question }) => question)).size : undefined;
    return { times, of, share, ...plainShareInterval({ times, of, questions }, { confidence }) };
  }
  return { times, of, share, lower: Math.max(0, lower), upper: Math.min(1, upper) };
}

/** Questions are left out in so many parts, at most: a fit each. */
const PARTS = 20;

/**
 * What a judge's verdicts tell of the models: (spread of the strengths / their mean standard error by
 * question)², the spread without what errors alone make, for 1000 judgments. The interval leaves out one
 * question at a time, of many questions a twentieth of them.
 */
export function informationOf(
  comparisons: Comparisons,
  { confidence = RANKING.confidence }: { confidence?: number } = {},
): IntervalEstimate {
  const estimate = informationIn(comparisons);
  const { cluster, clusters } = comparisons;
  const parts = Math.min(PARTS, clusters.length);
  const nothing = { lower: null, upper: null };
  if (estimate === null || cluster === undefined || parts < 3) return { estimate, ...nothing };
  const without = Array.from({ length: parts }, (_, part) => {
    const weight = Float64Array.from(cluster, (q, k) =>
      q % parts === part ? 0 : (comparisons.weight?.[k] ?? 1),
    );
    return informationIn({ ...comparisons, weight });
  });
  const known = without.filter((value) => value !== null);
  // Where a part holds the board together, nothing tells how far the rest would go without it.
  if (known.length < parts) return { estimate: Math.max(0, estimate), ...nothing };
  const { lower, upper } = jackknifeInterval(estimate, known, confidence);
  return {
    estimate: Math.max(0, estimate),
    lower: Math.max(0, lower as number),
    upper: Math.max(0, upper as number),
  };
}

/** The same without an interval; below 0 where the strengths vary less than their errors. */
function informationIn(comparisons: Comparisons): number | null {
  const fit = fitHalf(comparisons, true);
  const { size, values } = fit.covariance("cr3");
  const known = [...fit.strengths.keys()].filter(
    (i) => Number.isFinite(fit.strengths[i]) && values[i * (size + 1)] > 0,
  );
  if (known.length < 2) return null;
  const variance = known.reduce((sum, i) => sum + values[i * (size + 1)], 0) / known.length;
  const spread = known.reduce((sum, i) => sum + fit.strengths[i] ** 2, 0) / (known.length - 1);
  const judgments =
    comparisons.weight === undefined
      ? comparisons.first.length
      : comparisons.weight.reduce((sum, weight) => sum + weight, 0);
  return (1000 * (spread - variance)) / variance / judgments;
}

/** Strengths as a judge's own verdicts give them: ties are half wins, and nothing is presumed. */
export const fitHalf = (comparisons: Comparisons, homeAdvantage: boolean): Fitted =>
  fitModel("half", { comparisons, counts: collapse(comparisons), homeAdvantage, prior: FLAT });

/**
 * Kendall's tau between the rankings of two judges, over the models that both place. The interval draws
 * questions anew, for both judges the same; a question moves strengths as far as leaving it out does (the
 * jackknife's, to first order). What is drawn can only shuffle an order that is one, so the estimate is
 * counted as inside.
 */
export function tauByQuestion(
  fits: readonly [Fitted, Fitted],
  {
    confidence = RANKING.confidence,
    rounds,
    random,
  }: { confidence?: number; rounds: number; random: Random },
): IntervalEstimate {
  const [one, two] = fits;
  const both = one.models.flatMap((model, i) => {
    const j = two.models.indexOf(model);
    return Number.isFinite(one.strengths[i]) && Number.isFinite(two.strengths[j]) ? [[i, j]] : [];
  });
  if (both.length < 3) return { estimate: null, lower: null, upper: null };
  const tau = (moved: readonly ArrayLike<number>[]): number | null =>
    kendallTauB(
      both.map(([i]) => one.strengths[i] + (moved[0]?.[i] ?? 0)),
      both.map(([, j]) => two.strengths[j] + (moved[1]?.[j] ?? 0)),
    );
  const estimate = tau([]);
  const names = [...new Set(fits.flatMap(({ clustered }) => clustered?.clusters ?? []))];
  const moves = fits.map((fit) => {
    const left = fit.jackknife();
    const place = new Map(fit.clustered?.clusters.map((name, q) => [name, q]));
    return names.map((name) => {
      const q = place.get(name);
      return q === undefined ? undefined : left?.move(q);
    });
  });
  if (estimate === null || names.length < 2 || rounds === 0 || moves.flat().every((d) => !d)) {
    return { estimate, lower: null, upper: null };
  }
  const [{ lower, upper }] = clusterIntervals(
    names.map((_, q) => q),
    (times) => [
      tau(
        moves.map((own, f) => {
          const moved = new Float64Array(fits[f].strengths.length);
          own.forEach((d, q) => {
            if (d && times[q] !== 1)
              for (let i = 0; i < moved.length; i++) moved[i] += (1 - times[q]) * d[i];
          });
          return moved;
        }),
      ),
    ],
    { clusters: names.length, rounds, random, confidence },
  );
  if (lower === null || upper === null) return { estimate, lower: null, upper: null };
  return { estimate, lower: Math.min(lower, estimate), upper: Math.max(upper, estimate) };
}

/** Pairs of verdicts on the very same game (question, turn, order), and whether they are one. */
export function repeatedVerdicts(
  games: readonly Vote[],
): { question: string | undefined; is: boolean }[] {
  const seen = new Map<string, Vote>();
  return games.flatMap((game) => {
    const { question, turn = 1, first, second, outcome } = game;
    if (question === undefined || outcome === "error") return [];
    const key = JSON.stringify([question, turn, first, second]);
    const before = seen.get(key);
    seen.set(key, game);
    return before ? [{ question, is: before.outcome === outcome }] : [];
  });
}

/**
 * Threes of models that a judge compared with each other on one question without a tie, and whether they
 * go round in a circle (Kendall and Babington Smith, Biometrika 31, 1940): a coin does so in 1 of 4.
 */
export function circularThrees(games: readonly Vote[]): { question: string; is: boolean }[] {
  const won = new Map<string, Map<string, Map<string, number>>>();
  for (const { question, turn = 1, first, second, outcome } of games) {
    if (question === undefined || outcome === "error" || first === second) continue;
    const key = JSON.stringify([question, turn]);
    const table = won.get(key) ?? new Map<string, Map<string, number>>();
    won.set(key, table);
    const points = outcome === 3 ? 0 : outcome === 1 ? 1 : -1;
    for (const [one, two, by] of [
      [first, second, points],
      [second, first, -points],
    ] as const) {
      const row = table.get(one) ?? new Map<string, number>();
      table.set(one, row.set(two, (row.get(two) ?? 0) + by));
    }
  }
  return [...won].flatMap(([key, table]) => {
    const question = String((JSON.parse(key) as [string, number])[0]);
    const models = [...table.keys()].sort();
    const sign = (a: string, b: string): number => Math.sign(table.get(a)?.get(b) ?? 0);
    const threes: { question: string; is: boolean }[] = [];
    models.forEach((a, i) => {
      models.slice(i + 1).forEach((b, k) => {
        if (sign(a, b) === 0) return;
        for (const c of models.slice(i + k + 2)) {
          if (sign(b, c) === 0 || sign(c, a) === 0) continue;
          threes.push({ question, is: sign(a, b) === sign(b, c) && sign(b, c) === sign(c, a) });
        }
      });
    });
    return threes;
  });
}

/** So many verdicts taken out put a model behind another. */
interface Fragility {
  readonly ahead: string;
  readonly behind: string;
  readonly verdicts: number;
  readonly share: number;
}

/** More verdicts than this share of all are no few. */
const MOST_SHARE = 0.5;

/**
 * The fewest verdicts whose removal turns a pair round, found to first order (each verdict moves the gap by
 * -c'H^-1 times its score; Broderick, Giordano and Meager, arXiv 2011.14999) and then by fitting without
 * them: more are taken where the order has not turned, and fewer where they do. Null where half of the verdicts do not do it.
 */
export function fewestDropped(
  fit: Fitted,
  comparisons: Comparisons,
  [ahead, behind]: readonly [number, number],
): Fragility | null {
  const { strengths, parameters, homeAdvantage, models } = fit;
  const gap = strengths[ahead] - strengths[behind];
  const curvature = curvatureAt(parameters);
  if (!(gap > 0) || !Number.isFinite(gap) || curvature === null) return null;
  const size = parameters.x.length;
  const { likelihood, x } = parameters;
  const tie = likelihood.tie === null ? 0 : x[size - 1];
  const along = Float64Array.from(
    { length: size },
    (_, p) => curvature.inverse[ahead * size + p] - curvature.inverse[behind * size + p],
  );
  const { first, second } = comparisons;
  const out = new Float64Array(6);
  const home = parameters.home ? models.length : -1;
  const moves = Array.from(first, (i, k) => {
    const j = second[k];
    if (i === j) return 0;
    const [won, lost, tied] = Array.from(sharesOfRow(comparisons, k));
    likelihood.evaluate(won, lost, tied, homeAdvantage + strengths[i] - strengths[j], tie, out);
    return -out[1] * (along[i] - along[j] + (home < 0 ? 0 : along[home]));
  });
  const order = [...moves.keys()].sort((a, b) => moves[a] - moves[b]);
  const most = MOST_SHARE * order.length;
  let count = 0;
  for (let left = gap; left > 0 && count < most; count++) {
    const move = moves[order[count]];
    if (!(move < 0)) return null;
    left += move;
  }
  const isTurned = (dropped: number): boolean => {
    const weight = Float64Array.from(first, (_, k) => comparisons.weight?.[k] ?? 1);
    for (const k of order.slice(0, dropped)) weight[k] = 0;
    const kept = { ...comparisons, weight };
    const again = fitHalf(kept, parameters.home);
    return again.strengths[ahead] - again.strengths[behind] <= 0;
  };
  while (count <= most && !isTurned(count)) count += Math.max(1, Math.ceil(count / 20));
  if (count > most) return null;
  // Fewer of the same may do, too.
  for (let least = 1; least < count; ) {
    const middle = Math.floor((least + count) / 2);
    if (isTurned(middle)) count = middle;
    else least = middle + 1;
  }
  const share = count / order.length;
  return { ahead: models[ahead], behind: models[behind], verdicts: count, share };
}
