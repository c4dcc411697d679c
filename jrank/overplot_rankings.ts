/** Two or more rankings in one chart. */
import { runCommand } from "./run/command/command.ts";
import { OVERPLOT_SETTINGS } from "./run/command/options.ts";

const ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

await runCommand(
  "overplot_rankings.ts",
  "Draws two or more rankings (judges, dates, settings) in one chart, with their rank correlation.",
  (program, context) => {
    program
      .usage("[options] <rankings...>")
      .argument("<rankings...>", "ranking files, such as rankings/gpt-4_mle.json")
      .optionsGroup("Output:")
      .option("--chart-dir <folder>", "where to write combined_ranking.*", "charts")
      .optionsGroup("Names:");
    ORDINALS.forEach((ordinal, k) => {
      program.option(`--label${k + 1} <name>`, `name of the ${ordinal} ranking`);
    });
    program.action(async (rankings, flags) => {
      const { overplotRankings } = await import("./run/comparing/overplot.ts");
      const labels = new Map<number, string>();
      ORDINALS.forEach((_, k) => {
        const label = flags[`label${k + 1}`];
        if (label !== undefined) labels.set(k + 1, label);
      });
      await overplotRankings(rankings, { ...flags, labels }, context);
    });
  },
  {
    example:
      "npx tsx jrank/overplot_rankings.ts gpt-4_mle.json claude_mle.json --label1 GPT-4 --label2 Claude",
    settings: OVERPLOT_SETTINGS,
  },
);
