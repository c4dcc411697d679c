/** A backend whose replies say how long they took. */
import type { Backend } from "./backend.ts";

/** Adds the seconds of each call to its usage; waiting for a turn or trying again is no part of them. */
export function withSeconds(backend: Backend, now: () => number): Backend {
  return {
    ...backend,
    get metadata() {
      return backend.metadata;
    },
    async generate(request, options) {
      const from = now();
      const reply = await backend.generate(request, options);
      const seconds = (now() - from) / 1000;
      return { ...reply, usage: { ...reply.usage, seconds } };
    },
  };
}
