/** LLM Judge's command of this name: MT-Bench with the answers and judgments that were published. */
import { runAlias } from "./run/command/command.ts";

await runAlias(async (args) => ({
  args: ["mt_bench", ...args],
  notes: [],
  load: () => import("./get_benchmark.ts"),
}));
