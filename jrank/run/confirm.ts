/** Asks before money is spent, where somebody is there to answer. */
import type { Context } from "./command.ts";
import { Interrupted } from "./command.ts";

/** Asks once on a terminal; elsewhere, or with --yes, it goes on. A no ends the command. */
export async function confirmSpending(
  question: string,
  { yes, context }: { yes: boolean; context: Context },
): Promise<void> {
  if (yes || !context.interactive) return;
  const { createInterface } = await import("node:readline/promises");
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await reader.question(`${question} [y/N] `, {
      signal: context.interrupt.stopping,
    });
    if (/^y(?:es)?$/i.test(answer.trim())) return;
  } finally {
    reader.close();
  }
  throw new Interrupted("Nothing was called or paid for.");
}
