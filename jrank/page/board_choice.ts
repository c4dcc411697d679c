/** What the address asks for: a published ranking as it stands, or a filter to rank by. */
import type { SiteRanking } from "../core/site_data.ts";
import { LIKELIHOODS, type TieModel } from "../stats/likelihoods.ts";
import type { App } from "./app.ts";
import type { Filter } from "./rerank.ts";
import { hashOf } from "./route.ts";

/** What is shown: a published ranking as it stands, or a filter to rank by. */
export interface Choice {
  published: SiteRanking;
  /** Undefined where the published ranking itself is shown. */
  filter: Filter | undefined;
}

export const COMPUTES = [
  "mle",
  "map",
  "mcmc",
  "winrate",
] as const satisfies readonly Filter["compute"][];
export const TIES = Object.keys(LIKELIHOODS) as TieModel[];
/** Keys of the address that make a filter. */
const KEYS = ["judges", "category", "question", "drop", "ties", "by", "home"];
/** The value of `judges` that means all of them. */
export const ALL = "*";

/** The ranking that the address names, or else the first. */
export function publishedOf({ board, route }: App): SiteRanking {
  const wanted = route.params.get("ranking");
  return board.rankings.find((one) => keyOf(one) === wanted) ?? board.rankings[0];
}

/** Names a ranking in addresses. */
export function keyOf({ ranking }: SiteRanking): string {
  return `${ranking.judge}/${ranking.compute}`;
}

/** Reads the address. */
export function choiceOf(app: App): Choice {
  const { board, route } = app;
  const { params } = route;
  const published = publishedOf(app);
  if (published.judge === -1 || !KEYS.some((key) => params.has(key))) {
    return { published, filter: undefined };
  }
  const dropped = new Set(params.getAll("drop"));
  const ranked = new Set(published.ranking.ranking.map(({ model_id }) => model_id));
  const models = board.models.flatMap(({ id }, k) =>
    ranked.has(id) && !dropped.has(id) ? [k] : [],
  );
  const { ties, compute, home_advantage } = published.ranking;
  return {
    published,
    filter: {
      judges: params.get("judges") === ALL ? board.judges.map((_, k) => k) : [published.judge],
      questions: questionsOf(app),
      models: new Set(models),
      compute: COMPUTES.find((one) => one === (params.get("by") ?? compute)) ?? "mle",
      ties: TIES.find((one) => one === (params.get("ties") ?? ties)) ?? "half",
      homeAdvantage: params.has("home") ? params.get("home") === "1" : home_advantage !== null,
    },
  };
}

function questionsOf({ board, route }: App): Set<number> | null {
  const categories = route.params.getAll("category");
  const questions = route.params.getAll("question");
  if (categories.length === 0 && questions.length === 0) return null;
  return new Set(
    board.questions.flatMap(({ id, category }, k) =>
      (categories.length === 0 || categories.includes(category)) &&
      (questions.length === 0 || questions.includes(id))
        ? [k]
        : [],
    ),
  );
}

/** The published ranking without a filter. */
export function resetHash(app: App): string {
  return hashOf("", { ranking: app.route.params.get("ranking") });
}
