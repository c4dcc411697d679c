/** Structured and soft verdicts as a user meets them: what is asked, stored, said and ranked. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { startOpenAiBatchServer } from "../support/batch_server.ts";
import { type CommandResult, runCommandLine, temporaryFolder } from "../support/command.ts";
import {
  type RecordedRequest,
  type ServerOptions,
  startOpenAiServer,
  startServer,
  type TestServer,
} from "../support/http_server.ts";
import { scriptedGguf } from "../support/scripted_gguf.ts";
import {
  expectWinners,
  judgeSmallBench,
  storedPairs,
  writeSmallBench,
} from "../support/small_bench.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
let benches = 0;

/** A benchmark of its own, and gen_judgment on it. */
function world(): {
  bench: string;
  judge(flags: readonly string[]): Promise<CommandResult>;
  rank(flags?: readonly string[]): Promise<CommandResult>;
} {
  const dir = join(folder.path, String(benches++));
  const bench = writeSmallBench(dir, { questions: 4, models: ["a", "b", "c"] });
  const usual = ["--bench-name", "b", "--data-dir", dir, "--judge-model", "j"];
  return {
    bench,
    judge: (flags) => runCommandLine("gen_judgment", [...usual, "-y", "--parallel", "1", ...flags]),
    rank: (flags = []) =>
      runCommandLine("make_ranking", [...usual, "--bootstrap-n", "20", ...flags]),
  };
}

const at = ({ url }: TestServer): string[] => [
  ...["--provider", "openai", "--base-url", `${url}/v1`],
];
const isAsked = ({ body }: RecordedRequest): boolean => body.response_format !== undefined;
const fieldsOf = (winner: string): string =>
  JSON.stringify({ explanation: "One is clearer.", winner: Number(winner) });

/** Asks for JSON get JSON, others text. */
const reply = (request: RecordedRequest): string => {
  const winner = judgeSmallBench(request.body);
  return isAsked(request) ? fieldsOf(winner) : `Reasons.\n${winner}`;
};

/** The protocol with the chances of every token of the reply, a token a letter. */
function startTellingServer(options: ServerOptions): Promise<TestServer> {
  return startServer(options, (text, { body }) => ({
    model: body.model,
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: text },
        finish_reason: "stop",
        ...(body.logprobs === true && {
          logprobs: {
            content: [...text].map((token) => ({
              token,
              logprob: Math.log(0.7),
              top_logprobs: "123".includes(token)
                ? ["1", "2", "3"].map((one) => ({
                    token: one,
                    logprob: Math.log(one === token ? 0.7 : 0.15),
                  }))
                : [{ token, logprob: 0 }],
            })),
          },
        }),
      },
    ],
    usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
  }));
}

describe("a server that takes a schema", () => {
  it("is asked for fields, reasons first, in words of their own", async () => {
    const { bench, judge } = world();
    const server = await startOpenAiServer({ reply });
    const { code, stderr } = await judge([...at(server), "--n", "9"]);
    await server.close();
    expect(code, stderr).toBe(0);
    expect(server.requests).toHaveLength(9);
    for (const { body } of server.requests) {
      const { json_schema } = body.response_format as { json_schema: Record<string, unknown> };
      expect(json_schema.strict).toBe(true);
      expect(Object.keys((json_schema.schema as { properties: object }).properties)).toEqual([
        "explanation",
        "winner",
      ]);
      const [system] = body.messages as { content: string }[];
      expect(system?.content).toContain("JSON");
      expect(system?.content).not.toContain("最後の行");
      expect(body.logprobs).toBeUndefined();
    }
    expectWinners(bench, "j");
    const rows = storedPairs(bench, "j");
    expect(new Set(rows.map(({ verdict_kind }) => verdict_kind))).toEqual(new Set(["structured"]));
    expect(rows.every(({ soft_verdict }) => soft_verdict === undefined)).toBe(true);
  });

  it("gives soft verdicts where it tells the chances of tokens, and the ranking says so", async () => {
    const { bench, judge, rank } = world();
    const server = await startTellingServer({ reply });
    await judge([...at(server), "--n", "12", "--soft"]);
    await server.close();
    const rows = storedPairs(bench, "j");
    expect(rows).toHaveLength(12);
    for (const { winner, soft_verdict } of rows) {
      expect(soft_verdict?.[Number(winner) - 1]).toBe(0.7);
    }
    const { code, stdout, stderr } = await rank();
    expect(code, stderr).toBe(0);
    expect(stdout + stderr).toContain("Soft verdicts: 12 of 12 judgments");
  });

  it("that tells none has its verdicts taken as hard ones, counted and said", async () => {
    const { bench, judge } = world();
    const server = await startOpenAiServer({ reply });
    const { stdout, stderr } = await judge([...at(server), "--n", "6", "--soft"]);
    await server.close();
    expect(stdout + stderr).toContain("no probabilities came with 6 judgments");
    expect(storedPairs(bench, "j").every(({ soft_verdict }) => !soft_verdict)).toBe(true);
  });

  it("that refuses logprobs is asked without them", async () => {
    const { bench, judge } = world();
    const server = await startOpenAiServer({
      reply,
      fault: (_, { body }) =>
        body.logprobs === undefined
          ? undefined
          : { status: 400, body: { error: { message: "'logprobs' is not supported" } } },
    });
    await judge([...at(server), "--n", "4", "--soft"]);
    await server.close();
    expect(server.requests.filter(({ body }) => body.logprobs !== undefined)).toHaveLength(1);
    expect(server.requests.at(-1)?.body.top_logprobs).toBeUndefined();
    expect(storedPairs(bench, "j")).toHaveLength(4);
  });

  it("grades in fields, too", async () => {
    const { bench, judge } = world();
    const server = await startOpenAiServer({
      reply: (request) => (isAsked(request) ? '{"explanation": "Fine.", "score": 7}' : "[[1]]"),
    });
    await judge([...at(server), "--mode", "single"]);
    await server.close();
    const file = readFileSync(join(bench, "model_judgment/j_single.jsonl"), "utf8");
    const rows = file
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rows).toHaveLength(12);
    for (const row of rows) expect(row).toMatchObject({ score: 7, verdict_kind: "structured" });
  });

  it("gets the same through batches", async () => {
    const { bench, judge } = world();
    const bodies: Record<string, unknown>[] = [];
    const server = await startOpenAiBatchServer({
      reply: (body) => {
        bodies.push(body);
        return body.response_format ? fieldsOf(judgeSmallBench(body)) : judgeSmallBench(body);
      },
      looks: 1,
    });
    const flags = ["--provider", "openai", "--base-url", `${server.url}/v1`, "--batch"];
    const { code, stderr } = await judge([...flags, "--n", "6"]);
    await server.close();
    expect(code, stderr).toBe(0);
    expect(bodies.every((body) => body.response_format !== undefined)).toBe(true);
    const rows = storedPairs(bench, "j");
    expect(rows).toHaveLength(6);
    expect(rows.every(({ verdict_kind }) => verdict_kind === "structured")).toBe(true);
    expectWinners(bench, "j");
  });
});

describe("a server that refuses a schema", () => {
  it.each([
    ["by name", "response_format of type 'json_schema' is not supported by this model"],
    ["without a word of why", "Bad Request"],
  ])("%s, is asked in text from then on, which is said once", async (_, message) => {
    const { bench, judge } = world();
    const server = await startOpenAiServer({
      reply,
      fault: (__, request) =>
        isAsked(request) ? { status: 400, body: { error: { message } } } : undefined,
    });
    const first = await judge([...at(server), "--n", "5"]);
    expect(first.code, first.stderr).toBe(0);
    const said = (first.stdout + first.stderr).match(/verdicts are asked for in text/g);
    expect(said).toHaveLength(1);
    // The refused call, and one for each judgment.
    expect(server.requests.map(isAsked)).toEqual([true, ...Array(5).fill(false)]);
    const [system] = server.requests[1].body.messages as { content: string }[];
    expect(system?.content).toContain("最後の行");
    // What was begun in text goes on in text: nothing is refused again.
    await judge([...at(server), "--n", "9"]);
    await server.close();
    expect(server.requests).toHaveLength(10);
    expect(storedPairs(bench, "j").map(({ verdict_kind }) => verdict_kind)).toEqual(
      Array(9).fill(undefined),
    );
    expectWinners(bench, "j");
  });

  it("for other reasons keeps its schema, and the reason is told", async () => {
    const { judge } = world();
    const server = await startOpenAiServer({
      reply,
      fault: () => ({ status: 400, body: { error: { message: "Bad Request" } } }),
    });
    const { stdout, stderr } = await judge([...at(server), "--n", "2"]);
    await server.close();
    expect(stdout + stderr).not.toContain("verdicts are asked for in text");
    expect(stdout + stderr).toContain("Bad Request");
  });
});

describe("judgments that were begun in text", () => {
  it("go on in text, unless the config asks otherwise; nothing is paid for again", async () => {
    const { bench, judge, rank } = world();
    const server = await startOpenAiServer({ reply });
    await judge([...at(server), "--n", "4", "--verdict", "text"]);
    expect(server.requests.some(isAsked)).toBe(false);
    const more = await judge([...at(server), "--n", "6"]);
    expect(server.requests.some(isAsked)).toBe(false);
    expect(more.stdout + more.stderr).toContain("judging goes on so");
    const mixed = await judge([...at(server), "--n", "12", "--verdict", "structured"]);
    await server.close();
    expect(mixed.stdout + mixed.stderr).toContain("6 stored judgments of j have verdicts in text");
    expect(server.requests.map(isAsked)).toEqual([...Array(6).fill(false), ...Array(6).fill(true)]);
    const keys = storedPairs(bench, "j").map((row) =>
      [row.question_id, row.model1_id, row.model2_id].join(),
    );
    expect(new Set(keys).size).toBe(12);
    const { stdout, stderr } = await rank();
    expect(stdout + stderr).toContain("6 structured verdicts and 6 in text");
  });

  it("of prompts of one's own stay in text, unless it is asked for", async () => {
    const prompt = {
      name: "mine",
      type: "pairwise",
      system_prompt: "Compare. End with [[A]], [[B]] or [[C]].",
      prompt_template: "{question} {answer_a} {answer_b}",
      output_format: "[[A]]",
    };
    const file = join(folder.path, "mine.jsonl");
    writeFileSync(file, `${JSON.stringify(prompt)}\n`);
    const letters = ["", "A", "B", "C"];
    const server = await startOpenAiServer({
      reply: (request) => {
        const letter = letters[Number(judgeSmallBench(request.body))] as string;
        return isAsked(request)
          ? JSON.stringify({ explanation: "", winner: letter })
          : `[[${letter}]]`;
      },
    });
    const { bench, judge } = world();
    await judge([...at(server), "--n", "3", "--judge-file", file]);
    expect(server.requests.some(isAsked)).toBe(false);
    await judge([...at(server), "--n", "6", "--judge-file", file, "--verdict", "structured"]);
    await server.close();
    expect(server.requests.map(isAsked)).toEqual([...Array(3).fill(false), ...Array(3).fill(true)]);
    expectWinners(bench, "j");
  });
});

describe("Anthropic", () => {
  it("is given a tool that it must use", async () => {
    const { bench, judge } = world();
    const server = await startServer(
      { reply: ({ body }) => judgeSmallBench(body) },
      (text, { body }) => ({
        id: "msg",
        type: "message",
        role: "assistant",
        model: body.model,
        content: [
          {
            type: "tool_use",
            id: "t",
            name: "verdict",
            input: { explanation: "One is clearer.", winner: Number(text) },
          },
        ],
        stop_reason: "tool_use",
        usage: { input_tokens: 100, output_tokens: 20 },
      }),
    );
    const flags = ["--provider", "anthropic", "--base-url", server.url, "--n", "5"];
    process.env.ANTHROPIC_API_KEY ??= "test";
    const { code, stderr } = await judge(flags);
    await server.close();
    expect(code, stderr).toBe(0);
    const { tools, tool_choice } = server.requests[0].body as {
      tools: { input_schema: { required: string[] } }[];
      tool_choice: object;
    };
    expect(tools[0]?.input_schema.required).toEqual(["explanation", "winner"]);
    expect(tool_choice).toEqual({ type: "tool", name: "verdict" });
    expectWinners(bench, "j");
    expect(storedPairs(bench, "j")[0]?.verdict_kind).toBe("structured");
  });
});

describe("a GGUF judge", () => {
  it("reasons freely, and then cannot but choose; its chances are those of the model", async () => {
    const { bench, judge, rank } = world();
    const file = join(folder.path, "judge.gguf");
    // After anything else "2]]" is e times as likely as any other token.
    writeFileSync(file, scriptedGguf({ says: "2]] is it", certainty: 1 }));
    const config = join(folder.path, "gguf.json");
    const judges = [{ id: "j", path: file, gpu: "cpu", threads: 1, max_tokens: 12, soft: true }];
    writeFileSync(
      config,
      JSON.stringify({ benchmark_name: "b", models: { judge_models: judges } }),
    );
    const { code, stderr } = await judge(["--config", config, "--n", "6"]);
    expect(code, stderr).toBe(0);
    const rows = storedPairs(bench, "j");
    expect(rows).toHaveLength(6);
    const [e, all] = [Math.E, Math.E + 2];
    for (const { winner, judgment, soft_verdict, verdict_kind } of rows) {
      expect(winner).toBe(2);
      expect(judgment).toMatch(/\n\n\[\[2\]\]$/);
      expect(verdict_kind).toBe("structured");
      expect(soft_verdict?.[1]).toBeCloseTo(e / all, 3);
      expect(soft_verdict?.[0]).toBeCloseTo(1 / all, 3);
    }
    const { stdout, stderr: told } = await rank(["--ties", "davidson"]);
    expect(stdout + told).toContain("Soft verdicts: 6 of 6 judgments");
  });
});
