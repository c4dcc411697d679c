/** Requests and tokens a minute; the clock is a fake one. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Backend, ChatRequest } from "../../jrank/backend/call/backend.ts";
import { withLimits } from "../../jrank/backend/call/limits.ts";
import type { Usage } from "../../jrank/core/types.ts";

// Waits of `node:timers/promises` go by the fake clock too.
vi.mock("node:timers/promises", () => ({
  setTimeout: (ms: number, _: unknown, { signal }: { signal: AbortSignal }) =>
    new Promise<void>((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      setTimeout(resolve, ms);
    }),
}));

const { signal } = new AbortController();
const request: ChatRequest = {
  messages: [{ role: "user", content: "Q" }],
  params: {},
  subject: {
    kind: "answer",
    question: { question_id: 1, category: "c", turns: ["Q"] },
    turn: 1,
    choice: 0,
  },
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A model whose every reply takes two seconds and uses 100 tokens; it notes when it is called. */
function slowModel(usage: Usage = { input_tokens: 80, output_tokens: 20 }) {
  const calls: number[] = [];
  const start = Date.now();
  const backend: Backend = {
    id: "m",
    concurrency: 100,
    metadata: {},
    async generate() {
      calls.push((Date.now() - start) / 1000);
      await new Promise((resolve) => setTimeout(resolve, 2000));
      return {
        text: "A",
        finish_reason: "stop",
        usage,
      };
    },
    close: async () => {},
  };
  return { backend, calls };
}

it("keeps to the requests of any minute", async () => {
  const { backend, calls } = slowModel();
  const limited = await withLimits(backend, { requestsPerMinute: 3 });
  const all = Promise.all(Array.from({ length: 7 }, () => limited.generate(request, { signal })));
  await vi.advanceTimersByTimeAsync(200_000);
  await all;
  expect(calls).toHaveLength(7);
  for (let k = 3; k < calls.length; k++) {
    expect(calls[k] - calls[k - 3]).toBeGreaterThanOrEqual(60);
  }
});

it("keeps to the tokens of any minute, those of calls in flight among them", async () => {
  const { backend, calls } = slowModel();
  const limited = await withLimits(backend, { tokensPerMinute: 500 });
  const all = Promise.all(Array.from({ length: 12 }, () => limited.generate(request, { signal })));
  await vi.advanceTimersByTimeAsync(400_000);
  await all;
  expect(calls).toHaveLength(12);
  // 100 tokens a call: never more than five in a minute, though all twelve were asked at once.
  for (let k = 5; k < calls.length; k++) {
    expect(calls[k] - calls[k - 5]).toBeGreaterThanOrEqual(59);
  }
  // Nor slower than that: one alone, four when it has told what a call uses, the others when those
  // are a minute old.
  expect(calls[0]).toBe(0);
  expect(calls[1]).toBeGreaterThanOrEqual(2);
  expect(calls[4]).toBeLessThan(2.5);
  expect(calls[5]).toBeLessThan(63);
  expect(calls[9]).toBeLessThan(65);
});

it("lets calls go one at a time where nobody tells what they use", async () => {
  const { backend, calls } = slowModel({});
  const limited = await withLimits(backend, { tokensPerMinute: 500 });
  const all = Promise.all(Array.from({ length: 4 }, () => limited.generate(request, { signal })));
  await vi.advanceTimersByTimeAsync(20_000);
  await all;
  for (let k = 1; k < calls.length; k++) {
    expect(calls[k] - calls[k - 1]).toBeGreaterThanOrEqual(2);
    expect(calls[k] - calls[k - 1]).toBeLessThan(2.5);
  }
});

it("lets one request a minute go where less is asked for, and rounds down", async () => {
  for (const [requestsPerMinute, inAMinute] of [
    [0.5, 1],
    [2.9, 2],
  ] as const) {
    const { backend, calls } = slowModel();
    const limited = await withLimits(backend, { requestsPerMinute });
    const all = Promise.all(Array.from({ length: 3 }, () => limited.generate(request, { signal })));
    await vi.advanceTimersByTimeAsync(50_000);
    expect(calls).toHaveLength(inAMinute);
    await vi.advanceTimersByTimeAsync(150_000);
    await all;
  }
});

it("is the model itself where nothing limits it", async () => {
  const { backend } = slowModel();
  expect(await withLimits(backend, {})).toBe(backend);
});

it("counts what failed calls used, and ends its waiting when it is aborted", async () => {
  const { backend } = slowModel();
  const limited = await withLimits(backend, { tokensPerMinute: 100 });
  const abort = new AbortController();
  const first = limited.generate(request, { signal });
  const second = limited.generate(request, { signal: abort.signal });
  const ended = expect(second).rejects.toThrow("enough");
  await vi.advanceTimersByTimeAsync(3000);
  await first;
  abort.abort(new Error("enough"));
  await vi.advanceTimersByTimeAsync(1000);
  await ended;
});
