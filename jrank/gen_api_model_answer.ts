/** Generates the answers of a model behind an API. */
import { integerFlag, runCommand } from "./run/command/command.ts";
import { notGiven } from "./run/command/command_line.ts";
import { MODEL_FLAGS, PAID_ANSWER_SETTINGS } from "./run/command/options.ts";

await runCommand(
  "gen_api_model_answer.ts",
  "Generates the answers of a model behind an API. Questions that are answered already are not asked again.",
  (program, context) => {
    program
      .optionsGroup("This command:")
      .option("--model <name>", "the model's name at its provider (default: the config's)")
      .option("--model-id <id>", "its name in files (default: --model); a config's by its id")
      .option("--config <file>", "the config that describes it (default: config.json here)")
      .option("--no-config", "go by flags alone")
      .option("--question-begin <n>", "first question, from 0", integerFlag(0))
      .option("--question-end <n>", "the question behind the last", integerFlag(1))
      .option("--answer-file <file>", "where to write, in place of the benchmark's own file")
      .option("--regenerate", "answer questions anew; asks first, the old file is kept beside")
      .option("--retry-refused", "ask again what was refused for good in earlier runs")
      .action(async ({ model, modelId = model, ...flags }) => {
        if (!flags.benchName) throw notGiven("--bench-name <name>");
        if (modelId === undefined) {
          throw notGiven("--model <name>", "--model-id <id>");
        }
        const { genAnswers } = await import("./run/answering/gen_answers.ts");
        await genAnswers(
          { ...flags, modelId, ...(model !== undefined && { path: model }) },
          context,
        );
      });
  },
  {
    example: "npx tsx jrank/gen_api_model_answer.ts --bench-name rakuda_v2 --model gpt-4",
    settings: PAID_ANSWER_SETTINGS,
    model: MODEL_FLAGS.api,
    usual: [
      ...["bench-name", "model", "model-id", "config", "provider", "base-url", "parallel"],
      ...["num-choices", "temperature", "max-tokens", "question-begin", "question-end"],
      ...["answer-file", "regenerate", "batch", "budget-usd"],
    ],
  },
);
