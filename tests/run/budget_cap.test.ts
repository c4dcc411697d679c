/** A cap is a cap: what the server's own bill says, however odd the server is. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GenAnswersFlags, genAnswers } from "../../jrank/run/answering/gen_answers.ts";
import type { GenJudgmentsFlags } from "../../jrank/run/judging/gen_judgments.ts";
import { genJudgments } from "../../jrank/run/judging/gen_judgments.ts";
import { startOpenAiBatchServer } from "../support/batch_server.ts";
import {
  type BillingServer,
  PRICE,
  SCENARIOS,
  type Scenario,
  startBillingServer,
} from "../support/billing_server.ts";
import { temporaryFolder } from "../support/command.ts";
import { testContext } from "../support/context.ts";
import {
  expectWinnersIn,
  judgeSmallBench,
  storedPairs,
  writeSmallBench,
} from "../support/small_bench.ts";

const folder = temporaryFolder();
const prices = join(folder.path, "prices.json");
beforeAll(() => writeFileSync(prices, JSON.stringify({ models: { j: PRICE, k: PRICE } })));
afterAll(folder.remove);

const servers: BillingServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));

async function startBilling(name: Scenario): Promise<BillingServer> {
  const server = await startBillingServer(name);
  servers.push(server);
  return server;
}

let benches = 0;
const freshBench = () => {
  const dataDir = join(folder.path, String(benches++));
  const bench = writeSmallBench(dataDir, { questions: 40, models: ["a", "b", "c", "d", "e"] });
  return { dataDir, bench };
};

async function judge(
  { dataDir, bench }: { dataDir: string; bench: string },
  baseUrl: string,
  more: Partial<GenJudgmentsFlags> = {},
) {
  const context = testContext();
  const flags: GenJudgmentsFlags = {
    benchName: "b",
    dataDir,
    judgeModel: ["j"],
    baseUrl: [baseUrl],
    prices,
    mode: "pairwise-n",
    n: 700,
    schedule: "fewest-matches",
    repair: true,
    yes: true,
  };
  const failure = await genJudgments({ ...flags, ...more }, context).catch((error) => error);
  const rows = storedPairs(bench, "j");
  if (rows.length > 0) expectWinnersIn(rows);
  return { ...context, failure };
}

const CAP = 1;
const names = Object.keys(SCENARIOS) as Scenario[];
const table = [8, 64].flatMap((parallel) => names.map((name) => [parallel, name] as const));

// Most of a run waits for its server, so several runs go beside each other.
describe.concurrent("a budget of $1 is not exceeded", () => {
  it.each(table)(
    "with %i calls in flight: %s",
    async (parallel, name) => {
      const server = await startBilling(name);
      const place = freshBench();
      const { printed, failure } = await judge(place, server.url, { parallel, budgetUsd: CAP });
      expect(failure).toBeUndefined();
      expect(printed[0]).toContain("stopped early: the budget of $1 is used up");
      expect(server.spentUsd).toBeLessThanOrEqual(CAP);
      // A cap that spends nothing is none either.
      expect(server.spentUsd).toBeGreaterThan(CAP / 4);
      expect(storedPairs(place.bench, "j").length).toBeGreaterThan(10);
    },
    60_000,
  );

  it.each([8, 64])(
    "with %i calls in flight and a limit of tokens",
    async (parallel) => {
      const server = await startBilling("plain");
      const more = { parallel, budgetUsd: CAP, maxTokens: 200 };
      const { failure } = await judge(freshBench(), server.url, more);
      expect(failure).toBeUndefined();
      expect(server.spentUsd).toBeLessThanOrEqual(CAP);
      expect(server.spentUsd).toBeGreaterThan(CAP * 0.9);
      // How many meet depends on the machine; that calls run beside each other does not.
      expect(server.mostAtATime).toBeGreaterThan(1);
    },
    60_000,
  );

  it("shared by a panel of judges and by all runs of a benchmark", async () => {
    const server = await startBilling("plain");
    const place = freshBench();
    const run = (more: Partial<GenJudgmentsFlags>) => judge(place, server.url, more);
    await run({ judgeModel: ["j", "k"], n: 60, parallel: 64, budgetUsd: 1 });
    expect(server.spentUsd).toBeLessThanOrEqual(1);
    const before = server.spentUsd;
    const total = { judgeModel: ["k"], parallel: 64, budgetTotalUsd: 1.5 };
    const second = await run(total);
    expect(server.spentUsd).toBeGreaterThan(before);
    expect(server.spentUsd).toBeLessThanOrEqual(1.5);
    expect(second.printed[0]).toContain(
      "the budget of $1.5 for all runs of this benchmark is used up",
    );
    const { calls } = server;
    await run(total);
    expect(server.calls).toBe(calls);
  });

  it("in batches, collected later or not", async () => {
    // 100 tokens in and 20 out at half the price
    const cost = (100 * PRICE.input + 20 * PRICE.output) / 2e6;
    const batches = await startOpenAiBatchServer({ reply: judgeSmallBench });
    const place = freshBench();
    const flags = { batch: true, maxTokens: 50, budgetTotalUsd: 0.4 };
    const first = await judge(place, `${batches.url}/v1`, { ...flags, detach: true });
    expect(first.failure).toBeUndefined();
    for (let k = 0; k < 3; k++) await judge(place, `${batches.url}/v1`, flags);
    await batches.close();
    expect(batches.paid.length * cost).toBeLessThanOrEqual(0.4);
    expect(batches.paid.length * cost).toBeGreaterThan(0.3);
    expect(storedPairs(place.bench, "j")).toHaveLength(batches.paid.length);
  });

  it.each([8, 64])(
    "for answers, %i at a time",
    async (parallel) => {
      const server = await startBilling("plain");
      const place = freshBench();
      const flags: GenAnswersFlags = {
        benchName: "b",
        dataDir: place.dataDir,
        modelId: "new",
        path: "j",
        prices,
        parallel,
        baseUrl: [server.url],
        maxTokens: 120,
        budgetUsd: 0.1,
      };
      const failure = await genAnswers(flags, testContext()).catch((error) => error);
      expect(failure).toMatchObject({ name: "Incomplete" });
      expect(failure.message).toMatch(
        /questions without an answer; raise the budget and run again/,
      );
      expect(server.spentUsd).toBeLessThanOrEqual(0.1);
      const stored = readFileSync(join(place.bench, "answers/new.jsonl"), "utf8")
        .trim()
        .split("\n");
      expect(stored).toHaveLength(server.calls);
      const { budgetUsd, ...free } = flags;
      await genAnswers(free, testContext());
      expect(server.calls).toBe(40);
    },
    60_000,
  );
});

describe("a budget that cannot be kept", () => {
  it("is refused before the first call", async () => {
    const server = await startBilling("plain");
    const unknown = await judge(freshBench(), server.url, { judgeModel: ["x"], budgetTotalUsd: 1 });
    expect(unknown.failure.message).toContain("the price of x is unknown; set price");
    const dear = await judge(freshBench(), server.url, { maxTokens: 100_000, budgetUsd: 1 });
    expect(dear.printed.join() + dear.failure?.message).toContain(
      "the next call to j may cost $8.0",
    );
    expect(server.calls).toBe(0);
  });
});
