/** The rows of the leaderboard: a published ranking, or one that was made here. */

import type { Ranking, RankingControl, RankingCosts, RankingRow } from "../../core/ranking.ts";
import type { SiteBoard, SiteRanking } from "../../core/site_data.ts";
import type { License } from "../../core/types.ts";
import type { RankedRow } from "../../stats/rank/ranked_rows.ts";

export interface BoardRow {
  /** Place in the ranking, from 0; equals keep the order of the ranking. */
  place: number;
  /** Index of the model on the board. */
  model: number;
  id: string;
  name: string;
  license: License;
  row: RankingRow | RankedRow;
  /** The rating if further terms (length, style) were equal; undefined where none was computed. */
  controlled: RankingControl["ratings"][number] | undefined;
  /** What an answer used, where that is known. */
  costs: RankingCosts["models"][number] | undefined;
  /** Its rank in the ranking before: null where it was not in it; undefined where there was none. */
  before: { rank: number | null; date: string } | undefined;
  /** When its newest judgment was made, in seconds since 1970; 0 where unknown. */
  newest: number;
}

/** Rows with what the board knows of the models. */
export function boardRows(
  board: SiteBoard,
  rows: readonly (RankingRow | RankedRow)[],
  judges: readonly number[],
  published?: SiteRanking,
): BoardRow[] {
  const { control, costs } = published?.ranking ?? {};
  const earlier = published?.history.at(-1);
  const newest = newestByModel(board, judges);
  const index = new Map(board.models.map(({ id }, k) => [id, k]));
  return rows.map((row, place) => {
    const model = index.get(row.model_id) ?? -1;
    const known = board.models[model];
    return {
      place,
      model,
      id: row.model_id,
      row,
      controlled: control?.ratings.find(({ model_id }) => model_id === row.model_id),
      costs: costs?.models.find(({ model_id }) => model_id === row.model_id),
      before: earlier && {
        rank: earlier.rank[earlier.model.indexOf(model)] ?? null,
        date: earlier.date,
      },
      name: known?.name ?? row.model_id,
      license: known?.license ?? "unknown",
      newest: newest[model] ?? 0,
    };
  });
}

function newestByModel({ models, judges }: SiteBoard, chosen: readonly number[]): number[] {
  const newest = models.map(() => 0);
  for (const judge of chosen) {
    const { first, second, time } = judges[judge].games;
    time.forEach((seconds, k) => {
      for (const model of [first[k], second[k]]) {
        if (seconds > newest[model]) newest[model] = seconds;
      }
    });
  }
  return newest;
}

/** The shape of a published ranking that a table needs, whoever computed it. */
export type Head = Pick<Ranking, "compute" | "confidence" | "scale" | "base" | "init_rating">;
