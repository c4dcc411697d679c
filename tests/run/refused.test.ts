/** What is refused for good: asked for once, named, remembered, and accepted or asked anew. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, expect, it } from "vitest";
import { genAnswers } from "../../jrank/run/answering/gen_answers.ts";
import type { GenJudgmentsFlags } from "../../jrank/run/judging/gen_judgments.ts";
import { genJudgments } from "../../jrank/run/judging/gen_judgments.ts";
import { temporaryFolder } from "../support/command.ts";
import { testContext } from "../support/context.ts";
import { startServer, type TestServer } from "../support/http_server.ts";
import {
  expectWinners,
  judgeSmallBench,
  storedPairs,
  writeSmallBench,
} from "../support/small_bench.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const completion = (message: object, finish_reason: string) => ({
  choices: [{ index: 0, message: { role: "assistant", ...message }, finish_reason }],
  usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
});

/** A filter that stops whatever is about question q1. */
const filtering = () =>
  startServer({ reply: () => "" }, (_, { body }) =>
    JSON.stringify(body.messages).includes("q1です")
      ? completion({}, "SAFETY")
      : completion({ content: judgeSmallBench(body) }, "stop"),
  );

let benches = 0;
function setUp(models = ["a", "b", "c"]) {
  const dataDir = join(folder.path, String(benches++));
  const bench = writeSmallBench(dataDir, { questions: 4, models });
  const judge = async (more: Partial<GenJudgmentsFlags> = {}) => {
    const context = testContext();
    const flags: GenJudgmentsFlags = {
      benchName: "b",
      dataDir,
      judgeModel: ["j"],
      baseUrl: [`${server?.url}/v1`],
      mode: "pairwise-all",
      schedule: "fewest-matches",
      repair: true,
      yes: true,
    };
    const failure = await genJudgments({ ...flags, ...more }, context).catch((error) => error);
    return { told: context.told.join("\n"), printed: context.printed, failure };
  };
  return { dataDir, bench, judge };
}

it("is paid for once, and every way out of it is one flag", async () => {
  server = await filtering();
  const { bench, judge } = setUp();
  // 4 questions, 3 pairs in both orders: 24, of which 6 are about q1.
  const first = await judge();
  expect(server.requests).toHaveLength(24);
  expect(storedPairs(bench, "j")).toHaveLength(18);
  expectWinners(bench, "j");
  expect(first.failure).toMatchObject({ name: "Incomplete" });
  expect(first.failure.message).toContain(
    "Refused for good: 6 judgments; they are not asked again",
  );
  expect(first.told).toContain("question q1");
  expect(first.told).toContain("refused the request (finish reason: SAFETY)");
  const again = await judge();
  expect(again.failure.message).toContain("--accept-refusals");
  expect((await judge({ acceptRefusals: true })).failure).toBeUndefined();
  expect(server.requests).toHaveLength(24);
  await judge({ retryRefused: true });
  expect(server.requests).toHaveLength(30);
  // Another limit, another request: it may end otherwise.
  await judge({ maxTokens: 500 });
  expect(server.requests).toHaveLength(36);
  const rows = readFileSync(join(bench, "refused/j_pair.jsonl"), "utf8").trim().split("\n");
  expect(JSON.parse(rows[0] as string)).toMatchObject({ refusal: "content" });
});

it("lets others be played in its place, and then nothing is missing", async () => {
  server = await filtering();
  const { bench, judge } = setUp();
  const { failure } = await judge({ mode: "pairwise-n", n: 12 });
  expect(failure).toBeUndefined();
  expect(storedPairs(bench, "j")).toHaveLength(12);
  expectWinners(bench, "j");
});

it("holds for answers, and failures that may pass are no refusals", async () => {
  server = await filtering();
  const { dataDir, bench } = setUp();
  const flags = {
    benchName: "b",
    dataDir,
    modelId: "new",
    path: "m",
    baseUrl: [`${server.url}/v1`],
  };
  const answer = (more: object = {}) =>
    genAnswers({ ...flags, ...more }, testContext()).catch((error) => error);
  expect((await answer()).message).toContain("Refused for good: 1 answer");
  expect(await answer({ acceptRefusals: true })).toBeUndefined();
  expect(server.requests).toHaveLength(4);
  await answer({ retryRefused: true });
  expect(server.requests).toHaveLength(5);
  expect(existsSync(join(bench, "refused/new_answers.jsonl"))).toBe(true);
});

it("stops a run whose server cuts prompts without a word", async () => {
  server = await startServer({ reply: () => "" }, () => ({
    ...completion({ content: "1" }, "stop"),
    usage: { prompt_tokens: 2048, completion_tokens: 2, total_tokens: 2050 },
  }));
  const { bench, judge } = setUp();
  const fits = await judge({ mode: "pairwise-n", n: 3 });
  expect(fits.failure).toBeUndefined();
  const words = Array.from({ length: 6000 }, (_, k) => `word${k % 97}`).join(" ");
  const file = join(bench, "questions.jsonl");
  const long = { question_id: "q0", category: "c", turns: [words] };
  writeFileSync(file, `${JSON.stringify(long)}\n`);
  const cut = await judge({ judgeModel: ["k"], mode: "pairwise-all", parallel: 1 });
  expect(cut.failure.message).toMatch(/read 2,048 tokens of a prompt of about \d+,\d+, so it cut/);
  expect(cut.failure.message).toContain("OLLAMA_CONTEXT_LENGTH=");
  expect(server.requests).toHaveLength(4);
});
