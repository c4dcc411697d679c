/** What the ratings of a published ranking expect of games. */
import type { SiteRanking } from "../../core/site_data.ts";
import type { App } from "./app.ts";
import type { BoardGame } from "./game.ts";

/** Expected points of a model against another (a tie is half a point); null where that is not determined. */
export type Expected = (a: number, b: number, home?: number) => number | null;

/**
 * By the ratings. Other tie models give a tie a chance of its own, which the ratings alone do not
 * tell, and win rates expect nothing: undefined for those.
 */
export function expectedBy(
  { board }: App,
  published: SiteRanking | undefined,
): Expected | undefined {
  if (published === undefined) return undefined;
  const { ranking: rows, compute, ties, base, scale } = published.ranking;
  if (compute === "winrate" || ties !== "half") return undefined;
  const byId = new Map(rows.map(({ model_id, rating }) => [model_id, rating]));
  const ratings = board.models.map(({ id }) => byId.get(id) ?? null);
  return (a, b, home = 0) => {
    const [one, two] = [ratings[a] ?? null, ratings[b] ?? null];
    return one === null || two === null ? null : 1 / (1 + base ** ((two - one - home) / scale));
  };
}

/** Points of the answer shown first: 1, 0 or a half; null without a verdict. */
export const pointsOfFirst = ({ outcome }: BoardGame): number | null =>
  outcome === 1 ? 1 : outcome === 2 ? 0 : outcome === 3 ? 0.5 : null;

/** Points of a model in a game of its. */
export function pointsOf(game: BoardGame, model: number): number | null {
  const points = pointsOfFirst(game);
  return points === null || game.first === model ? points : 1 - points;
}
