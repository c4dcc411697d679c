/** Paid once, lost never: kills at any moment while the judge's server does everything wrong. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { runCommandLine, startCommand, temporaryFolder } from "../support/command.ts";
import { type Fault, startOpenAiServer } from "../support/http_server.ts";
import {
  expectWinners,
  judgeSmallBench,
  storedPairs,
  writeSmallBench,
} from "../support/small_bench.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const FAULTS: readonly Fault[] = [
  { status: 429, headers: { "retry-after": "0" } },
  { status: 500 },
  "reset",
  "html",
  "bad json",
  "empty",
  "hang",
];
const N = 80;
const PARALLEL = 8;
const KILLS = 3;

it("judges every match once, whatever happens", async () => {
  const bench = writeSmallBench(folder.path, { questions: 10, models: ["a", "b", "c", "d"] });
  let paid = 0;
  const server = await startOpenAiServer({
    reply: ({ body }) => {
      paid++;
      return judgeSmallBench(body);
    },
    // Every fifth request fails, each time in another way.
    fault: (index) => (index % 5 === 4 ? FAULTS[Math.floor(index / 5) % FAULTS.length] : undefined),
    delayMs: 15,
  });
  const config = join(folder.path, "config.json");
  writeFileSync(
    config,
    JSON.stringify({
      benchmark_name: "b",
      data_dir: folder.path,
      models: {
        api_models: ["a", "b", "c", "d"].map((id) => ({ id, provider: "recorded" })),
        judge_models: [{ id: "j", base_url: `${server.url}/v1`, timeout_s: 1 }],
      },
      n: N,
      parallel: PARALLEL,
      bootstrap_n: 20,
      make_charts: false,
    }),
  );
  const stored = join(bench, "model_judgment/j_pair.jsonl");
  const storedLines = (): number =>
    existsSync(stored) ? readFileSync(stored, "utf8").split("\n").length - 1 : 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const before = storedLines();
    const command = await startCommand("streamline", ["--config", config]);
    while (storedLines() < before + 15) await new Promise((resolve) => setTimeout(resolve, 5));
    command.kill("SIGKILL");
    await command.result;
  }
  const last = await runCommandLine("streamline", ["--config", config]);
  expect(last.code).toBe(0);
  const rows = storedPairs(bench, "j");
  const keys = rows.map((row) => [row.question_id, row.model1_id, row.model2_id].join("/"));
  expect(rows).toHaveLength(N);
  expect(new Set(keys).size).toBe(N);
  expectWinners(bench, "j");
  expect(paid).toBeGreaterThanOrEqual(N);
  expect(paid).toBeLessThanOrEqual(N + KILLS * PARALLEL);
  await server.close();
});
