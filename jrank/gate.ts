/** Whether a model is good enough: an exit code for pipelines. */
import { numberFlag, runCommand } from "./run/command/command.ts";
import { GATE_SETTINGS } from "./run/command/options.ts";

await runCommand(
  "gate.ts",
  "Decides whether a model is better than another, or than a board: exit code 0 (yes), 1 (no), 3 (not decided).",
  (program, context) => {
    program
      .optionsGroup("What is asked:")
      .requiredOption("--candidate <id>", "the model that is to pass")
      .requiredOption(
        "--baseline <id>",
        "what it is held against: a model, `rest` (the mean of all others), or a ranking file (.json; the mean of its models)",
      )
      .option(
        "--min-probability <p>",
        "how sure a yes or a no must be, from 0.5 up (0.95)",
        numberFlag,
      )
      .option("--max-drop <points>", "so many points weaker still passes (0)", numberFlag)
      .optionsGroup("Judgments:")
      .option("--config <file>", "the benchmark's config (default: config.json here)")
      .option("--no-config", "go by flags alone")
      .option("--judge-model <id>", "the judge whose judgments decide")
      .option("--input-file <files...>", "judgments, in place of the benchmark's own")
      .optionsGroup("Output:")
      .option("--junit-file <file>", "the result as JUnit XML")
      .option("--markdown-file <file>", "the result for a pull request")
      .option("--json-file <file>", "the result with every number")
      .action(async (flags) => {
        const { gate } = await import("./run/ranking/gate_command.ts");
        await gate(flags, context);
      });
  },
  {
    example:
      "npx tsx jrank/gate.ts --input-file votes.jsonl --candidate new-model --baseline old-model",
    settings: GATE_SETTINGS,
    usual: [
      ...["candidate", "baseline", "min-probability", "max-drop", "bench-name", "config"],
      ...["judge-model", "input-file", "junit-file", "markdown-file", "json-file", "where"],
      ...["model-list", "compute", "ties", "reweight"],
    ],
  },
);
