/** Prints a ranking for people: the table, what is behind it, and where the files are. */
import { relative } from "node:path";
import { rankingFacts, rankingTable } from "../../report/table.ts";
import type { RankedFiles } from "./rank_files.ts";

/** Results go to `out`, warnings under the table they are about. */
export async function showRanking(
  { ranking, files, charts }: RankedFiles,
  chartFolder: string,
  out: (text: string) => void,
): Promise<void> {
  out(`\n${ranking.benchmark}, judged by ${ranking.judge} (${ranking.compute})\n`);
  out(await rankingTable(ranking));
  out("");
  for (const fact of rankingFacts(ranking)) out(fact);
  for (const warning of ranking.warnings) out(`Warning: ${warning}`);
  out(`\nRanking: ${relative(".", files[0] ?? "")} (also .csv and .md)`);
  if (charts.length > 0) {
    out(
      `Charts:  ${relative(".", chartFolder)}/ (${charts.join(", ")}: .vl.json, .svg, .png, .html)`,
    );
  }
}
