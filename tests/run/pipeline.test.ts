/** The main job on real questions and answers, with judges and contestants that really speak. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ranking } from "../../jrank/core/ranking.ts";
import type { Answer, Judgment } from "../../jrank/core/types.ts";
import { runCommandLine, startCommand, temporaryFolder } from "../support/command.ts";
import {
  type RecordedRequest,
  startAnthropicServer,
  startOpenAiServer,
  type TestServer,
} from "../support/http_server.ts";
import { scriptedGguf } from "../support/scripted_gguf.ts";
import { describeShared, sharedPath } from "../support/shared.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const lines = <Row>(file: string): Row[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Row);

/** Prefers the longer answer of two; calls nearly equal lengths a tie. */
function longer(answers: readonly string[]): 1 | 2 | 3 {
  // An answer ends in the prompt where the next part begins.
  const [first = 0, second = 0] = answers.map((text) => text.split("\n[")[0]?.trim().length);
  return Math.abs(first - second) < 20 ? 3 : first > second ? 1 : 2;
}

function judgeByLength(prompt: string): string {
  return `長さを比べました。\n\n${longer(prompt.split(/\[アシスタント[12]の回答\]\n/).slice(1))}`;
}

/** Every first turn was won by whom `judgeByLength` prefers, of the models in the order that is stored. */
function expectLonger(bench: string, rows: readonly Judgment[]): void {
  const answers = new Map<string, string>();
  for (const name of readdirSync(join(bench, "answers"))) {
    for (const row of lines<Answer>(join(bench, "answers", name))) {
      answers.set(`${row.model_id} ${row.question_id}`, row.choices[0]?.turns[0] ?? "");
    }
  }
  for (const { question_id, model1_id, model2_id, winner, turn } of rows) {
    if (turn !== 1) continue;
    const shown = [model1_id, model2_id].map(
      (model) => answers.get(`${model} ${question_id}`) ?? "",
    );
    expect({ question_id, model1_id, model2_id, winner }).toMatchObject({ winner: longer(shown) });
  }
}

const lastMessage = ({ body }: RecordedRequest): string => {
  const messages = body.messages as { role: string; content: string }[];
  return messages.at(-1)?.content ?? "";
};

function writeConfig(name: string, config: unknown): string {
  const file = join(folder.path, name);
  writeFileSync(file, JSON.stringify(config));
  return file;
}

const pairKeys = (rows: readonly Judgment[]): string[] =>
  rows.map((row) =>
    JSON.stringify([row.judge, row.question_id, row.model1_id, row.model2_id, row.turn]),
  );

describeShared("the main job on Rakuda v2", () => {
  const dataDir = join(folder.path, "data");
  const bench = join(dataDir, "rakuda_v2");
  const contestants = ["claude-2", "gpt-3.5-turbo", "rinna-3.6b-sft", "line-3.6b-sft"];
  /** As the answers call the models, which two of the files do not. */
  const ids = [
    ...["claude-2", "gpt-3.5-turbo", "rinna/japanese-gpt-neox-3.6b-instruction-sft-v2"],
    "line-corporation/japanese-large-lm-3.6b-instruction-sft",
  ];
  let judge: TestServer;

  beforeAll(async () => {
    mkdirSync(dataDir);
    for (const name of ["questions.jsonl", "answers"]) {
      cpSync(sharedPath(`data/rakuda_v2/${name}`), join(bench, name), { recursive: true });
    }
    judge = await startOpenAiServer({
      reply: (request) => judgeByLength(lastMessage(request)),
      delayMs: 5,
    });
  });
  afterAll(() => judge.close());

  const config = (judges: unknown[], more: object = {}): object => ({
    benchmark_name: "rakuda_v2",
    data_dir: dataDir,
    models: {
      api_models: contestants.map((id) => ({ id, provider: "recorded" })),
      judge_models: judges,
    },
    n: 120,
    bootstrap_n: 20,
    make_charts: false,
    ...more,
  });

  it("judges through OpenAI's protocol, ranks, draws, and does nothing twice", async () => {
    const file = writeConfig(
      "openai.json",
      config(
        [{ id: "judge/a:1", path: "some-model", base_url: `${judge.url}/v1`, temperature: 0 }],
        { make_charts: true, charts: { theme: "light" } },
      ),
    );
    const first = await runCommandLine("streamline", ["--config", file]);
    expect(first.stderr).not.toContain("bug");
    expect(first.code).toBe(0);
    const rows = lines<Judgment>(join(bench, "model_judgment/judge%2Fa%3A1_pair.jsonl"));
    expect(rows).toHaveLength(120);
    expect(new Set(pairKeys(rows)).size).toBe(120);
    expectLonger(bench, rows);
    expect(judge.requests).toHaveLength(120);
    expect(judge.mostAtATime).toBeGreaterThan(1);
    expect(judge.requests[0]?.body).toMatchObject({ model: "some-model", temperature: 0 });
    expect(judge.requests[0]?.body).not.toHaveProperty("top_p");
    expect(rows[0]).toMatchObject({
      judge: ["judge/a:1", "pair-ja"],
      turn: 1,
      usage: { input_tokens: 100, output_tokens: 20 },
    });
    const ranking = JSON.parse(
      readFileSync(join(bench, "rankings/judge%2Fa%3A1_mle.json"), "utf8"),
    ) as Ranking;
    expect(ranking.n_judgments).toBe(120);
    expect(ranking.ranking.map(({ model_id }) => model_id).sort()).toEqual([...ids].sort());
    for (const ending of ["vl.json", "vg.json", "svg", "png", "html"]) {
      expect(existsSync(join(bench, `charts/judge%2Fa%3A1/mle_ranking.${ending}`))).toBe(true);
    }
    expect(first.stdout).toContain("claude-2");

    const again = await runCommandLine("streamline", ["--config", file]);
    expect(again.code).toBe(0);
    expect(again.stderr).toContain("nothing was called or paid for");
    expect(judge.requests).toHaveLength(120);
  });

  it("judges through Anthropic's protocol", async () => {
    const server = await startAnthropicServer({
      reply: (request) => judgeByLength(lastMessage(request)),
    });
    const file = writeConfig(
      "anthropic.json",
      config(
        [{ id: "claude-judge", path: "claude-x", provider: "anthropic", base_url: server.url }],
        { n: 30, schedule: "fewest-matches" },
      ),
    );
    const result = await runCommandLine("streamline", ["--config", file]);
    expect(result.code).toBe(0);
    expect(server.requests).toHaveLength(30);
    expectLonger(bench, lines<Judgment>(join(bench, "model_judgment/claude-judge_pair.jsonl")));
    expect(server.requests[0]?.path).toBe("/v1/messages");
    expect(server.requests[0]?.body.system).toContain("審査");
    await server.close();
  });

  it("finishes exactly what is missing after it was killed", async () => {
    const slow = await startOpenAiServer({
      reply: (request) => judgeByLength(lastMessage(request)),
      delayMs: 25,
    });
    const settings = config([{ id: "slow", path: "m", base_url: `${slow.url}/v1` }], {
      n: 100,
      parallel: 4,
    });
    const file = writeConfig("slow.json", settings);
    const stored = join(bench, "model_judgment/slow_pair.jsonl");
    // Once here: killed again and again it is in `exactly_once.test.ts`.
    const command = await startCommand("streamline", ["--config", file]);
    while (!existsSync(stored) || readFileSync(stored, "utf8").split("\n").length < 15) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    command.kill("SIGKILL");
    await command.result;
    const last = await runCommandLine("streamline", ["--config", file]);
    expect(last.code).toBe(0);
    expect(last.stderr).toContain("was taken over");
    const rows = lines<Judgment>(stored);
    expect(rows).toHaveLength(100);
    expect(new Set(pairKeys(rows)).size).toBe(100);
    expectLonger(bench, rows);
    // At most the calls in flight when it was killed were paid for and lost.
    expect(slow.requests.length).toBeLessThanOrEqual(100 + 4);
    await slow.close();
  });

  it("keeps what is paid for at Ctrl-C, says how to go on, and exits 130", async () => {
    const slow = await startOpenAiServer({ reply: () => "2", delayMs: 30 });
    const file = writeConfig(
      "interrupted.json",
      config([{ id: "stopped", path: "m", base_url: `${slow.url}/v1` }], { parallel: 4 }),
    );
    const stored = join(bench, "model_judgment/stopped_pair.jsonl");
    const command = await startCommand("streamline", ["--config", file]);
    while (!existsSync(stored) || readFileSync(stored, "utf8").split("\n").length < 12) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    command.kill("SIGINT");
    const result = await command.result;
    expect(result.code).toBe(130);
    expect(result.stderr).toContain("run the same command again");
    expect(lines(stored)).toHaveLength(slow.requests.length);
    expect(existsSync(join(bench, ".lock"))).toBe(false);
    await slow.close();
  });

  it("judges another match in the place of one whose call fails for good, and names it", async () => {
    const faulty = await startOpenAiServer({
      reply: () => "1",
      fault: (index) =>
        index % 10 === 3
          ? { status: 400, body: { error: { message: "context_length exceeded: too long" } } }
          : index % 7 === 2
            ? { status: 429, headers: { "retry-after": "0" } }
            : undefined,
    });
    const file = writeConfig(
      "faulty.json",
      config([{ id: "faulty", path: "m", base_url: `${faulty.url}/v1` }], { n: 40, parallel: 2 }),
    );
    const result = await runCommandLine("streamline", ["--config", file]);
    expect(result.code).toBe(0);
    expect(result.stderr).toMatch(
      /[1-9] judgments set aside because the calls failed for good; others were judged in the place of [1-9]:/,
    );
    expect(result.stderr).toMatch(/ {2}[1-9]: .+ against .+ on question .+: .*context/);
    const rows = lines<Judgment>(join(bench, "model_judgment/faulty_pair.jsonl"));
    expect(rows).toHaveLength(40);
    const paid = faulty.requests.length;
    expect((await runCommandLine("streamline", ["--config", file])).code).toBe(0);
    expect(faulty.requests).toHaveLength(paid);
    await faulty.close();
  });

  it("stops at once when the key is refused, without telling the key", async () => {
    const refusing = await startOpenAiServer({
      reply: () => "1",
      fault: () => ({ status: 401, body: { error: { message: "bad key sk-secret-123456" } } }),
    });
    const file = writeConfig(
      "refused.json",
      config([{ id: "refused", path: "m", base_url: `${refusing.url}/v1`, api_key_env: "MY_KEY" }]),
    );
    const result = await runCommandLine("streamline", ["--config", file], {
      env: { MY_KEY: "sk-secret-123456" },
    });
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/refused the key/);
    expect(result.stderr + result.stdout).not.toContain("sk-secret-123456");
    expect(refusing.requests.length).toBeLessThanOrEqual(8);
    await refusing.close();
  });
});

describe("contestants that are generated", () => {
  const dataDir = join(folder.path, "generated");
  const bench = join(dataDir, "small");

  beforeAll(() => {
    mkdirSync(bench, { recursive: true });
    const questions = Array.from({ length: 6 }, (_, k) => ({
      question_id: k + 1,
      category: k % 2 === 0 ? "math" : "writing",
      turns: k === 5 ? ["最初の質問です。", "続きの質問です。"] : [`質問${k + 1}です。`],
    }));
    writeFileSync(
      join(bench, "questions.jsonl"),
      questions.map((question) => `${JSON.stringify(question)}\n`).join(""),
    );
    for (const says of [
      "短い答えです。",
      "これはもっとずっと長くて丁寧な答えです。ご参考になれば幸いです。",
    ]) {
      writeFileSync(join(folder.path, `tiny${says.length}.gguf`), scriptedGguf({ says }));
    }
  });

  it("asks two GGUF files and an API, has all judged, and asks only what is missing", async () => {
    const api = await startOpenAiServer({
      reply: (request) => {
        const messages = request.body.messages as unknown[];
        return `回答（${messages.length}通のあと）。これは中くらいの長さの答えです。`;
      },
    });
    const judge = await startOpenAiServer({
      reply: (request) => judgeByLength(lastMessage(request)),
    });
    const file = writeConfig("generated.json", {
      benchmark_name: "small",
      data_dir: dataDir,
      models: {
        local_models: [7, 32].map((length) => ({
          id: `tiny/${length}`,
          path: join(folder.path, `tiny${length}.gguf`),
          gpu: "cpu",
          threads: 1,
          context_size: 512,
        })),
        api_models: [{ id: "api-model", path: "remote", base_url: `${api.url}/v1` }],
        judge_models: [{ id: "judge", path: "j", base_url: `${judge.url}/v1` }],
      },
      max_token_length: 64,
      n: 24,
      bootstrap_n: 20,
      make_charts: false,
    });
    const result = await runCommandLine("streamline", ["--config", file]);
    expect(result.stderr).not.toContain("bug");
    expect([0, 1]).toContain(result.code);
    expect(api.requests).toHaveLength(7);
    // Each question has its own category's temperature, and 0 is sent as 0.
    const temperatures = api.requests.map(({ body }) => body.temperature);
    expect(temperatures.filter((t) => t === 0)).toHaveLength(3);
    expect(temperatures.filter((t) => t === 0.7)).toHaveLength(4);
    // The second turn carries the model's own first answer.
    const second = api.requests.find(({ body }) => (body.messages as unknown[]).length === 3);
    const said = (second?.body.messages ?? []) as { content: string }[];
    expect(said[1]?.content).toContain("回答（1通");
    const answers = lines<{ prompt: string; choices: { turns: string[] }[] }>(
      join(bench, "answers/tiny%2F7.jsonl"),
    );
    expect(answers).toHaveLength(6);
    expect(answers[0]?.choices[0]?.turns).toEqual(["短い答えです。"]);
    expect(answers[0]?.prompt).toContain("質問1です。");
    expect(judge.requests.length).toBe(24);
    expectLonger(bench, lines<Judgment>(join(bench, "model_judgment/judge_pair.jsonl")));

    rmSync(join(bench, "answers/api-model.jsonl"));
    const before = judge.requests.length;
    const again = await runCommandLine("streamline", ["--config", file]);
    expect(again.code).toBe(result.code);
    expect(api.requests).toHaveLength(14);
    expect(judge.requests).toHaveLength(before);
    await api.close();
    await judge.close();
  });
});
