/** Generates the answers of a model behind an API. */
import { PROVIDERS } from "./core/types.ts";
import { integerFlag, nameFlag, numberFlag, runCommand } from "./run/command.ts";

await runCommand(
  "gen_api_model_answer.ts",
  "Generates the answers of a model behind an API. Questions that are answered already are not asked again.",
  (program, context) => {
    program
      .requiredOption("--bench-name <name>", "benchmark")
      .requiredOption("--model <name>", "the model's name at its provider")
      .option("--model-id <id>", "its name in files (default: --model)")
      .option("--provider <name>", `one of ${PROVIDERS.join(", ")}`, nameFlag(PROVIDERS))
      .option("--base-url <urls...>", "an OpenAI-compatible server, or several that share the work")
      .option("--parallel <calls>", "most calls at a time (8)", integerFlag(1))
      .option("--num-choices <n>", "answers to each question (1)", integerFlag(1))
      .option("--force-temperature <t>", "for every question (default: by category)", numberFlag)
      .option("--max-tokens <n>", "most tokens of an answer", integerFlag(1))
      .option("--question-begin <n>", "first question, from 0", integerFlag(0))
      .option("--question-end <n>", "the question behind the last", integerFlag(1))
      .option("--answer-file <file>", "where to write, in place of the benchmark's own file")
      .action(async ({ model, modelId = model, forceTemperature, ...flags }) => {
        const { genAnswers } = await import("./run/gen_answers.ts");
        await genAnswers(
          {
            ...{ ...flags, path: model, modelId },
            ...(forceTemperature !== undefined && { temperature: forceTemperature }),
          },
          context,
        );
      });
  },
);
