/** The first call goes ahead: it tells whether address, key, model and parameters are right. */
import { type Backend, CallError } from "./backend.ts";

/** The others wait no longer than this for it. */
const WAIT_MS = 5000;

/**
 * The backend, whose first call is made alone. Where it turns out that no call can go through, those
 * that wait for it fail likewise and are not sent; so a wrong address is tried once and not by every
 * call in flight.
 */
export function withFirstCall(backend: Backend): Backend {
  let first: Promise<void> | undefined;
  let fatal: CallError | undefined;
  return {
    ...backend,
    get metadata() {
      return backend.metadata;
    },
    async generate(request, options) {
      if (first !== undefined) {
        await first;
        options.signal.throwIfAborted();
        if (fatal) throw fatal;
        return backend.generate(request, options);
      }
      let open = (): void => {};
      first = new Promise((resolve) => {
        open = resolve;
      });
      const timer = setTimeout(open, WAIT_MS);
      try {
        return await backend.generate(request, options);
      } catch (error) {
        if (error instanceof CallError && error.kind === "stop") {
          const { said, status } = error;
          fatal = new CallError("stop", said, { status });
        }
        throw error;
      } finally {
        clearTimeout(timer);
        open();
      }
    },
  };
}
