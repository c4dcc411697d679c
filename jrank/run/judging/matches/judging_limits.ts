/** What all judging is asked to keep to, and when a limit of it is reached. */

import { say } from "../../../core/message.ts";
import type { VerdictKind } from "../../../core/types.ts";
import type { Stale } from "../../ranking/files/counted_rows.ts";
import type { StopReason } from "./judging_report.ts";

export interface JudgingSettings {
  parallel: number;
  /** Whether to ask once more when a reply has no verdict. */
  repair: boolean;
  /** How verdicts are asked for; absent: structured, where nothing speaks against it. */
  verdict?: VerdictKind | undefined;
  /** Whether the probabilities of verdicts are wanted. */
  soft: boolean;
  judgeOwnAnswers: boolean;
  minutes: number | undefined;
  /** Which stored judgments to judge again: errors, all, none, or a prompt's name. */
  rejudge?: string | undefined;
  /** What becomes of judgments whose texts have changed since. */
  stale?: Stale | undefined;
  /** Whether to hand batches over and return, in place of waiting for them. */
  detach: boolean;
}

/** When the time of a stretch of judging that begins now is over. */
export function limitsOf(
  { minutes }: Pick<JudgingSettings, "minutes">,
  now: () => number,
): { reached(): StopReason | undefined } {
  const deadline = minutes === undefined ? undefined : now() + minutes * 60_000;
  return {
    reached: () =>
      deadline !== undefined && now() >= deadline
        ? { kind: "minutes", text: say`${minutes ?? 0} minutes have passed` }
        : undefined,
  };
}
