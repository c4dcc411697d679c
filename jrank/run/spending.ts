/** Watches what judging costs, and says when another call might break the budget. */
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

/** Cost assumed of a call before the first one has come back: one cent. */
const FIRST_GUESS_USD = 0.01;

/** A budget needs a price; without one nothing could be said about spending. */
export function createSpending(judge: Model, budgetUsd: number | undefined): Spending {
  if (budgetUsd !== undefined && priceOf(judge.spec) === undefined) {
    throw new UserError(
      `there is a budget, but the price of ${judge.spec.path} is unknown; set price: {"input": …, "output": …} (US dollars per million tokens) for ${judge.spec.id}`,
    );
  }
  const isFree = Object.values(priceOf(judge.spec) ?? {}).every((price) => price === 0);
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
