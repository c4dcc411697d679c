/** Generates the answers of a model behind an API. */
import { PROVIDERS } from "./core/types.ts";
import { integerFlag, jsonFlag, nameFlag, runCommand } from "./run/command.ts";
import {
  budgetFlag,
  repetitionPenaltyFlag,
  temperatureFlag,
  topPFlag,
} from "./run/sampling_flags.ts";

await runCommand(
  "gen_api_model_answer.ts",
  "Generates the answers of a model behind an API. Questions that are answered already are not asked again.",
  (program, context) => {
    program
      .requiredOption("--bench-name <name>", "benchmark")
      .option("--model <name>", "the model's name at its provider (default: the config's)")
      .option("--model-id <id>", "its name in files (default: --model); a config's by its id")
      .option("--config <file>", "the config that describes it (default: config.json here)")
      .option("--no-config", "go by flags alone")
      .option("--provider <name>", `one of ${PROVIDERS.join(", ")}`, nameFlag(PROVIDERS))
      .option("--base-url <urls...>", "an OpenAI-compatible server, or several that share the work")
      .option("--parallel <calls>", "most calls at a time, at each server (8)", integerFlag(1))
      .option("--num-choices <n>", "answers to each question (1)", integerFlag(1))
      .option(
        "--force-temperature <t>",
        "for every question (default: by category)",
        temperatureFlag,
      )
      .option("--top-p <p>", "nucleus sampling", topPFlag)
      .option(
        "--repetition-penalty <x>",
        "1 is none; vLLM and llama.cpp know it",
        repetitionPenaltyFlag,
      )
      .option("--max-tokens <n>", "most tokens of an answer", integerFlag(1))
      .option("--system-prompt <text>", "before every conversation")
      .option("--api-key-env <name>", "the environment variable that holds the key")
      .option("--api-version <version>", "of Azure (default: OPENAI_API_VERSION)")
      .option("--extra-body <json>", 'anything else, as {"reasoning_effort": "low"}', jsonFlag)
      .option("--seed <n>", "of the first choice, where the server takes seeds", integerFlag(0))
      .option("--question-begin <n>", "first question, from 0", integerFlag(0))
      .option("--question-end <n>", "the question behind the last", integerFlag(1))
      .option("--batch", "through the provider's batches: half the price, within a day")
      .option("--detach", "with --batch: return when it is sent; the same command collects it")
      .option("--answer-file <file>", "where to write, in place of the benchmark's own file")
      .option("--regenerate", "answer questions anew; asks first, the old file is kept beside")
      .option("--budget-usd <dollars>", "stop before this run costs more", budgetFlag)
      .option("--budget-total-usd <dollars>", "the same for all runs of the benchmark", budgetFlag)
      .option("--accept-refusals", "what is refused for good (a filter, …) is no failure")
      .option("--retry-refused", "ask again what was refused for good in earlier runs")
      .option("--prices <file>", "prices over the program's own (default: prices.json here)")
      .option("--strict", "faults of the answers (empty, cut off, wrong language, …) are errors")
      .action(async ({ model, modelId = model, forceTemperature, ...flags }) => {
        if (modelId === undefined) {
          program.error("required option '--model <name>' or '--model-id <id>' not specified");
        }
        const { genAnswers } = await import("./run/answering/gen_answers.ts");
        await genAnswers(
          {
            ...{ ...flags, modelId },
            ...(model !== undefined && { path: model }),
            ...(forceTemperature !== undefined && { temperature: forceTemperature }),
          },
          context,
        );
      });
  },
);
