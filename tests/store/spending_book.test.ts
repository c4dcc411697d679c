/** What was spent is remembered: calls without a row, killed runs, benchmarks from before. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createBudget } from "../../jrank/backend/call/spending_limit.ts";
import { openSpendingBook } from "../../jrank/store/books/spending_book.ts";
import { temporaryFolder } from "../support/command.ts";

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

let clock = 0;
const open = () => openSpendingBook(folder.path, { now: () => ++clock * 1000, log: () => {} });
const { signal } = new AbortController();
const ask = (usd: number, more: object = {}) => ({
  model: "m",
  worstUsd: usd,
  aloneUsd: usd,
  guessUsd: usd,
  isUrgent: false,
  isPaid: false,
  signal,
  ...more,
});

it("knows what every call cost, and counts one that nobody saw end as what it may have", async () => {
  const book = open();
  const budget = createBudget({ runUsd: 10, totalUsd: undefined }, book);
  (await budget.hold(ask(1))).settle(0.25);
  await budget.hold(ask(2));
  // Here the process is killed.
  const next = open();
  expect(next.spentUsd).toBeCloseTo(2.25, 12);
  expect(next.dearestUsd("m")).toBe(0.25);
  expect(next.nextId()).not.toBe(book.nextId());
});

it("counts a call once that a later run collects under its own name", async () => {
  const first = createBudget({ runUsd: undefined, totalUsd: 5 }, open());
  (await first.hold(ask(3, { id: "b" }))).leave();
  const second = createBudget({ runUsd: undefined, totalUsd: 5 }, open());
  expect(second.fits(2.5)).toBe(false);
  const held = await second.hold(ask(3, { id: "b", isPaid: true }));
  held.settle(1);
  expect(second.fits(4)).toBe(true);
  expect(second.fits(4.01)).toBe(false);
  expect(open().spentUsd).toBeCloseTo(1, 12);
});

it("begins with what rows and summaries of runs tell, whichever is more", () => {
  const put = (path: string, text: string): void => {
    mkdirSync(join(folder.path, path, ".."), { recursive: true });
    writeFileSync(join(folder.path, path), text);
  };
  const rows = [0.5, 0.25].map((cost_usd) => ({ judge: ["j", "p"], usage: { cost_usd } }));
  put("model_judgment/j_pair.jsonl", rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  const grown = [1, 3].map((cost_usd) => ({ model_id: "a", answer_id: "x", usage: { cost_usd } }));
  put("answers/a.jsonl", grown.map((row) => `${JSON.stringify(row)}\n`).join(""));
  put("runs/1.json", JSON.stringify({ stages: [{ model: "j", cost_usd: 2 }, { model: "a" }] }));
  put("runs/2.json", "{ torn");
  const book = open();
  // j: 2 by its runs; a: 3 by the last line of its answer.
  expect(book.spentUsd).toBeCloseTo(5, 12);
  book.opened("1", { model: "j", mayUsd: 1 });
  book.closed("1", 0.5);
  book.close();
  const text = readFileSync(join(folder.path, "spending.jsonl"), "utf8");
  expect(JSON.parse(text.split("\n")[0] as string)).toMatchObject({ before_usd: 5 });
  expect(open().spentUsd).toBeCloseTo(5.5, 12);
});

it("lets a call wait for those in flight, and refuses what never fits", async () => {
  const budget = createBudget({ runUsd: 1, totalUsd: undefined }, open());
  const one = await budget.hold(ask(0.6));
  let isIn = false;
  const two = budget.hold(ask(0.6)).then((held) => {
    isIn = true;
    return held;
  });
  await new Promise((go) => setImmediate(go));
  expect(isIn).toBe(false);
  one.settle(0.3);
  (await two).settle(0.6);
  await expect(budget.hold(ask(0.2))).rejects.toMatchObject({
    kind: "budget",
    message: "the budget of $1 is used up ($0.9 spent; the next call to m may cost $0.2)",
  });
});

it("holds more back after a call that cost more than it could", async () => {
  const budget = createBudget({ runUsd: 1, totalUsd: undefined }, open());
  const [one, two] = [await budget.hold(ask(0.2)), await budget.hold(ask(0.2))];
  one.settle(0.9);
  expect(budget.fits(0.01)).toBe(false);
  two.settle(0.05);
  expect(budget.fits(0.05)).toBe(true);
});

it("keeps what may follow a call until it is not needed any more", async () => {
  const budget = createBudget({ runUsd: 1, totalUsd: undefined }, open());
  const held = await budget.hold(ask(0.8));
  held.settle(0.1, 0.5);
  expect([budget.fits(0.4), budget.fits(0.41)]).toEqual([true, false]);
  held.release();
  expect(budget.fits(0.9)).toBe(true);
});
