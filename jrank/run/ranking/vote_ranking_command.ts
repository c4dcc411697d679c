/** The ranking of files of votes: printed, and on one page where that is asked for. */
import { resolve } from "node:path";
import { CHARTS } from "../../chart/kinds/chart_table.ts";
import { type Language, say } from "../../core/message.ts";
import { rankingPage } from "../../report/html.ts";
import { renderInThemes } from "../../report/render.ts";
import { rankingFacts, rankingTable } from "../../report/tables/table.ts";
import { checkOutputs } from "../../store/files/check_outputs.ts";
import { writeWhole } from "../../store/files/write_whole.ts";
import { warningTexts } from "../../words/findings.ts";
import type { Context } from "../command/command.ts";
import { chartOptionsOf } from "./files/chart_options.ts";
import { chartSourceOf } from "./files/chart_source.ts";
import type { Ranked } from "./numbers/rank.ts";
import { votesOf } from "./rank_files.ts";
import { type RankFilesJob, rankVotes } from "./rank_votes.ts";
import { rankingAsked } from "./ranking_command.ts";
import type { MakeRankingFlags } from "./ranking_settings.ts";

interface RankFlags extends MakeRankingFlags {
  html?: string;
  json?: string;
}

/** Ranks votes and prints; the outputs are checked before any work. */
export async function rankVoteFiles(
  files: readonly string[],
  { html, json, ...flags }: RankFlags,
  context: Context,
): Promise<void> {
  const { job } = await rankingAsked({ ...flags, inputFile: [...files] }, context);
  checkOutputs(
    [html, json].filter((file) => file !== undefined),
    job.places.judgments,
    say`give another file`,
  );
  const { votes, counted } = await votesOf(job, context);
  const ranked = await rankVotes(job, votes, counted.findings);
  const { ranking } = ranked;
  const { out, language } = context;
  // What is written is there before a reader closes the pipe (`… | head`), which ends the command.
  if (json !== undefined) writeWhole(resolve(json), `${JSON.stringify(ranking, null, 2)}\n`);
  if (html !== undefined)
    writeWhole(
      resolve(html),
      await pageOf(job, ranked, (flags.chartsLanguage as Language) ?? language),
    );
  out(await rankingTable(ranking, language));
  out("");
  for (const fact of rankingFacts(ranking, language)) out(fact);
  for (const { text } of warningTexts(ranking, language)) out(say`Warning: ${text}`);
}

/** The page, with every chart that these votes have. */
async function pageOf(job: RankFilesJob, ranked: Ranked, language: Language): Promise<string> {
  const source = await chartSourceOf(ranked, job.options, job.board);
  const options = { ...chartOptionsOf(job.charts, { offline: job.offline }), language };
  const pictures = [];
  for (const chart of Object.values(CHARTS)) {
    const spec = chart.build(source, options);
    if (spec) pictures.push({ ...(await renderInThemes(spec)), describe: chart.describe });
  }
  return rankingPage(ranked.ranking, pictures, { language, title: options.title });
}
