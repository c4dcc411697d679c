/**
 * What a call may cost, before it is made, and what it has cost after. With prices of $1 and $10 a
 * token the dollars are tokens: a prompt of one token is one, and ten that servers add to a message.
 */
import { expect, it } from "vitest";
import {
  type Backend,
  type BackendSpec,
  CallError,
  type ChatReply,
  type ChatRequest,
} from "../../jrank/backend/call/backend.ts";
import { withMeter } from "../../jrank/backend/call/metered.ts";
import type { Budget } from "../../jrank/backend/call/spending_limit.ts";

type Ask = Parameters<Budget["hold"]>[0];

const { signal } = new AbortController();
const question = { question_id: 1, category: "c", turns: ["Q"] };
const answering: ChatRequest = {
  messages: [{ role: "user", content: "Q" }],
  params: { max_tokens: 100 },
  subject: { kind: "answer", question, turn: 1, choice: 0 },
};
const unlimited: ChatRequest = { ...answering, params: {} };
/** A judge's request, and the same once more after a reply without a verdict. */
const judging = (id: string): ChatRequest => ({
  ...answering,
  subject: { kind: "pair", question, turn: 1, answers: [["A"], ["B"]] },
  task: { id } as NonNullable<ChatRequest["task"]>,
});
const repairing = (id: string): ChatRequest => ({
  ...judging(id),
  messages: [
    { role: "user", content: "Q" },
    { role: "assistant", content: "Q" },
    { role: "user", content: "Q" },
  ],
});
const used = (input_tokens: number, output_tokens: number, more: object = {}): ChatReply => ({
  text: "A",
  finish_reason: "stop",
  usage: { input_tokens, output_tokens, ...more },
});

/** A metered model that replies as it is told, and what its budget was asked and told. */
async function metered({
  spec = {},
  budget = {},
  backend = {},
}: {
  spec?: Partial<BackendSpec>;
  budget?: Partial<Budget>;
  backend?: Partial<Backend>;
} = {}) {
  const asks: Ask[] = [];
  const ended: string[] = [];
  const told: string[] = [];
  let next: ChatReply | CallError = used(20, 30);
  const meter = await withMeter(
    {
      id: "m",
      concurrency: 1,
      metadata: {},
      async generate() {
        if (next instanceof CallError) throw next;
        return next;
      },
      close: async () => {},
      ...backend,
    },
    {
      spec: { id: "m", provider: "openai", path: "m", price: { input: 1e6, output: 1e7 }, ...spec },
      budget: {
        isCapped: true,
        spentUsd: 0,
        dearestUsd: () => 0,
        isBusy: true,
        fits: () => true,
        async hold(ask) {
          asks.push(ask);
          return {
            settle: (usd, keepUsd = 0) =>
              ended.push(`${usd.toFixed(2)} keep ${keepUsd.toFixed(2)}`),
            release: () => ended.push("released"),
            leave: () => ended.push("left"),
          };
        },
        ...budget,
      },
      nameOf: (request) => `name of ${request.subject.kind}`,
      log: (text) => told.push(String(text)),
    },
  );
  const call = (request: ChatRequest, reply: ChatReply | CallError = used(20, 30)) => {
    next = reply;
    return meter.generate(request, { signal });
  };
  /** The bounds that the last call was held to. */
  const bounds = () => {
    const { worstUsd, aloneUsd, guessUsd } = asks.at(-1) as Ask;
    return [worstUsd, aloneUsd, guessUsd].map((usd) => Number(usd.toFixed(3)));
  };
  return { meter, call, bounds, asks, ended, told };
}

it("bounds a call with a limit by its prompt and the limit, and learns how prompts are counted", async () => {
  const { call, bounds, asks, ended } = await metered();
  await call(answering);
  // 11 tokens, which another tokenizer may cut into 1.6 times as many, and 100 at 10.
  expect(bounds()).toEqual([1017.6, 1017.6, 1017.6]);
  expect(asks[0]).toMatchObject({
    model: "m",
    id: "name of answer",
    isUrgent: false,
    isPaid: false,
  });
  expect(ended).toEqual(["320.00 keep 0.00"]);
  await call(answering);
  // 20 for 11 tokens, and a tenth.
  expect(bounds()).toEqual([1022, 1022, 1022]);
  // A reply beyond the limit: the next may go as far again, and a half.
  await call(answering, used(20, 150));
  await call(answering);
  expect(bounds()).toEqual([2272, 2272, 2272]);
});

it("bounds a call without a limit by what replies had so far", async () => {
  const { call, bounds } = await metered({ budget: { dearestUsd: () => 1000 } });
  await call(unlimited);
  // Nothing is known: all of the budget, or a fifth over the dearest of earlier runs, or a long reply.
  expect(bounds()).toEqual([Number.POSITIVE_INFINITY, 1200, 17.6 + 40_960]);
  await call(unlimited);
  expect(bounds()).toEqual([40_982, 22 + 10 * 30 * 1.4, 40_982]);
  for (let k = 0; k < 3; k++) await call(unlimited);
  // 1.2 and a margin of 0.2 / sqrt(4)
  expect(bounds()[1]).toBe(Number((22 + 10 * 30 * (1.2 + 0.2 / 2)).toFixed(3)));
  await call(unlimited, used(20, 10_000));
  await call(unlimited);
  expect(bounds()[0]).toBeGreaterThan(22 + 120_000);
  // However many replies came before, one that is longer counts; after 100 the margin is .02.
  for (let k = 0; k < 92; k++) await call(unlimited);
  await call(unlimited, used(20, 20_000));
  await call(unlimited);
  expect(bounds()[1]).toBe(Number((22 + 10 * 20_000 * (1.2 + 0.2 / 10)).toFixed(3)));
});

it.each<[string, Partial<BackendSpec>, ChatRequest, number]>([
  ["Anthropic always has a limit", { provider: "anthropic" }, unlimited, 17.6 + 40_960],
  ["the body's limit goes first", { extra_body: { max_tokens: 7 } }, answering, 17.6 + 70],
  [
    "by its newer name too, and for every choice",
    { extra_body: { max_completion_tokens: 7, n: 3 } },
    answering,
    17.6 + 210,
  ],
  [
    "what a cache serves may cost more than what it does not",
    { price: { input: 1e6, output: 1e7, cached: 2e6 } },
    answering,
    35.2 + 1000,
  ],
  ["batches come back at once, at half the price", { batch: true }, unlimited, (17.6 + 40_960) / 2],
])("%s", async (_, spec, request, worst) => {
  const { call, bounds } = await metered({ spec });
  await call(request);
  expect(bounds()[0]).toBeCloseTo(worst, 6);
});

it("counts a schema as part of the prompt", async () => {
  const { call, bounds } = await metered();
  await call({ ...answering, params: { max_tokens: 100, response_schema: { type: "object" } } });
  expect(bounds()[0]).toBeGreaterThan(1017.6 + 3);
});

it.each<[string, ChatReply, string]>([
  // 1 and 10 tokens of the prompt, 1 of the reply, times 1.6
  ["nothing", { ...used(0, 0), usage: {} }, "33.60"],
  ["a prompt that is too short by far", used(1, 30), "317.60"],
  ["no output for a long reply", { ...used(20, 0), text: "word ".repeat(100).trim() }, "1620.00"],
  [
    "no output for long thinking",
    { ...used(20, 0), text: "", reasoning: "word ".repeat(100).trim() },
    "1620.00",
  ],
  [
    "less than most, where it may be true",
    { ...used(20, 1), text: "word word word word word" },
    "30.00",
  ],
  ["a cost of its own that is more", used(20, 30, { cost_usd: 999 }), "999.00"],
  ["a cost of its own that is less", used(20, 30, { cost_usd: 1 }), "320.00"],
])("takes what a server reports with care: %s", async (_, reply, cost) => {
  const { call, ended } = await metered();
  await call(answering, reply);
  expect(ended).toEqual([`${cost} keep 0.00`]);
});

it("counts calls that cost next to nothing", async () => {
  const { call, ended } = await metered({ spec: { price: { input: 100, output: 1000 } } });
  await call(answering, used(200, 300));
  expect(ended).toEqual(["0.32 keep 0.00"]);
});

it("says once that a server does not tell what calls use, where there is a cap", async () => {
  for (const isCapped of [true, false]) {
    const { call, told } = await metered({ budget: { isCapped } });
    for (const usage of [{}, { input_tokens: 20 }, { output_tokens: 30 }]) {
      await call(answering, { ...used(0, 0), usage });
    }
    await call(answering);
    expect(told).toEqual(isCapped ? [expect.stringContaining("does not say what calls use")] : []);
  }
});

it("settles a failure by what it used, by nothing, or at its worst where it may be billed", async () => {
  const { call, ended, told } = await metered();
  const fails = (error: CallError) => expect(call(answering, error)).rejects.toBe(error);
  await fails(new CallError("retry", "busy"));
  expect([ended.at(-1), told.length]).toEqual(["0.00 keep 0.00", 0]);
  const lost = new CallError("retry", "cut off", { mayBeBilled: true });
  await fails(lost);
  await fails(lost);
  expect(ended.at(-1)).toBe("1017.60 keep 0.00");
  expect(told).toEqual([expect.stringContaining("may be billed")]);
  await fails(new CallError("retry", "empty", { usage: { input_tokens: 20, output_tokens: 5 } }));
  expect(ended.at(-1)).toBe("70.00 keep 0.00");
});

it("takes a lost call without a limit for a long one first, then for one like the others", async () => {
  const { call, ended } = await metered();
  const lost = new CallError("retry", "cut off", { mayBeBilled: true });
  await expect(call(unlimited, lost)).rejects.toBe(lost);
  expect(ended.at(-1)).toBe("40977.60 keep 0.00");
  await call(unlimited);
  await expect(call(unlimited, lost)).rejects.toBe(lost);
  expect(ended.at(-1)).toBe("442.00 keep 0.00");
});

it("leaves what was handed over to a later run", async () => {
  const handedOver = AbortSignal.abort();
  const { call, ended } = await metered({ backend: { handedOver } });
  const error = new CallError("retry", "handed over", { mayBeBilled: true });
  await expect(call(answering, error)).rejects.toBe(error);
  expect(ended).toEqual(["left"]);
});

it("keeps money for asking a judge once more, as soon as one had to be", async () => {
  const settled: string[] = [];
  const { meter, call, bounds, asks, ended } = await metered({
    backend: { settled: (id) => settled.push(id), holds: ({ task }) => task?.id === "held" },
  });
  await call(judging("a"));
  meter.settled?.("a");
  expect(ended.at(-1)).toBe("320.00 keep 0.00");
  await call(repairing("a"));
  expect(asks.map(({ isUrgent }) => isUrgent)).toEqual([false, true]);
  await call(judging("b"));
  // The reply is sent along twice at most, and 100 tokens come: 22 + 200 + 1000 over the 1022.
  expect(bounds()).toEqual([1022 + 1222, 1022 + 1222, 1022]);
  expect(ended.at(-1)).toBe("320.00 keep 1222.00");
  await call(repairing("b"));
  expect(ended.slice(-2)).toEqual(["released", "320.00 keep 0.00"]);
  // A verdict that came needs no more.
  await call(judging("c"));
  meter.settled?.("c");
  meter.settled?.("c");
  expect(ended.slice(-2)).toEqual(["320.00 keep 1222.00", "released"]);
  expect(settled).toEqual(["a", "c", "c"]);
  // Answers are not asked for again.
  await call(answering);
  expect(ended.at(-1)).toBe("320.00 keep 0.00");
  await call(judging("held"));
  expect(asks.at(-1)?.isPaid).toBe(true);
});

it("lets few calls begin until replies have come, and only what fits under the cap", async () => {
  const fitted: number[] = [];
  const fits = (usd: number): boolean => fitted.push(usd) > 0 && usd < 5000;
  const { meter, call } = await metered({ budget: { fits } });
  // Nothing was asked yet: a call may cost anything.
  expect(meter.hasRoom?.()).toBe(false);
  await call(answering);
  expect(meter.hasRoom?.()).toBe(true);
  expect(fitted).toEqual([Number.POSITIVE_INFINITY, 1017.6]);

  const open: (() => void)[] = [];
  const generate = () => new Promise<ChatReply>((go) => open.push(() => go(used(20, 30))));
  for (const [more, room] of [
    [{}, false],
    [{ spec: { batch: true } }, true],
    [{ budget: { isCapped: false } }, true],
    [{ budget: { isBusy: false } }, true],
    [{ budget: { isBusy: false }, backend: { hasRoom: () => false } }, false],
  ] as const) {
    const busy = await metered({
      ...more,
      backend: { generate, ...("backend" in more && more.backend) },
    });
    const calls = [busy.call(answering), busy.call(answering)];
    await new Promise((go) => setImmediate(go));
    expect(busy.meter.hasRoom?.()).toBe(room);
    for (const go of open.splice(0)) go();
    await Promise.all(calls);
    if (!("backend" in more)) expect(busy.meter.hasRoom?.()).toBe(true);
  }
});

it("leaves models alone that cost nothing, or whose price nobody knows", async () => {
  const backend = { id: "m" } as Backend;
  const budget = {} as Budget;
  for (const spec of [
    { id: "m", provider: "llama_cpp", path: "m.gguf" },
    { id: "m", provider: "openai", path: "unknown" },
    { id: "m", provider: "openai", path: "m", price: { input: 0, output: 0 } },
  ] satisfies BackendSpec[]) {
    expect(await withMeter(backend, { spec, budget, log: () => {} })).toBe(backend);
  }
});
