/** Watches what judging costs, and says when another call might break the budget. */
import type { BackendSpec } from "../backend/backend.ts";
import { priceOf } from "../backend/prices.ts";
import { UserError } from "../core/errors.ts";
import type { Usage } from "../core/types.ts";
import type { Model } from "./models.ts";

export interface Spending {
  /** Whether another call fits: spent, plus the dearest call so far for each in flight and one more. */
  allowsAnother(): boolean;
  started(): void;
  /** A call ended; without usage nothing is known to have been paid. */
  ended(usage: Usage | undefined): void;
}

/** Whether calls have a price that is known and not 0; an unknown cost is not shown as $0. */
export function costsMoney(spec: BackendSpec): boolean {
  return Object.values(priceOf(spec) ?? {}).some((price) => price > 0);
}

/** Cost assumed of a call before the first one has come back: one cent. */
const FIRST_GUESS_USD = 0.01;

/** A budget needs a price; without one nothing could be said about spending. */
export function createSpending(judge: Model, budgetUsd: number | undefined): Spending {
  if (budgetUsd !== undefined && priceOf(judge.spec) === undefined) {
    throw new UserError(
      `there is a budget, but the price of ${judge.spec.path} is unknown; set price: {"input": …, "output": …} (US dollars per million tokens) for ${judge.spec.id}`,
    );
  }
  const isFree = !costsMoney(judge.spec);
  let spent = 0;
  let dearest = 0;
  let inFlight = 0;
  return {
    allowsAnother() {
      if (budgetUsd === undefined || isFree) return true;
      const each = dearest === 0 ? Math.min(FIRST_GUESS_USD, budgetUsd) : dearest;
      return spent + each * (inFlight + 1) <= budgetUsd;
    },
    started() {
      inFlight++;
    },
    ended(usage) {
      inFlight--;
      const cost = usage?.cost_usd ?? 0;
      spent += cost;
      dearest = Math.max(dearest, cost);
    },
  };
}
