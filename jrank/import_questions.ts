/** Makes a benchmark of a file of questions. */
import { runCommand } from "./run/command/command.ts";
import { notGiven } from "./run/command/command_line.ts";

await runCommand(
  "import_questions.ts",
  "Makes a benchmark of a file of questions: CSV (UTF-8, Shift_JIS, UTF-16), TSV, JSON, JSONL, a plain list; the columns of Arena-Hard, AlpacaEval and ELYZA are known.",
  (program, context) => {
    program
      .optionsGroup("Input:")
      .requiredOption("--input-file <file>", "the file of questions")
      .option("--bench-name <name>", "the folder to make in the data directory")
      .optionsGroup("Columns:")
      .option("--id-field <column>", "the question's id (question_id, uid, id; else its place)")
      .option("--text-field <columns...>", "the question; several are the turns in order")
      .option("--category-field <column>", "its category")
      .option("--reference-field <column>", "its reference answer")
      .optionsGroup("What is done:")
      .option("--dry-run", "show the first questions, and write nothing")
      .action(async (flags) => {
        if (!flags.benchName) throw notGiven("--bench-name <name>");
        const { importQuestions } = await import("./run/benchmarks/question_files.ts");
        await importQuestions(flags, context);
      });
  },
  { example: "npx tsx jrank/import_questions.ts --input-file questions.csv --bench-name my_bench" },
);
