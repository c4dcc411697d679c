/** Where nothing is an answer too: a task that asks for one word is then answered wrongly. */
import { type Backend, CallError } from "./backend.ts";

/** The backend; an empty answer to a request that may have one is a reply, not a failure. */
export function withEmptyReplies(backend: Backend): Backend {
  return {
    ...backend,
    get metadata() {
      return backend.metadata;
    },
    async generate(request, options) {
      try {
        return await backend.generate(request, options);
      } catch (error) {
        if (request.mayBeEmpty && error instanceof CallError && error.empty) return error.empty;
        throw error;
      }
    },
  };
}
