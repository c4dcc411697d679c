/** Generates the answers of a GGUF model in this process. */
import { basename } from "node:path";
import { terminalText } from "./core/terminal_text.ts";
import { integerFlag, nameFlag, runCommand } from "./run/command.ts";
import { repetitionPenaltyFlag, temperatureFlag, topPFlag } from "./run/sampling_flags.ts";

const GPUS = ["auto", "cuda", "metal", "vulkan", "cpu"] as const;

await runCommand(
  "gen_local_model_answer.ts",
  "Generates the answers of a GGUF model in this process. Questions that are answered already are not asked again.",
  (program, context) => {
    program
      .requiredOption("--bench-name <name>", "benchmark")
      .option("--model-path <path>", "a GGUF file, an hf: URI or an https: URL")
      .option("--model-id <id>", "its name in files (default: the file's); a config's by its id")
      .option("--config <file>", "the config that describes it (default: config.json here)")
      .option("--no-config", "go by flags alone")
      .option("--conv-template <name>", "conversation template (default: the one inside the file)")
      .option("--lora-path <paths...>", "LoRA adapters; PATH or PATH:SCALE")
      .option("--question-begin <n>", "first question, from 0", integerFlag(0))
      .option("--question-end <n>", "the question behind the last", integerFlag(1))
      .option("--answer-file <file>", "where to write, in place of the benchmark's own file")
      .option("--temperature <t>", "for every question (default: by category)", temperatureFlag)
      .option("--top-p <p>", "nucleus sampling", topPFlag)
      .option("--top-k <k>", "sample among the k likeliest tokens", integerFlag(1))
      .option("--repetition-penalty <x>", "1 is none", repetitionPenaltyFlag)
      .option("--max-tokens <n>", "most tokens of an answer", integerFlag(1))
      .option("--num-choices <n>", "answers to each question (1)", integerFlag(1))
      .option("--gpu <where>", "auto, cuda, metal, vulkan or cpu", nameFlag(GPUS))
      .option("--threads <n>", "processor threads (default: the cores but one)", integerFlag(1))
      .option("--context-size <tokens>", "of each sequence (4096)", integerFlag(16))
      .option("--parallel <n>", "questions at a time in one context (1)", integerFlag(1))
      .option("--flash-attention", "use it (default: where model and hardware allow)")
      .option("--no-flash-attention", "do without it")
      .option("--seed <n>", "of the first choice (0)", integerFlag(0))
      .option("--system-prompt <text>", "in place of the template's own")
      .option("--regenerate", "answer questions anew; asks first, the old file is kept beside")
      .option("--strict", "faults of the answers (empty, cut off, wrong language, …) are errors")
      .option(
        "--show-prompt",
        "print the prompt of the first question as it is, and generate nothing",
      )
      .option("--turn <n>", "of --show-prompt: the turn (1)", integerFlag(1))
      .option("--previous-answer <text>", "of --show-prompt: the answer to the turn before")
      .action(async ({ modelPath, modelId, showPrompt, turn, previousAnswer, ...flags }) => {
        if (showPrompt) {
          const { promptText } = await import("./run/answering/show_prompt.ts");
          const text = await promptText({ ...flags, modelPath, turn, previousAnswer }, context);
          // Into a file as it is; a terminal would obey what stands in a template.
          process.stdout.write(process.stdout.isTTY ? terminalText(text) : text);
          return;
        }
        if (turn !== undefined || previousAnswer !== undefined) {
          program.error("--turn and --previous-answer are for --show-prompt");
        }
        if (!modelPath && !modelId) {
          program.error("required option '--model-path <path>' or '--model-id <id>' not specified");
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
);
