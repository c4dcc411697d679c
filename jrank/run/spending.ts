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
  /** A call ended; without a usage it is not known whether anything was paid. */
  ended(usage: Usage | undefined): void;
  /** Whether the budget cannot be watched, because replies do not say what they used. */
  readonly isBlind: boolean;
}

/** Whether calls have a price that is known and not 0; an unknown cost is not shown as $0. */
export function costsMoney(spec: BackendSpec): boolean {
  return Object.values(priceOf(spec) ?? {}).some((price) => price > 0);
}

/** Tokens in and out that a call in a batch is taken to use before one has come back: much. */
const GUESSED_TOKENS = [4000, 1000] as const;

/**
 * A budget needs a price; without one nothing could be said about spending. Until the first reply
 * has said what a call costs there is one call at a time, except in batches, which come back all at
 * once. `spentUsd` is what the run has spent before.
 */
export function createSpending(
  judge: Model,
  { budgetUsd, spentUsd = 0 }: { budgetUsd: number | undefined; spentUsd?: number | undefined },
): Spending {
  const price = priceOf(judge.spec);
  if (budgetUsd !== undefined && price === undefined) {
    throw new UserError(
      `there is a budget, but the price of ${judge.spec.path} is unknown; set price: {"input": …, "output": …} (US dollars per million tokens) for ${judge.spec.id}, or put it into prices.json`,
    );
  }
  const isFree = !costsMoney(judge.spec);
  let spent = spentUsd;
  let dearest: number | undefined;
  const [input, output] = GUESSED_TOKENS;
  const guess = price === undefined ? 0 : (input * price.input + output * price.output) / 1e6;
  let inFlight = 0;
  let isBlind = false;
  return {
    allowsAnother() {
      if (budgetUsd === undefined || isFree) return true;
      if (isBlind) return false;
      if (dearest === undefined && !judge.spec.batch) return inFlight === 0 && spent < budgetUsd;
      return spent + (dearest ?? guess) * (inFlight + 1) <= budgetUsd;
    },
    started() {
      inFlight++;
    },
    ended(usage) {
      inFlight--;
      if (usage === undefined) return;
      if (usage.cost_usd === undefined) {
        isBlind = true;
      } else {
        spent += usage.cost_usd;
        dearest = Math.max(dearest ?? 0, usage.cost_usd);
      }
    },
    get isBlind() {
      return isBlind && !isFree;
    },
  };
}
