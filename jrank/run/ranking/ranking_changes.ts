/** What changed since an earlier ranking. */
import { UserError } from "../../core/errors.ts";
import { type Message, say } from "../../core/message.ts";
import type { Ranking } from "../../core/ranking.ts";
import { plainTable } from "../../report/text_table.ts";
import { compareRankings } from "../../stats/rank/compare_rankings.ts";
import type { RankingFile } from "../../store/books/ranking_file.ts";

/** A table of the changes, and which of them are more than chance. */
export async function changesTable(before: RankingFile, after: Ranking): Promise<Message> {
  if (before.scale !== after.scale || before.base !== after.base || before.ties !== after.ties) {
    throw new UserError(
      say`the rankings have different scales, bases or tie models, so their ratings cannot be compared`,
    );
  }
  const isRate = after.compute === "winrate";
  if ((before.compute === "winrate") !== isRate) {
    throw new UserError(
      isRate
        ? say`the earlier ranking holds ratings and this one win rates, which cannot be compared`
        : say`the earlier ranking holds win rates and this one ratings, which cannot be compared`,
    );
  }
  const changes = compareRankings(before.ranking, after.ranking);
  if (changes.length === 0) return say`\nThe two rankings rate no model in common.`;
  const rows = changes.map((row) => [
    row.model_id,
    ...[row.before, row.after, row.change, row.standard_error].map((value) =>
      value.toFixed(isRate ? 3 : 0),
    ),
    row.p_value < 0.001 ? "<0.001" : row.p_value.toFixed(3),
    row.is_significant ? say`significant` : "",
  ]);
  const head = [say`Model`, say`Before`, say`After`, say`Change`, say`Std. error`, "p", ""];
  const table = await plainTable(head, rows, "lrrrrrl");
  const count = changes.filter((row) => row.is_significant).length;
  const since = before.date ?? say`the earlier ranking`;
  const judge = before.judge ? ` (${before.judge})` : "";
  return say`\nSince ${since}${judge}:\n${table}\n${count} of ${changes.length} changes are more than chance (95 %, all models together).`;
}
