/** Brings a public benchmark into the data folder. */

import { PARTS, type Part } from "./run/benchmarks/public_benchmarks.ts";
import { nameFlag, runCommand } from "./run/command/command.ts";
import { notGiven } from "./run/command/command_line.ts";

const parts = (value: string, before: Part[] = []): Part[] => [...before, nameFlag(PARTS)(value)];

await runCommand(
  "get_benchmark.ts",
  "Brings a public benchmark into the data folder, with its answers and judgments where they are published: by its name, a data set of Hugging Face (user/name), or a repository (github:owner/name).",
  (program, context) => {
    program
      .usage("[options] <name>")
      .argument("[name]", "rakuda_v2, mt_bench, jp_bench, … (--list shows all)")
      .optionsGroup("What is brought:")
      .option("--list", "the benchmarks that are known by name")
      .option("--parts <names...>", `only these: ${PARTS.join(", ")}`, parts)
      .option(
        "--all-models",
        "answers and judgments of every model that the publishers list (Arena-Hard: hundreds of megabytes)",
      )
      .option("--bench-name <name>", "its folder in the data directory (default: its name)")
      .optionsGroup("A data set of your own:")
      .option("--file <path>", "the file of the questions in it")
      .option("--revision <name>", "its commit, tag or branch (default: the newest)")
      .option("--id-field <column>", "the question's id (question_id, uid, id; else its place)")
      .option("--text-field <columns...>", "the question; several are the turns in order")
      .option("--category-field <column>", "its category")
      .option("--reference-field <column>", "its reference answer")
      .action(async (name: string | undefined, { list, ...flags }) => {
        const { fetchBenchmark, listPublic } = await import("./run/benchmarks/fetch_benchmark.ts");
        if (list) return listPublic(context);
        if (name === undefined) throw notGiven("<name>", "--list");
        return fetchBenchmark(name, flags, context);
      });
  },
  { example: "npx tsx jrank/get_benchmark.ts rakuda_v2" },
);
