/** What all judging is asked to keep to, and when a limit of it is reached. */

import type { Spending } from "../spending.ts";
import type { StopReason } from "./judge_report.ts";

export interface JudgingSettings {
  parallel: number;
  /** Whether to ask once more when a reply has no verdict. */
  repair: boolean;
  judgeOwnAnswers: boolean;
  /** For all judges of a run together. */
  budgetUsd: number | undefined;
  /** What the run has spent before this judge. */
  spentUsd?: number | undefined;
  minutes: number | undefined;
  /** Whether to hand batches over and return, in place of waiting for them. */
  detach: boolean;
}

/** The limits of a stretch of judging that begins now. */
export function limitsOf(
  { budgetUsd, minutes }: Pick<JudgingSettings, "budgetUsd" | "minutes">,
  spending: Spending,
  now: () => number,
): { reached(inFlight: number): StopReason | undefined } {
  const deadline = minutes === undefined ? undefined : now() + minutes * 60_000;
  return {
    reached: (inFlight) => {
      if (spending.isBlind && budgetUsd !== undefined) {
        const text = "the server does not say what calls use, so the budget cannot be kept";
        return { kind: "budget", text };
      }
      // With calls in flight it is seen later what they leave of the budget.
      if (!spending.allowsAnother() && inFlight === 0) {
        return { kind: "budget", text: `the budget of $${budgetUsd} is used up` };
      }
      if (deadline !== undefined && now() >= deadline) {
        return { kind: "minutes", text: `${minutes} minutes have passed` };
      }
      return undefined;
    },
  };
}
