/** A process that contends for locks when it is told to, and says whether it got them. */
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../jrank/core/errors.ts";
import { lockBenchmark } from "../../jrank/store/files/lock.ts";

export type Order =
  /** Take the lock at a moment (milliseconds since 1970), the same for all. */
  | { take: string; at: number }
  | { release: true }
  /** Take and release so many times; whoever finds another one inside says so. */
  | { churn: string; times: number };
export type Answer =
  | { held: boolean; refusal: string }
  | { released: true }
  | { entered: number; together: number };

let lock: ReturnType<typeof lockBenchmark> | undefined;

function take(folder: string): string {
  try {
    lock = lockBenchmark(folder, () => {});
    return "";
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

function release(): void {
  lock?.release();
  lock = undefined;
}

function churn(folder: string, times: number): Answer {
  const inside = join(folder, "inside");
  let entered = 0;
  let together = 0;
  while (entered < times) {
    if (take(folder) !== "") continue;
    entered++;
    if (existsSync(inside)) together++;
    writeFileSync(inside, "");
    rmSync(inside, { force: true });
    release();
  }
  return { entered, together };
}

function obey(order: Order): Answer {
  if ("release" in order) {
    release();
    return { released: true };
  }
  if ("churn" in order) return churn(order.churn, order.times);
  // All are awake before the moment comes; it is milliseconds away.
  while (Date.now() < order.at);
  const refusal = take(order.take);
  return { held: lock !== undefined, refusal };
}

process.on("message", (order: Order) => process.send?.(obey(order)));
process.send?.({ ready: true });
