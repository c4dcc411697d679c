/** Batches: exactly once under crashes between any two steps, and whatever a provider does. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BackendSpec } from "../../jrank/backend/call/backend.ts";
import { createRandom } from "../../jrank/core/random.ts";
import { type RunOptions, rowsIn, runTasks } from "../support/batch_run.ts";
import {
  type BatchedReply,
  type BatchServer,
  type BatchServerOptions,
  startAnthropicBatchServer,
  startOpenAiBatchServer,
} from "../support/batch_server.ts";
import { temporaryFolder } from "../support/command.ts";

const TASKS = ["t1", "t2", "t3", "t4", "t5", "t6", "t7"];
const PRICE = { input: 10, output: 100 };
/** 100 tokens in and 20 out at half of PRICE. */
const COST = (100 * 5 + 20 * 50) / 1e6;

const PROTOCOLS = {
  openai: { start: startOpenAiBatchServer, path: "/v1" },
  anthropic: { start: startAnthropicBatchServer, path: "" },
} as const;

let folder = temporaryFolder();
let server: BatchServer | undefined;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  folder.remove();
});
afterAll(() => folder.remove());

const textOf = (body: Record<string, unknown>): string =>
  (body.messages as { content: string }[]).at(-1)?.content ?? "";

describe.each(Object.entries(PROTOCOLS))("batches of %s", (provider, { start, path }) => {
  const begin = async (options: Partial<BatchServerOptions>): Promise<BackendSpec> => {
    server = await start({ reply: (body) => `re ${textOf(body)}`, ...options });
    return {
      id: "m",
      provider: provider as "openai" | "anthropic",
      path: "model-x",
      base_url: `${server.url}${path}`,
      batch: true,
      price: PRICE,
    };
  };
  const go = (spec: BackendSpec, more: Partial<RunOptions> = {}) =>
    runTasks({ folder: folder.path, spec, tasks: TASKS, ...more });
  const tasksOfRows = (): string[] => rowsIn(folder.path).map(({ task }) => task);

  it("gives each task its own reply, at half the price, whatever the order", async () => {
    const spec = await begin({ looks: 2 });
    const result = await go(spec);
    expect(result.failed.size).toBe(0);
    expect(server?.batches).toHaveLength(1);
    const rows = rowsIn(folder.path);
    expect(rows.map(({ task }) => task).sort()).toEqual(TASKS);
    for (const { task, text, cost } of rows) {
      expect(text).toBe(`re Judge ${task}`);
      expect(cost).toBeCloseTo(COST, 12);
    }
  });

  it("sends nothing anew when everything is stored", async () => {
    const spec = await begin({});
    await go(spec);
    const { counts } = server as BatchServer;
    const before = { ...counts };
    await go(spec);
    expect(counts).toEqual(before);
  });

  it("asks for repairs in a batch that follows", async () => {
    const spec = await begin({ reply: (body) => (textOf(body) === "Judge t3" ? "?" : "1") });
    await go(spec);
    expect(server?.batches.map(({ requests }) => requests.length)).toEqual([7, 1]);
    expect(rowsIn(folder.path).find(({ task }) => task === "t3")?.cost).toBeCloseTo(2 * COST, 12);
  });

  it("pays once and stores once under a crash before or after any step", async () => {
    const reply = (body: Record<string, unknown>): BatchedReply =>
      textOf(body) === "Judge t3" ? "?" : "1";
    let most = 1;
    for (const when of ["before", "after"] as const) {
      for (let at = 0; at < most; at++) {
        folder.remove();
        folder = temporaryFolder();
        const spec = await begin({ reply, looks: 1 });
        const first = await go(spec, { crash: { at, when } });
        expect(first.crashed).toBe(true);
        const second = await go(spec);
        expect([...second.failed]).toEqual([]);
        expect({ at, when, rows: tasksOfRows().sort() }).toEqual({ at, when, rows: TASKS });
        const paid = server?.paid ?? [];
        expect({ at, when, paid: [...paid].sort() }).toEqual({
          at,
          when,
          paid: ["Again: t3", ...TASKS.map((task) => `Judge ${task}`)],
        });
        await server?.close();
        if (at === 0) most = (await stepsOf(reply)) ?? most;
      }
    }
  });

  it("survives crash upon crash", async () => {
    const reply = (body: Record<string, unknown>): BatchedReply =>
      textOf(body) === "Judge t3" ? "?" : "1";
    const spec = await begin({ reply, looks: 1 });
    for (let at = 0; at < 12; at++) await go(spec, { crash: { at: at % 5, when: "after" } });
    await go(spec);
    expect(tasksOfRows().sort()).toEqual(TASKS);
    expect([...(server?.paid ?? [])].sort()).toEqual([
      "Again: t3",
      ...TASKS.map((task) => `Judge ${task}`),
    ]);
  });

  it("asks again for what expired, failed in passing, or is missing, and for nothing else", async () => {
    const troubles: BatchedReply[] = [
      "expired",
      { status: 529, message: "overloaded" },
      { missing: true },
    ];
    const seen = new Map<string, number>();
    const spec = await begin({
      reply: (body) => {
        const text = textOf(body);
        const times = seen.get(text) ?? 0;
        seen.set(text, times + 1);
        const trouble = troubles[TASKS.indexOf(text.slice(-2))];
        return times === 0 && trouble !== undefined ? trouble : "1";
      },
    });
    const result = await go(spec);
    expect([...result.failed]).toEqual([]);
    expect(tasksOfRows().sort()).toEqual(TASKS);
    expect(server?.batches.map(({ requests }) => requests.length)).toEqual([7, 3]);
    expect(new Set(server?.paid).size).toBe(server?.paid.length);
  });

  it("gives a task up that is refused for what it asks, stores the others, and tries it anew later", async () => {
    let refuses = true;
    const spec = await begin({
      reply: (body) =>
        refuses && textOf(body).endsWith("t2")
          ? { status: 400, message: "flagged by the content policy" }
          : "1",
    });
    const result = await go(spec);
    expect([...result.failed.keys()]).toEqual(["t2"]);
    expect(result.failed.get("t2")).toContain("content policy");
    expect(tasksOfRows()).toHaveLength(6);
    refuses = false;
    await go(spec);
    expect(tasksOfRows().sort()).toEqual(TASKS);
    expect(server?.paid).toHaveLength(7);
  });

  it("gives up after three batches, and says so", async () => {
    const spec = await begin({ reply: (body) => (textOf(body).endsWith("t2") ? "expired" : "1") });
    const result = await go(spec);
    expect(result.failed.get("t2")).toContain("given up after 3 batches");
    expect(server?.batches).toHaveLength(3);
    expect(tasksOfRows()).toHaveLength(6);
  });

  it("learns what a model does not take, and keeps it for later runs", async () => {
    const reply: BatchServerOptions["reply"] = (body) =>
      "temperature" in body
        ? { status: 400, message: "temperature is not supported with this model" }
        : "1";
    const spec = await begin({ reply });
    const log: string[] = [];
    await go(spec, { log });
    expect(log.join("\n")).toContain("takes no temperature");
    expect(tasksOfRows()).toHaveLength(7);
    expect(server?.batches).toHaveLength(2);
    await go(spec, { tasks: [...TASKS, "t8"] });
    expect(server?.batches).toHaveLength(3);
    expect(tasksOfRows()).toHaveLength(8);
  });

  it("stops where every request is refused", async () => {
    const spec = await begin({ reply: () => ({ status: 401, message: "bad key" }) });
    const result = await go(spec);
    expect(result.failed.size).toBe(7);
    expect(server?.batches).toHaveLength(1);
  });

  it.each(["upload", "create", "look", "results"] as const)(
    "tries again where the server fails at %s",
    async (step) => {
      const spec = await begin({
        fault: (at, count) => (at === step ? ([503, 429, "reset"] as const)[count] : undefined),
      });
      const result = await go(spec);
      expect([...result.failed]).toEqual([]);
      expect(tasksOfRows().sort()).toEqual(TASKS);
      expect(server?.paid).toHaveLength(7);
      expect(server?.batches).toHaveLength(1);
    },
    30_000,
  );

  it("finds a batch whose creation was answered by a broken connection", async () => {
    const spec = await begin({
      fault: (step, count) => (step === "create" && count === 0 ? "reset after" : undefined),
    });
    await go(spec);
    expect(server?.batches).toHaveLength(1);
    expect(tasksOfRows().sort()).toEqual(TASKS);
  });

  it("takes no other batch of the same size for its own", async () => {
    const other = temporaryFolder();
    const spec = await begin({ looks: 1, reply: (body) => `re ${textOf(body)}` });
    const others = TASKS.map((task) => `other ${task}`);
    await runTasks({ folder: other.path, spec, tasks: others, nonce: "0the4" });
    // Ends after the batch may have been sent: the second run looks for it, and finds only the other.
    await go(spec, { crash: { at: 1, when: "after" } });
    await go(spec);
    expect(rowsIn(folder.path).every(({ task, text }) => text === `re Judge ${task}`)).toBe(true);
    expect(tasksOfRows().sort()).toEqual(TASKS);
    expect(server?.batches).toHaveLength(2);
    other.remove();
  });

  it("returns at once when nobody waits, and a later run collects", async () => {
    const spec = await begin({ looks: 2 });
    const first = await go(spec, { detach: true });
    expect(first.handedOver).toBe(true);
    expect(rowsIn(folder.path)).toEqual([]);
    const second = await go(spec, { detach: true });
    expect(second.handedOver).toBe(true);
    const third = await go(spec, { detach: true });
    expect(third.handedOver).toBe(false);
    expect(tasksOfRows().sort()).toEqual(TASKS);
    expect(server?.paid).toHaveLength(7);
  });

  it.each([1, 2, 3, 4, 5])(
    "pays and stores once whatever happens, in whatever order (seed %i)",
    async (seed) => {
      const random = createRandom(seed, `mischief of ${provider}`);
      const chance = (share: number): boolean => random.next() < share;
      const pick = <T>(items: readonly T[]): T => items[random.below(items.length)] as T;
      let isCalm = false;
      const spec = await begin({
        looks: 1,
        reply: (body) => {
          if (!isCalm && chance(0.2)) {
            return pick<BatchedReply>([
              "expired",
              { status: 529, message: "overloaded" },
              { status: 400, message: "flagged by the content policy" },
              { missing: true },
            ]);
          }
          return textOf(body).startsWith("Judge") && chance(0.2) ? "?" : "1";
        },
        fault: () =>
          !isCalm && chance(0.1) ? pick([500, 429, "reset", "reset after"] as const) : undefined,
      });
      for (let run = 0; run < 12; run++) {
        await go(spec, {
          detach: chance(0.5),
          tasks: TASKS.filter(() => chance(0.8)),
          crash: {
            at: chance(0.6) ? random.below(30) : undefined,
            when: pick(["before", "after"]),
          },
        });
      }
      isCalm = true;
      expect([...(await go(spec)).failed]).toEqual([]);
      expect(tasksOfRows().sort()).toEqual(TASKS);
      const paid = server?.paid ?? [];
      expect(paid.length).toBe(new Set(paid).size);
    },
    60_000,
  );

  it("counts what a reply without an answer has cost", async () => {
    let first = true;
    const spec = await begin({
      reply: (body) => {
        if (!first || textOf(body) !== "Judge t1") return "1";
        first = false;
        return "";
      },
    });
    await go(spec, { params: { temperature: 0.5 } });
    expect(rowsIn(folder.path).find(({ task }) => task === "t1")?.cost).toBeCloseTo(2 * COST, 12);
    expect(rowsIn(folder.path).find(({ task }) => task === "t2")?.cost).toBeCloseTo(COST, 12);
  });

  it("says what to do about a batch that the provider has no more", async () => {
    const spec = await begin({ looks: 1 });
    await go(spec, { detach: true });
    server?.batches.splice(0);
    const result = await go(spec);
    expect(result.failed.get("t1")).toMatch(/does not have batch batch_1.* delete .*0001-5eed/);
    expect(server?.batches).toHaveLength(0);
  });

  it("tells a key to nobody, though the server does", async () => {
    const spec = await begin({ reply: () => ({ status: 500, message: "for sk-secret-12345" }) });
    const result = await go({ ...spec, api_key_env: "KEY" }, { env: { KEY: "sk-secret-12345" } });
    const places = readdirSync(folder.path, { recursive: true, encoding: "utf8" });
    const texts = places
      .map((place) => join(folder.path, place))
      .filter((place) => statSync(place).isFile() && !place.endsWith("results.jsonl"))
      .map((place) => readFileSync(place, "utf8"));
    expect(texts.length).toBeGreaterThan(3);
    expect(texts.join("")).not.toContain("sk-secret");
    expect([...result.failed.values()].join("")).not.toContain("sk-secret");
    expect([...result.failed.values()].join("")).toContain("for [key]");
  });

  it("says when a question has changed since it was sent, and asks it anew", async () => {
    const spec = await begin({ looks: 1 });
    await go(spec, { detach: true });
    const log: string[] = [];
    await go(spec, { log, params: { temperature: 1 } });
    expect(log.join("\n")).toContain("7 of the requests to make lie in batches of an earlier run");
    expect(tasksOfRows().sort()).toEqual(TASKS);
    expect(server?.batches).toHaveLength(2);
    const calm: string[] = [];
    await go(spec, { log: calm, params: { temperature: 1 }, tasks: [...TASKS, "t8"] });
    expect(calm.join("\n")).not.toContain("lie in batches");
  });

  it("does not take another model's replies for its own", async () => {
    const spec = await begin({ looks: 1 });
    await go(spec, { detach: true });
    const result = await go({ ...spec, path: "model-y" });
    expect(result.failed.get("t1")).toMatch(/was sent to model-x .* delete .*0001-5eed/);
    expect(server?.batches).toHaveLength(1);
  });

  async function stepsOf(reply: BatchServerOptions["reply"]): Promise<number> {
    folder.remove();
    folder = temporaryFolder();
    const spec = await begin({ reply, looks: 1 });
    const { steps } = await go(spec);
    await server?.close();
    return steps;
  }
});

describe("a queue of OpenAI that is full", () => {
  it("gets the batch in parts, one after another", async () => {
    const limit = { code: "token_limit_exceeded", message: "Enqueued token limit reached" };
    let inFlight = 0;
    let most = 0;
    server = await startOpenAiBatchServer({
      reply: () => "1",
      looks: 1,
      ends: ({ requests }) => (requests.length > 3 ? limit : undefined),
      on: (step, when) => {
        if (step === "create" && when === "after" && server?.batches.at(-1)?.errors.length === 0) {
          most = Math.max(most, ++inFlight);
        }
        if (step === "results" && when === "before") inFlight = 0;
      },
    });
    const spec: BackendSpec = {
      id: "m",
      provider: "openai",
      path: "model-x",
      base_url: `${server.url}/v1`,
      batch: true,
    };
    const result = await runTasks({ folder: folder.path, spec, tasks: TASKS });
    expect([...result.failed]).toEqual([]);
    expect(server.batches.map(({ requests }) => requests.length)).toEqual([7, 4, 2, 2, 2, 1]);
    expect(most).toBe(1);
    expect(server.paid).toHaveLength(7);
  });

  it("stops at a batch that is refused for another reason, and sends it anew later", async () => {
    let ends: { code: string; message: string } | undefined = {
      code: "invalid_json_line",
      message: "line 1 is no JSON",
    };
    server = await startOpenAiBatchServer({ reply: () => "1", ends: () => ends });
    const spec: BackendSpec = {
      id: "m",
      provider: "openai",
      path: "model-x",
      base_url: `${server.url}/v1`,
      batch: true,
    };
    const first = await runTasks({ folder: folder.path, spec, tasks: TASKS });
    expect(first.failed.get("t1")).toContain("line 1 is no JSON");
    ends = undefined;
    await runTasks({ folder: folder.path, spec, tasks: TASKS });
    expect(rowsIn(folder.path)).toHaveLength(7);
    expect(server.paid).toHaveLength(7);
  });
});
