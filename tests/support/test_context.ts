/** The outside world of a use case in a test: nobody at the terminal, nothing interrupts. */
import type { Context } from "../../jrank/run/command/command.ts";

interface TestContext extends Context {
  /** What was printed. */
  printed: { out: string[]; log: string[] };
}

/** A context that keeps what is said; calls of models need a key of any kind. */
export function testContext(): TestContext {
  const printed = { out: [] as string[], log: [] as string[] };
  return {
    env: { OPENAI_API_KEY: "none" },
    out: (text) => printed.out.push(String(text)),
    log: (text) => printed.log.push(String(text)),
    language: "en",
    interactive: false,
    now: () => Date.now(),
    interrupt: {
      stopping: new AbortController().signal,
      aborting: new AbortController().signal,
      dispose: () => {},
    },
    printed,
  };
}
