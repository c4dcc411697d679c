/** The whole job from one config: answers, judgments, ranking, charts. */
import { EXTEND_BY } from "./core/defaults.ts";
import { integerFlag, runCommand } from "./run/command/command.ts";
import { ALL_SETTINGS } from "./run/command/options.ts";

await runCommand(
  "streamline.ts",
  "Runs everything from one config: generates the contestants' answers, has the judges compare them, ranks them and draws the charts. What is done already is not done again.",
  (program, context) => {
    program
      .optionsGroup("This command:")
      .option("--config <file>", "config (default: config.json here, else config.json.example)")
      .option("--dry-run", "tell what would be called; spend nothing")
      .option("--test-mode", "only one or two questions of each category")
      .option(
        "--extend [number]",
        `judge so many (${EXTEND_BY}) more than are stored`,
        integerFlag(1),
      )
      .option(
        "--rejudge <what>",
        "judge stored judgments again: errors (those without a verdict), all, or those of a prompt by its name",
      )
      .option("--retry-refused", "ask again what was refused for good in earlier runs")
      .action(async (flags) => {
        const { runFile } = await import("./run/scores/run_file.ts");
        const extend = flags.extend === true ? EXTEND_BY : flags.extend;
        await runFile({ ...flags, ...(extend !== undefined && { extend }) }, context);
      });
  },
  {
    example: "npx tsx jrank/streamline.ts --config config.json --dry-run",
    settings: ALL_SETTINGS,
    usual: [
      ...["config", "dry-run", "test-mode", "extend", "rejudge", "retry-refused", "first-n"],
      ...["parallel", "mode", "n", "stop-half-width", "detach"],
      ...["budget-usd", "budget-total-usd", "compute", "no-make-charts"],
    ],
  },
);
