import { setMaxListeners } from "node:events";
import OpenAI from "openai";
import { describe, expect, it, vi } from "vitest";
import { createBackend, guessProvider } from "../../jrank/backend/backends.ts";
import { type BackendSpec, CallError, type ChatRequest } from "../../jrank/backend/call/backend.ts";
import { priceIn, priceOf } from "../../jrank/backend/call/price_table.ts";
import { withRetry, withTimeout } from "../../jrank/backend/call/retry.ts";
import { createRandom } from "../../jrank/core/random.ts";
import {
  type Fault,
  type ServerOptions,
  startAnthropicServer,
  startOpenAiServer,
  startServer,
} from "../support/http_server.ts";

const { signal } = new AbortController();
setMaxListeners(0, signal);
const request = (params: ChatRequest["params"] = {}): ChatRequest => ({
  messages: [
    { role: "system", content: "You are a judge." },
    { role: "user", content: "Which?" },
  ],
  params,
  subject: {
    kind: "answer",
    question: { question_id: 1, category: "c", turns: ["Which?"] },
    turn: 1,
    choice: 0,
  },
});
const spec = (more: Partial<BackendSpec>): BackendSpec => ({
  id: "m",
  provider: "openai",
  path: "model-x",
  ...more,
});
const context = (env: Record<string, string> = {}, log: string[] = []) => ({
  env,
  log: (text: unknown) => log.push(String(text)),
});
const always = (text: string): ServerOptions => ({ reply: () => text });

describe("the OpenAI protocol", () => {
  it("has the SDK make address and headers once, and none of its requests", async () => {
    const server = await startOpenAiServer(always("A"));
    const backend = await createBackend(spec({ base_url: `${server.url}/v1` }), context());
    const built = vi.spyOn(OpenAI.prototype, "buildRequest");
    const fetched = vi.spyOn(OpenAI.prototype, "fetchWithTimeout");
    const params = { temperature: 0 };
    for (let k = 0; k < 3; k++) await backend.generate(request(params), { signal });
    expect([built.mock.calls.length, fetched.mock.calls.length]).toEqual([1, 0]);
    expect(server.requests.map(({ body }) => body)).toHaveLength(3);
    expect(server.requests[2]?.headers).toEqual(server.requests[0]?.headers);
    vi.restoreAllMocks();
    await server.close();
  });

  it("ends every call of a signal, and leaves it one listener", async () => {
    const server = await startOpenAiServer(always("A"));
    const backend = withTimeout(
      await createBackend(spec({ base_url: `${server.url}/v1` }), context()),
      60_000,
    );
    const stop = new AbortController();
    const listened = vi.spyOn(stop.signal, "addEventListener");
    await Promise.all([1, 2, 3].map(() => backend.generate(request(), { signal: stop.signal })));
    expect(listened).toHaveBeenCalledTimes(1);
    const ended = [1, 2].map(() => backend.generate(request(), { signal: stop.signal }));
    stop.abort(new Error("enough"));
    for (const call of ended) await expect(call).rejects.toThrow("enough");
    await expect(backend.generate(request(), { signal: stop.signal })).rejects.toThrow("enough");
    await server.close();
  });

  it("sends what is set, field by field, and nothing else", async () => {
    const server = await startOpenAiServer(always("A"));
    const backend = await createBackend(
      spec({ base_url: `${server.url}/v1`, extra_body: { reasoning_effort: "low" } }),
      context({ OPENAI_API_KEY: "sk-test" }),
    );
    const params = { temperature: 0, top_p: 0.5, max_tokens: 7, seed: 3, stop: ["\n"] };
    const reply = await backend.generate(
      request({ ...params, repetition_penalty: 1.1, top_k: 4 }),
      { signal },
    );
    expect(server.requests[0]?.path).toBe("/v1/chat/completions");
    expect(server.requests[0]?.headers.authorization).toBe("Bearer sk-test");
    expect(server.requests[0]?.body).toEqual({
      model: "model-x",
      messages: request().messages,
      ...params,
      repetition_penalty: 1.1,
      top_k: 4,
      reasoning_effort: "low",
    });
    expect(reply).toEqual({
      text: "A",
      finish_reason: "stop",
      usage: { input_tokens: 100, output_tokens: 20 },
      served_model: "model-x",
    });
    await backend.generate(request(), { signal });
    expect(Object.keys(server.requests[1]?.body ?? {}).sort()).toEqual(
      ["messages", "model", "reasoning_effort"].sort(),
    );
    await server.close();
  });

  it("learns from refusals once, says so, and remembers", async () => {
    const refusals = [
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      "Unsupported value: 'temperature' does not support 0 with this model.",
      "System role is not supported: messages must start with a user message",
    ];
    const server = await startOpenAiServer({
      ...always("A"),
      fault: (index) =>
        index < 3 ? { status: 400, body: { error: { message: refusals[index] } } } : undefined,
    });
    const log: string[] = [];
    const backend = await createBackend(spec({ base_url: server.url }), context({}, log));
    const params = { max_tokens: 9, temperature: 0 };
    await backend.generate(request(params), { signal });
    await backend.generate(request(params), { signal });
    expect(server.requests).toHaveLength(5);
    expect(server.requests[4]?.body).toEqual({
      model: "model-x",
      messages: [{ role: "user", content: "You are a judge.\n\nWhich?" }],
      max_completion_tokens: 9,
    });
    expect(log).toHaveLength(3);
    await server.close();
  });

  it("keeps thinking apart, and an answer that is all thinking is a failure", async () => {
    const message = (content: string | null, reasoning_content?: string, finish = "stop") => ({
      choices: [{ message: { content, reasoning_content }, finish_reason: finish }],
    });
    const replies = [
      message("2", "hmm"),
      message("<think>first</think>\n1"),
      message(null, "endless", "length"),
    ];
    const server = await startServer(always(""), () => replies.shift());
    const backend = await createBackend(spec({ base_url: server.url }), context());
    const generate = () => backend.generate(request(), { signal });
    expect(await generate()).toMatchObject({ text: "2", reasoning: "hmm" });
    expect(await generate()).toMatchObject({ text: "1", reasoning: "first" });
    await expect(generate()).rejects.toMatchObject({
      kind: "call",
      message: expect.stringContaining("all tokens went into thinking"),
    });
    await server.close();
  });

  it("shares the work among servers, and passes over one that fails", async () => {
    const [one, other] = await Promise.all([
      startOpenAiServer({ ...always("A"), delayMs: 20 }),
      startOpenAiServer({ ...always("B"), delayMs: 20, fault: () => ({ status: 503 }) }),
    ]);
    const backend = withRetry(
      await createBackend(spec({ base_url: [one.url, other.url] }), context()),
      { firstWaitMs: 1, random: createRandom(1), log: () => {} },
    );
    const replies = await Promise.all(
      Array.from({ length: 6 }, () => backend.generate(request(), { signal })),
    );
    expect(replies.map(({ text }) => text)).toEqual(Array(6).fill("A"));
    expect(other.requests.length).toBeGreaterThan(0);
    await Promise.all([one.close(), other.close()]);
  });
});

describe("Anthropic's protocol", () => {
  it("sends the system message apart, and a limit always", async () => {
    const server = await startAnthropicServer(always("A"));
    const backend = await createBackend(
      spec({ provider: "anthropic", path: "claude-x", base_url: server.url }),
      context({ ANTHROPIC_API_KEY: "sk-ant" }),
    );
    const reply = await backend.generate(request({ temperature: 0, stop: ["#"] }), { signal });
    expect(server.requests[0]?.headers.authorization).toBe("Bearer sk-ant");
    expect(server.requests[0]?.body).toEqual({
      model: "claude-x",
      max_tokens: 4096,
      system: "You are a judge.",
      messages: [{ role: "user", content: "Which?" }],
      temperature: 0,
      stop_sequences: ["#"],
    });
    expect(reply).toMatchObject({ text: "A", finish_reason: "stop" });
    await server.close();
  });

  it("drops what a model does not take, and says so; a value out of range is an error", async () => {
    const refusals = [
      "`temperature` and `top_p` cannot both be specified for this model",
      "temperature: must be between 0 and 1",
    ];
    const server = await startAnthropicServer({
      ...always("A"),
      fault: (index) =>
        index === 1
          ? undefined
          : { status: 400, body: { error: { message: refusals[index === 0 ? 0 : 1] } } },
    });
    const log: string[] = [];
    const backend = await createBackend(
      spec({ provider: "anthropic", base_url: server.url }),
      context({}, log),
    );
    await backend.generate(request({ temperature: 1.5, top_p: 0.9 }), { signal });
    expect(log).toHaveLength(1);
    expect(server.requests[1]?.body).toMatchObject({ temperature: 1.5 });
    await expect(backend.generate(request({ temperature: 1.5 }), { signal })).rejects.toMatchObject(
      {
        kind: "stop",
        message: expect.stringContaining("between 0 and 1"),
      },
    );
    await server.close();
  });
});

describe("keys and prices", () => {
  it.each([
    ["openai", "OPENAI_API_KEY"],
    ["anthropic", "ANTHROPIC_API_KEY"],
    ["google", "GEMINI_API_KEY or GOOGLE_API_KEY"],
    ["cohere", "COHERE_API_KEY or CO_API_KEY"],
    ["mistral", "MISTRAL_API_KEY"],
    ["azure", "AZURE_OPENAI_API_KEY or AZURE_OPENAI_KEY"],
  ] as const)("%s says to set %s", async (provider, names) => {
    await expect(createBackend(spec({ provider }), context())).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringContaining(names),
    });
  });

  it("knows the provider by the name of the model, and nothing that it cannot know", () => {
    expect(guessProvider("gpt-4o", false)).toBe("openai");
    expect(guessProvider("claude-3-opus-20240229", false)).toBe("anthropic");
    expect(guessProvider("mistral-large-latest", false)).toBe("mistral");
    expect(guessProvider("open-mixtral-8x22b", false)).toBe("mistral");
    expect(guessProvider("mistralai/Mistral-7B-v0.1", false)).toBe(undefined);
    expect(guessProvider("models/a.gguf", false)).toBe("llama_cpp");
    expect(guessProvider("anything", true)).toBe("openai");
    expect(guessProvider("anything", false)).toBe(undefined);
  });

  it("takes the config's price first, dated names by their model, and leaves unknown unknown", () => {
    expect(priceOf(spec({ path: "gpt-4o-mini-2024-07-18" }))?.input).toBe(0.15);
    expect(priceOf(spec({ path: "gpt-4o-mini", price: { input: 1, output: 2 } }))?.input).toBe(1);
    expect(priceOf(spec({ path: "gpt-4o", base_url: "http://localhost" }))).toBe(undefined);
    expect(priceOf(spec({ path: "never-heard-of" }))).toBe(undefined);
    expect(priceOf(spec({ path: "never-heard-of", batch: true }))).toBe(undefined);
    expect(priceOf(spec({ path: "gpt-4o.gguf", provider: "llama_cpp" }))).toEqual({
      input: 0,
      output: 0,
    });
  });

  it("halves every price for batches, and takes the longest name in the table that a model's begins with", () => {
    const price = { input: 2, output: 8, cached: 1 };
    expect(priceOf(spec({ path: "m", price, batch: true }))).toEqual({
      input: 1,
      output: 4,
      cached: 0.5,
    });
    expect(priceOf(spec({ path: "m", price }))).toEqual(price);
    const table = Object.fromEntries(
      ["GPT-4", "gpt-4-turbo", "gpt"].map((name, k) => [name, { input: k, output: k }]),
    );
    const found = (model: string) => priceIn(table, model)?.input;
    expect([found("gpt-4"), found("Gpt-4-0613"), found("gpt-4:free")]).toEqual([0, 0, 0]);
    expect([found("gpt-4-turbo"), found("gpt-4-TURBO@latest")]).toEqual([1, 1]);
    // The name goes on: it is another model.
    expect([found("gpt-4o"), found("gpt4"), found("my-gpt-4")]).toEqual([2, undefined, undefined]);
  });
});

describe("trying again", () => {
  const run = async (faults: readonly (Fault | undefined)[], attempts = 7) => {
    const server = await startOpenAiServer({ ...always("A"), fault: (index) => faults[index] });
    const log: string[] = [];
    const backend = withRetry(
      await createBackend(spec({ base_url: server.url }), context({ OPENAI_API_KEY: "sk-12345" })),
      {
        attempts,
        firstWaitMs: 2,
        longestWaitMs: 50,
        timeoutMs: 150,
        random: createRandom(1),
        log: (text) => log.push(String(text)),
      },
    );
    const outcome = await backend.generate(request(), { signal }).then(
      ({ text }) => text,
      (error: Error) => error,
    );
    await server.close();
    return { outcome, requests: server.requests.length, log };
  };

  it("tells of a call that fails for good what all of its tries have used", async () => {
    const usage = { input_tokens: 20, output_tokens: 5 };
    const failing = {
      id: "j",
      concurrency: 1,
      metadata: {},
      generate: () => Promise.reject(new CallError("retry", "empty", { usage })),
      close: async () => {},
    };
    const policy = { attempts: 3, firstWaitMs: 1, random: createRandom(1), log: () => {} };
    await expect(withRetry(failing, policy).generate(request(), { signal })).rejects.toMatchObject({
      message: "empty (given up after 3 tries)",
      usage: { input_tokens: 60, output_tokens: 15 },
    });
  });

  it("mends what may pass", async () => {
    const faults: Fault[] = [
      { status: 429, headers: { "retry-after": "99999" } },
      { status: 500 },
      "reset",
      "html",
      "bad json",
      "empty",
    ];
    const { outcome, requests } = await run(faults);
    expect(outcome).toBe("A");
    expect(requests).toBe(7);
  });

  it.each([
    [{ "retry-after": "7" }, 7000],
    [{ "retry-after-ms": "1234" }, 1234],
    [{ "retry-after": "99999" }, 60_000],
    [{ "retry-after": "-5" }, 0],
    [{}, 0],
  ])("waits as long as it is asked to, within bounds: %j", async (headers, ms) => {
    const server = await startOpenAiServer({
      ...always("A"),
      fault: (index) => (index === 0 ? { status: 429, headers } : undefined),
    });
    const opened = await createBackend(spec({ base_url: server.url }), context());
    const waits: number[] = [];
    const random = { ...createRandom(1), next: () => 0 };
    const log = (text: string): void => {
      waits.push(Number(/trying again in ([\d.]+) s/.exec(text)?.[1]) * 1000);
    };
    const backend = withRetry(opened, { random, log, longestWaitMs: 60_000 });
    const abort = new AbortController();
    const asked = backend.generate(request(), { signal: abort.signal }).catch(() => undefined);
    while (waits.length === 0) await new Promise((go) => setTimeout(go, 5));
    abort.abort(new Error("seen"));
    await asked;
    expect(waits[0]).toBeCloseTo(ms, -2);
    await server.close();
  });

  it("cuts off a call that hangs, and tries again", async () => {
    const { outcome, log } = await run(["hang"]);
    expect(outcome).toBe("A");
    expect(log[0]).toContain("no reply within 0.15 s");
  });

  it("gives up after its tries, and stops at once where no retry helps", async () => {
    const overloaded = await run(Array(9).fill({ status: 503 }), 3);
    expect(overloaded.outcome).toMatchObject({ kind: "call" });
    expect(overloaded.requests).toBe(3);
    for (const status of [400, 401, 403, 404]) {
      const { outcome, requests } = await run([
        { status, body: { error: { message: "no, sk-12345" } } },
      ]);
      expect(outcome).toMatchObject({ kind: "stop" });
      expect(requests).toBe(1);
      expect((outcome as Error).message).not.toContain("sk-12345");
    }
  });

  it("ends its waiting at once when it is aborted", async () => {
    const server = await startOpenAiServer({ ...always("A"), fault: () => ({ status: 500 }) });
    const backend = withRetry(await createBackend(spec({ base_url: server.url }), context()), {
      firstWaitMs: 600_000,
      longestWaitMs: 600_000,
      random: { ...createRandom(1), next: () => 0.9 },
      log: () => {},
    });
    const abort = new AbortController();
    setTimeout(() => abort.abort(new Error("enough")), 50);
    await expect(backend.generate(request(), { signal: abort.signal })).rejects.toThrow("enough");
    await server.close();
  });
});
