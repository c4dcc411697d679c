/** LLM Judge's tables: mean grades, or wins of pairs. */
import { TABLE_FORMATS } from "./report/tables/text_table.ts";
import { nameFlag, runCommand } from "./run/command/command.ts";
import { RESULT_SETTINGS } from "./run/command/options.ts";

const formats = [
  ...(Object.keys(TABLE_FORMATS) as (keyof typeof TABLE_FORMATS)[]),
  "json",
] as const;

await runCommand(
  "show_result.ts",
  "MT-Bench's tables of stored judgments: mean grades by turn and category, or wins of pairs judged in both orders.",
  (program, context) => {
    program
      .optionsGroup("Input:")
      .option("--config <file>", "the benchmark's config (default: config.json here)")
      .option("--no-config", "go by flags alone")
      .option("--judge-model <id>", "the judge")
      .option("--input-file <files...>", "judgments, in place of the benchmark's own")
      .optionsGroup("Output:")
      .option("--format <name>", formats.join(", "), nameFlag(formats), "text")
      .option(
        "--repeats <which>",
        "grades of the same answer: last (counts once) or all, as LLM Judge does",
        nameFlag(["last", "all"]),
        "last",
      )
      .option(
        "--make-charts",
        "draw the grades over the categories as a radar (single); a config's make_charts is about rankings",
      )
      .action(async (flags) => {
        const { showResult } = await import("./run/comparing/show_tables.ts");
        await showResult(flags, context);
      });
  },
  {
    example: "npx tsx jrank/show_result.ts --bench-name mt_bench --judge-model gpt-4",
    settings: RESULT_SETTINGS,
    defaults: { evaluation_mode: "single" },
  },
);
