/** Prints a ranking for people: the table, what is behind it, and where the files are. */
import { join } from "node:path";
import { type Said, say } from "../../core/message.ts";
import { costTable } from "../../report/tables/cost_table.ts";
import { groupsTable } from "../../report/tables/group_tables.ts";
import { rankingFacts, rankingTable } from "../../report/tables/table.ts";
import { TABLE_FORMATS } from "../../report/tables/text_table.ts";
import { warningTexts } from "../../words/findings.ts";
import { tableWords } from "../../words/language.ts";
import type { Context } from "../command/command.ts";
import { shownPath } from "../command/format.ts";
import { pngOf } from "./files/chart_paths.ts";
import { anchorTable } from "./numbers/anchored_ranking.ts";
import { type RankedFiles, rankFiles } from "./rank_files.ts";
import type { RankFilesJob } from "./rank_votes.ts";

/**
 * Ranks, writes, prints, and then draws: nobody waits for pictures to read numbers. `below` is what a
 * command has to say under the ranking.
 */
export async function rankAndShow(
  job: RankFilesJob,
  context: Context,
  below?: (ranked: RankedFiles) => Promise<Said>,
): Promise<RankedFiles> {
  const ranked = await rankFiles(job, context);
  await showRanking(ranked, context);
  if (below) context.out(await below(ranked));
  const charts = await ranked.draw();
  const folder = job.places.charts;
  if (charts.length > 0) {
    context.out(
      say`Charts:  ${shownPath(folder)}/ (${charts.join(", ")}: .vl.json, .svg, ${pngOf(join(folder, charts[0]))}.html)`,
    );
  }
  return ranked;
}

/** Results go to `out`, warnings under the table they are about. */
async function showRanking(
  { ranking, files }: RankedFiles,
  { out, language }: Pick<Context, "out" | "language">,
): Promise<void> {
  const { title } = tableWords(language);
  out(`\n${title(ranking.benchmark, ranking.judge, ranking.compute)}\n`);
  out(await rankingTable(ranking, language));
  out("");
  for (const fact of rankingFacts(ranking, language)) out(fact);
  for (const { text } of warningTexts(ranking, language)) out(say`Warning: ${text}`);
  const groups = await groupsTable(ranking, language);
  if (groups !== undefined) out(`\n${groups}`);
  const costs = costTable(ranking, language);
  if (costs) {
    out(say`\n${costs.title}\n\n${await TABLE_FORMATS.text(costs.table)}\n`);
    for (const note of costs.notes) out(note);
  }
  out(say`\nRanking: ${shownPath(files[0] ?? "")} (also .csv and .md)`);
  if (ranking.anchor) out(await anchorTable(ranking, ranking.anchor));
}
