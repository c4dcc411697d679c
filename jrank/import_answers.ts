/** Takes answers made elsewhere into a benchmark. */
import { nameFlag, runCommand } from "./run/command/command.ts";
import { notGiven } from "./run/command/command_line.ts";
import { IMPORT_SETTINGS } from "./run/command/options.ts";
import { MATCHES } from "./store/answers/find_question.ts";
import { IMPORT_FORMATS, type ImportFormatName } from "./store/answers/import_formats.ts";

const FORMATS = Object.keys(IMPORT_FORMATS) as ImportFormatName[];

await runCommand(
  "import_answers.ts",
  "Takes answers made elsewhere into a benchmark: LLM Judge's, AlpacaEval's, lm-evaluation-harness's, or a table (CSV, TSV, JSON, JSONL, Parquet). Adds what is missing and replaces nothing unasked.",
  (program, context) => {
    program
      .optionsGroup("Input:")
      .requiredOption("--input-file <files...>", "files of answers")
      .option(
        "--format <name>",
        `of the files (default: recognised): ${FORMATS.join(", ")}`,
        nameFlag(FORMATS),
      )
      .option("--model-id <id>", "the model, where the rows name none; or its new name")
      .option(
        "--match <how>",
        `how rows find their questions: ${MATCHES.join(", ")} (auto: by id, by text where there is none)`,
        nameFlag(MATCHES),
        "auto",
      )
      .optionsGroup("Columns of a table:")
      .option("--id-field <column>", "the question's id (question_id)")
      .option("--text-field <column>", "the question's text (instruction, prompt, …)")
      .option(
        "--answer-field <columns...>",
        "the answer (answer, output, response, …); several are the turns in order",
      )
      .option("--model-field <column>", "the model (model_id, model, generator)")
      .option("--turn-field <column>", "the number of the turn, where each turn is a row (turn)")
      .optionsGroup("What is done:")
      .option("--replace", "put these in the place of other stored answers, which are kept beside")
      .option("--dry-run", "tell what would be done, and write nothing")
      .action(async (flags) => {
        if (!flags.benchName) throw notGiven("--bench-name <name>");
        const { importAnswerFiles } = await import("./run/answering/import_files.ts");
        await importAnswerFiles(flags, context);
      });
  },
  {
    example:
      "npx tsx jrank/import_answers.ts --bench-name rakuda_v2 --input-file answers.jsonl --model-id my-model",
    settings: IMPORT_SETTINGS,
  },
);
