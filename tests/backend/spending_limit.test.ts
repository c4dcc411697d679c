/** Money is held back before a call and settled after it; a book that remembers nothing stands by. */
import { expect, it } from "vitest";
import { createBudget } from "../../jrank/backend/call/spending_limit.ts";

type Book = Parameters<typeof createBudget>[1];

function budgetOf(
  runUsd: number | undefined,
  { totalUsd, spentUsd = 0 }: { totalUsd?: number; spentUsd?: number } = {},
) {
  const notes: string[] = [];
  let calls = 0;
  const book: Book = {
    spentUsd,
    dearestUsd: () => 0,
    openUsd: (id) => (id === "earlier" ? 1 : 0),
    opened: (id, { model, mayUsd }) => notes.push(`${id} ${model} may cost ${mayUsd}`),
    closed: (id, usd) => notes.push(`${id} cost ${usd}`),
    nextId: () => `call ${++calls}`,
  };
  return { budget: createBudget({ runUsd, totalUsd }, book), notes };
}
const asking = (worstUsd: number, more: object = {}) => ({
  model: "m",
  worstUsd,
  aloneUsd: worstUsd,
  guessUsd: worstUsd,
  isUrgent: false,
  isPaid: false,
  signal: new AbortController().signal,
  ...more,
});
/** Whether it is still open after everything that waits has had its turn. */
async function waits(promise: Promise<unknown>): Promise<boolean> {
  const open = Symbol();
  const later = new Promise((go) => setImmediate(() => go(open)));
  return (await Promise.race([promise.catch(() => {}), later])) === open;
}

it("lets calls in while their worst cases fit, then in the order in which they came", async () => {
  const { budget, notes } = budgetOf(10);
  expect([budget.isBusy, budget.isCapped, budget.fits(10), budget.fits(10.01)]).toEqual([
    ...[false, true, true, false],
  ]);
  const first = await budget.hold(asking(6));
  expect([budget.isBusy, budget.fits(4), budget.fits(4.01)]).toEqual([true, true, false]);
  const second = budget.hold(asking(5));
  const third = budget.hold(asking(1));
  // The third would fit, but the second came before it.
  expect([await waits(second), await waits(third), budget.fits(1)]).toEqual([true, true, false]);
  first.settle(5);
  (await second).settle(2);
  (await third).settle(1);
  expect([budget.spentUsd, budget.isBusy, budget.fits(2), budget.fits(2.01)]).toEqual([
    ...[8, false, true, false],
  ]);
  expect(notes).toEqual([
    ...["call 1 m may cost 6", "call 1 cost 5", "call 2 m may cost 5"],
    ...["call 2 cost 2", "call 3 m may cost 1", "call 3 cost 1"],
  ]);
});

it("lets what is urgent or paid for go before others", async () => {
  const { budget } = budgetOf(10);
  const first = await budget.hold(asking(6));
  const waiting = budget.hold(asking(5));
  await budget.hold(asking(100, { isPaid: true, guessUsd: 1 }));
  const urgent = await budget.hold(asking(3, { isUrgent: true }));
  const next = budget.hold(asking(5, { isUrgent: true }));
  expect([await waits(waiting), await waits(next)]).toEqual([true, true]);
  urgent.settle(0);
  first.settle(1);
  expect(await waits(next)).toBe(false);
  expect(await waits(waiting)).toBe(true);
});

it("gives a call that is alone all that is left, where it is expected to fit", async () => {
  const { budget, notes } = budgetOf(10);
  const held = await budget.hold(asking(50, { aloneUsd: 8, guessUsd: 9 }));
  expect([budget.fits(0.01), notes]).toEqual([false, ["call 1 m may cost 9"]]);
  const other = budget.hold(asking(50, { aloneUsd: 3 }));
  expect(await waits(other)).toBe(true);
  held.settle(2);
  (await other).settle(4.0016);
  await expect(budget.hold(asking(50, { aloneUsd: 4.0996 }))).rejects.toMatchObject({
    kind: "budget",
    message: "the budget of $10 is used up ($6 spent; the next call to m may cost $4.1)",
  });
});

it("refuses those that wait when nothing is held any more and they do not fit", async () => {
  const { budget } = budgetOf(10);
  const first = await budget.hold(asking(6));
  const large = budget.hold(asking(9));
  const small = budget.hold(asking(3));
  first.settle(5);
  await expect(large).rejects.toThrow("the next call to m may cost $9");
  (await small).settle(3);
  expect(budget.spentUsd).toBe(8);
});

it("keeps what may follow a call, and lets it go once", async () => {
  const { budget } = budgetOf(10);
  const held = await budget.hold(asking(6));
  held.settle(1, 4);
  expect([budget.isBusy, budget.fits(5), budget.fits(5.01)]).toEqual([true, true, false]);
  held.release();
  held.release();
  expect([budget.isBusy, budget.fits(9), budget.fits(9.01)]).toEqual([false, true, false]);
  // No more is kept than was held.
  const other = await budget.hold(asking(2));
  other.settle(1, 7);
  expect([budget.isBusy, budget.fits(6), budget.fits(6.01)]).toEqual([true, true, false]);
});

it("forgets one who stopped waiting", async () => {
  const { budget } = budgetOf(10);
  const first = await budget.hold(asking(6));
  const abort = new AbortController();
  const gone = budget.hold(asking(9, { signal: abort.signal }));
  const next = budget.hold(asking(4));
  abort.abort(new Error("enough"));
  await expect(gone).rejects.toThrow("enough");
  first.settle(6);
  expect(await waits(next)).toBe(false);
});

it("counts earlier runs under a cap for all, and what goes on after this run at its guess", async () => {
  const { budget } = budgetOf(10, { totalUsd: 12, spentUsd: 5 });
  expect([budget.fits(7), budget.fits(7.01)]).toEqual([true, false]);
  // An earlier run handed it over: what the book counts for it is not counted twice.
  const held = await budget.hold(asking(3, { id: "earlier", guessUsd: 2 }));
  expect([budget.fits(5), budget.fits(5.01)]).toEqual([true, false]);
  held.leave();
  expect([budget.spentUsd, budget.fits(6), budget.fits(6.01)]).toEqual([2, true, false]);
  await expect(budget.hold(asking(6.5))).rejects.toThrow(
    "the budget of $12 for all runs of this benchmark is used up ($6 spent or on its way; the next call",
  );
});

it("holds everything without a cap", async () => {
  const { budget } = budgetOf(undefined);
  const held = await budget.hold(asking(1e9, { guessUsd: 1 }));
  expect([budget.isCapped, budget.isBusy, budget.fits(1e12)]).toEqual([false, true, true]);
  held.settle(3);
  expect([budget.isBusy, budget.spentUsd]).toEqual([false, 3]);
});
