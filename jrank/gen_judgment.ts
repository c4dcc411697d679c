/** Has judges compare the contestants' answers. */

import { EXTEND_BY } from "./core/defaults.ts";
import { UsageError } from "./core/errors.ts";
import { say } from "./core/message.ts";
import { integerFlag, runCommand } from "./run/command/command.ts";
import { notGiven } from "./run/command/command_line.ts";
import { JUDGING_SETTINGS, MODEL_FLAGS } from "./run/command/options.ts";

/** Flags that belong to --reparse, and no other. */
const OF_REPARSE = ["input-file", "output-file", "output-format", "grade-scale", "write"];
const camel = (name: string): string => name.replace(/-(.)/g, (_, c: string) => c.toUpperCase());

await runCommand(
  "gen_judgment.ts",
  "Has one or more judges compare or grade the contestants' answers. What is judged already is not judged again.",
  (program, context) => {
    program
      .optionsGroup("This command:")
      .option("--judge-model <ids...>", "one or more judges; a config's by its id")
      .option("--config <file>", "the config that describes the judges (default: config.json here)")
      .option("--no-config", "go by flags alone")
      .option(
        "--extend [number]",
        `so many judgments (${EXTEND_BY}) more than are stored`,
        integerFlag(1),
      )
      .option(
        "--rejudge <what>",
        "judge stored judgments again: errors (those without a verdict), all, or those of a prompt by its name (none)",
      )
      .option("--retry-refused", "ask again what was refused for good in earlier runs")
      .option("--skip-confirm", "do not ask before calls that cost something (as -y)")
      .option("--dry-run", "tell what would be judged; call nobody")
      .option("--reparse", "read stored judgments again, without paying; with --input-file")
      .option("--input-file <file>", "of --reparse: the judgments to read")
      .option("--output-file <file>", "of --reparse: where to write the result")
      .option("--output-format <name>", "of --reparse: how the verdicts were asked for")
      .option("--grade-scale <range>", "of --reparse: the lowest and highest grade, such as 0-5")
      .option("--write", "of --reparse: write the result in place; the old file is kept beside it")
      .action(async (flags) => {
        if (flags.reparse) {
          if (!flags.inputFile) throw new UsageError(say`--reparse needs --input-file`);
          const { reparse } = await import("./run/judging/reparse.ts");
          return reparse(flags, context);
        }
        for (const name of OF_REPARSE) {
          if (flags[camel(name)] !== undefined)
            throw new UsageError(say`--${name} is for --reparse`);
        }
        if (!flags.benchName) throw notGiven("--bench-name <name>");
        if (!flags.judgeModel) throw notGiven("--judge-model <ids...>");
        const extend = flags.extend === true ? EXTEND_BY : flags.extend;
        const { genJudgments } = await import("./run/judging/gen_judgments.ts");
        return genJudgments({ ...flags, ...(extend !== undefined && { extend }) }, context);
      });
  },
  {
    example:
      "npx tsx jrank/gen_judgment.ts --bench-name rakuda_v2 --judge-model gpt-4 --n 500 --budget-usd 5",
    settings: JUDGING_SETTINGS,
    model: MODEL_FLAGS.judge,
    usual: [
      ...["bench-name", "judge-model", "config", "mode", "n", "extend", "stop-half-width"],
      ...["schedule", "baseline-model", "model-list", "parallel", "first-n", "judge-file"],
      ...["provider", "base-url", "budget-usd", "dry-run"],
    ],
  },
);
