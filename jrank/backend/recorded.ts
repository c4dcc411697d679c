/** Answers that already lie in the benchmark: a contestant that is never called. */
import { type Backend, type BackendSpec, CallError } from "./backend.ts";

/** Finds nothing anew: what is not recorded cannot be had. */
export function createRecordedBackend(spec: BackendSpec): Backend {
  return {
    id: spec.id,
    concurrency: 1,
    metadata: {},
    async generate() {
      throw new CallError("stop", `${spec.id} is "recorded": only answers that exist can be used`);
    },
    close: async () => {},
  };
}
