/** Ranks files of votes, anybody's, and prints the ranking. */
import { runCommand } from "./run/command/command.ts";
import { VOTES_SETTINGS } from "./run/command/options.ts";

await runCommand(
  "vote_ranking.ts",
  "Ranks files of votes (CSV, TSV, JSON, JSONL, Parquet, gzip; columns are recognised) and prints the ranking with its intervals and warnings. Writes nothing unasked.",
  (program, context) => {
    program
      .usage("[options] <votes...>")
      .argument("<votes...>", "files of votes, one row a comparison, such as votes.csv")
      .optionsGroup("Output:")
      .option("--html <file>", "write one page with the ranking and its charts")
      .option("--json <file>", "write the ranking with every number")
      .option("--judge-model <id>", "only the votes of this judge")
      .action(async (votes, flags) => {
        const { rankVoteFiles } = await import("./run/ranking/vote_ranking_command.ts");
        await rankVoteFiles(votes, flags, context);
      });
  },
  {
    example: "npx tsx jrank/vote_ranking.ts votes.csv --html ranking.html",
    settings: VOTES_SETTINGS,
    usual: [
      ...["html", "json", "judge-model", "model-list", "where", "winner-labels", "input-format"],
      ...["seed", "compute", "ci", "confidence", "ties", "bootstrap-n", "no-home-advantage"],
      ...["charts-title", "charts-language"],
    ],
  },
);
