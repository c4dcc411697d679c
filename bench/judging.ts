/** The whole process of gen_judgment: 4,000 judgments of a 20 ms judge at 64 in flight; resuming. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { costOfCommand } from "./cost.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

/** Makes a benchmark of 15 models and 80 questions with answers of ordinary length. */
function makeBenchmark(dataDir: string): void {
  const bench = join(dataDir, "b");
  mkdirSync(join(bench, "answers"), { recursive: true });
  const ids = Array.from({ length: 80 }, (_, k) => `q${k}`);
  const lines = (rows: unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  writeFileSync(
    join(bench, "questions.jsonl"),
    lines(ids.map((question_id) => ({ question_id, category: "c", turns: ["質問です。"] }))),
  );
  for (let model = 0; model < 15; model++) {
    const answers = ids.map((question_id) => ({
      question_id,
      answer_id: "",
      model_id: `m${model}`,
      choices: [{ index: 0, turns: [`モデル${model}の回答です。`.repeat(30)] }],
    }));
    writeFileSync(join(bench, "answers", `m${model}.jsonl`), lines(answers));
  }
}

/** Prints the figures. */
export async function benchJudging(print: (line: string) => void): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "jrank-bench-"));
  const server = spawn(process.execPath, [join(root, "bench/judge_server.mjs")]);
  const port = await new Promise<string>((resolve) =>
    server.stdout.once("data", (chunk) => resolve(String(chunk).trim())),
  );
  try {
    makeBenchmark(dataDir);
    const flags = [
      ...["--bench-name", "b", "--data-dir", dataDir, "--judge-model", "j"],
      ...["--base-url", `http://127.0.0.1:${port}/v1`, "--parallel", "64"],
    ];
    for (const schedule of ["adaptive", "fewest-matches"]) {
      const all = ["--schedule", schedule, "--n", "4000"];
      const judging = [...flags, ...all];
      const { cpu, seconds, megabytes } = costOfCommand("gen_judgment", judging);
      const again = costOfCommand("gen_judgment", judging);
      const each = (1000 * (cpu - again.cpu)) / 4000;
      print(
        `4,000 judgments, 20 ms judge, 64 in flight, ${schedule}: ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB, ${each.toFixed(2)} ms of CPU a call`,
      );
      print(`  the same again, nothing left to do: ${again.seconds.toFixed(1)} s`);
      rmSync(join(dataDir, "b/model_judgment"), { recursive: true });
    }
  } finally {
    server.kill();
    rmSync(dataDir, { recursive: true });
  }
}
