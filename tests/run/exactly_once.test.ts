/** Paid once, lost never: kills at any moment while the judge's server does everything wrong. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { Judgment } from "../../jrank/core/types.ts";
import { startCommand, temporaryFolder } from "../support/command.ts";
import { type Fault, startOpenAiServer } from "../support/http_server.ts";

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
  const bench = join(folder.path, "b");
  mkdirSync(join(bench, "answers"), { recursive: true });
  const jsonl = (rows: object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  const questions = Array.from({ length: 10 }, (_, k) => `q${k}`);
  writeFileSync(
    join(bench, "questions.jsonl"),
    jsonl(questions.map((question_id) => ({ question_id, category: "c", turns: ["質問です。"] }))),
  );
  for (const model of ["a", "b", "c", "d"]) {
    const answers = questions.map((question_id) => ({
      ...{ question_id, answer_id: "", model_id: model },
      choices: [{ index: 0, turns: [`${model}の答えです。`] }],
    }));
    writeFileSync(join(bench, `answers/${model}.jsonl`), jsonl(answers));
  }
  let paid = 0;
  const server = await startOpenAiServer({
    reply: () => {
      paid++;
      return String(1 + (paid % 3));
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
      ...{ n: N, parallel: PARALLEL, bootstrap_n: 20 },
    }),
  );
  const stored = join(bench, "model_judgment/j_pair.jsonl");
  const storedLines = (): number =>
    existsSync(stored) ? readFileSync(stored, "utf8").split("\n").length - 1 : 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const before = storedLines();
    const command = startCommand("streamline", ["--config", config]);
    while (storedLines() < before + 15) await new Promise((resolve) => setTimeout(resolve, 5));
    command.kill("SIGKILL");
    await command.result;
  }
  const last = await startCommand("streamline", ["--config", config]).result;
  expect(last.code).toBe(0);
  const rows = readFileSync(stored, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Judgment);
  const keys = rows.map((row) => [row.question_id, row.model1_id, row.model2_id].join("/"));
  expect(rows).toHaveLength(N);
  expect(new Set(keys).size).toBe(N);
  expect(rows.every(({ winner }) => winner !== "error")).toBe(true);
  expect(paid).toBeGreaterThanOrEqual(N);
  expect(paid).toBeLessThanOrEqual(N + KILLS * PARALLEL);
  await server.close();
});
