/** How far judges agree with each other, and with people. */
import { UsageError } from "./core/errors.ts";
import { say } from "./core/message.ts";
import { TABLE_FORMATS } from "./report/tables/text_table.ts";
import { nameFlag, runCommand } from "./run/command/command.ts";
import { AGREEMENT_SETTINGS } from "./run/command/options.ts";

const outputs = [
  ...(Object.keys(TABLE_FORMATS) as (keyof typeof TABLE_FORMATS)[]),
  "json",
] as const;

await runCommand(
  "check_reviewer_agreement.ts",
  "Compares the verdicts of two or more judges (or people) on the same games: agreement, kappa, alpha, verdicts in both orders, rankings.",
  (program, context) => {
    program
      .usage("[options] <file> <file> …")
      .argument("[files...]", "judgments, or votes of people, in any format make_ranking.ts reads")
      .optionsGroup("Raters:")
      .option("--judge-model <ids...>", "of the benchmark's judges, only these")
      .option("--by-judge", "a rater for every judge that the rows name, not for every file")
      .option(
        "--single-votes <kinds...>",
        "the paper's count too: two of gpt4-pair, human, author, or judges by name",
      )
      .option("--votefiles <files...>", "files, as LLM Judge's compute_agreement names them")
      .option("--either-order", "a pair is the same game whichever answer was shown first")
      .optionsGroup("Output:")
      .option("--format <name>", outputs.join(", "), nameFlag(outputs), "text")
      .option("--json", "as --format json")
      .option("--csv", "as --format csv")
      .action(async (named: string[], { json, csv, votefiles = [], ...flags }) => {
        const files = [...named, ...votefiles];
        if (json && csv) throw new UsageError(say`--json and --csv exclude each other`);
        const { checkAgreement } = await import("./run/comparing/reviewer_agreement.ts");
        const format = json ? "json" : csv ? "csv" : flags.format;
        await checkAgreement(files, { ...flags, format }, context);
      });
  },
  {
    example: "npx tsx jrank/check_reviewer_agreement.ts judge_a_pair.jsonl judge_b_pair.jsonl",
    settings: AGREEMENT_SETTINGS,
    usual: [
      ...["bench-name", "judge-model", "by-judge", "single-votes", "either-order", "model-list"],
      ...["seed", "confidence", "bootstrap-n", "input-format", "format", "json", "csv"],
    ],
    defaults: {},
  },
);
