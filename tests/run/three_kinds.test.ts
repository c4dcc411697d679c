/** A GGUF file, a server like vLLM and one like Anthropic answer, a judge compares, a ranking comes. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { Ranking } from "../../jrank/core/ranking.ts";
import type { Answer } from "../../jrank/core/types.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import {
  type RecordedRequest,
  startAnthropicServer,
  startOpenAiServer,
  startServer,
} from "../support/http_server.ts";
import { scriptedGguf } from "../support/scripted_gguf.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const lines = (rows: unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
const read = <Row>(file: string): Row[] =>
  readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Row);

const messagesOf = ({ body }: RecordedRequest) =>
  body.messages as { role: string; content: string }[];

/** Prefers the longer answer, but to every fourth question the other: nobody wins everything. */
const judge = (request: RecordedRequest): string => {
  const prompt = messagesOf(request).at(-1)?.content ?? "";
  const question = Number(/(\d)番目の質問/.exec(prompt)?.[1]);
  const blocks = prompt.split(/\[アシスタント[12]の回答\]\n/);
  const [first = "", second = ""] = blocks.slice(1).map((block) => block.split("\n[")[0] ?? "");
  return String(first.length > second.length !== (question % 4 === 3) ? 1 : 2);
};

it("goes from a config to a ranking", async () => {
  const bench = join(folder.path, "three");
  mkdirSync(bench);
  const questions = Array.from({ length: 8 }, (_, k) => ({
    question_id: `q${k}`,
    category: k % 2 === 0 ? "math" : "writing",
    turns: [`${k}番目の質問に答えてください。`, "理由も説明してください。"],
  }));
  writeFileSync(join(bench, "questions.jsonl"), lines(questions));
  const gguf = join(folder.path, "small.gguf");
  writeFileSync(gguf, scriptedGguf({ says: "短い答えです。" }));

  // vLLM keeps the thinking of a reasoning model apart, and knows the repetition penalty.
  const vllm = await startServer({ reply: () => "" }, (_, request) => ({
    choices: [
      {
        finish_reason: "stop",
        message: {
          content: `中くらいの長さの答えです。${messagesOf(request).length}通目です。`,
          reasoning_content: "考えています。",
        },
      },
    ],
    usage: { prompt_tokens: 50, completion_tokens: 9 },
  }));
  const anthropic = await startAnthropicServer({
    reply: (request) =>
      `いちばん長くて丁寧な答えです。ご質問は${messagesOf(request).length}通目でした。`.repeat(2),
  });
  const judging = await startOpenAiServer({ reply: judge });
  const config = join(folder.path, "config.json");
  writeFileSync(
    config,
    JSON.stringify({
      benchmark_name: "three",
      data_dir: folder.path,
      n: 48,
      bootstrap_n: 100,
      repetition_penalty: 1.1,
      max_token_length: 200,
      system_prompt: "日本語で答えます。",
      models: {
        local_models: [{ id: "small", path: gguf, gpu: "cpu", threads: 1 }],
        api_models: [
          { id: "served/model:1", path: "model", base_url: `${vllm.url}/v1` },
          { id: "claude", path: "claude-x", provider: "anthropic", base_url: anthropic.url },
        ],
        judge_models: [{ id: "judge", path: "j", base_url: `${judging.url}/v1` }],
      },
    }),
  );
  const { code, stdout, stderr } = await runCommandLine("streamline", ["--config", config]);
  expect(stderr).not.toContain("bug");
  expect(code).toBe(0);

  expect(vllm.requests).toHaveLength(16);
  expect(anthropic.requests).toHaveLength(16);
  expect(vllm.requests[0]?.body).toMatchObject({ repetition_penalty: 1.1, max_tokens: 200 });
  expect(anthropic.requests[0]?.body).toMatchObject({
    system: "日本語で答えます。",
    max_tokens: 200,
  });
  expect(stderr).toContain("Anthropic's protocol has no repetition_penalty");
  const served = read<Answer>(join(bench, "answers/served%2Fmodel%3A1.jsonl"));
  expect(served[0]?.choices[0]).toEqual({
    index: 0,
    // The system message and the first turn; then the model's own answer and the second.
    turns: ["中くらいの長さの答えです。2通目です。", "中くらいの長さの答えです。4通目です。"],
    finish_reasons: ["stop", "stop"],
    reasoning: ["考えています。", "考えています。"],
  });
  const small = read<Answer>(join(bench, "answers/small.jsonl"));
  expect(small[0]?.choices[0]?.turns).toEqual(["短い答えです。", "短い答えです。"]);
  expect(small[0]).toMatchObject({
    prompt: expect.stringContaining("<|im_start|>system\n日本語で答えます。<|im_end|>"),
    generation: { template: "inside the GGUF file", file: "small.gguf" },
  });

  expect(judging.requests).toHaveLength(48);
  const ranking = JSON.parse(
    readFileSync(join(bench, "rankings/judge_mle.json"), "utf8"),
  ) as Ranking;
  expect(ranking.ranking.map(({ model_id }) => model_id)).toEqual([
    "claude",
    "served/model:1",
    "small",
  ]);
  expect(ranking.ranking.every(({ status }) => status === "ok")).toBe(true);
  expect(stdout).toContain("served/model:1");
  await Promise.all([vllm.close(), anthropic.close(), judging.close()]);
});
