/** New models on a published board: the merged ranking, and what changed. */

import { basename } from "node:path";
import { joined, type Message, type Said, say } from "../../../core/message.ts";
import type { Ranking, RankingAnchor, RankingRow } from "../../../core/ranking.ts";
import { plainTable } from "../../../report/tables/text_table.ts";
import { boardChanges, newcomers } from "../../../stats/anchored/anchored_changes.ts";
import type { RankedAnchored } from "../../../stats/anchored/rank_anchored.ts";
import type { RankedRow } from "../../../stats/rank/ranked_rows.ts";
import { listSome } from "../../command/format.ts";
import type { PublishedBoard } from "./published_board.ts";

const PUBLISHED = [
  ...(["rating", "median", "lower", "upper", "one_sigma_plus", "one_sigma_minus"] as const),
  ...(["median_rounded", "ci_lower", "ci_upper", "standard_error"] as const),
];

/** Rows of the merged board: a fixed board keeps what it printed, and all matches are counted. */
export function mergedRows(
  rows: readonly RankedRow[],
  { ranking, anchor }: PublishedBoard,
): RankedRow[] {
  const published = new Map(ranking.ranking.map((row) => [row.model_id, row]));
  return rows.map((row) => {
    const before = anchor.models.includes(row.model_id) && published.get(row.model_id);
    if (!before) return row;
    const kept =
      anchor.keep === "fixed" ? Object.fromEntries(PUBLISHED.map((key) => [key, before[key]])) : {};
    return { ...row, ...kept, ...tally(row, before) };
  });
}

function tally(row: RankedRow, before: RankingRow) {
  const n_matches = row.n_matches + before.n_matches;
  const wins = row.wins + before.wins;
  const ties = row.ties + before.ties;
  return {
    n_matches,
    wins,
    ties,
    losses: row.losses + before.losses,
    win_rate: n_matches > 0 ? (wins + ties / 2) / n_matches : null,
    // How the board's own matches lie on questions is not known here.
    win_rate_lower: before.n_matches > 0 ? null : row.win_rate_lower,
    win_rate_upper: before.n_matches > 0 ? null : row.win_rate_upper,
  };
}

/** What the ranking file tells of its anchor. */
export function anchorFacts(numbers: RankedAnchored, board: PublishedBoard): RankingAnchor {
  const { ranking, anchor, file } = board;
  const points = ranking.scale / Math.log(ranking.base);
  return {
    file: basename(file),
    date: ranking.date,
    judge: ranking.judge,
    n_judgments: ranking.n_judgments,
    keep: anchor.keep,
    new_models: newcomers(numbers).map((found) => ({
      model_id: found.model_id,
      stronger_than: found.strongerThan,
      weaker_than: found.weakerThan,
      not_told_apart: found.notToldApart,
    })),
    changes: boardChanges(numbers).map((change) => ({
      model_id: change.model_id,
      before: ranking.init_rating + points * change.before,
      after: ranking.init_rating + points * change.after,
      standard_error: points * change.standardError,
      p_value: change.p,
      is_significant: change.isSignificant,
      rank_before: ranking.ranking.find((row) => row.model_id === change.model_id)?.rank ?? null,
    })),
  };
}

/** What changed, for people. */
export async function anchorTable(ranking: Ranking, facts: RankingAnchor): Promise<Message> {
  const rankOf = new Map(ranking.ranking.map((row) => [row.model_id, row]));
  const lines = [
    say`\nOn the board of ${facts.date} (${facts.judge}, ${facts.n_judgments} judgments):`,
  ];
  for (const found of facts.new_models) {
    const row = rankOf.get(found.model_id);
    const list = (models: readonly string[]): Said => listSome(models) || say`nobody`;
    lines.push(
      say`${found.model_id} enters at rank ${row?.rank ?? "–"} (${row?.rank_lower ?? "?"}–${row?.rank_upper ?? "?"}). Stronger than ${list(found.stronger_than)}; weaker than ${list(found.weaker_than)}; not told apart from ${list(found.not_told_apart)} (95 %, all together).`,
    );
  }
  if (facts.keep === "fixed") {
    const moved = facts.changes.filter(
      ({ model_id, rank_before }) => rank_before !== (rankOf.get(model_id)?.rank ?? null),
    );
    const down = moved.map(
      ({ model_id, rank_before }) => `${model_id} ${rank_before} → ${rankOf.get(model_id)?.rank}`,
    );
    lines.push(
      say`The board's ratings stay as they were published; ranks that change: ${listSome(down, 12) || say`none`}.`,
    );
    return joined(lines, "\n");
  }
  const rows = facts.changes.map((change) => [
    change.model_id,
    ...[change.before, change.after, change.after - change.before, change.standard_error].map(
      (value) => value.toFixed(0),
    ),
    change.p_value < 0.001 ? "<0.001" : change.p_value.toFixed(3),
    `${change.rank_before ?? "–"} → ${rankOf.get(change.model_id)?.rank ?? "–"}`,
    change.is_significant ? say`significant` : "",
  ]);
  const changes = [say`Before`, say`After`, say`Change`, say`Std. error`];
  const head = [say`Model`, ...changes, "p", say`Rank`, ""];
  const count = facts.changes.filter((change) => change.is_significant).length;
  const table = await plainTable(head, rows, "lrrrrrrl");
  return joined(
    [
      ...lines,
      table,
      say`${count} of ${rows.length} changes are more than chance (95 %, all models together).`,
    ],
    "\n",
  );
}
