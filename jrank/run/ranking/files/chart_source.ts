/** What the charts of a ranking are drawn from. */

import type { ChartSource, RankChances, RatingDraws } from "../../../chart/chart.ts";
import type { Ranking } from "../../../core/ranking.ts";
import type { Anchor } from "../../../stats/anchored/anchor.ts";
import type { Comparisons } from "../../../stats/data/comparisons.ts";
import { positionCounts } from "../../../stats/data/win_rate.ts";
import { headToHead } from "../../../stats/rank/head_to_head.ts";
import { priorOf, type RankSettings } from "../../../stats/rank/rank_options.ts";
import type { RankedModels } from "../../../stats/rank/ranked_models.ts";
import type { Draws } from "../../../stats/uncertainty/bootstrap.ts";
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
  const settle =
    options.compute === "winrate" ? undefined : await settleAs(ranking, options, board?.anchor);
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

/** P(rank) of the models that have a place. */
function rankChances({ ranking, rank_probability }: RankedModels): RankChances {
  const placed = ranking.flatMap(({ model_id }, line) => {
    const chances = rank_probability?.[line];
    return chances ? [{ model_id, chances }] : [];
  });
  return {
    models: placed.map(({ model_id }) => model_id),
    chances: placed.map(({ chances }) => chances),
  };
}

/** Draws of strengths on the rating scale. */
export function ratingDraws(
  { models, strengths }: Draws,
  { scale, base, init_rating }: Pick<Ranking, "scale" | "base" | "init_rating">,
): RatingDraws {
  const factor = scale / Math.log(base);
  return { models, values: strengths.map((strength) => init_rating + factor * strength) };
}
