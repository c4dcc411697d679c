/** What a run set aside because its calls failed for good: which, why, how many. */
import { joined, type Said, say } from "../../../core/message.ts";
import { listSome, plural } from "../../command/format.ts";

/** A task, and why it was set aside. */
export interface SetAside {
  task: Said;
  reason: Said;
  /** Whether it was refused for good: asking again would end the same way. */
  isRefused: boolean;
}

/** Reasons that are told at the end; the others only as a number. */
const MOST_REASONS = 5;

/**
 * The summary of what was set aside; `missing`: for how many nothing else could be judged, undefined where
 * the run ended before that was known.
 */
export function asideLines(aside: readonly SetAside[], missing: number | undefined): Said[] {
  if (aside.length === 0) return [];
  const byReason = new Map<string, readonly [Said, Said[]]>();
  for (const { task, reason } of aside) {
    const tasks = byReason.get(String(reason))?.[1] ?? [];
    byReason.set(String(reason), [reason, [...tasks, task]]);
  }
  const reasons = [...byReason.values()].sort((a, b) => b[1].length - a[1].length);
  const others = reasons.slice(MOST_REASONS).reduce((sum, [, tasks]) => sum + tasks.length, 0);
  const replaced = aside.length - (missing ?? aside.length);
  const inPlace = [
    ...(replaced > 0 ? [say`others were judged in the place of ${replaced}`] : []),
    ...(missing ? [say`nothing is left to judge in the place of ${missing}`] : []),
  ];
  const judgments = plural(aside.length, "judgment");
  return [
    inPlace.length > 0
      ? say`${judgments} set aside because the calls failed for good; ${joined(inPlace, "; ")}:`
      : say`${judgments} set aside because the calls failed for good:`,
    ...reasons
      .slice(0, MOST_REASONS)
      .map(([reason, tasks]) => say`  ${tasks.length}: ${listSome(tasks)}: ${reason}`),
    ...(others > 0 ? [say`  ${others} for other reasons`] : []),
  ];
}
