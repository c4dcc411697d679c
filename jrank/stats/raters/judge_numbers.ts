/** Numbers of one judge: how often something happens, repeats, cycles, and how much its top rests on few verdicts. */
import { RANKING } from "../../core/defaults.ts";
import type { Vote } from "../../core/types.ts";
import { collapse } from "../data/collapse.ts";
import type { Comparisons } from "../data/comparisons.ts";
import { wilsonInterval } from "../data/win_rate.ts";
import { curvatureAt } from "../fit/information.ts";
import { FLAT } from "../fit/prior.ts";
import { studentTQuantile } from "../numeric/student_t.ts";
import { type Fitted, fitModel } from "../uncertainty/fitted.ts";

/** A share with its interval by question; null where there is nothing to count. */
export interface Share {
  readonly times: number;
  readonly of: number;
  readonly share: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/**
 * How often something is so, with the interval of a ratio whose questions are the units: the jackknife over
 * questions with t(Q - 1). Wilson's interval where all or none are so, and without two questions.
 */
export function shareByQuestion(
  rows: readonly { readonly question: string | undefined; readonly is: boolean }[],
  { confidence = RANKING.confidence }: { confidence?: number } = {},
): Share {
  const of = rows.length;
  const times = rows.filter(({ is }) => is).length;
  if (of === 0) return { times, of, share: null, lower: null, upper: null };
  const share = times / of;
  const questions = new Map<string, { times: number; of: number }>();
  for (const { question = "", is } of rows) {
    const own = questions.get(question) ?? { times: 0, of: 0 };
    questions.set(question, { times: own.times + Number(is), of: own.of + 1 });
  }
  const count = questions.size;
  const isByQuestion = count > 1 && rows.every(({ question }) => question !== undefined);
  if (times === 0 || times === of || !isByQuestion) {
    return { times, of, share, ...wilsonInterval(times, of, { confidence }) };
  }
  let square = 0;
  for (const own of questions.values()) {
    square += ((times - own.times) / (of - own.of) - share) ** 2;
  }
  const half =
    studentTQuantile((1 + confidence) / 2, count - 1) * Math.sqrt(((count - 1) / count) * square);
  return { times, of, share, lower: Math.max(0, share - half), upper: Math.min(1, share + half) };
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
export interface Fragility {
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
  const { first, second, outcome } = comparisons;
  const out = new Float64Array(6);
  const home = parameters.home ? models.length : -1;
  const moves = Array.from(first, (i, k) => {
    const j = second[k];
    if (i === j) return 0;
    const won = (of: number): number => (outcome[k] === of ? 1 : 0);
    likelihood.evaluate(
      won(1),
      won(2),
      won(3),
      homeAdvantage + strengths[i] - strengths[j],
      tie,
      out,
    );
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
    const again = fitModel("half", {
      comparisons: kept,
      counts: collapse(kept),
      homeAdvantage: parameters.home,
      prior: FLAT,
    });
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
