/** Ranks anew what is left of the games after the reader's filters, with the program's own statistics. */

import type { ChartOptions } from "../../chart/chart.ts";
import type { RankingAbout } from "../../chart/ranked_source.ts";
import type { Ranking, RankingRow } from "../../core/ranking.ts";
import type { SiteBoard } from "../../core/site_data.ts";
import { type Comparisons, hardShares } from "../../stats/data/comparisons.ts";
import type { TieModel } from "../../stats/fit/likelihoods.ts";
import { normalPrior } from "../../stats/fit/prior.ts";
import { rankModels } from "../../stats/rank/rank_models.ts";
import type { Compute, RankOptions, RankSettings } from "../../stats/rank/rank_options.ts";
import type { RankedModels } from "../../stats/rank/ranked_models.ts";
import type { IntervalMethod } from "../../stats/uncertainty/interval.ts";

/** Which games count, and how they are ranked. */
export interface Filter {
  /** Indices of judges. */
  judges: readonly number[];
  /** Indices of questions; null: all. */
  questions: ReadonlySet<number> | null;
  /** Indices of models. */
  models: ReadonlySet<number>;
  compute: Compute;
  ties: TieModel;
  homeAdvantage: boolean;
}

/**
 * The games that a filter leaves, as the command line would read them: models and questions that
 * occur, in the order of their names.
 */
export function comparisonsOf(
  { models, questions, judges }: Pick<SiteBoard, "models" | "questions" | "judges">,
  filter: Pick<Filter, "judges" | "questions" | "models">,
): Comparisons {
  const kept: [judge: number, game: number][] = [];
  for (const judge of filter.judges) {
    const { first, second, outcome, question } = judges[judge].games;
    for (let k = 0; k < first.length; k++) {
      const isWanted =
        outcome[k] !== 0 &&
        first[k] !== second[k] &&
        filter.models.has(first[k]) &&
        filter.models.has(second[k]) &&
        (filter.questions === null || filter.questions.has(question[k]));
      if (isWanted) kept.push([judge, k]);
    }
  }
  const column = (name: "first" | "second" | "outcome" | "question"): number[] =>
    kept.map(([judge, k]) => judges[judge].games[name][k]);
  const [first, second, question] = [column("first"), column("second"), column("question")];
  const usedModels = numbered([...first, ...second], (i) => models[i].id);
  const hasQuestions = kept.length > 0 && question.every((q) => q >= 0);
  const usedQuestions = numbered(hasQuestions ? question : [], (q) => questions[q].id);
  const isSoft = kept.some(([judge, k]) => judges[judge].games.soft?.[k] != null);
  const hasWeights = filter.judges.some((judge) => judges[judge].games.weight !== undefined);
  return {
    models: usedModels.names,
    clusters: usedQuestions.names,
    first: Uint16Array.from(first, usedModels.indexOf),
    second: Uint16Array.from(second, usedModels.indexOf),
    outcome: Uint8Array.from(column("outcome")),
    ...(hasWeights && {
      weight: Float64Array.from(kept, ([judge, k]) => judges[judge].games.weight?.[k] ?? 1),
    }),
    ...(isSoft && {
      shares: Float64Array.from(
        kept.flatMap(([judge, k]) => {
          const { soft, outcome } = judges[judge].games;
          return soft?.[k] ?? hardShares(outcome[k]);
        }),
      ),
    }),
    ...(hasQuestions && { cluster: Uint32Array.from(question, usedQuestions.indexOf) }),
  };
}

/** Numbers the values that occur by the order of their names. */
function numbered(values: readonly number[], nameOf: (value: number) => string) {
  const used = [...new Set(values)]
    .map((value) => ({ value, name: nameOf(value) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const index = new Map(used.map(({ value }, k) => [value, k]));
  return { names: used.map(({ name }) => name), indexOf: (value: number) => index.get(value) ?? 0 };
}

/**
 * The settings of a published ranking. What it does not have, because it was computed another way,
 * is left to the defaults: a posterior has no bootstrap, win rates resample nothing by question.
 */
export function optionsOf(
  ranking: Ranking,
): RankOptions & Pick<RankSettings, "compute" | "ties" | "homeAdvantage"> {
  const sd = Number(/^sd=(\d+(?:\.\d+)?)$/.exec(ranking.prior)?.[1]);
  const isResampled = ranking.compute === "mle" || ranking.compute === "map";
  return {
    compute: ranking.compute,
    ties: ranking.ties,
    homeAdvantage: ranking.home_advantage !== null,
    scale: ranking.scale,
    base: ranking.base,
    initRating: ranking.init_rating,
    ...(isResampled && {
      bootstrapN: ranking.bootstrap_n,
      bootstrapUnit: ranking.bootstrap_unit,
      ci: ranking.ci as IntervalMethod,
    }),
    confidence: ranking.confidence,
    ...(ranking.replayed && { spread: Math.max(1, ranking.replayed.slope) }),
    ...(sd > 0 && { prior: normalPrior(sd) }),
    ...(ranking.compute === "mcmc" && ranking.prior === "flat" && { prior: "flat" as const }),
    seed: ranking.seed,
  };
}

/** What charts of a filtered ranking are drawn from, in a page of their own. */
export interface Redraw {
  comparisons: Comparisons;
  options: RankOptions;
  about: RankingAbout;
  models: Pick<RankingRow, "model_id" | "display_name" | "license">[];
  chart: ChartOptions;
}

/** What to draw of the ranking that a filter leaves. */
export function redrawOf(
  board: SiteBoard,
  settings: Ranking,
  filter: Filter,
  chart: ChartOptions,
): Redraw {
  return {
    comparisons: comparisonsOf(board, filter),
    options: optionsFor(settings, filter),
    about: {
      benchmark: settings.benchmark,
      judge: filter.judges.map((judge) => board.judges[judge].id).join(", "),
      date: settings.date,
      mode: settings.mode,
    },
    models: board.models.map(({ id, name, license }) => ({
      model_id: id,
      display_name: name,
      license,
    })),
    chart,
  };
}

const optionsFor = (settings: Ranking, { compute, ties, homeAdvantage }: Filter): RankOptions => ({
  ...optionsOf(settings),
  compute,
  ties,
  homeAdvantage,
});

/**
 * Ranks what a filter leaves with the settings of a published ranking.
 *
 * @throws UserError where no game is left.
 */
export function rerank(board: SiteBoard, settings: Ranking, filter: Filter): RankedModels {
  return rankModels(comparisonsOf(board, filter), optionsFor(settings, filter));
}
