import type { Random } from "../core/random.ts";
import type { Draws } from "./bootstrap.ts";
import type { Covariance } from "./covariance.ts";
import type { Fitted } from "./fitted.ts";
import { drawStrengths, placedDraws } from "./rank_draws.ts";
import { type RankInterval, rankIntervals, stronger, strongerInDraws } from "./rank_statements.ts";
import { simultaneousRanks } from "./simultaneous_ranks.ts";
import { tieGroups } from "./tie_groups.ts";

/** Everything said about ranks, by model. */
export interface RankTable {
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
export interface RankBasis {
  readonly fit: Pick<Fitted, "strengths" | "structure">;
  readonly covariance: Covariance;
  readonly degrees: number;
  readonly posterior: Draws | null;
  /** Models from the best to the worst. */
  readonly order: readonly number[];
  readonly confidence: number;
  readonly random: Random;
}

/** Rank intervals one by one and all together, and the chances that one model is stronger. */
export function rankTable({
  fit,
  covariance,
  degrees,
  posterior,
  order,
  confidence,
  random,
}: RankBasis): RankTable {
  const draws = posterior
    ? placedDraws(fit, posterior)
    : drawStrengths(fit, covariance, degrees, random);
  const all = simultaneousRanks(fit, draws, covariance, {
    confidence,
    ...(!posterior && { degrees }),
  });
  return {
    ranks: rankIntervals(fit, draws, { confidence }),
    stronger: (i, j) =>
      posterior ? strongerInDraws(fit, posterior, i, j) : stronger(fit, covariance, degrees, i, j),
    lowerOfAll: all.lower,
    upperOfAll: all.upper,
    groups: tieGroups(order, all),
  };
}
