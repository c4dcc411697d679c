/** What a run set aside because its calls failed for good: which, why, how many. */
import { listSome, plural } from "../../command/format.ts";

/** A task, and why it was set aside. */
export interface SetAside {
  task: string;
  reason: string;
  /** Whether it was refused for good: asking again would end the same way. */
  isRefused: boolean;
}

/** Reasons that are told at the end; the others only as a number. */
const MOST_REASONS = 5;

/** The summary of what was set aside; `missing`: for how many nothing else could be judged. */
export function asideLines({ aside, missing }: { aside: SetAside[]; missing: number }): string[] {
  if (aside.length === 0) return [];
  const byReason = new Map<string, string[]>();
  for (const { task, reason } of aside) {
    byReason.set(reason, [...(byReason.get(reason) ?? []), task]);
  }
  const reasons = [...byReason].sort((a, b) => b[1].length - a[1].length);
  const others = reasons.slice(MOST_REASONS).reduce((sum, [, tasks]) => sum + tasks.length, 0);
  const replaced = aside.length - missing;
  const inPlace = [
    ...(replaced > 0 ? [`others were judged in the place of ${replaced}`] : []),
    ...(missing > 0 ? [`nothing is left to judge in the place of ${missing}`] : []),
  ].join("; ");
  return [
    `${plural(aside.length, "judgment")} set aside because the calls failed for good; ${inPlace}:`,
    ...reasons
      .slice(0, MOST_REASONS)
      .map(([reason, tasks]) => `  ${tasks.length}: ${listSome(tasks)}: ${reason}`),
    ...(others > 0 ? [`  ${others} for other reasons`] : []),
  ];
}
