/** A judge or a contestant that a flag names is the config's of that id, where a config lies there. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { genAnswers } from "../../jrank/run/answering/gen_answers.ts";
import { genJudgments } from "../../jrank/run/judging/gen_judgments.ts";
import { makeRanking } from "../../jrank/run/ranking/ranking_command.ts";
import { temporaryFolder } from "../support/command.ts";
import { testContext } from "../support/context.ts";
import { startOpenAiServer, type TestServer } from "../support/http_server.ts";
import {
  expectWinners,
  judgeSmallBench,
  storedPairs,
  writeSmallBench,
} from "../support/small_bench.ts";

const folder = temporaryFolder();
let server: TestServer;
afterAll(folder.remove);
let round = 0;
let dataDir = "";
let bench = "";
let config = "";

const PROMPT = {
  name: "mine",
  type: "pairwise",
  system_prompt: "比べてください。",
  output_format: "last",
  prompt_template: "{question}\n1: {answer_a}\n2: {answer_b}",
};

beforeEach(async () => {
  server = await startOpenAiServer({ reply: ({ body }) => judgeSmallBench(body) });
  dataDir = join(folder.path, String(round++));
  mkdirSync(dataDir);
  bench = writeSmallBench(dataDir, { questions: 2, models: ["a", "b"] });
  config = join(dataDir, "config.json");
  writeFileSync(join(dataDir, "prompts.jsonl"), JSON.stringify(PROMPT));
  return () => server.close();
});

function writeConfig(more: object = {}, judge: object = {}): void {
  const base_url = `${server.url}/v1`;
  const entry = { id: "gpt-4-mine", path: "vendor/judge-70b", base_url, max_tokens: 77, ...judge };
  const models = {
    api_models: [{ id: "new", path: "vendor/new", base_url, temperature: 0.25 }],
    judge_models: [{ id: "other", base_url }, entry],
  };
  const rest = { n: 9, judge_file: join(dataDir, "prompts.jsonl"), data_dir: dataDir, parallel: 1 };
  writeFileSync(config, JSON.stringify({ benchmark_name: "b", models, ...rest, ...more }));
}

const flags = () => ({
  benchName: "b",
  judgeModel: ["gpt-4-mine"],
  mode: "pairwise-n" as const,
  n: 2,
  repair: true,
  config,
});

describe("--judge-model", () => {
  it("takes address, path, sampling, prompt and folder of the config's judge, and says so", async () => {
    writeConfig();
    const context = testContext();
    await genJudgments(flags(), context);
    expect(server.requests.map(({ body }) => body.model)).toEqual(
      Array(2).fill("vendor/judge-70b"),
    );
    expect(server.requests[0]?.body).toMatchObject({ temperature: 0, max_tokens: 77 });
    expect(JSON.stringify(server.requests[0]?.body)).toContain("比べてください。");
    expect(storedPairs(bench, "gpt-4-mine").map(({ judge }) => judge)).toEqual(
      Array(2).fill(["gpt-4-mine", "mine"]),
    );
    expectWinners(bench, "gpt-4-mine");
    expect(context.told.join("\n")).toContain(
      `The judge gpt-4-mine is the one of ${config} (openai: vendor/judge-70b).`,
    );
  });

  it("goes on where the config's own run stopped: the same sequence, nothing twice", async () => {
    writeConfig({ seed: 5 });
    await genJudgments(flags(), testContext());
    await genJudgments({ ...flags(), seed: 5, parallel: 1 }, testContext());
    expect(server.requests).toHaveLength(2);
    expectWinners(bench, "gpt-4-mine");
  });

  it("takes flags over the config's fields, and says which", async () => {
    const elsewhere = await startOpenAiServer({ reply: () => "結論：２" });
    writeConfig({}, { provider: "offline", base_url: undefined });
    const context = testContext();
    const over = { baseUrl: [`${elsewhere.url}/v1`], maxTokens: 5 };
    await genJudgments({ ...flags(), ...over }, context);
    await elsewhere.close();
    expect(elsewhere.requests.map(({ body }) => body.max_tokens)).toEqual([5, 5]);
    expect(context.told.join("\n")).toContain("with --max-tokens, --base-url over it");
    expect(storedPairs(bench, "gpt-4-mine").map(({ winner }) => winner)).toEqual([2, 2]);
  });

  it("keeps the config's budget", async () => {
    writeConfig({ budget_usd: 0.0005 }, { price: { input: 10, output: 10 } });
    await genJudgments({ ...flags(), n: 4, yes: true }, testContext()).catch(() => {});
    expect(server.requests.length).toBeLessThan(4);
  });

  it("means no judge of another spelling, and names the config's judges where it finds none", async () => {
    writeConfig();
    await expect(
      genJudgments({ ...flags(), judgeModel: ["GPT-4-mine"] }, testContext()),
    ).rejects.toThrow(/is not a judge of .*Did you mean "gpt-4-mine"\?/);
    await expect(
      genJudgments({ ...flags(), judgeModel: ["othre"] }, testContext()),
    ).rejects.toThrow(/has the judges: other, gpt-4-mine\. Did you mean "other"\?/);
    expect(server.requests).toHaveLength(0);
  });

  it("is what flags alone say with --no-config", async () => {
    writeConfig();
    const plain = { ...flags(), config: false as const, dataDir, baseUrl: [`${server.url}/v1`] };
    await genJudgments(plain, testContext());
    expect(server.requests.map(({ body }) => body.model)).toEqual(["gpt-4-mine", "gpt-4-mine"]);
    expectWinners(bench, "gpt-4-mine");
  });

  it("of a config about another benchmark lends the judge only", async () => {
    writeConfig({ benchmark_name: "elsewhere" });
    await genJudgments({ ...flags(), dataDir }, testContext());
    expect(server.requests[0]?.body.model).toBe("vendor/judge-70b");
    expect(storedPairs(bench, "gpt-4-mine")[0]?.judge[1]).not.toBe("mine");
    expectWinners(bench, "gpt-4-mine");
  });
});

describe("--model-id", () => {
  it("takes path, address and sampling of the config's contestant", async () => {
    writeConfig({ max_token_length: 33 });
    const context = testContext();
    await genAnswers({ benchName: "b", modelId: "new", config }, context);
    expect(server.requests[0]?.body).toMatchObject({
      model: "vendor/new",
      temperature: 0.25,
      max_tokens: 33,
    });
    const lines = readFileSync(join(bench, "answers/new.jsonl"), "utf8").trim().split("\n");
    expect(lines).toHaveLength(2);
    expect(context.told.join("\n")).toContain("new is the model of");
  });

  it("of nobody in the config says who is there", async () => {
    writeConfig();
    await expect(
      genAnswers({ benchName: "b", modelId: "nwe", config }, testContext()),
    ).rejects.toThrow(/it has: new\. Did you mean "new"\?/);
  });
});

describe("--provider recorded", () => {
  it("has nobody to ask, and says so", async () => {
    const flags = { benchName: "b", modelId: "new", path: "new", provider: "recorded" as const };
    await expect(genAnswers({ ...flags, config: false, dataDir }, testContext())).rejects.toThrow(
      /^new is "recorded": only answers that exist can be used$/,
    );
    await expect(
      genAnswers({ ...flags, modelId: "a", path: "a", config: false, dataDir }, testContext()),
    ).rejects.toThrow(/^a is "recorded"/);
  });
});

describe("A config", () => {
  it("that cannot be read is an error, not another judge", async () => {
    writeFileSync(config, "{");
    await expect(genJudgments(flags(), testContext())).rejects.toThrow(/is not valid JSON/);
    const ranking = { benchName: "b", makeCharts: false, homeAdvantage: true, config };
    await expect(makeRanking(ranking, testContext())).rejects.toThrow(/is not valid JSON/);
  });

  it("that is named and about another benchmark is refused by the ranking", async () => {
    writeConfig({ benchmark_name: "elsewhere" });
    const ranking = { benchName: "b", makeCharts: false, homeAdvantage: true, config };
    await expect(makeRanking(ranking, testContext())).rejects.toThrow(
      /is about the benchmark "elsewhere", not "b"/,
    );
  });
});
