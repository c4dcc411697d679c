/** What the charts of a ranking are drawn from. */

import type { ChartSource } from "../../../chart/chart.ts";
import { rankChances, ratingDraws } from "../../../chart/ranked_source.ts";
import type { Ranking } from "../../../core/ranking.ts";
import type { Anchor } from "../../../stats/anchored/anchor.ts";
import type { Comparisons } from "../../../stats/data/comparisons.ts";
import { positionCounts } from "../../../stats/data/win_rate.ts";
import { headToHead } from "../../../stats/rank/head_to_head.ts";
import { priorOf, type RankSettings } from "../../../stats/rank/rank_options.ts";
import {
  type ConvergencePoint,
  convergence,
  type Settled,
  settledBy,
} from "../../../stats/uncertainty/convergence.ts";
import type { PublishedBoard } from "../numbers/published_board.ts";
import { type Ranked, reweightedRows } from "../numbers/rank.ts";

/** Everything but the history, which lies in files. What was not drawn (a board, win rates) is left out. */
export async function chartSourceOf(
  { ranking, numbers, comparisons }: Ranked,
  options: RankSettings,
  board?: PublishedBoard,
): Promise<ChartSource> {
  const { confidence, judge, home_advantage } = ranking;
  const { draws } = numbers;
  // Estimates that were made in another way do not settle as those of one likelihood do.
  const settle =
    options.compute === "winrate" || ranking.calibration || ranking.replayed
      ? undefined
      : await settleAs(ranking, options, board?.anchor);
  const settled =
    settle &&
    convergence(comparisons, {
      confidence,
      scale: ranking.scale,
      base: ranking.base,
      initRating: ranking.init_rating,
      settle,
    });
  return {
    ranking,
    ...(draws && draws.count > 0 && { draws: ratingDraws(draws, ranking) }),
    ...(numbers.rank_probability && { rankChances: rankChances(numbers) }),
    headToHead: headToHead(comparisons, numbers, { confidence }),
    positions: [{ judge, home_advantage, ...positionCounts(comparisons) }],
    ...(settled && { convergence: withoutFixed(settled, ranking, board?.anchor) }),
  };
}

/** Fits the first judgments as the ranking fits them all: with its weights, on its board. */
async function settleAs(
  { reweighted }: Ranking,
  options: RankSettings,
  anchor: Anchor | undefined,
): Promise<(part: Comparisons) => Settled> {
  const { ties, homeAdvantage } = options;
  const prior = priorOf(options);
  const weighed = (part: Comparisons) => (reweighted ? reweightedRows(part, anchor) : part);
  if (anchor === undefined) {
    const settle = settledBy({ ties, homeAdvantage, prior });
    return (part) => settle(weighed(part));
  }
  const { anchoredModel } = await import("../../../stats/anchored/rank_anchored.ts");
  const model = { ties, homeAdvantage, newPrior: prior.strength };
  return (part) => anchoredModel(weighed(part), anchor, model);
}

/** A board that stays has its ratings from before, and intervals that these judgments do not change. */
function withoutFixed(
  points: readonly ConvergencePoint[],
  { scale, base, init_rating }: Ranking,
  anchor: Anchor | undefined,
): ConvergencePoint[] {
  if (anchor?.keep !== "fixed") return [...points];
  const factor = scale / Math.log(base);
  const published = new Map(
    anchor.models.map((model, i) => [model, init_rating + factor * anchor.strengths[i]]),
  );
  return points.map((point) => {
    const rating = published.get(point.model_id);
    return rating === undefined ? point : { ...point, rating, lower: null, upper: null };
  });
}
