/** Boards to draw: as many models as wanted, with names as long as wanted. */
import type { ChartSource } from "../../jrank/chart/chart.ts";
import { createRandom } from "../../jrank/core/random.ts";
import type { Ranking } from "../../jrank/core/ranking.ts";
import { LICENSES, type RegistryLine } from "../../jrank/core/types.ts";
import { rankingCosts } from "../../jrank/run/ranking/numbers/answer_costs.ts";
import { shrunkenGroups } from "../../jrank/run/ranking/rank_groups.ts";
import { type Comparisons, comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { positionCounts } from "../../jrank/stats/data/win_rate.ts";
import { headToHead } from "../../jrank/stats/rank/head_to_head.ts";
import { rankModels } from "../../jrank/stats/rank/rank_models.ts";
import type { RankOptions } from "../../jrank/stats/rank/rank_options.ts";
import type { RankedModels } from "../../jrank/stats/rank/ranked_models.ts";
import { convergence, firstRows } from "../../jrank/stats/uncertainty/convergence.ts";
import { warningsOf } from "./warnings.ts";

/** Names of 60 characters, all Japanese. */
export function longName(k: number): string {
  const base = `第${k}版・日本語大規模言語モデル`;
  return base.repeat(60).slice(0, 60);
}

/** A random board: strengths fall evenly, the first shown has a small advantage. */
export function randomGames(
  models: readonly string[],
  { games, seed, questions = 40 }: { games: number; seed: number; questions?: number },
): Comparisons {
  const random = createRandom(seed, "games");
  const strength = models.map((_, k) => 1.8 - (3.6 * k) / Math.max(1, models.length - 1));
  return comparisonsFrom(
    Array.from({ length: games }, (_, k) => {
      const i = random.below(models.length);
      const j = (i + 1 + random.below(models.length - 1)) % models.length;
      const odds = Math.exp(0.15 + strength[i] - strength[j]);
      const first = random.next() < odds / (1 + odds);
      return {
        ...{
          first: models[i] as string,
          second: models[j] as string,
          cluster: `q${k % questions}`,
        },
        outcome: random.next() < 0.12 ? 3 : first ? 1 : 2,
      };
    }),
  );
}

/** A ranking file of numbers. */
export function rankingOf(numbers: RankedModels, options: RankOptions): Ranking {
  return {
    schema_version: 1,
    date: "2026-01-01T00:00:00.000Z",
    benchmark: "rakuda",
    judge: "judge",
    mode: "pairwise-n",
    compute: options.compute ?? "mle",
    scale: 400,
    base: 10,
    init_rating: 1000,
    seed: Number(options.seed),
    bootstrap_n: options.bootstrapN ?? 500,
    bootstrap_unit: "question",
    ci: "bootstrap",
    confidence: 0.95,
    win_rate_unit: numbers.n_questions > 1 ? "question" : "judgment",
    ties: "half",
    prior: "flat",
    home_advantage: numbers.home_advantage,
    left_out: {},
    undetermined_rounds: numbers.undetermined_rounds,
    n_judgments: numbers.n_judgments,
    warnings: warningsOf(numbers),
    n_questions: numbers.n_questions,
    log_likelihood: numbers.log_likelihood,
    by_position: { first_wins: 0, second_wins: 0, ties: 0 },
    ranking: numbers.ranking.map((row, k) => ({
      ...row,
      display_name: row.model_id,
      license: LICENSES[k % LICENSES.length] ?? "unknown",
    })),
  };
}

/** The rankings of three days: the first half, three quarters and all of the judgments. */
function historyOf(comparisons: Comparisons, options: RankOptions): RegistryLine[] {
  return [0.5, 0.75, 1].map((share, day) => {
    const rows = Math.round(share * comparisons.first.length);
    const numbers = rankModels(firstRows(comparisons, rows), options);
    const ranking = rankingOf(numbers, options);
    return { ...ranking, date: `2026-0${day + 1}-15T09:00:00.000Z` };
  });
}

/** Three groups of the questions, as `--by` makes them. */
function groupsOf(comparisons: Comparisons, numbers: RankedModels, options: RankOptions) {
  const { cluster, clusters, first } = comparisons;
  const rows = Array.from(first, (_, k) => clusters[cluster?.[k] ?? 0]);
  const groups = new Map(
    ["x", "y", "z"].map((value, g) => {
      const weight = Float64Array.from(rows, (name) => Number(Number(name?.slice(1)) % 3 === g));
      return [value, { comparisons: { ...comparisons, weight } }];
    }),
  );
  const ranking = rankingOf(numbers, options);
  const parts = [...groups].map(([value, part]) => {
    const { ranking: ratings, n_judgments, n_questions } = rankModels(part.comparisons, options);
    return { value, n_judgments, n_questions, ratings };
  });
  const shrunken = shrunkenGroups({ ranking, numbers }, groups);
  return { by: { field: "category", ungrouped: 0, groups: parts, ...shrunken } };
}

/** Everything that charts of a board are drawn from. */
export function chartSource(
  comparisons: Comparisons,
  options: RankOptions = { seed: 1, bootstrapN: 100 },
): ChartSource {
  const numbers = rankModels(comparisons, options);
  const known = numbers.ranking.map(({ model_id }, k) => ({
    model_id,
    answers: 40,
    cost_usd: 0.0001 * (1 + ((7 * k) % 11)),
    cost_known: 40,
    input_tokens: 50,
    output_tokens: 100 + k,
    seconds: k % 2 ? 1.5 : null,
  }));
  const ranking = {
    ...rankingOf(numbers, options),
    ...rankingCosts(known, rankingOf(numbers, options)),
    ...groupsOf(comparisons, numbers, { ...options, bootstrapN: 2 }),
  };
  return {
    ranking,
    ...(options.compute !== "winrate" && { convergence: convergence(comparisons, { points: 12 }) }),
    ...(numbers.draws && {
      draws: {
        models: numbers.draws.models,
        values: numbers.draws.strengths.map((strength) => 1000 + (400 / Math.LN10) * strength),
      },
    }),
    ...(numbers.rank_probability && {
      rankChances: {
        models: numbers.ranking.map(({ model_id }) => model_id),
        chances: numbers.rank_probability.map((row) => row ?? []),
      },
    }),
    history: historyOf(comparisons, options),
    headToHead: headToHead(comparisons, numbers),
    positions: [
      {
        judge: ranking.judge,
        home_advantage: ranking.home_advantage,
        ...positionCounts(comparisons),
      },
    ],
  };
}
