/** The budget of a run: its caps, what earlier runs have spent, and whether it can be kept. */

import type { BackendSpec } from "../../backend/call/backend.ts";
import { priceOf } from "../../backend/call/price_table.ts";
import { type Caps, createBudget } from "../../backend/call/spending_limit.ts";
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { openSpendingBook } from "../../store/books/spending_book.ts";
import type { Config } from "../../store/config/config.ts";
import type { Context } from "../command/command.ts";
import type { Model } from "./models.ts";

/** Whether calls have a price that is known and not 0; an unknown cost is not shown as $0. */
export function costsMoney(spec: BackendSpec): boolean {
  return Object.values(priceOf(spec) ?? {}).some((price) => price > 0);
}

/** The caps on what a run, and all runs, may cost. */
export function capsOf({ budget_usd, budget_total_usd, stop }: Config): Caps {
  const limits = [budget_usd, stop.budget_usd].filter((limit) => limit !== undefined);
  return {
    runUsd: limits.length === 0 ? undefined : Math.min(...limits),
    totalUsd: budget_total_usd,
  };
}

/** Whether a cap is set. */
function isCapped({ runUsd, totalUsd }: Caps): boolean {
  return runUsd !== undefined || totalUsd !== undefined;
}

/** Throws a `UserError` where a model is to be asked under a cap and its price is not known. */
export function requirePrices(models: readonly Model[], caps: Caps): void {
  if (!isCapped(caps)) return;
  const unknown = models.filter(({ spec }) => priceOf(spec) === undefined);
  const [first] = unknown;
  if (first === undefined) return;
  const names = unknown.map(({ spec }) => spec.path).join(", ");
  throw new UserError(
    say`there is a budget, but the price of ${names} is unknown; set price: {"input": …, "output": …} (US dollars per million tokens; 0 where it costs nothing) for ${first.spec.id}${unknown.length > 1 ? say` and the others` : ""}, or put it into prices.json`,
  );
}

/**
 * Does something with a budget for its calls, under the lock of the benchmark. What calls cost is
 * kept in the benchmark's folder, with a cap or without.
 */
export async function withBudget<Result>(
  bench: { folder: string },
  caps: Caps,
  context: Context,
  act: (context: Context) => Promise<Result>,
): Promise<Result> {
  const book = openSpendingBook(bench.folder, context);
  try {
    return await act({ ...context, budget: createBudget(caps, book) });
  } finally {
    book.close();
  }
}
