/** What a judgment was made of is stored with it; what changed is said and chosen; verdicts can be asked for again. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { Judgment, SingleJudgment } from "../../jrank/core/types.ts";
import { genJudgments } from "../../jrank/run/judging/gen_judgments.ts";
import { runPipeline } from "../../jrank/run/pipeline/pipeline.ts";
import { makeRanking } from "../../jrank/run/ranking/ranking_command.ts";
import { shortHash } from "../../jrank/store/votes/judged_hashes.ts";
import { temporaryFolder } from "../support/command.ts";
import { type TestContext, testContext } from "../support/context.ts";
import { startOpenAiServer, type TestServer } from "../support/http_server.ts";
import {
  expectWinners,
  expectWinnersIn,
  judgeSmallBench,
  storedPairs,
  writeSmallBench,
} from "../support/small_bench.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
let round = 0;
let dataDir = "";
let bench = "";
let server: TestServer;
let reply: (body: Record<string, unknown>, index: number) => string = judgeSmallBench;

const prompt = (system: string) => ({
  name: "mine",
  type: "pairwise",
  system_prompt: system,
  output_format: "last",
  prompt_template: "{question}\n1: {answer_a}\n2: {answer_b}",
});
const single = {
  name: "grade",
  type: "single",
  system_prompt: "採点。",
  output_format: "[[rating]]",
  prompt_template: "{question}\n{answer}",
};

beforeEach(async () => {
  reply = judgeSmallBench;
  server = await startOpenAiServer({ reply: ({ body }, index) => reply(body, index) });
  dataDir = join(folder.path, String(round++));
  mkdirSync(dataDir);
  bench = writeSmallBench(dataDir, { questions: 3, models: ["a", "b"] });
  writePrompts(prompt("比べる。"));
  return () => server.close();
});

function writePrompts(pair: object): void {
  const lines = [pair, single].map((one) => JSON.stringify(one));
  writeFileSync(join(dataDir, "prompts.jsonl"), `${lines.join("\n")}\n`);
}

/** Judges every pair in one order: three games, or six grades. */
async function judge(more: object = {}): Promise<TestContext> {
  const context = testContext();
  const flags = {
    benchName: "b",
    dataDir,
    judgeModel: ["j"],
    config: false as const,
    repair: false,
    mode: "pairwise-all" as const,
    bothOrders: false,
    parallel: 1,
    baseUrl: [`${server.url}/v1`],
    judgeFile: join(dataDir, "prompts.jsonl"),
  };
  await genJudgments({ ...flags, ...more }, context);
  return context;
}

function replaceAnswer(model: string, question: string): void {
  const file = join(bench, `answers/${model}.jsonl`);
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace(`${model}の${question}への`, `新しい${model}の${question}への`));
}

async function rank(more: object = {}) {
  const context = testContext();
  const flags = {
    benchName: "b",
    dataDir,
    judgeModel: "j",
    makeCharts: false,
    config: false as const,
  };
  await makeRanking({ ...flags, homeAdvantage: false, ...more }, context);
  const ranking = JSON.parse(readFileSync(join(bench, "rankings/j_mle.json"), "utf8")) as {
    n_judgments: number;
    by_position: { first_wins: number; second_wins: number; ties: number };
    left_out: Record<string, number>;
    warnings: string[];
    prompts: object[];
  };
  return { ...ranking, context };
}

describe("A judgment", () => {
  it("carries hashes of the prompt, the question and both answers as shown, and the models", async () => {
    await judge();
    const [row] = storedPairs(bench, "j") as [Judgment];
    const said = (id: string) => shortHash([`${id}の${row.question_id}への答えです。`]);
    expect(row.hashes).toEqual({
      prompt: shortHash(["比べる。", "{question}\n1: {answer_a}\n2: {answer_b}"]),
      question: shortHash([`質問${row.question_id}です。`]),
      answers: [said(row.model1_id), said(row.model2_id)],
    });
    expect(row.hashes?.prompt).toMatch(/^[0-9a-f]{12}$/);
    expect(row).toMatchObject({ asked_model: "j", served_model: "j" });
    expectWinners(bench, "j");
  });
});

describe("Texts that changed after judging", () => {
  it("stop a run that would pay, with counts, until it is chosen; nothing is called", async () => {
    await judge();
    replaceAnswer("a", "q1");
    writeFileSync(
      join(bench, "answers/c.jsonl"),
      readFileSync(join(bench, "answers/b.jsonl"), "utf8").replaceAll('"b"', '"c"'),
    );
    await expect(judge()).rejects.toThrow(
      /1 of 3 judgments are about texts that have changed since: answers were replaced of a \(1\)\. Choose .*--stale keep/,
    );
    expect(server.requests).toHaveLength(3);
    const dry = await judge({ dryRun: true });
    expect(dry.told.join("\n")).toContain("answers were replaced of a (1)");
    expectWinners(bench, "j");
  });

  it("are only told of where nothing would be paid for", async () => {
    await judge();
    replaceAnswer("a", "q1");
    const context = await judge();
    expect(context.told.join("\n")).toContain("Warning: j: 1 of 3 judgments");
    expect(server.requests).toHaveLength(3);
  });

  it("are judged again with --stale rejudge: the same games, the old rows stay, the newest count", async () => {
    await judge();
    replaceAnswer("a", "q1");
    writePrompts(prompt("別の指示。"));
    reply = () => "結論：２";
    await judge({ stale: "rejudge" });
    const rows = storedPairs(bench, "j");
    expect(rows).toHaveLength(6);
    expectWinnersIn(rows.slice(0, 3));
    expect(rows.slice(3).map(({ winner }) => winner)).toEqual([2, 2, 2]);
    await judge({ stale: "rejudge" });
    expect(server.requests).toHaveLength(6);
    const { n_judgments, by_position, left_out, prompts } = await rank();
    expect(n_judgments).toBe(3);
    expect(by_position).toMatchObject({ first_wins: 0, second_wins: 3, ties: 0 });
    expect(left_out).toEqual({ "replaced by a newer judgment of the same game": 3 });
    expect(prompts).toHaveLength(1);
  });

  it("are left out with drop, by judging and by ranking, and count with keep", async () => {
    await judge();
    replaceAnswer("b", "q2");
    await judge({ stale: "keep" });
    expect(server.requests).toHaveLength(3);
    const kept = await rank();
    expect(kept.n_judgments).toBe(3);
    expect(kept.warnings.join("\n")).toContain("answers were replaced of b (1)");
    const dropped = await rank({ stale: "drop" });
    expect(dropped.n_judgments).toBe(2);
    expect(dropped.left_out).toEqual({ "of a text that has changed since": 1 });
    expect(dropped.prompts).toEqual([expect.objectContaining({ judgments: 2 })]);
    await judge({ stale: "drop" });
    expect(server.requests).toHaveLength(4);
    expectWinners(bench, "j");
  });

  it("stop the main job before answers are paid for", async () => {
    const base_url = `${server.url}/v1`;
    const config = {
      benchmark_name: "b",
      data_dir: dataDir,
      evaluation_mode: "pairwise-all",
      both_orders: false,
      judge_file: join(dataDir, "prompts.jsonl"),
      repair: false,
      models: {
        api_models: [
          ...["a", "b"].map((id) => ({ id, provider: "recorded" })),
          { id: "new", base_url },
        ],
        judge_models: [{ id: "j", base_url }],
      },
    };
    const file = join(dataDir, "config.json");
    writeFileSync(file, JSON.stringify(config));
    await judge();
    replaceAnswer("a", "q0");
    await expect(runPipeline({ config: file, yes: true }, testContext())).rejects.toThrow(
      /texts that have changed since/,
    );
    expect(server.requests).toHaveLength(3);
  });
});

describe("Two prompts in one ranking", () => {
  const both = async () => {
    await judge();
    const other = { ...prompt("短いほうを。"), name: "shorter" };
    writePrompts(other);
    reply = () => "結論：２";
    await judge();
  };

  it("are an error with counts until one is chosen, by name or by hash", async () => {
    await both();
    await expect(rank()).rejects.toThrow(
      /judged with several prompts.*3 with "mine" \(text [0-9a-f]{12}\), 3 with "shorter".*--prompt/s,
    );
    const one = await rank({ prompt: ["shorter"] });
    expect(one.n_judgments).toBe(3);
    expect(one.by_position).toMatchObject({ first_wins: 0, second_wins: 3, ties: 0 });
    expectWinnersIn(storedPairs(bench, "j").filter(({ judge }) => judge[1] === "mine"));
    expect(one.left_out).toEqual({ "judged with another prompt": 3 });
    const hash = storedPairs(bench, "j")[0]?.hashes?.prompt as string;
    expect((await rank({ prompt: [hash] })).n_judgments).toBe(3);
    const pooled = await rank({ prompt: ["mine", "shorter"] });
    expect(pooled.n_judgments).toBe(6);
    expect(pooled.warnings.join("\n")).toContain("several prompts about the same questions");
    await expect(rank({ prompt: ["mien"] })).rejects.toThrow(/no judgment was made with.*mine/);
  });

  it("that share no question are a family and no conflict", async () => {
    await judge();
    const file = join(bench, "model_judgment/j_pair.jsonl");
    const rows = storedPairs(bench, "j").map((row) =>
      row.question_id === "q1" ? { ...row, judge: ["j", "mine-math"] } : row,
    );
    writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    expect((await rank()).n_judgments).toBe(3);
  });
});

describe("A judge behind an alias", () => {
  it("that changes within a file, or is another than was asked for, is told by the ranking", async () => {
    await judge();
    const rows = storedPairs(bench, "j").map((row, k) => ({
      ...{
        ...row,
        asked_model: "gpt-4",
        served_model: k === 0 ? "gpt-4-0613" : "gpt-4-1106-preview",
      },
    }));
    writeFileSync(
      join(bench, "model_judgment/j_pair.jsonl"),
      rows.map((row) => `${JSON.stringify(row)}\n`).join(""),
    );
    const warnings = (await rank()).warnings.join("\n");
    expect(warnings).toContain(
      "by 2 models, as its server says: gpt-4-1106-preview (2), gpt-4-0613 (1)",
    );
    expect(warnings).toContain(
      "2 judgments of j asked for gpt-4, and the server says that gpt-4-1106-preview answered",
    );
  });
});

describe("--rejudge", () => {
  it("errors asks again for what has no verdict, priced first and named last; the newest counts", async () => {
    reply = (body, index) => (index === 1 ? "わかりません。" : judgeSmallBench(body));
    const first = await judge();
    expect(first.told.at(-1)).toContain("1 judgment of j has no verdict; --rejudge errors");
    const dry = await judge({ rejudge: "errors", dryRun: true });
    expect(dry.printed[0]).toMatch(/3 stored, 1 \(1 of them again\) to make/);
    const context = await judge({ rejudge: "errors" });
    expect(server.requests).toHaveLength(4);
    expect(context.printed[0]).toContain("1 new, 3 in all");
    expect(context.told.join("\n")).not.toContain("no verdict");
    expect(storedPairs(bench, "j").filter(({ winner }) => winner === "error")).toHaveLength(1);
    expectWinnersIn(storedPairs(bench, "j"));
    expect((await rank()).n_judgments).toBe(3);
    await judge({ rejudge: "errors" });
    await judge();
    expect(server.requests).toHaveLength(4);
  });

  it("all goes on where it was cut off and pays for nothing twice", async () => {
    await judge();
    let failing = true;
    const flaky = await startOpenAiServer({
      reply: () => "結論：２",
      fault: (index) => (failing && index > 0 ? { status: 400 } : undefined),
    });
    const again = { rejudge: "all", baseUrl: [`${flaky.url}/v1`] };
    await judge(again).catch(() => {});
    expect(storedPairs(bench, "j")).toHaveLength(4);
    failing = false;
    await judge(again);
    await flaky.close();
    const rows = storedPairs(bench, "j");
    expect(rows).toHaveLength(6);
    expectWinnersIn(rows.slice(0, 3));
    expect(rows.slice(3).map(({ winner }) => winner)).toEqual([2, 2, 2]);
    expect(existsSync(join(bench, "model_judgment/j_pair_rejudge.json"))).toBe(false);
  });

  it("takes the name of a prompt, refuses others, and grades too", async () => {
    await judge();
    await judge({ rejudge: "mine" });
    expect(server.requests).toHaveLength(6);
    expectWinners(bench, "j");
    await expect(judge({ rejudge: "mien" })).rejects.toThrow(/must be errors, all, none or .*mine/);
    reply = () => "No idea.";
    await judge({ mode: "single" });
    reply = () => "[[7]]";
    const context = await judge({ mode: "single", rejudge: "errors" });
    const grades = readFileSync(join(bench, "model_judgment/j_single.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as SingleJudgment);
    expect(grades.map(({ score }) => score)).toEqual([...Array(6).fill(-1), ...Array(6).fill(7)]);
    expect(grades[0]?.hashes?.answers).toHaveLength(1);
    expect(context.told.join("\n")).not.toContain("no verdict");
  });
});
