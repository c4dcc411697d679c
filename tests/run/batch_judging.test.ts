/** Batches as a user meets them: the same commands, the same files, nothing paid or stored twice. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type BatchServer,
  type BatchServerOptions,
  type BatchStep,
  startAnthropicBatchServer,
  startOpenAiBatchServer,
} from "../support/batch_server.ts";
import {
  type CommandResult,
  type RunningCommand,
  runCommandLine,
  startCommand,
  temporaryFolder,
} from "../support/command.ts";
import {
  expectWinners,
  judgeSmallBench,
  storedPairs,
  writeSmallBench,
} from "../support/small_bench.ts";

const MODELS = ["a", "b", "c", "d"];
const PROTOCOLS = {
  openai: { start: startOpenAiBatchServer, path: "/v1" },
  anthropic: { start: startAnthropicBatchServer, path: "" },
} as const;

interface Setting {
  provider?: keyof typeof PROTOCOLS;
  server?: Partial<BatchServerOptions>;
  questions?: number;
}

interface World {
  folder: string;
  bench: string;
  server: BatchServer;
  base: string;
  /** Runs gen_judgment with these flags behind the usual ones. */
  judge(flags: readonly string[]): Promise<CommandResult>;
  start(flags: readonly string[]): Promise<RunningCommand>;
}

async function inWorld(setting: Setting, act: (world: World) => Promise<void>): Promise<void> {
  const { provider = "openai", questions = 6 } = setting;
  const { start: startServer, path } = PROTOCOLS[provider];
  const folder = temporaryFolder();
  const bench = writeSmallBench(folder.path, { questions, models: MODELS });
  const server = await startServer({ reply: judgeSmallBench, ...setting.server });
  const base = `${server.url}${path}`;
  const usual = [
    ...["--bench-name", "b", "--data-dir", folder.path, "--judge-model", "j", "-y"],
    ...["--provider", provider, "--base-url", base],
  ];
  try {
    await act({
      folder: folder.path,
      bench,
      server,
      base,
      judge: (flags) => runCommandLine("gen_judgment", [...usual, ...flags]),
      start: (flags) => startCommand("gen_judgment", [...usual, ...flags]),
    });
  } finally {
    await server.close();
    folder.remove();
  }
}

function keysOf(bench: string): string[] {
  return storedPairs(bench, "j").map(
    ({ question_id, model1_id, model2_id }) => `${question_id}/${model1_id}/${model2_id}`,
  );
}

/** So many different games are stored, each once, each with what the judge said. */
function expectEach(bench: string, count: number): void {
  const keys = keysOf(bench);
  expect(keys).toHaveLength(count);
  expect(new Set(keys).size).toBe(count);
  expectWinners(bench, "j");
}

describe("gen_judgment --batch", () => {
  it("stores every verdict once, and nothing is sent when all are there", async () => {
    await inWorld({ server: { looks: 1 } }, async ({ bench, server, judge }) => {
      const flags = ["--n", "30", "--schedule", "fewest-matches", "--batch"];
      const result = await judge(flags);
      expect(result.code).toBe(0);
      expect(result.stderr).toMatch(/Batch 0001-\w+ of j \(30 requests\) is with/);
      expectEach(bench, 30);
      expect(server.batches).toHaveLength(1);
      expect((await judge(flags)).stdout).toContain("nothing was called");
      expect(server.batches).toHaveLength(1);
    });
  });

  it("plays adaptive schedules in rounds", async () => {
    await inWorld({ questions: 12 }, async ({ bench, server, judge }) => {
      const result = await judge(["--n", "80", "--batch", "--batch-round", "20"]);
      expect(result.code).toBe(0);
      expectEach(bench, 80);
      expect(server.batches.length).toBeGreaterThan(2);
      expect(server.batches.length).toBeLessThan(6);
      const sizes = server.batches.map(({ requests }) => requests.length);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(30);
    });
  });

  it("grades single answers, with repairs in a batch that follows", async () => {
    const reply: BatchServerOptions["reply"] = (body) =>
      JSON.stringify(body).includes("二重の角括弧に入れたもの") ? "[[7]]" : "よい答えです。";
    await inWorld({ server: { reply }, questions: 2 }, async ({ bench, server, judge }) => {
      const result = await judge(["--mode", "single", "--batch", "--verdict", "text"]);
      expect(result.code).toBe(0);
      expect(server.batches.map(({ requests }) => requests.length)).toEqual([8, 8]);
      const rows = readFileSync(join(bench, "model_judgment/j_single.jsonl"), "utf8");
      expect(rows.match(/"score":7/g)).toHaveLength(8);
    });
  });

  it("returns with --detach, collects later, and refuses to pay twice in between", async () => {
    await inWorld({ server: { looks: 1 } }, async ({ bench, server, judge }) => {
      const flags = ["--n", "20", "--schedule", "fewest-matches"];
      const first = await judge([...flags, "--batch", "--detach"]);
      expect(first.code).toBe(0);
      expect(first.stdout).toContain("20 in batches; the same command collects them later");
      expect(keysOf(bench)).toEqual([]);
      const live = await judge(flags);
      expect(live.code).toBe(1);
      expect(live.stderr).toContain("would pay for them twice");
      const plan = await judge([...flags, "--batch", "--dry-run"]);
      expect(plan.stdout).toContain("0 stored, 20 in batches already");
      const second = await judge([...flags, "--batch", "--detach"]);
      expect(second.stdout).toContain("20 new, 20 in all");
      expectEach(bench, 20);
      expect(server.paid).toHaveLength(20);
    });
  });

  it("collects what an earlier run left, also under another seed and another n", async () => {
    await inWorld({ server: { looks: 1 } }, async ({ bench, server, judge }) => {
      await judge(["--n", "12", "--seed", "1", "--batch", "--detach"]);
      const result = await judge(["--n", "20", "--seed", "2", "--batch"]);
      expect(result.stderr).toContain("In batches of an earlier run of j: 12 judgments.");
      expectEach(bench, 20);
      expect(server.paid).toHaveLength(20);
    });
  });

  it("stops waiting at Ctrl-C, and the same command goes on", async () => {
    await inWorld({ server: { looks: 2 } }, async ({ bench, server, judge, start }) => {
      const flags = ["--n", "10", "--schedule", "fewest-matches", "--batch"];
      const running = await start(flags);
      await running.seen(/is with/);
      running.kill("SIGINT");
      const { code, stderr } = await running.result;
      expect(code).toBe(130);
      expect(stderr).toContain("run again to go on");
      expect((await judge(flags)).code).toBe(0);
      expectEach(bench, 10);
      expect(server.batches).toHaveLength(1);
    });
  });

  it("finishes an extension that was left in batches, and extends no further", async () => {
    await inWorld({ server: { looks: 1 }, questions: 12 }, async ({ bench, judge }) => {
      expect((await judge(["--n", "20", "--batch"])).code).toBe(0);
      const extend = () => judge(["--extend", "10", "--batch", "--detach"]);
      expect((await extend()).stdout).toContain("10 in batches");
      expect((await extend()).stdout).toContain("10 new, 30 in all");
      expectEach(bench, 30);
    });
  });

  it("collects what is paid for, whatever the budget, and then spends no more", async () => {
    await inWorld({ server: { looks: 1 } }, async ({ folder, bench, base, server }) => {
      const config = join(folder, "config.json");
      const write = (budget_usd: number) =>
        writeFileSync(
          config,
          JSON.stringify({
            benchmark_name: "b",
            data_dir: folder,
            n: 30,
            batch: true,
            bootstrap_n: 20,
            schedule: "fewest-matches",
            budget_usd,
            make_charts: false,
            models: {
              api_models: MODELS.map((id) => ({ id, provider: "recorded" })),
              judge_models: [
                { id: "j", base_url: base, max_tokens: 1000, price: { input: 10, output: 100 } },
              ],
            },
          }),
        );
      // 1,000 tokens out at half the price are 5 cents a call, and the prompt is less than 1.
      write(0.55);
      await runCommandLine("streamline", ["--config", config, "--detach"]);
      expect(server.batches.map(({ requests }) => requests.length)).toEqual([10]);
      write(0.001);
      const result = await runCommandLine("streamline", ["--config", config]);
      expect(result.stderr).toContain("the budget of $0.001 is used up");
      expect(storedPairs(bench, "j")).toHaveLength(10);
      expect(server.batches).toHaveLength(1);
    });
  });

  it("stores the cost at half the price", async () => {
    await inWorld({}, async ({ folder, bench, base }) => {
      const config = join(folder, "config.json");
      const judge = { id: "j", base_url: base, price: { input: 10, output: 100 } };
      writeFileSync(
        config,
        JSON.stringify({
          benchmark_name: "b",
          data_dir: folder,
          n: 12,
          batch: true,
          bootstrap_n: 20,
          make_charts: false,
          models: {
            api_models: MODELS.map((id) => ({ id, provider: "recorded" })),
            judge_models: [judge, { ...judge, id: "k" }],
          },
        }),
      );
      const plan = await runCommandLine("streamline", ["--config", config, "--dry-run"]);
      expect(plan.stdout).toContain("(half price, in batches)");
      const run = () => runCommandLine("streamline", ["--config", config, "--detach"]);
      expect((await run()).code).toBe(0);
      const last = await run();
      expect(last.stdout).toContain("Rank");
      for (const id of ["j", "k"]) {
        const rows = storedPairs(bench, id);
        expect(rows).toHaveLength(12);
        for (const { usage } of rows) expect(usage?.cost_usd).toBeCloseTo(0.0015, 12);
      }
    });
  });

  it.each([
    [["--provider", "offline"], /"j" cannot be asked through batches: offline has none/],
    [["--provider", "google"], /google has none here; openai and anthropic have/],
  ])("says what does not go with batches: %s", async (flags, words) => {
    await inWorld({}, async ({ judge }) => {
      const result = await judge([...flags, "--n", "5", "--batch"]);
      expect(result.code).toBe(1);
      expect(result.stderr).toMatch(words);
    });
  });

  it("says so when a server has no batches", async () => {
    await inWorld({}, async ({ folder, base }) => {
      const result = await runCommandLine("gen_judgment", [
        ...["--bench-name", "b", "--data-dir", folder, "--judge-model", "j", "--n", "5"],
        ...["--base-url", `${base}/other`, "--batch"],
      ]);
      expect(result.code).toBe(1);
      expect(result.stderr).toContain("Without batches: leave out --batch");
    });
  });
});

/**
 * The moments at which the server or the disk stands otherwise than at the one before; a crash around
 * each single step is `batch.test.ts`, in one process. The second protocol has no upload and shares
 * the looks: its own are the creation and the results.
 */
const MOMENTS: Record<keyof typeof PROTOCOLS, [BatchStep, "before" | "after"][]> = {
  openai: [
    ["upload", "before"],
    ["upload", "after"],
    ["create", "after"],
    ["look", "after"],
    ["results", "after"],
  ],
  anthropic: [
    ["create", "after"],
    ["results", "after"],
  ],
};

it.each(["openai", "anthropic"] as const)(
  "resumes batches of %s and pays nothing twice under kill -9 between any two steps",
  async (provider) => {
    let running: RunningCommand | undefined;
    let moment: [BatchStep, "before" | "after"] | undefined;
    const on: BatchServerOptions["on"] = (step, when) => {
      if (moment?.[0] === step && moment[1] === when) running?.kill("SIGKILL");
    };
    await inWorld(
      { provider, server: { looks: 2, on } },
      async ({ bench, server, judge, start }) => {
        const flags = ["--n", "15", "--schedule", "fewest-matches", "--batch"];
        for (moment of MOMENTS[provider]) {
          running = await start(flags);
          expect({ moment, code: (await running.result).code }).toEqual({ moment, code: null });
        }
        moment = undefined;
        expect((await judge(flags)).code).toBe(0);
        expectEach(bench, 15);
        expect(server.paid).toHaveLength(15);
        expect(server.batches).toHaveLength(1);
      },
    );
  },
  120_000,
);

describe("answers through batches", () => {
  it("asks every choice of every turn once, and the same command collects them", async () => {
    const folder = temporaryFolder();
    const bench = writeSmallBench(folder.path, { questions: 3, models: [] });
    const questions = [1, 2, 3].map((id) => ({
      question_id: id,
      category: "c",
      turns: [`問い${id}`, `続き${id}`],
    }));
    writeFileSync(
      join(bench, "questions.jsonl"),
      questions.map((row) => `${JSON.stringify(row)}\n`).join(""),
    );
    const server = await startOpenAiBatchServer({
      looks: 1,
      reply: (body) => `「${(body.messages as { content: string }[]).at(-1)?.content}」への答え`,
    });
    const run = () =>
      runCommandLine("gen_api_model_answer", [
        ...["--bench-name", "b", "--data-dir", folder.path, "--model", "m", "--num-choices", "2"],
        ...["--base-url", `${server.url}/v1`, "--batch", "--detach"],
      ]);
    expect((await run()).stdout).toContain("3 in batches");
    expect((await run()).stdout).toContain("3 in batches");
    const last = await run();
    expect(last.stdout).toContain("3 questions answered");
    expect(server.batches.map(({ requests }) => requests.length)).toEqual([6, 6]);
    const lines = readFileSync(join(bench, "answers/m.jsonl"), "utf8").trim().split("\n");
    const answers = lines.map((line) => JSON.parse(line));
    expect(answers).toHaveLength(3);
    for (const { question_id, choices } of answers) {
      expect(choices.map(({ turns }: { turns: string[] }) => turns)).toEqual(
        [0, 1].map(() => [`「問い${question_id}」への答え`, `「続き${question_id}」への答え`]),
      );
    }
    expect(existsSync(join(bench, "batches/m_answers"))).toBe(true);
    expect(readdirSync(join(bench, "batches/m_answers"))).toHaveLength(2);
    expect((await run()).stdout).toContain("answered already");
    expect(server.batches).toHaveLength(2);
    await server.close();
    folder.remove();
  });
});
