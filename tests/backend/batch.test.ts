/** Batches: exactly once under crashes between any two steps, and whatever a provider does. */
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BackendSpec } from "../../jrank/backend/backend.ts";
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
      ...{ id: "m", provider: provider as "openai" | "anthropic", path: "model-x" },
      ...{ base_url: `${server.url}${path}`, batch: true, price: PRICE },
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
          ...{ at, when },
          paid: ["Again: t3", ...TASKS.map((task) => `Judge ${task}`)],
        });
        await server?.close();
        if (at === 0) most = (await stepsOf(reply)) ?? most;
      }
    }
  }, 60_000);

  async function stepsOf(reply: BatchServerOptions["reply"]): Promise<number> {
    folder.remove();
    folder = temporaryFolder();
    const spec = await begin({ reply, looks: 1 });
    const { steps } = await go(spec);
    await server?.close();
    return steps;
  }
});
