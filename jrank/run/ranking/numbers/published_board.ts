/** A published board to anchor new models to. */

import { resolve } from "node:path";
import { z } from "zod";
import { saidBy, UsageError, UserError } from "../../../core/errors.ts";
import { say } from "../../../core/message.ts";
import type { Ranking } from "../../../core/ranking.ts";
import type { Anchor } from "../../../stats/anchored/anchor.ts";
import type { RankSettings } from "../../../stats/rank/rank_options.ts";
import { readRanking } from "../../../store/books/ranking_file.ts";
import { readText } from "../../../store/files/text_file.ts";
import { listSome } from "../../command/format.ts";

/** A published board, as it was written and as the fit takes it. */
export interface PublishedBoard {
  file: string;
  /** The file of its covariance, where there is one. */
  covariance?: string | undefined;
  ranking: Ranking;
  anchor: Anchor;
}

const covarianceFile = z.object({
  models: z.array(z.string()),
  last: z.literal("home advantage").optional(),
  covariance: z.array(z.array(z.number())),
});

/** Reads a ranking to anchor to; with a covariance its strengths may move as far as that allows. */
export function readBoard(file: string, covariance: string | undefined): PublishedBoard {
  const ranking = readRanking(resolve(file));
  if (ranking.compute === "winrate") {
    throw new UserError(say`${file} cannot be an anchor: it needs ratings (mle, map or mcmc)`);
  }
  const points = ranking.scale / Math.log(ranking.base);
  const rows = ranking.ranking.filter(
    ({ rating, standard_error }) => rating !== null && standard_error !== null,
  );
  if (rows.length < 2) throw new UserError(say`${file} rates fewer than two models`);
  const old = rows.length;
  const home = ranking.home_advantage;
  const diagonal = new Float64Array((old + 1) ** 2);
  rows.forEach((row, i) => {
    diagonal[i * (old + 2)] = ((row.standard_error as number) / points) ** 2;
  });
  // Nothing known about the home advantage: as the weak prior, one logit.
  diagonal[diagonal.length - 1] =
    typeof home?.standard_error === "number" ? (home.standard_error / points) ** 2 : 1;
  const models = rows.map(({ model_id }) => model_id);
  return {
    file,
    covariance,
    ranking,
    anchor: {
      models,
      strengths: Float64Array.from(
        rows,
        ({ rating }) => ((rating as number) - ranking.init_rating) / points,
      ),
      homeAdvantage: (home?.estimate ?? 0) / points,
      keep: covariance === undefined ? "fixed" : "prior",
      covariance:
        covariance === undefined
          ? diagonal
          : readCovariance(covariance, { models, points, home: diagonal.at(-1) as number }),
    },
  };
}

/** The covariance that `--covariance` wrote, in the order of the models and in natural-log units. */
function readCovariance(
  file: string,
  { models, points, home }: { models: readonly string[]; points: number; home: number },
): Float64Array {
  let content: z.infer<typeof covarianceFile>;
  try {
    content = covarianceFile.parse(JSON.parse(readText(resolve(file))));
  } catch (error) {
    throw new UserError(
      say`cannot read the covariance ${file}, which make_ranking.ts --covariance writes: ${saidBy(error)}`,
    );
  }
  const place = models.map((model) => content.models.indexOf(model));
  const missing = models.filter((_, i) => place[i] === -1);
  if (missing.length > 0) {
    throw new UserError(
      say`${file} has no ${listSome(missing)}; it belongs to another ranking than the anchor`,
    );
  }
  const hasHome = content.last !== undefined;
  const size = models.length + 1;
  const result = new Float64Array(size * size);
  const from = [...place, ...(hasHome ? [content.models.length] : [])];
  from.forEach((a, i) => {
    from.forEach((b, j) => {
      result[i * size + j] = (content.covariance[a]?.[b] ?? Number.NaN) / points ** 2;
    });
  });
  if (!hasHome) result[result.length - 1] = home;
  if (!result.every(Number.isFinite)) {
    throw new UserError(say`${file} does not determine every variance of the anchor's models`);
  }
  return result;
}

/** The options of an anchored ranking: the board's scale, and only what can be anchored. */
export function anchoredOptions(
  options: RankSettings,
  { ranking, file }: PublishedBoard,
  given: { [K in "scale" | "base" | "initRating" | "ties"]?: RankSettings[K] | undefined },
): RankSettings {
  const { compute } = options;
  if (compute !== "mle" && compute !== "map") {
    throw new UsageError(
      say`--anchor is for --compute mle and map, not ${compute}: what the board was published with is its covariance, which no draws follow`,
    );
  }
  const board = {
    scale: ranking.scale,
    base: ranking.base,
    initRating: ranking.init_rating,
    // Ratings of different tie models are on different scales.
    ties: ranking.ties,
  };
  for (const [name, value] of Object.entries(board)) {
    const wanted = given[name as keyof typeof board];
    if (wanted !== undefined && wanted !== value) {
      throw new UsageError(
        say`${file} has ${name} ${value}, got ${wanted}; leave it out with --anchor`,
      );
    }
  }
  return { ...options, ...board, ci: "cr3", bootstrapN: 0 };
}

/** A model of a published board, in natural-log units. */
export interface KnownStrength {
  strength: number;
  standardError: number;
}

/** What a published ranking says before the new model plays. */
export function knownBoard(
  file: string,
  newModel: string | undefined,
): ReadonlyMap<string, KnownStrength> {
  const { anchor, ranking } = readBoard(file, undefined);
  if (ranking.ties !== "half") {
    throw new UserError(
      say`${file} has ties ${ranking.ties}; a schedule needs strengths with ties as half wins. Rank its judgments with --ties half`,
    );
  }
  if (newModel !== undefined && anchor.models.includes(newModel)) {
    throw new UserError(say`${file} ranks ${newModel} already; --anchor is a board without it`);
  }
  const size = anchor.models.length + 1;
  return new Map(
    anchor.models.map((model, i) => [
      model,
      {
        strength: anchor.strengths[i],
        standardError: Math.sqrt(anchor.covariance[i * size + i]),
      },
    ]),
  );
}
