/** The whole job from one config: answers, judgments, ranking, charts. */
import { integerFlag, nameFlag, runCommand } from "./run/command.ts";

const STALE = ["keep", "drop", "rejudge"] as const;

await runCommand(
  "streamline.ts",
  "Runs everything from one config: generates the contestants' answers, has the judges compare them, ranks them and draws the charts. What is done already is not done again.",
  (program, context) => {
    program
      .option("--config <file>", "config (default: config.json here, else config.json.example)")
      .option("--dry-run", "tell what would be called; spend nothing")
      .option("--test-mode", "only one or two questions of each category")
      .option("--extend [number]", "judge so many (100) more than are stored", integerFlag(1))
      .option(
        "--rejudge <what>",
        "judge stored judgments again: errors (those without a verdict), all, or those of a prompt by its name",
      )
      .option(
        "--stale <what>",
        `judgments of a prompt, question or answer that has changed since: ${STALE.join(", ")} (default: the config's, or stop and ask)`,
        nameFlag(STALE),
      )
      .option("--detach", "return when batches are sent; the same command collects them later")
      .option("--retry-refused", "ask again what was refused for good in earlier runs")
      .option("--strict", "end with an error when the answers' health check finds something")
      .action(async (flags) => {
        const { runPipeline } = await import("./run/pipeline/pipeline.ts");
        const extend = flags.extend === true ? 100 : flags.extend;
        await runPipeline({ ...flags, ...(extend !== undefined && { extend }) }, context);
      });
  },
);
