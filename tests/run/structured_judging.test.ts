/** Structured and soft verdicts as a user meets them: what is asked, stored, said and ranked. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { startAnthropicBatchServer, startOpenAiBatchServer } from "../support/batch_server.ts";
import {
  type CommandResult,
  runCommandLine,
  runProcess,
  temporaryFolder,
} from "../support/command.ts";
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
      runCommandLine("make_ranking", [
        ...usual,
        ...["--bootstrap-n", "20", "--no-make-charts"],
        ...flags,
      ]),
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
              top_logprobs: /[123ABC]/.test(token)
                ? [..."123ABC"]
                    .filter((one) => /\d/.test(one) === /\d/.test(token))
                    .map((one) => ({
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
    const judged = await judge([...at(server), "--n", "12", "--soft"]);
    expect(judged.stdout + judged.stderr).not.toContain("no probabilities");
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

  it("is known to a later process by the judgments that it made", async () => {
    const { bench } = world();
    const server = await startOpenAiServer({
      reply,
      fault: (_, request) => (isAsked(request) ? { status: 400 } : undefined),
    });
    const flags = ["--bench-name", "b", "--data-dir", join(bench, ".."), "--judge-model", "j"];
    const runs = ["3", "6"].map((n) => [
      ...flags,
      "-y",
      "--parallel",
      "1",
      ...at(server),
      "--n",
      n,
    ]);
    const env = { OPENAI_API_KEY: "test" };
    for (const run of runs) expect((await runProcess("gen_judgment", run, { env })).code).toBe(0);
    await server.close();
    expect(server.requests.map(isAsked)).toEqual([true, ...Array(6).fill(false)]);
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
    expect(mixed.stdout + mixed.stderr).toContain(
      "the verdicts of 6 stored judgments of j are in text",
    );
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

  it.each(["uses the tool", "refuses it"])("through batches %s", async (what) => {
    const { bench, judge } = world();
    const message = "tool_choice is not supported by this model";
    const server = await startAnthropicBatchServer({
      reply: (body) => {
        const winner = judgeSmallBench(body);
        if (body.tool_choice === undefined) return winner;
        return what === "uses the tool" ? fieldsOf(winner) : { status: 400, message };
      },
      looks: 1,
    });
    process.env.ANTHROPIC_API_KEY ??= "test";
    const flags = ["--provider", "anthropic", "--base-url", server.url, "--batch", "--n", "6"];
    const { code, stdout, stderr } = await judge(flags);
    await server.close();
    expect(code, stderr).toBe(0);
    const bodies = server.batches.map(({ requests }) => requests.map(({ body }) => body));
    for (const { tools, tool_choice, messages, system } of bodies[0]) {
      expect(tool_choice).toEqual({ type: "tool", name: "verdict" });
      const [tool] = tools as { name: string; input_schema: { required: string[] } }[];
      expect(tool.name).toBe("verdict");
      expect(tool.input_schema.required).toEqual(["explanation", "winner"]);
      expect(system).toContain("explanation");
      expect(messages).toHaveLength(1);
    }
    const rows = storedPairs(bench, "j");
    expect(rows).toHaveLength(6);
    expect(server.paid).toHaveLength(6);
    expectWinners(bench, "j");
    if (what === "uses the tool") {
      expect(server.batches).toHaveLength(1);
      expect(rows.every(({ verdict_kind }) => verdict_kind === "structured")).toBe(true);
      expect(JSON.parse(rows[0].judgment)).toMatchObject({ explanation: "One is clearer." });
    } else {
      expect(bodies[1].every(({ tools, system }) => !tools && /最後の行/.test(`${system}`))).toBe(
        true,
      );
      expect(rows.some(({ verdict_kind }) => verdict_kind === "structured")).toBe(false);
      expect((stdout + stderr).match(/verdicts are asked for in text/g)).toHaveLength(1);
    }
  });
});

describe("questions of two turns", () => {
  /** A benchmark as MT-Bench: every question has a second turn, whose answers are of other quality. */
  function twoTurns(): ReturnType<typeof world> {
    const made = world();
    const ids = ["q0", "q1", "q2", "q3"];
    const write = (file: string, rows: object[]) =>
      writeFileSync(join(made.bench, file), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    write(
      "questions.jsonl",
      ids.map((question_id) => ({
        question_id,
        category: "writing",
        turns: [`質問${question_id}です。`, `続きの質問${question_id}です。`],
      })),
    );
    for (const model_id of ["a", "b", "c"]) {
      const turnsOf = (id: string) => [id, `${id}b`].map((turn) => answerOf(model_id, turn));
      write(
        `answers/${model_id}.jsonl`,
        ids.map((question_id) => ({
          question_id,
          answer_id: "",
          model_id,
          choices: [{ index: 0, turns: turnsOf(question_id) }],
        })),
      );
    }
    return made;
  }
  const answerOf = (model: string, turn: string) => `${model}の${turn}への答えです。`;
  const winnerOf = (answers: readonly string[]): string =>
    judgeSmallBench({ messages: [{ role: "user", content: answers.join("\n") }] });
  /** Of both conversations the last answers are compared. */
  const winnerIn = ({ body }: RecordedRequest): string => {
    const shown = (body.messages as { content: string }[]).at(-1)?.content ?? "";
    const [first = "", second = "", ...rest] = shown.match(/\w+の\w+への答えです。/g) ?? [];
    return winnerOf(rest.length === 0 ? [first, second] : [second, rest[1] ?? ""]);
  };
  const mtBench = (turn: string) => ({
    name: `pair-v2${turn}`,
    type: "pairwise",
    system_prompt: 'Output "[[A]]", "[[B]]" or "[[C]]" for a tie.',
    prompt_template:
      turn === ""
        ? "{question}\n{answer_a}\n{answer_b}"
        : "{question_1}\n{answer_a_1}\n{question_2}\n{answer_a_2}\n{question_1}\n{answer_b_1}\n{question_2}\n{answer_b_2}",
    output_format: "[[A]]",
  });

  it.each(["the program's prompts", "MT-Bench's own"])(
    "are judged in fields, with chances, turn by turn: %s",
    async (prompts) => {
      const isOwn = prompts !== "the program's prompts";
      const { bench, judge, rank } = twoTurns();
      const file = join(folder.path, "mt_bench.jsonl");
      writeFileSync(
        file,
        ["", "-multi-turn"].map((turn) => JSON.stringify(mtBench(turn))).join("\n"),
      );
      const server = await startTellingServer({
        reply: (request) => {
          const winner = winnerIn(request);
          return isOwn
            ? `{"explanation": "", "winner": "${" ABC"[Number(winner)]}"}`
            : fieldsOf(winner);
        },
      });
      const own = isOwn ? ["--judge-file", file, "--verdict", "structured"] : [];
      const { code, stderr } = await judge([...at(server), "--n", "24", "--soft", ...own]);
      await server.close();
      expect(code, stderr).toBe(0);
      expect(server.requests.every(isAsked)).toBe(true);
      const rows = storedPairs(bench, "j");
      expect(rows.map(({ turn }) => turn).sort()).toEqual([
        ...Array(12).fill(1),
        ...Array(12).fill(2),
      ]);
      for (const {
        question_id,
        model1_id,
        model2_id,
        turn,
        winner,
        verdict_kind,
        ...row
      } of rows) {
        const of = turn === 1 ? String(question_id) : `${question_id}b`;
        const wanted = Number(winnerOf([answerOf(model1_id, of), answerOf(model2_id, of)]));
        expect({ turn, winner, verdict_kind }).toEqual({
          turn,
          winner: wanted,
          verdict_kind: "structured",
        });
        expect(row.soft_verdict?.[wanted - 1]).toBe(0.7);
        expect(row.judge[1]).toMatch(turn === 2 ? /multi-turn$/ : /(ja|v2)$/);
      }
      const { stdout, stderr: told } = await rank(["--ties", "davidson"]);
      expect(stdout + told).toContain("Soft verdicts: 24 of 24 judgments");
    },
  );
});

it("asks each judge of a config in its own way", async () => {
  const { bench } = world();
  const server = await startTellingServer({ reply });
  const base = { provider: "openai", base_url: `${server.url}/v1` };
  const config = join(folder.path, "two_judges.json");
  const judges = [
    { ...base, id: "in-text", path: "text-model", verdict: "text" },
    { ...base, id: "in-fields", path: "fields-model", soft: true },
  ];
  writeFileSync(config, JSON.stringify({ benchmark_name: "b", models: { judge_models: judges } }));
  const flags = ["--bench-name", "b", "--data-dir", join(bench, ".."), "-y", "--n", "6"];
  const { code, stderr } = await runCommandLine("gen_judgment", [
    ...flags,
    "--config",
    config,
    "--judge-model",
    ...judges.map(({ id }) => id),
  ]);
  await server.close();
  expect(code, stderr).toBe(0);
  for (const request of server.requests) {
    const isText = request.body.model === "text-model";
    expect([isAsked(request), request.body.logprobs]).toEqual(
      isText ? [false, undefined] : [true, true],
    );
  }
  const kinds = (judge: string) =>
    storedPairs(bench, judge).map(({ verdict_kind, soft_verdict }) => [
      verdict_kind,
      soft_verdict?.length,
    ]);
  expect(kinds("in-text")).toEqual(Array(6).fill([undefined, undefined]));
  expect(kinds("in-fields")).toEqual(Array(6).fill(["structured", 3]));
  for (const { id } of judges) expectWinners(bench, id);
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
