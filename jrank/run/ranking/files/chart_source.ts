/** What the charts of a ranking are drawn from. */

import type { ChartSource, RankChances, RatingDraws } from "../../../chart/chart.ts";
import { RANKING } from "../../../core/defaults.ts";
import type { Ranking } from "../../../core/ranking.ts";
import { positionCounts } from "../../../stats/data/win_rate.ts";
import { headToHead } from "../../../stats/rank/head_to_head.ts";
import { priorOf, type RankOptions } from "../../../stats/rank/rank_options.ts";
import type { RankedModels } from "../../../stats/rank/ranked_models.ts";
import type { Draws } from "../../../stats/uncertainty/bootstrap.ts";
import { convergence } from "../../../stats/uncertainty/convergence.ts";
import type { Ranked } from "../numbers/rank.ts";

/** Everything but the history, which lies in files. */
export function chartSourceOf(
  { ranking, numbers, comparisons }: Ranked,
  options: RankOptions,
): ChartSource {
  const { confidence, judge, home_advantage } = ranking;
  // The other charts would fit the new judgments anew, without the board.
  if (ranking.anchor !== undefined) {
    return { ranking, headToHead: headToHead(comparisons, numbers, { confidence }) };
  }
  // Nor do they know of weights.
  const isWeighted = ranking.reweighted !== undefined;
  return {
    ranking,
    ...(numbers.draws && { draws: ratingDraws(numbers.draws, ranking) }),
    ...(numbers.rank_probability && { rankChances: rankChances(numbers) }),
    ...(!isWeighted && { headToHead: headToHead(comparisons, numbers, { confidence }) }),
    positions: [{ judge, home_advantage, ...positionCounts(comparisons) }],
    ...(options.compute !== "winrate" &&
      !isWeighted && {
        convergence: convergence(comparisons, {
          confidence: options.confidence ?? RANKING.confidence,
          scale: options.scale ?? RANKING.scale,
          base: options.base ?? RANKING.base,
          initRating: options.initRating ?? RANKING.init_rating,
          homeAdvantage: options.homeAdvantage ?? RANKING.home_advantage,
          ties: options.ties ?? RANKING.ties,
          prior: priorOf(options),
        }),
      }),
  };
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
