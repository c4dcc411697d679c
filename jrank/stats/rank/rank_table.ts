import type { Random } from "../../core/random.ts";
import type { Comparisons } from "../data/comparisons.ts";
import { quantileSorted } from "../numeric/quantile.ts";
import type { Draws } from "../uncertainty/bootstrap.ts";
import type { Covariance } from "../uncertainty/covariance.ts";
import { type OpenInput, openModels } from "./open_models.ts";
import { type Degrees, degreesOf, drawStrengths, placedDraws } from "./rank_draws.ts";
import { type RankInterval, rankIntervals, stronger, strongerInDraws } from "./rank_statements.ts";
import { type SimultaneousRanks, simultaneousRanks } from "./simultaneous_ranks.ts";

/** Everything said about ranks, by model. */
interface RankTable {
  readonly ranks: readonly RankInterval[];
  /** P(model i is stronger than model j); null where undetermined. */
  stronger(i: number, j: number): number | null;
  /** All ranks together at the confidence. */
  readonly lowerOfAll: readonly (number | null)[];
  readonly upperOfAll: readonly (number | null)[];
  /** In the order of the board: see `tieGroups`. */
  readonly groups: readonly string[];
}

/** What rank statements rest on; `posterior` draws come before the covariance where there are any. */
interface RankBasis {
  readonly fit: OpenInput["fit"];
  /** What was fitted, its models numbered as in the fit. */
  readonly comparisons: Comparisons;
  readonly covariance: Covariance;
  readonly degrees: Degrees;
  readonly posterior: Draws | null;
  /** Models from the best to the worst. */
  readonly order: readonly number[];
  readonly confidence: number;
  readonly random: Random;
}

/** Rank intervals one by one and all together, and the chances that one model is stronger. */
export function rankTable({
  fit,
  comparisons,
  covariance,
  degrees,
  posterior,
  order,
  confidence,
  random,
}: RankBasis): RankTable {
  const of = posterior
    ? placedDraws(fit, posterior)
    : drawStrengths(fit, covariance, degrees, random);
  const open = openModels(of, { fit, comparisons, covariance, degrees, random });
  const draws = { ...of, open };
  const all = simultaneousRanks(fit, draws, covariance, {
    confidence,
    ...(!posterior && { degrees: middleOf(degrees) }),
  });
  return {
    ranks: rankIntervals(fit, draws, { confidence }),
    stronger: posterior
      ? strongerInDraws(fit, posterior)
      : (i, j) =>
          stronger(fit, covariance, Math.min(degreesOf(degrees, i), degreesOf(degrees, j)), i, j),
    lowerOfAll: all.lower,
    upperOfAll: all.upper,
    groups: tieGroups(order, all),
  };
}

/** The degrees of freedom that half of the models reach. */
function middleOf(degrees: Degrees): number {
  return typeof degrees === "number" ? degrees : quantileSorted(degrees.slice().sort(), 0.5);
}

/**
 * Tie groups as letters: maximal runs of consecutive models, in the order given, none of which is
 * told apart from another. A model can stand in several; "" where it is not placed.
 */
export function tieGroups(
  order: readonly number[],
  { above, lower }: Pick<SimultaneousRanks, "above" | "lower">,
): string[] {
  const board = order.filter((i) => lower[i] !== null);
  const letters = new Map<number, string>();
  let groups = 0;
  let last = -1;
  for (let from = 0; from < board.length; from++) {
    let to = from;
    const fits = (i: number) =>
      board.slice(from, to + 1).every((j) => !above(j, i) && !above(i, j));
    while (to + 1 < board.length && fits(board[to + 1])) to++;
    if (to <= last) continue;
    last = to;
    const letter = letterOf(groups++);
    for (const i of board.slice(from, to + 1)) letters.set(i, (letters.get(i) ?? "") + letter);
  }
  return order.map((i) => letters.get(i) ?? "");
}

/** a … z, then aa, ab … in brackets, so that letters side by side stay apart. */
function letterOf(n: number): string {
  const letter = (k: number) => String.fromCharCode(97 + k);
  return n < 26 ? letter(n) : `(${letter(Math.floor(n / 26) - 1)}${letter(n % 26)})`;
}
