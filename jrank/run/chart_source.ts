/** What the charts of a ranking are drawn from. */
import type { ChartSource } from "../chart/chart.ts";
import { convergence } from "../stats/convergence.ts";
import { headToHead } from "../stats/head_to_head.ts";
import { positionCounts } from "../stats/position_counts.ts";
import { priorOf, type RankOptions } from "../stats/rank_models.ts";
import type { Ranked } from "./rank.ts";

/** Everything but the history, which lies in files. */
export function chartSourceOf(
  { ranking, numbers, comparisons }: Ranked,
  options: RankOptions,
): ChartSource {
  const { confidence, judge, home_advantage } = ranking;
  return {
    ranking,
    headToHead: headToHead(comparisons, numbers, { confidence }),
    positions: [{ judge, home_advantage, ...positionCounts(comparisons) }],
    ...(options.compute !== "winrate" && {
      convergence: convergence(comparisons, {
        confidence: options.confidence ?? 0.95,
        scale: options.scale ?? 400,
        base: options.base ?? 10,
        initRating: options.initRating ?? 1000,
        homeAdvantage: options.homeAdvantage ?? true,
        ties: options.ties ?? "half",
        prior: priorOf(options),
      }),
    }),
  };
}
