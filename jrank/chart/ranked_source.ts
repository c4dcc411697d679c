/** What charts are drawn from, made of a ranking in memory. */
import type { Ranking } from "../core/ranking.ts";
import type { Mode } from "../core/types.ts";
import type { Comparisons } from "../stats/data/comparisons.ts";
import { positionCounts } from "../stats/data/win_rate.ts";
import { headToHead } from "../stats/rank/head_to_head.ts";
import { priorOf, type RankOptions, resolveRankOptions } from "../stats/rank/rank_options.ts";
import {
  chanceFields,
  fitFields,
  methodFields,
  type RankedModels,
} from "../stats/rank/ranked_models.ts";
import type { Draws } from "../stats/uncertainty/bootstrap.ts";
import { convergence, settledBy } from "../stats/uncertainty/convergence.ts";
import { findingText } from "../words/findings.ts";
import type { ChartSource, RankChances, RatingDraws } from "./chart.ts";

/** What a ranking is about, which its judgments do not say. */
export interface RankingAbout {
  /** What stands as the title. */
  benchmark: string;
  /** Who judged. */
  judge: string;
  /** ISO 8601. */
  date: string;
  mode?: Mode;
}

/** A ranking of `rankModels` as a ranking file holds it: what is stored, and what pages read. */
export function rankingOf(
  comparisons: Comparisons,
  numbers: RankedModels,
  given: RankOptions,
  { benchmark, judge, date, mode = "pairwise-n" }: RankingAbout,
): Ranking {
  const options = resolveRankOptions(given);
  return {
    schema_version: 1,
    date,
    benchmark,
    judge,
    mode,
    ...methodFields(numbers, options),
    by_position: positionCounts(comparisons),
    left_out: {},
    ...fitFields(numbers, options),
    warnings: numbers.findings.map((finding) => findingText(finding, "en")),
    findings: numbers.findings,
    ranking: numbers.ranking.map((row) => ({
      ...row,
      display_name: row.model_id,
      license: "unknown" as const,
    })),
    ...chanceFields(numbers),
  };
}

/** What every chart of a ranking is drawn from; `options` are those of `rankModels`. */
export function chartSourceFrom(
  comparisons: Comparisons,
  numbers: RankedModels,
  options: RankOptions,
  about: RankingAbout,
): ChartSource {
  const settings = resolveRankOptions(options);
  const ranking = rankingOf(comparisons, numbers, options, about);
  const { judge, home_advantage } = ranking;
  const { ties, homeAdvantage, confidence, scale, base, initRating, compute } = settings;
  const { draws } = numbers;
  const settle = settledBy({ ties, homeAdvantage, prior: priorOf(settings) });
  return {
    ranking,
    ...(draws && draws.count > 0 && { draws: ratingDraws(draws, ranking) }),
    ...(numbers.rank_probability && { rankChances: rankChances(numbers) }),
    headToHead: headToHead(comparisons, numbers, { confidence }),
    positions: [{ judge, home_advantage, ...positionCounts(comparisons) }],
    ...(compute !== "winrate" && {
      convergence: convergence(comparisons, { confidence, scale, base, initRating, settle }),
    }),
  };
}

/** P(rank) of the models that have a place. */
export function rankChances({ ranking, rank_probability }: RankedModels): RankChances {
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
