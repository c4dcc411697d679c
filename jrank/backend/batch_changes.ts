/** Requests that are asked otherwise than when an earlier run handed them over. */
import type { BatchEntry } from "../core/batch.ts";
import type { OpenBatch } from "./batch_open.ts";
import type { Waiter } from "./batch_tools.ts";

/**
 * Counts the waiters whose task lies in one of the batches under another prompt, answer or parameter.
 * A repair, or a further turn, is none: it has more messages.
 */
export function countChanged(batches: readonly OpenBatch[], waiters: readonly Waiter[]): number {
  const placeOf = ({ task, depth }: Pick<BatchEntry, "task" | "depth">): string =>
    `${depth} ${task.id}`;
  const keys = new Map<string, Set<string>>();
  for (const entry of batches.flatMap(({ stored }) => stored.entries)) {
    const place = placeOf(entry);
    keys.set(place, (keys.get(place) ?? new Set()).add(entry.key));
  }
  return waiters.filter(({ key, request }) => {
    const { task, messages } = request;
    const before = task && keys.get(placeOf({ task, depth: messages.length }));
    return before !== undefined && !before.has(key);
  }).length;
}
