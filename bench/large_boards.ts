/** The whole process of make_ranking: on a board as small as the sample, with charts; on 60,000 judgments of 300 and 600 models. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { costOfCommand } from "./cost.ts";
import { costOfRanking } from "./read_votes.ts";
import { writeVotes } from "./write_votes.ts";

/** What is asked for, by the number of models. */
const ASKED: readonly (readonly [number, string, readonly string[]])[] = [
  [300, "default", []],
  [300, "Davidson", ["--ties", "davidson"]],
  [300, "Rao-Kupper", ["--ties", "rao-kupper"]],
  [300, "mcmc", ["--compute", "mcmc"]],
  [600, "default", []],
];

/** Prints the figures. */
export async function benchLargeBoards(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "jrank-bench-"));
  try {
    const small = join(folder, "small.jsonl");
    await writeVotes(small, { votes: 300, models: 8, questions: 24 });
    const place = ["--output-path", join(folder, "small.json")];
    const charts = costOfCommand("make_ranking", ["--no-config", "--input-file", small, ...place]);
    print(
      `8 models, 300 judgments, charts included: ${charts.cpu.toFixed(1)} s of CPU, ${charts.seconds.toFixed(1)} s by the clock`,
    );
    for (const models of [300, 600]) {
      const file = join(folder, `${models}.jsonl`);
      await writeVotes(file, { votes: 60_000, models, questions: 80 });
    }
    for (const [models, name, flags] of ASKED) {
      const { cpu, seconds } = costOfRanking(join(folder, `${models}.jsonl`), folder, flags);
      print(
        `${models} models, 60,000 judgments, ${name}: ${cpu.toFixed(1)} s of CPU, ${seconds.toFixed(1)} s by the clock`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
