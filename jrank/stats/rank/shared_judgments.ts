/** What two rankings share: the judgments of the earlier one found, and the error of the difference. */
import { type ClusteredPoints, hasQuestions } from "../data/clusters.ts";
import { collapse } from "../data/collapse.ts";
import type { Comparisons } from "../data/comparisons.ts";
import { pairLookup, SCORE } from "../data/pair_points.ts";
import { type Fitted, fitModel } from "../uncertainty/fitted.ts";
import { jackknife } from "../uncertainty/jackknife.ts";

/** What a ranking tells of a model's judgments; null where it does not say. */
interface ModelTally {
  model_id: string;
  n_matches?: number | null | undefined;
  wins?: number | null | undefined;
  losses?: number | null | undefined;
  ties?: number | null | undefined;
}

/**
 * The weights of the rows that an earlier ranking was made from: the first stretch of rows, among those
 * between its models, that adds up to its judgments and gives every model its matches, wins, losses and
 * ties. Null where there is none. Judgments are appended, so the stretch is mostly the beginning.
 */
export function weightsOfEarlier(
  { models, first, second, outcome, weight }: Comparisons,
  tallies: readonly ModelTally[],
  judgments: number,
): Float64Array | null {
  const rowOf = new Map(tallies.map((tally, t) => [tally.model_id, t]));
  const place = models.map((model) => rowOf.get(model) ?? -1);
  // What is missing of each number; matches, wins, losses and ties by model.
  const missing = tallies.flatMap(({ n_matches, wins, losses, ties }) =>
    [n_matches, wins, losses, ties].map((count) => count ?? Number.NaN),
  );
  let open = missing.filter((count) => Math.abs(count) > 0).length;
  const add = (at: number, w: number): void => {
    const before = missing[at];
    missing[at] -= w;
    if (before !== 0 && missing[at] === 0) open--;
    if (before === 0 && missing[at] !== 0) open++;
  };
  const count = (k: number, sign: number): void => {
    const w = sign * (weight?.[k] ?? 1);
    for (const [model, won] of [
      [first[k], 1],
      [second[k], 2],
    ]) {
      add(place[model] * 4, w);
      add(place[model] * 4 + (outcome[k] === 3 ? 3 : outcome[k] === won ? 1 : 2), w);
    }
  };
  const rows = Array.from(first.keys()).filter(
    (k) =>
      first[k] !== second[k] && place[first[k]] >= 0 && place[second[k]] >= 0 && weight?.[k] !== 0,
  );
  let sum = 0;
  let from = 0;
  for (let to = 0; to < rows.length; to++) {
    count(rows[to], 1);
    sum += weight?.[rows[to]] ?? 1;
    while (sum > judgments) {
      count(rows[from], -1);
      sum -= weight?.[rows[from]] ?? 1;
      from++;
    }
    if (sum !== judgments || open > 0) continue;
    const found = new Float64Array(first.length);
    for (let r = from; r <= to; r++) found[rows[r]] = weight?.[rows[r]] ?? 1;
    return found;
  }
  return null;
}

/** The same model fitted to other weights of the rows. */
export function refitted(
  comparisons: Comparisons,
  weight: Float64Array,
  options: Omit<Parameters<typeof fitModel>[1], "comparisons" | "counts"> & {
    ties: Parameters<typeof fitModel>[0];
  },
): Fitted {
  const weighted = { ...comparisons, weight };
  const { ties, ...input } = options;
  return fitModel(ties, { ...input, comparisons: weighted, counts: collapse(weighted) });
}

/** How sure the changes of some models' strengths are. */
export interface ChangeErrors {
  /** In natural-log units, of the change against the mean change of these models. */
  standardErrors: Float64Array;
  /** Of Student's t: what the earlier fit has and what it has not, added as Welch does (Biometrika 34, 1947). */
  degrees: Float64Array;
  /** What was left out of both fits. */
  unit: "question" | "judgment";
}

/**
 * The errors of after - before for fits that share judgments or questions. Leaving question q out of both
 * moves the difference by d_q(after) - d_q(before), and the variance is (Q - 1) / Q times the sum of
 * its squares (`jackknife`), Q counting the questions of either. What both share takes itself away:
 * fits of the same judgments differ by exactly 0. Without questions judgments are left out, which
 * needs the same rows (`comparisons`, with the weights of each fit). Null where a fit has no number.
 */
export function changeErrors(
  before: Fitted,
  after: Fitted,
  models: readonly string[],
  { comparisons, weight }: { comparisons: Comparisons; weight: Float64Array },
): ChangeErrors | null {
  const places = [before, after].map((fit) => {
    const at = new Map(fit.models.map((model, i) => [model, i]));
    return models.map((model) => at.get(model) ?? -1);
  });
  if (places.some((at) => at.includes(-1))) return null;
  const isByQuestion = hasQuestions(before.clustered) && hasQuestions(after.clustered);
  if (!isByQuestion && (hasQuestions(before.clustered) || hasQuestions(after.clustered))) {
    return null;
  }
  const left = isByQuestion
    ? questionsLeftOut(before, after)
    : judgmentsLeftOut(before, after, comparisons, weight);
  /** Of what the earlier fit has, and of what only the later one has. */
  const parts = [0, 1].map(() => ({ squares: new Float64Array(models.length), units: 0 }));
  for (const { moves, times } of left) {
    const part = parts[moves[0] === undefined ? 1 : 0];
    part.units += times;
    const change = models.map(
      (_, i) => (moves[1]?.[places[1][i]] ?? 0) - (moves[0]?.[places[0][i]] ?? 0),
    );
    const mean = change.reduce((sum, d) => sum + d, 0) / change.length;
    for (const [i, d] of change.entries()) part.squares[i] += times * (d - mean) ** 2;
  }
  const [had, added] = parts;
  const units = had.units + added.units;
  const squares = had.squares.map((square, i) => square + added.squares[i]);
  if (!squares.every(Number.isFinite)) return null;
  // Those of questions that only the later fit has, as unequal as all of its questions are.
  const ofAdded = (p: number): number =>
    Math.max(
      1,
      ((added.units - 1) * after.degrees(p)) / ((after.clustered?.clusters.length ?? 2) - 1),
    );
  return {
    standardErrors: squares.map((square) => Math.sqrt(((units - 1) / units) * square)),
    degrees: squares.map((square, i) => {
      if (!isByQuestion) return Number.POSITIVE_INFINITY;
      const shared = had.squares[i] ** 2 / before.degrees(places[0][i]);
      const rest = added.squares[i] ** 2 / ofAdded(places[1][i]);
      return square > 0 ? square ** 2 / (shared + rest) : before.degrees(places[0][i]);
    }),
    unit: isByQuestion ? "question" : "judgment",
  };
}

/** What leaving something out moves, before and after (absent: nothing), and how many are like it. */
interface LeftOut {
  moves: readonly (Float64Array | undefined)[];
  times: number;
}

function* questionsLeftOut(before: Fitted, after: Fitted): Generator<LeftOut> {
  const names = [before, after].map(
    ({ clustered }) => new Map(clustered?.clusters.map((name, q) => [name, q])),
  );
  const leave = [before.jackknife(), after.jackknife()];
  for (const name of new Set(names.flatMap((of) => [...of.keys()]))) {
    const moves = leave.map((of, side) => {
      const q = names[side].get(name);
      return q === undefined ? undefined : of?.move(q);
    });
    yield { moves, times: 1 };
  }
}

/** Judgments with one outcome in one pair are alike, but for whether the earlier fit had them. */
function* judgmentsLeftOut(
  before: Fitted,
  after: Fitted,
  comparisons: Comparisons,
  weight: Float64Array,
): Generator<LeftOut> {
  const counts = [before, after].map((_, side) =>
    collapse(comparisons, side === 0 ? weight : comparisons.weight),
  );
  const keyOf = ({ first, second, outcome }: (typeof counts)[0], c: number): string =>
    `${first[c]}/${second[c]}/${outcome[c]}`;
  const earlier = new Map(
    Array.from(counts[0].count, (count, c) => [keyOf(counts[0], c), { c, count }]),
  );
  const move = [before, after].map((fit, side) => singleMoves(fit, counts[side]));
  for (const [c, count] of counts[1].count.entries()) {
    const own = earlier.get(keyOf(counts[1], c));
    const now = move[1](c);
    const shared = own?.count ?? 0;
    if (own) yield { moves: [move[0](own.c), now], times: shared };
    if (count > shared) yield { moves: [undefined, now], times: count - shared };
  }
}

/** What leaving out a single judgment of each kind does. */
function singleMoves(
  { parameters }: Fitted,
  { first, second, outcome, count }: ReturnType<typeof collapse>,
): (c: number) => Float64Array | undefined {
  const { games } = parameters;
  const pairOf = pairLookup(games);
  const kinds = Array.from(count.keys()).filter((c) => pairOf(first[c], second[c]) >= 0);
  const column = (of: (c: number) => number) => Float64Array.from(kinds, of);
  const single: ClusteredPoints = {
    clusters: kinds.map(String),
    start: Uint32Array.from([...kinds, 0].keys()),
    pair: Uint32Array.from(kinds, (c) => pairOf(first[c], second[c])),
    won: column((c) => SCORE[outcome[c]]),
    lost: column((c) => 1 - SCORE[outcome[c]]),
    tied: column((c) => Number(outcome[c] === 3)),
  };
  const leave = jackknife(parameters, single);
  const at = new Map(kinds.map((c, q) => [c, q]));
  return (c) => {
    const q = at.get(c);
    return q === undefined ? undefined : leave.move(q);
  };
}
