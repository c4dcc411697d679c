/** The outside world of a use case that runs in the test's own process. */
import { setMaxListeners } from "node:events";
import type { Context } from "../../jrank/run/command/command.ts";

export interface TestContext extends Context {
  /** What was printed on stdout and told on stderr. */
  printed: string[];
  told: string[];
}

/**
 * A context that keeps what is said; nobody is asked and nothing interrupts. Calls of models need a
 * key of any kind.
 */
export function testContext({
  env = { OPENAI_API_KEY: "none" },
  now = () => Date.now(),
}: {
  env?: Record<string, string>;
  now?: () => number;
} = {}): TestContext {
  const [printed, told]: string[][] = [[], []] as const;
  const never = new AbortController().signal;
  setMaxListeners(0, never);
  return {
    env,
    now,
    printed,
    told,
    out: (text) => printed.push(String(text)),
    log: (text) => told.push(String(text)),
    language: "en",
    interactive: false,
    interrupt: { stopping: never, aborting: never, dispose: () => {} },
  } as TestContext;
}
