/** How far judges agree with each other, and with people. */
import { TABLE_FORMATS } from "./report/text_table.ts";
import { integerFlag, nameFlag, numberBetween, runCommand } from "./run/command/command.ts";
import { VOTE_FORMATS, type VoteFormatName } from "./store/votes/vote_formats.ts";

const outputs = [
  ...(Object.keys(TABLE_FORMATS) as (keyof typeof TABLE_FORMATS)[]),
  "json",
] as const;
const inputs = Object.keys(VOTE_FORMATS) as VoteFormatName[];

await runCommand(
  "check_reviewer_agreement.ts",
  "Compares the verdicts of two or more judges (or people) on the same games: agreement, kappa, alpha, verdicts in both orders, rankings.",
  (program, context) => {
    program
      .usage("[options] <file> <file> …")
      .argument("[files...]", "judgments, or votes of people, in any format make_ranking.ts reads")
      .option("--bench-name <name>", "the judges of a benchmark, in place of files")
      .option("--judge-model <ids...>", "of the benchmark's judges, only these")
      .option("--model-list <ids...>", "only games between these models")
      .option("--by-judge", "a rater for every judge that the rows name, not for every file")
      .option("--either-order", "a pair is the same game whichever answer was shown first")
      .option("--input-format <name>", inputs.join(", "), nameFlag(inputs))
      .option("--baseline-model <id>", "of Arena-Hard's files, which do not name it")
      .option("--bootstrap-n <rounds>", "resamplings of the questions", integerFlag(0), 500)
      .option("--confidence <level>", "of the intervals", numberBetween(0, 1), 0.95)
      .option("--seed <number>", "of the resampling (1)", integerFlag(0))
      .option("--format <name>", outputs.join(", "), nameFlag(outputs), "text")
      .option("--json", "as --format json")
      .option("--csv", "as --format csv")
      .action(async (files: string[], { json, csv, ...flags }) => {
        if (json && csv) program.error("--json and --csv exclude each other");
        if (!(flags.confidence > 0 && flags.confidence < 1)) {
          program.error(`--confidence must be between 0 and 1, got ${flags.confidence}`);
        }
        const { checkAgreement } = await import("./run/comparing/reviewer_agreement.ts");
        const format = json ? "json" : csv ? "csv" : flags.format;
        await checkAgreement(files, { ...flags, format }, context);
      });
  },
  { example: "npx tsx jrank/check_reviewer_agreement.ts judge_a_pair.jsonl judge_b_pair.jsonl" },
);
