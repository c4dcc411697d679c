/**
 * Ctrl-C. The first stops handing out work and lets the calls in flight finish, because they are
 * paid for; after a grace time, or at the second, they are cut off.
 */
import { setMaxListeners } from "node:events";
import { type Language, say } from "../../core/message.ts";
import { inLanguage } from "../../words/language.ts";
import { besideBar } from "./progress.ts";

const GRACE_MS = 15_000;

export interface Interrupt {
  /** Aborted at the first signal: start nothing new. */
  stopping: AbortSignal;
  /** Aborted after the grace time or at the second signal: give up what is in flight. */
  aborting: AbortSignal;
  dispose(): void;
}

/** Listens for SIGINT and SIGTERM until disposed. */
export function createInterrupt(language: Language): Interrupt {
  const stopping = new AbortController();
  const aborting = new AbortController();
  setMaxListeners(0, stopping.signal, aborting.signal);
  let timer: NodeJS.Timeout | undefined;
  const onSignal = (): void => {
    if (stopping.signal.aborted) {
      aborting.abort(new Error("interrupted"));
      return;
    }
    const text = say`Stopping: calls in flight may still finish (Ctrl-C again cuts them off).`;
    besideBar(() => process.stderr.write(`\n${inLanguage(text, language)}\n`));
    stopping.abort(new Error("interrupted"));
    timer = setTimeout(() => aborting.abort(new Error("interrupted")), GRACE_MS);
    timer.unref();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return {
    stopping: stopping.signal,
    aborting: aborting.signal,
    dispose: () => {
      clearTimeout(timer);
      process.off("SIGINT", onSignal);
      process.off("SIGTERM", onSignal);
    },
  };
}
