/** What changed since an earlier ranking. */
import { readFileSync } from "node:fs";
import { messageOf, UserError } from "../../core/errors.ts";
import type { Ranking } from "../../core/types.ts";
import { plainTable } from "../../report/plain_table.ts";
import { compareRankings } from "../../stats/compare_rankings.ts";

/** Reads a ranking file of this program. */
export function readRanking(file: string): Ranking {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UserError(`cannot read the ranking ${file}: ${messageOf(error)}`);
  }
  const { ranking } = (value ?? {}) as Partial<Ranking>;
  if (!Array.isArray(ranking)) {
    throw new UserError(`${file} is no ranking of this program: it has no "ranking" list`);
  }
  return value as Ranking;
}

/** A table of the changes, and which of them are more than chance. */
export async function changesTable(before: Ranking, after: Ranking): Promise<string> {
  if (before.scale !== after.scale || before.base !== after.base || before.ties !== after.ties) {
    throw new UserError(
      "the rankings have different scales, bases or tie models, so their ratings cannot be compared",
    );
  }
  const isRate = after.compute === "winrate";
  if ((before.compute === "winrate") !== isRate) {
    throw new UserError(
      `the earlier ranking holds ${isRate ? "ratings" : "win rates"} and this one ${isRate ? "win rates" : "ratings"}, which cannot be compared`,
    );
  }
  const changes = compareRankings(before.ranking, after.ranking);
  if (changes.length === 0) return "\nThe two rankings rate no model in common.";
  const rows = changes.map((row) => [
    row.model_id,
    ...[row.before, row.after, row.change, row.standard_error].map((value) =>
      value.toFixed(isRate ? 3 : 0),
    ),
    row.p_value < 0.001 ? "<0.001" : row.p_value.toFixed(3),
    row.is_significant ? "significant" : "",
  ]);
  const head = ["Model", "Before", "After", "Change", "Std. error", "p", ""];
  const table = await plainTable(head, rows, "lrrrrrl");
  const count = changes.filter((row) => row.is_significant).length;
  return `\nSince ${before.date} (${before.judge}):\n${table}\n${count} of ${changes.length} changes are more than chance (95 %, all models together).`;
}
