/** A stop rule with calls in flight and a run that is killed: what is stored fulfils the rule, once. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import type { Ranking } from "../../jrank/core/ranking.ts";
import { comparisonsFrom } from "../../jrank/stats/data/comparisons.ts";
import { standingOf } from "../../jrank/stats/uncertainty/standing.ts";
import { runCommandLine, runProcess, startCommand, temporaryFolder } from "../support/command.ts";
import { startOpenAiServer } from "../support/http_server.ts";
import { storedPairs, writeSmallBench } from "../support/small_bench.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const MODELS = ["a", "b", "c", "d", "e"];
const TARGET = 130;

it("ends when the rule is fulfilled by what is stored, and calls nobody again", async () => {
  const bench = writeSmallBench(folder.path, { questions: 30, models: MODELS });
  const random = createRandom(5, "verdicts");
  /** What was said about each pair of answers, in the order in which they were shown. */
  const said = new Map<string, number>();
  const server = await startOpenAiServer({
    reply: ({ body }) => {
      const [{ content }] = (body.messages as { content: string }[]).slice(-1) as [
        { content: string },
      ];
      const shown = [...content.matchAll(/([a-e])の(q\d+)への答え/g)];
      const [first = 0, second = 0] = shown.map(([, model = ""]) => MODELS.indexOf(model));
      const winner = random.next() < 1 / (1 + Math.exp(0.7 * (first - second))) ? 1 : 2;
      said.set(shown.map(([, model, question]) => `${model} ${question}`).join("/"), winner);
      return String(winner);
    },
    delayMs: 10,
  });
  const judge = [
    ...["--data-dir", folder.path, "--bench-name", "b", "--judge-model", "j"],
    ...["--base-url", `${server.url}/v1`, "--provider", "openai", "--parallel", "16", "-y"],
    ...["--n", "550", "--stop-half-width", String(TARGET)],
  ];
  const rank = [
    ...["--data-dir", folder.path, "--bench-name", "b", "--judge-model", "j"],
    ...["--no-make-charts", "--ci", "cr3", "--bootstrap-n", "0"],
  ];
  const killed = await startCommand("gen_judgment", judge);
  while (storedPairs(bench, "j").length < 40) await new Promise((go) => setTimeout(go, 5));
  killed.kill("SIGKILL");
  await killed.result;

  const ended = await runProcess("gen_judgment", judge);
  expect(ended.stderr).not.toContain("bug");
  expect(ended.code).toBe(0);
  const rows = storedPairs(bench, "j");
  const keys = rows.map((row) => [row.question_id, row.model1_id, row.model2_id].join("/"));
  expect(new Set(keys).size).toBe(rows.length);
  expect(rows.length).toBeLessThan(550);
  for (const { question_id, model1_id, model2_id, winner } of rows) {
    expect(said.get(`${model1_id} ${question_id}/${model2_id} ${question_id}`)).toBe(winner);
  }
  const { halfWidths } = standingOf(
    comparisonsFrom(
      rows.map((row) => ({
        first: row.model1_id,
        second: row.model2_id,
        cluster: row.question_id,
        outcome: row.winner as 1 | 2 | 3,
      })),
    ),
  );
  expect((400 / Math.LN10) * Math.max(...halfWidths)).toBeLessThanOrEqual(TARGET);
  const ranking = join(bench, "rankings/j_mle.json");
  expect((await runCommandLine("make_ranking", rank)).code).toBe(0);
  expect(JSON.parse(readFileSync(ranking, "utf8")) as Ranking).toMatchObject({
    stop: { reason: "half-width", judgments: rows.length },
    outlook: { more_judgments: 100 },
  });

  const bytes = readFileSync(ranking);
  const paid = server.requests.length;
  const again = await runProcess("gen_judgment", judge);
  expect(again.stdout).toContain("which is enough");
  await runCommandLine("make_ranking", rank);
  expect(server.requests).toHaveLength(paid);
  expect(readFileSync(ranking).equals(bytes)).toBe(true);
  await server.close();
});
