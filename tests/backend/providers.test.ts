/** Every provider's protocol, from two turns of a conversation to the bytes of its requests. */
import { setMaxListeners } from "node:events";
import type Anthropic from "@anthropic-ai/sdk";
import type OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { nothingLearnt } from "../../jrank/backend/api/lessons.ts";
import { openAiBody } from "../../jrank/backend/api/openai_protocol.ts";
import { createBackend } from "../../jrank/backend/backends.ts";
import type { BackendSpec, SamplingParams } from "../../jrank/backend/call/backend.ts";
import type { Question } from "../../jrank/core/types.ts";
import { converse } from "../../jrank/run/answering/conversation_turns.ts";
import { startServer, type TestServer } from "../support/http_server.ts";

const { signal } = new AbortController();
setMaxListeners(0, signal);
const question: Question = { question_id: 1, category: "math", turns: ["Q1", "Q2"] };
const params: SamplingParams = {
  ...{ temperature: 0, top_p: 0.9, max_tokens: 64, seed: 7, stop: ["###"] },
};

type Chat = OpenAI.ChatCompletionCreateParamsNonStreaming;
type Messages = Anthropic.MessageCreateParamsNonStreaming;

/** A reply of OpenAI's protocol, as the SDK types it, with what some servers add. */
const completion = (
  message: { content: string | null; reasoning_content?: string; reasoning?: string },
  finish_reason: OpenAI.ChatCompletion.Choice["finish_reason"] = "stop",
): OpenAI.ChatCompletion => ({
  ...{ id: "c", object: "chat.completion", created: 1, model: "served" },
  choices: [
    {
      ...{ index: 0, finish_reason, logprobs: null },
      message: { role: "assistant", refusal: null, ...message },
    },
  ],
  usage: {
    ...{ prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
    completion_tokens_details: { reasoning_tokens: 3 },
    prompt_tokens_details: { cached_tokens: 4 },
  },
});

const message = (
  content: { type: string; text?: string; thinking?: string }[],
  stop_reason: Anthropic.StopReason = "end_turn",
): object => ({
  ...{ id: "msg", type: "message", role: "assistant", model: "served", content, stop_reason },
  ...{ stop_sequence: null, usage: { input_tokens: 10, output_tokens: 5 } },
});

/** A server that gives the replies in turn. */
async function serving(replies: readonly object[]): Promise<TestServer> {
  let next = 0;
  return startServer({ reply: () => "" }, () => replies[next++]);
}

/** Both turns of the question with a system message. */
async function ask(
  spec: Partial<BackendSpec>,
  env: Record<string, string> = {},
  sampling: SamplingParams = params,
) {
  const log: string[] = [];
  const backend = await createBackend(
    { ...{ id: "m", provider: "openai", path: "model-x" }, ...spec },
    { env, log: (text) => log.push(String(text)) },
  );
  const conversation = await converse(backend, question, {
    ...{ index: 0, params: sampling, systemPrompt: "S", signal },
  });
  await backend.close();
  return { ...conversation, log };
}

const SAID: Chat["messages"] = [
  { role: "system", content: "S" },
  { role: "user", content: "Q1" },
];
const CONTINUED: Chat["messages"] = [
  ...SAID,
  { role: "assistant", content: "A1" },
  { role: "user", content: "Q2" },
];
const FIELDS = {
  ...{ model: "model-x", temperature: 0, top_p: 0.9, seed: 7, stop: ["###"] },
} satisfies Omit<Chat, "messages">;

describe.each([
  ["openai by its own variable", {}, { OPENAI_API_KEY: "key-1" }, "OPENAI_BASE_URL"],
  ["an OpenAI-compatible server", { provider: "openai" }, { OPENAI_API_KEY: "key-1" }, undefined],
  ["a server without a key", { provider: "openai" }, {}, undefined],
  ["google", { provider: "google" }, { GOOGLE_API_KEY: "key-1" }, undefined],
  ["cohere", { provider: "cohere" }, { CO_API_KEY: "key-1" }, undefined],
  ["mistral", { provider: "mistral" }, { MISTRAL_API_KEY: "key-1" }, undefined],
  [
    "a key of its own name",
    { provider: "openai", api_key_env: "VLLM_KEY" },
    { VLLM_KEY: "key-1", OPENAI_API_KEY: "other" },
    undefined,
  ],
] as const)("%s", (_, spec, env, variable) => {
  it("is asked with these fields and no others, both turns", async () => {
    const server = await serving([
      completion({ content: "A1", reasoning_content: "thought" }),
      completion({ content: "A2" }, "length"),
    ]);
    const url = `${server.url}/v1`;
    const { choice, usage } = await ask(
      variable ? spec : { ...spec, base_url: url },
      variable ? { ...env, [variable]: url } : env,
    );
    expect(server.requests.map(({ path }) => path)).toEqual(Array(2).fill("/v1/chat/completions"));
    const key = Object.keys(env).length > 0 ? "key-1" : "none";
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${key}`);
    const bodies = [
      { ...FIELDS, max_tokens: 64, messages: SAID },
      { ...FIELDS, max_tokens: 64, messages: CONTINUED },
    ] satisfies Chat[];
    expect(server.requests.map(({ body }) => body)).toEqual(bodies);
    expect(choice).toEqual({
      ...{ index: 0, turns: ["A1", "A2"] },
      ...{ finish_reasons: ["stop", "length"], reasoning: ["thought", null] },
      served_models: ["served", "served"],
    });
    expect(usage).toMatchObject({
      ...{ input_tokens: 20, output_tokens: 10, reasoning_tokens: 6, cached_tokens: 8 },
    });
    await server.close();
  });
});

it("OpenAI itself is asked by its newer name of the limit", () => {
  const spec = { id: "m", provider: "openai", path: "gpt-x" } as const;
  const subject = { kind: "answer", question, turn: 1, choice: 0 } as const;
  const request = { messages: [{ role: "user", content: "Q" }] as const, params, subject };
  const body = {
    ...{ ...FIELDS, model: "gpt-x", max_completion_tokens: 64 },
    messages: [{ role: "user", content: "Q" }],
  } satisfies Chat;
  expect(openAiBody(spec, request, nothingLearnt(spec, undefined))).toEqual(body);
});

describe("azure", () => {
  it.each([
    [
      "the variables",
      {},
      { AZURE_OPENAI_KEY: "az", OPENAI_API_VERSION: "2025-01-01" },
      "2025-01-01",
    ],
    ["the config", { api_version: "2024-06-01" }, { AZURE_OPENAI_API_KEY: "az" }, "2024-06-01"],
  ] as const)("is asked at its deployment, by %s", async (_, spec, env, version) => {
    const server = await serving([completion({ content: "A1" }), completion({ content: "A2" })]);
    const { choice } = await ask(
      { ...spec, provider: "azure" },
      { ...env, AZURE_OPENAI_ENDPOINT: server.url },
    );
    expect(server.requests[0]?.path).toBe(
      `/openai/deployments/model-x/chat/completions?api-version=${version}`,
    );
    expect(server.requests[0]?.headers["api-key"]).toBe("az");
    const body = { ...FIELDS, max_tokens: 64, messages: CONTINUED } satisfies Chat;
    expect(server.requests[1]?.body).toEqual(body);
    expect(choice.turns).toEqual(["A1", "A2"]);
    await server.close();
  });

  it("shares the work among several endpoints", async () => {
    const servers = await Promise.all([1, 2].map(() => serving([completion({ content: "A" })])));
    const backend = await createBackend(
      {
        ...{ id: "m", provider: "azure", path: "d", parallel: 1 },
        base_url: servers.map(({ url }) => url),
      },
      { env: { AZURE_OPENAI_API_KEY: "az" }, log: () => {} },
    );
    const subject = { kind: "answer", question, turn: 1, choice: 0 } as const;
    const request = { messages: [{ role: "user", content: "Q" }] as const, params: {}, subject };
    expect(backend.concurrency).toBe(2);
    await Promise.all([1, 2].map(() => backend.generate(request, { signal })));
    expect(servers.map(({ requests }) => requests.length)).toEqual([1, 1]);
    await Promise.all(servers.map((server) => server.close()));
  });
});

describe("anthropic", () => {
  it("is asked with the system message apart, both turns", async () => {
    const server = await serving([
      message([
        { type: "thinking", thinking: "thought" },
        { type: "text", text: "A1" },
      ]),
      message([{ type: "text", text: "A2" }], "max_tokens"),
    ]);
    const { choice, usage, log } = await ask(
      { provider: "anthropic", base_url: server.url, extra_body: { metadata: { user_id: "u" } } },
      { ANTHROPIC_API_KEY: "sk-ant" },
      { ...params, top_k: 5, repetition_penalty: 1.1 },
    );
    const common = {
      ...{ model: "model-x", max_tokens: 64, system: "S", temperature: 0, top_p: 0.9, top_k: 5 },
      ...{ stop_sequences: ["###"], metadata: { user_id: "u" } },
    } satisfies Omit<Messages, "messages">;
    const bodies = [
      { ...common, messages: [{ role: "user", content: "Q1" }] },
      {
        ...common,
        messages: [
          { role: "user", content: "Q1" },
          { role: "assistant", content: "A1" },
          { role: "user", content: "Q2" },
        ],
      },
    ] satisfies Messages[];
    expect(server.requests.map(({ body }) => body)).toEqual(bodies);
    expect(server.requests[0]?.path).toBe("/v1/messages");
    expect(server.requests[0]?.headers["anthropic-version"]).toMatch(/^20\d\d-/);
    expect(choice).toEqual({
      ...{ index: 0, turns: ["A1", "A2"] },
      ...{ finish_reasons: ["stop", "length"], reasoning: ["thought", null] },
      served_models: ["served", "served"],
    });
    expect(usage).toMatchObject({ input_tokens: 20, output_tokens: 10 });
    // What the protocol has no place for is said, once each.
    expect(log.map((line) => /has no (\w+)/.exec(line)?.[1])).toEqual([
      "repetition_penalty",
      "seed",
    ]);
    await server.close();
  });
});

describe("thinking", () => {
  const turns = (first: object) => serving([first, completion({ content: "A2" })]);
  it.each([
    ["reasoning_content", completion({ content: "A1", reasoning_content: "hmm" })],
    ["reasoning", completion({ content: "A1", reasoning: "hmm" })],
    ["<think>", completion({ content: "<think>\nhmm</think>\n\nA1" })],
    ["only </think>", completion({ content: "hmm\n</think>\nA1" })],
    [
      "parts",
      {
        choices: [
          {
            message: {
              content: [
                { type: "thinking", thinking: [{ type: "text", text: "hmm" }] },
                { type: "text", text: "A1" },
              ],
            },
          },
        ],
      },
    ],
  ])("in %s is kept apart, and out of the next turn", async (_, first) => {
    const server = await turns(first);
    const { choice } = await ask({ base_url: server.url });
    expect(choice.turns).toEqual(["A1", "A2"]);
    expect(choice.reasoning?.map((text) => text?.trim() ?? null)).toEqual(["hmm", null]);
    expect(server.requests[1]?.body.messages).toEqual(CONTINUED);
    await server.close();
  });

  it.each([
    [completion({ content: "", reasoning_content: "on and on" }, "length")],
    [completion({ content: "<think>on and on" }, "length")],
    // Thinking that is not shown, only counted.
    [completion({ content: null }, "length")],
  ])("that used all tokens up is a failure that says so and is not tried again", async (reply) => {
    const server = await serving([reply]);
    const { failure, choice } = await ask({ base_url: server.url });
    expect(choice.turns).toEqual([]);
    expect(failure).toMatchObject({
      kind: "call",
      message: "the answer is empty because all tokens went into thinking; raise max_tokens",
      usage: { output_tokens: 5 },
    });
    await server.close();
  });

  it("an answer that is merely empty may come, except at temperature 0", async () => {
    const server = await serving([completion({ content: " \n" }), completion({ content: " \n" })]);
    const warm = await ask({ base_url: server.url }, {}, { ...params, temperature: 0.7 });
    expect(warm.failure).toMatchObject({ kind: "retry", refusal: undefined });
    const cold = await ask({ base_url: server.url });
    expect(cold.failure).toMatchObject({ kind: "call", refusal: "empty" });
    await server.close();
  });
});

describe("learning what a server takes", () => {
  const refusing = async (refusals: readonly string[]) => {
    let index = 0;
    const server = await startServer(
      {
        reply: () => "",
        fault: () => {
          const text = refusals[index++];
          return text === undefined
            ? undefined
            : { status: 400, body: { error: { message: text } } };
        },
      },
      () => completion({ content: "A" }),
    );
    const asked = await ask(
      { base_url: server.url },
      {},
      { ...params, top_k: 4, repetition_penalty: 1.2 },
    );
    await server.close();
    return { ...asked, bodies: server.requests.map(({ body }) => body) };
  };

  it("leaves out what is refused, field after field, for all later calls", async () => {
    const { bodies, log, failure } = await refusing([
      "Unrecognized request argument supplied: top_k",
      'Invalid JSON payload received. Unknown name "repetition_penalty": Cannot find field.',
      "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      "Conversation roles must alternate user/assistant/user/assistant/...",
    ]);
    expect(failure).toBeUndefined();
    expect(log).toHaveLength(5);
    expect(bodies).toHaveLength(7);
    expect(bodies[6]).toEqual({
      ...{ model: "model-x", top_p: 0.9, seed: 7, stop: ["###"], max_completion_tokens: 64 },
      messages: [
        { role: "user", content: "S\n\nQ1" },
        { role: "assistant", content: "A" },
        { role: "user", content: "Q2" },
      ],
    });
  });

  it.each([
    "Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 3 instead.",
    "max_completion_tokens is too large: 64000. This model supports at most 16384 completion tokens",
    "you must provide a model parameter",
  ])("is not what an error of the user is for: %s", async (text) => {
    const { bodies, failure, log } = await refusing([text]);
    expect(bodies).toHaveLength(1);
    expect(log).toEqual([]);
    expect(failure).toMatchObject({ kind: "stop" });
  });

  it.each([
    ["vLLM", { object: "error", message: "System role not supported", code: 400 }],
    ["FastAPI", { detail: "system role is not supported" }],
    ["Google", [{ error: { code: 400, message: "Developer instruction is not enabled for x" } }]],
    ["a bare error", { error: "role 'system' is not supported" }],
  ])("reads the errors that %s sends", async (_, body) => {
    let index = 0;
    const server = await startServer(
      { reply: () => "", fault: () => (index++ === 0 ? { status: 400, body } : undefined) },
      () => completion({ content: "A" }),
    );
    const { failure, log } = await ask({ base_url: server.url });
    expect(failure).toBeUndefined();
    expect(log[0]).toContain("takes no system message");
    await server.close();
  });

  it("tells the user what a server said, whatever its form", async () => {
    for (const body of [{ detail: [{ loc: ["n"], msg: "bad n" }] }, { reason: "bad n" }]) {
      const server = await startServer(
        { reply: () => "", fault: () => ({ status: 422, body }) },
        () => ({}),
      );
      const { failure } = await ask({ base_url: server.url });
      expect(failure).toMatchObject({ message: expect.stringContaining("bad n") });
      await server.close();
    }
  });

  it("ends where a server takes neither name of the limit", async () => {
    const either = "use max_completion_tokens; max_tokens is not supported";
    const { bodies, failure } = await refusing([either, either, either]);
    expect(bodies).toHaveLength(2);
    expect(failure).toMatchObject({ kind: "stop" });
  });
});

describe("servers that cannot be reached", () => {
  it.each(["localhost:8000/v1", "ftp://host/v1", "http://", "my server"])(
    "%s is no address: an error before any call",
    async (base_url) => {
      for (const provider of ["openai", "azure", "anthropic"] as const) {
        await expect(ask({ provider, base_url })).rejects.toMatchObject({
          name: "UserError",
          message: expect.stringContaining(`"m": base_url must be an address such as http://`),
        });
      }
      await expect(
        ask({}, { OPENAI_API_KEY: "k", OPENAI_BASE_URL: base_url }),
      ).rejects.toMatchObject({ name: "UserError" });
    },
  );

  it("says why there was no connection", async () => {
    const server = await serving([]);
    await server.close();
    for (const provider of ["openai", "anthropic"] as const) {
      const { failure } = await ask({ provider, base_url: server.url });
      expect(failure).toMatchObject({
        kind: "retry",
        message: expect.stringMatching(/Connection error\. \(connect ECONNREFUSED 127\.0\.0\.1/),
      });
    }
  });
});
