/** Ranks stored judgments and draws the charts. */
import { MODE_NAMES } from "./core/types.ts";
import { nameFlag, runCommand } from "./run/command/command.ts";
import { RANKING_SETTINGS } from "./run/command/options.ts";

/** `pairwise` is the original's: any pairs. Grades are none; their mode is known to say so. */
const modes = [...MODE_NAMES, "pairwise"] as const;

await runCommand(
  "make_ranking.ts",
  "Ranks stored judgments by Bradley-Terry, with confidence intervals, and draws the charts.",
  (program, context) => {
    program
      .optionsGroup("This command:")
      .option("--config <file>", "the benchmark's config (default: config.json here)")
      .option("--no-config", "go by flags alone")
      .option("--judge-model <id>", "the judge whose judgments are ranked")
      .option(
        "--mode <name>",
        "Which answers are compared or graded: pairwise-n, pairwise-all, pairwise-baseline, or any (pairwise)",
        nameFlag(modes),
      )
      .option("--input-file <files...>", "judgments to rank, in place of the benchmark's own")
      .option("--output-path <file>", "where to write the ranking (.json; .csv and .md beside it)")
      .option(
        "--chart-dir <folder>",
        "where to draw the charts (with --output-path: charts/<its name> beside it)",
      )
      .option(
        "--compare-with <file>",
        "an earlier ranking (.json): what changed, and is it chance?",
      )
      .option(
        "--compare-input <files...>",
        "its judgments, where they are not among those that are ranked: paired by question",
      )
      .action(async (flags) => {
        const { makeRanking } = await import("./run/ranking/ranking_command.ts");
        await makeRanking(flags, context);
      });
  },
  {
    example: "npx tsx jrank/make_ranking.ts --bench-name rakuda_v2 --compute mle --bootstrap-n 500",
    settings: RANKING_SETTINGS,
    usual: [
      ...["bench-name", "config", "judge-model", "input-file", "output-path", "compare-with"],
      ...["model-list", "seed", "compute", "ci", "confidence", "bootstrap-n", "ties", "prior"],
      ...["no-home-advantage", "control", "by", "anchor", "no-make-charts"],
    ],
  },
);
