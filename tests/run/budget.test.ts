/** Money: budgets over a panel, replies that were wasted, what a run's summary says. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunSummary } from "../../jrank/run/command/run_journal.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import { type Fault, startOpenAiServer, type TestServer } from "../support/http_server.ts";
import {
  expectWinners,
  judgeSmallBench,
  storedPairs,
  writeSmallBench,
} from "../support/small_bench.ts";

/** With 100 tokens in and 20 out a call: one cent. */
const CENT = { input: 60, output: 200 };
const folder = temporaryFolder();
afterAll(folder.remove);

let server: TestServer;
let fault: (() => Fault | undefined) | undefined;
beforeAll(async () => {
  server = await startOpenAiServer({
    reply: ({ body }) => judgeSmallBench(body),
    fault: () => fault?.(),
  });
  writeFileSync(
    join(folder.path, "prices.json"),
    JSON.stringify({ models: { dear: CENT, "other-dear": CENT } }),
  );
});
afterAll(() => server.close());

let benches = 0;
/** Judges a fresh benchmark of its own, in the folder with prices.json. */
async function judge(flags: readonly string[]) {
  const data = join(folder.path, String(benches++));
  const bench = writeSmallBench(data, { questions: 5, models: ["a", "b", "c"] });
  const result = await runCommandLine(
    "gen_judgment",
    ["--bench-name", "b", "--data-dir", data, "--base-url", `${server.url}/v1`, ...flags],
    { cwd: folder.path },
  );
  let summaries: RunSummary[] = [];
  try {
    const runs = join(bench, "runs");
    summaries = readdirSync(runs).map((name) => JSON.parse(readFileSync(join(runs, name), "utf8")));
  } catch {
    // There was nothing to sum up.
  }
  return { ...result, bench, summaries };
}

describe("a budget", () => {
  it("is for all judges of a run together, kept at any number of calls in flight", async () => {
    fault = undefined;
    const { code, stdout, bench, summaries } = await judge([
      ...["--judge-model", "dear", "other-dear", "--n", "20", "--parallel", "16"],
      ...["--budget-usd", "0.255"],
    ]);
    expect(code).toBe(0);
    expect(storedPairs(bench, "dear")).toHaveLength(20);
    expect(storedPairs(bench, "other-dear")).toHaveLength(5);
    for (const id of ["dear", "other-dear"]) expectWinners(bench, id);
    expect(stdout).toContain("2,000 tokens in and 400 out, $0.20");
    expect(stdout).toContain("stopped early: the budget of $0.255 is used up");
    const [summary] = summaries;
    expect(summary).toMatchObject({ status: "done", command: "gen_judgment.ts" });
    expect(summary?.total).toMatchObject({ done: 25, failed: 0, input_tokens: 2500 });
    expect(summary?.total.cost_usd).toBeCloseTo(0.25, 12);
    expect(summary?.stages.map(({ model, done }) => [model, done])).toEqual([
      ["dear", 20],
      ["other-dear", 5],
    ]);
  });

  it("needs a price", async () => {
    fault = undefined;
    const unknown = await judge(["--judge-model", "x", "--n", "5", "--budget-usd", "1"]);
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain("the price of x is unknown");
  });
});

describe("the summary of a run", () => {
  it("counts what empty replies cost, and says that an unknown cost is unknown", async () => {
    let empty = 1;
    fault = () => (empty-- > 0 ? "empty" : undefined);
    const first = await judge([...["--judge-model", "dear", "--n", "1", "--temperature", "0.5"]]);
    expect(first.summaries[0]?.total).toMatchObject({ input_tokens: 200, output_tokens: 40 });
    expect(storedPairs(first.bench, "dear")[0]?.usage?.cost_usd).toBeCloseTo(0.02, 12);
    fault = undefined;
    const unknown = await judge(["--judge-model", "x", "--n", "3"]);
    expect(unknown.stdout).toContain("300 tokens in and 60 out, cost unknown");
    expect(unknown.summaries[0]?.total.cost_usd).toBeNull();
    expect(unknown.summaries[0]?.stages[0]).toMatchObject({ cost_unknown: 3, cost_usd: null });
  });

  it("tells of failures, and holds no secret of the config", async () => {
    fault = () => ({ status: 401, body: { error: { message: "wrong key hush-hush" } } });
    const refused = await judge(["--judge-model", "x", "--n", "3"]);
    expect(refused.code).toBe(1);
    expect(refused.summaries[0]).toMatchObject({ status: "failed" });
    expect(refused.summaries[0]?.message).toContain("refused the key");
    fault = undefined;
    const data = join(folder.path, "secret");
    const bench = writeSmallBench(data, { questions: 3, models: ["a", "b"] });
    const config = join(folder.path, "secret.json");
    const judgeModel = {
      id: "j",
      base_url: `${server.url}/v1`,
      extra_body: { token: "$" + "{HUSH}" },
    };
    writeFileSync(
      config,
      JSON.stringify({
        benchmark_name: "b",
        data_dir: data,
        n: 3,
        bootstrap_n: 10,
        models: {
          api_models: ["a", "b"].map((id) => ({ id, provider: "recorded" })),
          judge_models: [judgeModel],
        },
      }),
    );
    const env = { HUSH: "hush-hush" };
    expect((await runCommandLine("streamline", ["--config", config], { env })).code).toBe(0);
    const [run] = readdirSync(join(bench, "runs"));
    const text = readFileSync(join(bench, "runs", run as string), "utf8");
    expect(JSON.parse(text)).toMatchObject({ status: "done", command: "streamline.ts" });
    expect(text).not.toContain("hush");
    expect(server.requests.at(-1)?.body).toMatchObject({ token: "hush-hush", temperature: 0 });
    await runCommandLine("streamline", ["--config", config], { env });
    expect(readdirSync(join(bench, "runs"))).toHaveLength(1);
  });

  it("names its price table, and a wrong one is told where", async () => {
    fault = undefined;
    const found = await judge(["--judge-model", "dear", "--n", "2", "--dry-run"]);
    expect(found.stderr).toContain("Prices of prices.json come before the program's own.");
    expect(found.stdout).toMatch(/dear: 0 stored, 2 to make: .*\$0\./);
    const wrong = join(folder.path, "wrong.json");
    writeFileSync(wrong, JSON.stringify({ models: { dear: { input: 1 } } }));
    const told = await judge(["--judge-model", "dear", "--n", "2", "--prices", wrong]);
    expect(told.code).toBe(1);
    expect(told.stderr).toContain("models.dear.output is missing");
  });
});

describe("a judge that cannot be read", () => {
  it("is stopped after its first 20 replies, which stay stored", async () => {
    const wordy = await startOpenAiServer({ reply: () => "両方の回答を読みました。" });
    const data = join(folder.path, "wordy");
    const bench = writeSmallBench(data, { questions: 20, models: ["a", "b", "c"] });
    const { code, stderr } = await runCommandLine("gen_judgment", [
      ...["--bench-name", "b", "--data-dir", data, "--base-url", `${wordy.url}/v1`],
      ...["--judge-model", "j", "--n", "100", "--parallel", "4", "--max-tokens", "77"],
    ]);
    await wordy.close();
    expect(code).toBe(1);
    expect(stderr).toContain("none of the first 20 replies of j has a verdict");
    expect(storedPairs(bench, "j").length).toBeLessThanOrEqual(24);
    expect(wordy.requests[0]?.body).toMatchObject({ max_tokens: 77, temperature: 0 });
  });

  it("tells once why no call can go through", async () => {
    fault = () => ({ status: 404 });
    const { stderr } = await judge(["--judge-model", "x", "--n", "12", "--parallel", "8"]);
    fault = undefined;
    expect(stderr.match(/does not know the model/g)).toHaveLength(1);
  });
});
