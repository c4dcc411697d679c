/** Stored judgments for other programs. */
import { nameFlag, runCommand } from "./run/command/command.ts";
import { EXPORT_SETTINGS } from "./run/command/options.ts";
import type { ExportFormatName } from "./run/judging/exported_judgments.ts";

const formats: ExportFormatName[] = ["fastchat", "arena"];

await runCommand(
  "export_judgments.ts",
  "Writes stored pair judgments in the format of another program: LLM Judge's rows of two games (fastchat), or arena votes.",
  (program, context) => {
    program
      .optionsGroup("What is written:")
      .option("--judge-model <ids...>", "only these judges (default: all)")
      .option("--input-file <files...>", "judgments, in place of the benchmark's own")
      .option("--format <name>", formats.join(", "), nameFlag(formats), "fastchat")
      .option("--output-file <file>", "where to write (default: stdout)")
      .action(async (flags) => {
        const { exportJudgments } = await import("./run/judging/exported_judgments.ts");
        exportJudgments(flags, context);
      });
  },
  {
    example:
      "npx tsx jrank/export_judgments.ts --bench-name rakuda_v2 --format arena --output-file votes.jsonl",
    settings: EXPORT_SETTINGS,
  },
);
