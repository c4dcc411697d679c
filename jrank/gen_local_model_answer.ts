/** Generates the answers of a GGUF model in this process. */

import { basename } from "node:path";
import { UsageError } from "./core/errors.ts";
import { say } from "./core/message.ts";
import { terminalText } from "./core/terminal_text.ts";
import { integerFlag, runCommand } from "./run/command/command.ts";
import { notGiven } from "./run/command/command_line.ts";
import { ANSWER_SETTINGS, MODEL_FLAGS } from "./run/command/options.ts";

await runCommand(
  "gen_local_model_answer.ts",
  "Generates the answers of a GGUF model in this process. Questions that are answered already are not asked again.",
  (program, context) => {
    program
      .optionsGroup("This command:")
      .option("--model-path <path>", "a GGUF file, an hf: URI or an https: URL")
      .option("--model-id <id>", "its name in files (default: the file's); a config's by its id")
      .option("--config <file>", "the config that describes it (default: config.json here)")
      .option("--no-config", "go by flags alone")
      .option("--question-begin <n>", "first question, from 0", integerFlag(0))
      .option("--question-end <n>", "the question behind the last", integerFlag(1))
      .option("--answer-file <file>", "where to write, in place of the benchmark's own file")
      .option("--regenerate", "answer questions anew; asks first, the old file is kept beside")
      .option(
        "--show-prompt",
        "print the prompt of the first question as it is, and generate nothing",
      )
      .option("--turn <n>", "of --show-prompt: the turn (1)", integerFlag(1))
      .option("--previous-answer <text>", "of --show-prompt: the answer to the turn before")
      .action(async ({ modelPath, modelId, showPrompt, turn, previousAnswer, ...flags }) => {
        if (!flags.benchName) throw notGiven("--bench-name <name>");
        if (showPrompt) {
          const { promptText } = await import("./run/answering/show_prompt.ts");
          const text = await promptText({ ...flags, modelPath, turn, previousAnswer }, context);
          // Into a file as it is; a terminal would obey what stands in a template.
          process.stdout.write(process.stdout.isTTY ? terminalText(text) : text);
          return;
        }
        if (turn !== undefined || previousAnswer !== undefined) {
          throw new UsageError(say`--turn and --previous-answer are for --show-prompt`);
        }
        if (!modelPath && !modelId) {
          throw notGiven("--model-path <path>", "--model-id <id>");
        }
        const { genAnswers } = await import("./run/answering/gen_answers.ts");
        await genAnswers(
          {
            ...flags,
            ...(modelPath !== undefined && { path: modelPath }),
            modelId: modelId ?? basename(modelPath).replace(/\.gguf$/i, ""),
            provider: "llama_cpp",
          },
          context,
        );
      });
  },
  {
    example:
      "npx tsx jrank/gen_local_model_answer.ts --bench-name rakuda_v2 --model-path models/model.gguf",
    settings: ANSWER_SETTINGS,
    model: MODEL_FLAGS.local,
    usual: [
      ...["bench-name", "model-path", "model-id", "config", "conv-template", "lora-path"],
      ...["num-choices", "temperature", "max-tokens", "question-begin", "question-end"],
      ...["answer-file", "regenerate", "gpu", "threads", "context-size", "parallel", "seed"],
      ...["show-prompt"],
    ],
  },
);
