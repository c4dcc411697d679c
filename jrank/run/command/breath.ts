/** Long work without waits, such as reading 100,000 texts, that still hears Ctrl-C. */
import { say } from "../../core/message.ts";
import { type Context, Interrupted } from "./command.ts";

/** Milliseconds of work between two looks at what else happens. */
const STRETCH_MS = 50;

/**
 * To be awaited between two pieces of work: now and then it lets everything else have its turn.
 * @throws Interrupted after Ctrl-C.
 */
export function breathing({ now, interrupt }: Pick<Context, "now" | "interrupt">) {
  let last = now();
  return async (): Promise<void> => {
    if (now() - last < STRETCH_MS) return;
    await new Promise((go) => setImmediate(go));
    if (interrupt.stopping.aborted) throw new Interrupted(say`Interrupted. Nothing was changed.`);
    last = now();
  };
}
