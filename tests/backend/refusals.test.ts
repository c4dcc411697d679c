/** Calls that cannot improve, and what servers refuse to take: each is asked for as often as it helps. */
import { afterEach, describe, expect, it } from "vitest";
import { createBackend } from "../../jrank/backend/backends.ts";
import { withRefusals } from "../../jrank/backend/batch/remembered.ts";
import type { BackendSpec, ChatRequest } from "../../jrank/backend/call/backend.ts";
import { withRetry } from "../../jrank/backend/call/retry.ts";
import { createRandom } from "../../jrank/core/random.ts";
import { type Fault, startServer, type TestServer } from "../support/http_server.ts";

const { signal } = new AbortController();
const request = (params: ChatRequest["params"] = { temperature: 0 }): ChatRequest => ({
  messages: [
    { role: "system", content: "You compare answers." },
    { role: "user", content: "Which one?" },
  ],
  params,
  subject: {
    kind: "answer",
    question: { question_id: 1, category: "c", turns: ["Which one?"] },
    turn: 1,
    choice: 0,
  },
});

const USAGE = { prompt_tokens: 300, completion_tokens: 80, total_tokens: 380 };
const completion = (message: object, finish_reason = "stop", usage: unknown = USAGE) => ({
  choices: [{ index: 0, message: { role: "assistant", ...message }, finish_reason }],
  usage,
});

let servers: TestServer[] = [];
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

/** Asks once, with the tries of a run, a server that answers with these bodies in turn. */
async function ask(
  bodies: readonly (object | string)[],
  {
    spec = {},
    path = "/v1",
    params,
    fault,
  }: {
    spec?: Partial<BackendSpec>;
    path?: string;
    params?: ChatRequest["params"];
    fault?: ((index: number) => Fault | undefined) | undefined;
  } = {},
) {
  let index = 0;
  const server = await startServer(
    { reply: () => "", ...(fault && { fault }) },
    () => bodies[Math.min(index++, bodies.length - 1)],
  );
  servers.push(server);
  const log: string[] = [];
  const tell = (text: unknown) => log.push(String(text));
  const backend = withRetry(
    await createBackend(
      { id: "m", provider: "openai", path: "model-x", base_url: `${server.url}${path}`, ...spec },
      { env: { ANTHROPIC_API_KEY: "k", AZURE_OPENAI_API_KEY: "k" }, log: tell },
    ),
    { firstWaitMs: 1, longestWaitMs: 2, random: createRandom(1), log: tell },
  );
  const outcome = await backend.generate(request(params), { signal }).catch((error) => error);
  return { outcome, calls: server.requests.length, bodies: server.requests, log };
}

describe("a call that cannot improve is made once", () => {
  it.each([
    "SAFETY",
    "RECITATION",
    "PROHIBITED_CONTENT",
    "content_filter: RECITATION",
    "BLOCKLIST",
    "SPII",
    "guardrail_intervened",
    "sensitive",
    "ERROR_TOXIC",
    "refusal",
  ])("nothing came because of %s", async (reason) => {
    const { outcome, calls } = await ask([completion({}, reason)], { params: { temperature: 1 } });
    expect(calls).toBe(1);
    expect(outcome).toMatchObject({ kind: "call", refusal: "content" });
    expect(outcome.message).toContain(`refused the request (finish reason: ${reason})`);
    expect(outcome.usage).toEqual({ input_tokens: 300, output_tokens: 80 });
  });

  it.each(["length", "MAX_TOKENS", "max_output_tokens", "model_length"])(
    "all tokens were used up by %s",
    async (reason) => {
      const { outcome, calls } = await ask([completion({ content: "" }, reason)]);
      expect([calls, outcome.kind, outcome.refusal]).toEqual([1, "call", "limit"]);
      expect(outcome.message).toContain("raise max_tokens");
    },
  );

  it.each(["reasoning", "reasoning_content"])("all text came in %s", async (field) => {
    const reply = completion({ content: "", [field]: "The first is right: 1" });
    const { outcome, calls } = await ask([reply], { params: { temperature: 1 } });
    expect([calls, outcome.kind, outcome.refusal]).toEqual([1, "call", "reasoning"]);
    expect(outcome.message).toContain("all of its text came as thinking");
  });

  it("a prompt that is blocked, or refused with whatever status", async () => {
    const blocked = await ask([{ choices: [], promptFeedback: { blockReason: "SAFETY" } }]);
    expect([blocked.calls, blocked.outcome.refusal]).toEqual([1, "content"]);
    for (const [status, message, refusal, code] of [
      [400, "The response was filtered due to Azure's content management policy", "content"],
      [400, "Input data may contain inappropriate content (data_inspection_failed)", "content"],
      [403, "Your chosen model requires moderation and your input was flagged", "content"],
      [413, "prompt is too long: 250000 tokens > 200000 maximum", "length"],
      [400, "blocked", "content", "content_filter"],
      [400, "bad request", "length", "context_length_exceeded"],
    ] as const) {
      const { outcome, calls } = await ask([], {
        fault: () => ({ status, body: { error: { message, code } } }),
      });
      expect([calls, outcome.kind, outcome.refusal]).toEqual([1, "call", refusal]);
    }
  });

  it("an empty answer is asked for again where it may come out otherwise", async () => {
    const replies = [completion({ content: "" }), completion({ content: "1" })];
    const warm = await ask(replies, { params: { temperature: 0.7 } });
    expect([warm.calls, warm.outcome.text]).toEqual([2, "1"]);
    const cold = await ask(replies);
    expect([cold.calls, cold.outcome.refusal]).toEqual([1, "empty"]);
  });
});

describe("what was refused before", () => {
  it("is looked up where something was, and nowhere else", async () => {
    const looked: string[] = [];
    const book = {
      isEmpty: true,
      find: (key: string) => {
        looked.push(key);
        return { key, refusal: "content" as const, message: "no" };
      },
      add: () => {},
    };
    const reply = { text: "1", finish_reason: "stop", usage: {} };
    const model = {
      id: "m",
      concurrency: 1,
      metadata: {},
      generate: async () => reply,
      close: async () => {},
    };
    const spec: BackendSpec = { id: "m", provider: "openai", path: "x" };
    const backend = withRefusals(model, spec, book);
    expect(await backend.generate(request(), { signal })).toBe(reply);
    expect(looked).toEqual([]);
    book.isEmpty = false;
    await expect(backend.generate(request(), { signal })).rejects.toThrow(
      "an earlier run was told",
    );
    expect(looked).toHaveLength(1);
  });
});

describe("a wrong address", () => {
  it.each([
    ["LM Studio", { error: "Unexpected endpoint or method. (POST /chat/completions)" }],
    ["a page", "<!doctype html><html><head><title>My chat</title></head></html>"],
  ])("is told at the first reply of %s, with a hint", async (_, body) => {
    const { outcome, calls } = await ask([body], { path: "", fault: pageOf(body) });
    expect([calls, outcome.kind]).toEqual([1, "stop"]);
    expect(outcome.message).toContain("does base_url lack /v1?");
  });

  it.each([404, 405])("is told by a status of %i", async (status) => {
    const { outcome, calls } = await ask([], { path: "", fault: () => ({ status }) });
    expect([calls, outcome.kind]).toEqual([1, "stop"]);
    expect(outcome.message).toContain("does base_url lack /v1?");
    const there = await ask([], { fault: () => ({ status }) });
    expect(there.outcome.message).not.toContain("lack /v1");
  });

  it("is not what a gateway's page means", async () => {
    const good = completion({ content: "1" });
    const { outcome, calls } = await ask([good], {
      fault: (index) => (index === 0 ? "html" : undefined),
    });
    expect([calls, outcome.text]).toEqual([2, "1"]);
  });
});

/** Node's test server speaks JSON only; a page is a fault of its own. */
function pageOf(body: object | string): ((index: number) => Fault | undefined) | undefined {
  return typeof body === "string" ? () => ({ page: body }) : undefined;
}

describe("what a server refuses to take is learnt, with whatever status", () => {
  const PARAMS = { temperature: 0.5, top_p: 0.9, seed: 3, repetition_penalty: 1.1, stop: ["#"] };
  const good = completion({ content: "A" });
  const refusing = (status: number, message: string, spec: Partial<BackendSpec> = {}) =>
    ask([good], {
      spec,
      params: PARAMS,
      fault: (index) => (index > 0 ? undefined : { status, body: { error: { message } } }),
    });

  it.each([
    [400, "`temperature` and `top_p` cannot both be specified for this model.", "top_p"],
    [422, "temperature and top_p: please use only one of them", "top_p"],
    [500, "generate() got an unexpected keyword argument 'seed'", "seed"],
    [404, "Unsupported parameter: repetition_penalty", "repetition_penalty"],
    [501, "stop is not supported by this endpoint", "stop"],
    [400, "temperature is deprecated for this model", "temperature"],
    [503, "this model does not support top_p", "top_p"],
  ])("%i: %s", async (status, message, field) => {
    const { outcome, calls, bodies, log } = await refusing(status, message);
    expect([outcome.text, calls]).toEqual(["A", 2]);
    expect(Object.keys(PARAMS).filter((name) => !(name in (bodies[1]?.body ?? {})))).toEqual([
      field,
    ]);
    expect(log).toHaveLength(1);
    expect(log[0]).toContain(field);
  });

  it.each([500, 404, 200])("a role, with %i", async (status) => {
    const error = { message: "System role not supported", code: 400 };
    const { outcome, bodies } = await ask(status === 200 ? [{ error }, good] : [good], {
      fault: (index) => (status === 200 || index > 0 ? undefined : { status, body: { error } }),
    });
    expect(outcome.text).toBe("A");
    expect(bodies[1]?.body.messages).toEqual([
      { role: "user", content: "You compare answers.\n\nWhich one?" },
    ]);
  });

  it("is no guess at what a broken server means", async () => {
    for (const message of ["worker stop: unexpected error", "unknown error, seed node lost"]) {
      const { bodies } = await refusing(500, message);
      expect(bodies[1]?.body).toMatchObject(PARAMS);
    }
    const { outcome } = await refusing(401, "temperature is not supported");
    expect(outcome.kind).toBe("stop");
  });

  it("by Anthropic's protocol too", async () => {
    const message = { content: [{ type: "text", text: "A" }], stop_reason: "end_turn" };
    for (const [status, words, wanted] of [
      [500, "unexpected keyword argument 'stop_sequences'", { stop_sequences: undefined }],
      [422, "`temperature` and `top_p` cannot both be specified", { top_p: undefined }],
      [400, "system messages are not supported by this model", { system: undefined }],
    ] as const) {
      const { outcome, bodies, log } = await ask([message], {
        spec: { provider: "anthropic" },
        params: { temperature: 0.5, top_p: 0.9, stop: ["#"] },
        fault: (index) => (index > 0 ? undefined : { status, body: { error: { message: words } } }),
      });
      expect(outcome.text).toBe("A");
      expect(log).toHaveLength(1);
      for (const field of Object.keys(wanted)) expect(bodies[1]?.body).not.toHaveProperty(field);
    }
  });

  it("by Azure and Google too", async () => {
    for (const provider of ["azure", "google", "cohere"] as const) {
      const { outcome, bodies } = await refusing(500, "Unknown parameter: 'seed'", {
        provider,
        api_key_env: "AZURE_OPENAI_API_KEY",
      });
      expect([outcome.text, bodies.length]).toEqual(["A", 2]);
    }
  });
});
