/** Requests and tokens a minute; the clock is a fake one. */
import { setMaxListeners } from "node:events";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Backend, CallError, type ChatRequest } from "../../jrank/backend/call/backend.ts";
import { withFirstCall } from "../../jrank/backend/call/first_call.ts";
import { createFleet } from "../../jrank/backend/call/fleet.ts";
import { withLimits } from "../../jrank/backend/call/limits.ts";
import { withRetry } from "../../jrank/backend/call/retry.ts";
import type { Usage } from "../../jrank/core/types.ts";

// Waits of `node:timers/promises` go by the fake clock too.
vi.mock("node:timers/promises", () => ({
  setTimeout: (ms: number, _: unknown, { signal }: { signal: AbortSignal }) =>
    new Promise<void>((resolve, reject) => {
      const end = () => reject(signal.reason);
      signal.addEventListener("abort", end);
      setTimeout(() => {
        signal.removeEventListener("abort", end);
        resolve();
      }, ms);
    }),
}));

const { signal } = new AbortController();
setMaxListeners(0, signal);
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

// A call takes two seconds; waits end at most a quarter of a second late.
it.each<[string, { requestsPerMinute?: number; tokensPerMinute?: number }, Usage, number[]]>([
  [
    "tokens, as known after the first",
    { tokensPerMinute: 450 },
    { input_tokens: 100 },
    [0, 2, 2, 2, 62.05],
  ],
  [
    "tokens of prompt and reply",
    { tokensPerMinute: 450 },
    { input_tokens: 100, output_tokens: 50 },
    [0, 2, 2, 62.05, 64.05],
  ],
  [
    "one call that uses more than all",
    { tokensPerMinute: 90 },
    { output_tokens: 100 },
    [0, 62.05, 124.1, 186.15, 248.2],
  ],
  [
    "both",
    { tokensPerMinute: 300, requestsPerMinute: 2 },
    { input_tokens: 100 },
    [0, 2, 60, 62.05, 120],
  ],
  ["tokens, which nobody tells", { tokensPerMinute: 300 }, {}, [0, 2, 4, 6, 8]],
])("lets calls go at these seconds: %s", async (_, limits, usage, seconds) => {
  const { backend, calls } = slowModel(usage);
  const limited = await withLimits(backend, limits);
  const all = Promise.all(Array.from({ length: 5 }, () => limited.generate(request, { signal })));
  await vi.advanceTimersByTimeAsync(300_000);
  await all;
  expect(calls).toEqual(seconds);
});

it("counts the tokens of calls that fail, and of no other error", async () => {
  const { backend, calls } = slowModel();
  const errors = [
    new CallError("retry", "empty", { usage: { input_tokens: 60 } }),
    Object.assign(new Error("broken"), { usage: { input_tokens: 99 } }),
    new CallError("call", "no"),
    new CallError("call", "cut", { usage: { output_tokens: 30 } }),
  ];
  const failing: Backend = {
    ...backend,
    async generate(...asked) {
      await backend.generate(...asked);
      throw errors.shift() ?? new Error("enough");
    },
  };
  const limited = await withLimits(failing, { tokensPerMinute: 100 });
  for (let k = 0; k < 6; k++) {
    const call = limited.generate(request, { signal }).catch(() => {});
    await vi.advanceTimersByTimeAsync(10_000);
    void call;
  }
  await vi.advanceTimersByTimeAsync(200_000);
  // The first used 60, so the second waits a minute; the others find 45 a call at most.
  expect(calls).toEqual([0, 62.05, 64.05, 66.05, 68.05, 70.05]);
});

it("has the first call go ahead for five seconds, and the others fail with it where none can go through", async () => {
  for (const [ms, error, times, outcomes] of [
    [
      1000,
      new CallError("stop", "no key", { status: 401 }),
      [0],
      ["stop 401", "stop 401", "stop 401"],
    ],
    [1000, new CallError("call", "no"), [0, 1, 1], ["call", "call", "call"]],
    [9000, new CallError("stop", "no key"), [0, 5, 5], ["stop", "stop", "stop"]],
  ] as const) {
    const { backend, calls } = slowModel();
    const failing: Backend = {
      ...backend,
      generate(...asked) {
        void backend.generate(...asked);
        return new Promise((_, reject) => setTimeout(() => reject(error), ms));
      },
    };
    const first = withFirstCall(failing);
    const told: string[] = [];
    const call = () =>
      first.generate(request, { signal }).catch(({ kind, status }: CallError) => {
        told.push([kind, status].join(" ").trim());
      });
    for (let k = 0; k < 3; k++) void call();
    await vi.advanceTimersByTimeAsync(20_000);
    expect([calls, told]).toEqual([times, outcomes]);
  }
});

/** A backend that fails in these ways, one after the other, and then replies; the clock stands still but for waits. */
function failing(...errors: CallError[]): Backend {
  return {
    id: "m",
    concurrency: 1,
    metadata: {},
    async generate() {
      const error = errors.shift();
      if (error) throw error;
      return { text: "A", finish_reason: "stop", usage: { input_tokens: 1, seconds: 0.5 } };
    },
    close: async () => {},
  };
}

it("tries again after waits that double, never longer than the longest, nor shorter than it was asked", async () => {
  const busy = (retryAfterMs?: number) => new CallError("retry", "m: busy", { retryAfterMs });
  const used = new CallError("retry", "cut off", { usage: { input_tokens: 2 } });
  const said: string[] = [];
  const policy = {
    random: { next: () => 0.5 } as never,
    log: (text: unknown) => said.push(String(text)),
  };
  const start = Date.now();
  let ended = 0;
  const all = [busy(), busy(), used, busy(), busy(70_000), busy(9000)];
  const reply = withRetry(failing(...all), policy).generate(request, { signal });
  void reply.then(() => {
    ended = Date.now();
  });
  await vi.advanceTimersByTimeAsync(1e6);
  said.push(JSON.stringify(await reply), `${(ended - start) / 1000} s`);
  const many = Array.from({ length: 12 }, () => busy());
  const patient = withRetry(failing(...many), { ...policy, attempts: Number.POSITIVE_INFINITY });
  const late = patient.generate(request, { signal });
  await vi.advanceTimersByTimeAsync(1e6);
  said.push(JSON.stringify(await late));
  const failed = withRetry(failing(used, ...many), {
    ...policy,
    attempts: 2,
    firstWaitMs: 30,
    longestWaitMs: 10,
  })
    .generate(request, { signal })
    .catch((error: CallError) => [error.kind, error.message, error.usage]);
  await vi.advanceTimersByTimeAsync(1e6);
  said.push(JSON.stringify(await failed));
  for (const kind of ["call", "stop"] as const) {
    const once = withRetry(failing(new CallError(kind, "no")), policy);
    await expect(once.generate(request, { signal })).rejects.toMatchObject({ kind, message: "no" });
  }
  expect(said.join("\n")).toMatchInlineSnapshot(`
    "m: busy; trying again in 0.3 s (try 2 of 7)
    m: busy; trying again in 0.5 s (try 3 of 7)
    m: cut off; trying again in 1.0 s (try 4 of 7)
    m: busy; trying again in 2.0 s (try 5 of 7)
    m: busy; trying again in 60.0 s (try 6 of 7)
    m: busy; trying again in 9.0 s (try 7 of 7)
    {"text":"A","finish_reason":"stop","usage":{"input_tokens":3,"seconds":0.5}}
    72.75 s
    m: busy; trying again in 0.3 s (try 2)
    m: busy; trying again in 0.5 s (try 3)
    m: busy; trying again in 1.0 s (try 4)
    m: busy; trying again in 2.0 s (try 5)
    m: busy; trying again in 4.0 s (try 6)
    m: busy; trying again in 8.0 s (try 7)
    m: busy; trying again in 16.0 s (try 8)
    m: busy; trying again in 30.0 s (try 9)
    m: busy; trying again in 30.0 s (try 10)
    m: busy; trying again in 30.0 s (try 11)
    m: busy; trying again in 30.0 s (try 12)
    m: busy; trying again in 30.0 s (try 13)
    {"text":"A","finish_reason":"stop","usage":{"input_tokens":1,"seconds":0.5}}
    m: cut off; trying again in 0.0 s (try 2 of 2)
    ["call","m: busy (given up after 2 tries)",{"input_tokens":2}]"
  `);
});

it("cuts off a call after its time, which may be billed, and tries again", async () => {
  const said: string[] = [];
  const policy = {
    random: { next: () => 1 } as never,
    log: (text: unknown) => said.push(String(text)),
  };
  const abort = new AbortController();
  const backend: Backend = {
    ...failing(),
    generate: (_, { signal: call }) =>
      new Promise((resolve, reject) => {
        call.addEventListener("abort", () => reject(new Error("gone")));
        setTimeout(() => resolve({ text: "A", finish_reason: "stop", usage: {} }), 2000);
      }),
  };
  const outcomes: Promise<unknown>[] = [];
  for (const timeoutMs of [1999, 2001, 1500]) {
    const { signal: all } = timeoutMs === 1500 ? abort : new AbortController();
    const outcome = withRetry(backend, { ...policy, timeoutMs, attempts: 2 })
      .generate(request, { signal: all })
      .then(
        ({ text }) => text,
        (error: CallError) => [error.kind, error.message, error.mayBeBilled],
      );
    outcomes.push(outcome);
    await vi.advanceTimersByTimeAsync(timeoutMs === 1500 ? 1000 : 20_000);
  }
  abort.abort(new Error("enough"));
  for (const one of await Promise.all(outcomes)) said.push(JSON.stringify(one));
  expect(said.join("\n")).toMatchInlineSnapshot(`
    "m: no reply within 1.999 s; trying again in 0.5 s (try 2 of 2)
    ["call","m: no reply within 1.999 s (given up after 2 tries)",true]
    "A"
    [null,"enough",null]"
  `);
});

it("passes over a server that failed for half a minute, and fills the least busy one", async () => {
  const asked: string[] = [];
  const member = (id: string, concurrency: number, fails = false): Backend => ({
    id,
    concurrency,
    metadata: {},
    async generate() {
      asked.push(`${id} ${Date.now() % 100_000}`);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      if (fails) throw new CallError("retry", "down");
      return { text: id, finish_reason: "stop", usage: {} };
    },
    close: async () => {},
  });
  vi.setSystemTime(0);
  const fleet = createFleet([
    member("down", 9, true),
    member("half", 2),
    member("four", 4),
    member("endless", Number.POSITIVE_INFINITY),
  ]);
  const call = () =>
    fleet.generate(request, { signal }).then(
      ({ text }) => text,
      (e) => e.message,
    );
  const first = call();
  await vi.advanceTimersByTimeAsync(1500);
  const rest = Array.from({ length: 12 }, call);
  await vi.advanceTimersByTimeAsync(29_499);
  rest.push(call());
  await vi.advanceTimersByTimeAsync(2);
  rest.push(call());
  await vi.advanceTimersByTimeAsync(2000);
  expect([await first, ...(await Promise.all(rest))].join()).toMatchInlineSnapshot(
    `"down,half,four,endless,four,half,four,four,endless,endless,endless,endless,endless,half,down"`,
  );
  expect(asked.join()).toMatchInlineSnapshot(
    `"down 0,half 1500,four 1500,endless 1500,four 1500,half 1500,four 1500,four 1500,endless 1500,endless 1500,endless 1500,endless 1500,endless 1500,half 30999,down 31001"`,
  );
});
