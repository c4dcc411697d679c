/** The report card of each judge. */
import { TABLE_FORMATS } from "./report/tables/text_table.ts";
import { nameFlag, runCommand } from "./run/command/command.ts";
import { AGREEMENT_SETTINGS } from "./run/command/options.ts";

const formats = Object.keys(TABLE_FORMATS).filter((name) => name !== "csv");

await runCommand(
  "judge_report.ts",
  "Tells of each judge how far it can be trusted: lost verdicts, place, consistency, style, its own family, discrimination, agreement with people and judges, what its ranking rests on, what it costs.",
  (program, context) => {
    program
      .usage("[options] <file> …")
      .argument("[files...]", "judgments in any format make_ranking.ts reads, or --bench-name")
      .optionsGroup("Raters:")
      .option("--judge-model <ids...>", "of the benchmark's judges, only these")
      .option("--people <files...>", "votes of people, beside those of the benchmark's own raters")
      .optionsGroup("Output:")
      .option("--format <name>", "of what is printed: text, markdown", nameFlag(formats), "text")
      .option("--json-file <file>", "every number (with --bench-name: judge_report.json there)")
      .option("--markdown-file <file>", "the same as Markdown")
      .action(async (files: string[], flags) => {
        const { judgeReport } = await import("./run/comparing/judge_report_command.ts");
        await judgeReport(files, flags, context);
      });
  },
  {
    example: "npx tsx jrank/judge_report.ts --bench-name my-bench --people people.csv",
    settings: [...AGREEMENT_SETTINGS, "changes"],
    defaults: {},
  },
);
