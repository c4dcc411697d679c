/** The first steps: a benchmark and a config, and the command that comes next. */
import { integerFlag, runCommand } from "./run/command/command.ts";

await runCommand(
  "init.ts",
  "Makes a benchmark and a config, from a file of questions or the name of a public benchmark; asks at a terminal what no flag says, and ends with the next command.",
  (program, context) => {
    program
      .optionsGroup("This command:")
      .option("--questions <file>", "a file of questions: CSV, TSV, JSON, JSONL, TXT")
      .option(
        "--bench-name <name>",
        "the folder; without --questions one that is there, or a public one",
      )
      .optionsGroup("Models:")
      .option("--models <names...>", "contestants: names at their providers, or of stored answers")
      .option("--judge-model <name>", "the judge (gpt-4o)")
      .optionsGroup("Output:")
      .option("--n <number>", "judgments to collect (20 for each contestant)", integerFlag(1))
      .option("--output <file>", "the config to write (config.json)")
      .action(async (flags) => {
        const { initBenchmark } = await import("./run/benchmarks/new_benchmark.ts");
        await initBenchmark(flags, context);
      });
  },
  { example: "npx tsx jrank/init.ts --questions questions.csv --models gpt-4o-mini gpt-4o" },
);
