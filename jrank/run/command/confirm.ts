/** Asks before money is spent, where somebody is there to answer. */
import type { Message } from "../../core/message.ts";
import { inLanguage } from "../../words/language.ts";
import { type Context, Interrupted } from "./command.ts";

/**
 * Asks once on a terminal; elsewhere, or with --yes, it goes on. A no ends the command with the
 * words given.
 */
export async function confirmOnce(
  question: Message,
  { yes, context, no }: { yes: boolean; context: Context; no: Message },
): Promise<void> {
  if (yes || !context.interactive) return;
  const { createInterface } = await import("node:readline/promises");
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await reader.question(`${inLanguage(question, context.language)} [y/N] `, {
      signal: context.interrupt.stopping,
    });
    if (/^y(?:es)?$/i.test(answer.trim())) return;
  } finally {
    reader.close();
  }
  throw new Interrupted(no);
}
