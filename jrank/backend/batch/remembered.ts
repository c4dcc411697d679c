/** Requests that were refused for good are not sent again: that would cost anew and end the same way. */
import { say } from "../../core/message.ts";
import {
  type Backend,
  type BackendSpec,
  CallError,
  type ChatRequest,
  isRefusedForGood,
  type Refusal,
} from "../call/backend.ts";
import { keyOf } from "./batch_backend.ts";

/** A request that was refused for good. */
interface RefusedCall {
  /** Of the request and the model: a changed prompt, answer, limit or model is another request. */
  key: string;
  refusal: Refusal;
  message: string;
}

/** What is remembered between runs. */
interface RefusalBook {
  /** Whether nothing is remembered. */
  readonly isEmpty: boolean;
  find(key: string): RefusedCall | undefined;
  add(call: RefusedCall & { task: string | undefined }): void;
}

/** The backend, with a memory for what was refused for good. */
export function withRefusals(
  backend: Backend,
  { provider, path }: BackendSpec,
  book: RefusalBook,
): Backend {
  const nameOf = (request: ChatRequest): string => `${provider}/${path}/${keyOf(request)}`;
  return {
    ...backend,
    get metadata() {
      return backend.metadata;
    },
    async generate(request, options) {
      // A name is a hash of the whole request.
      const known = book.isEmpty ? undefined : book.find(nameOf(request));
      if (known) {
        throw new CallError(
          "call",
          say`${known.message} (so an earlier run was told; it is not asked again without --retry-refused)`,
          { refusal: known.refusal },
        );
      }
      try {
        return await backend.generate(request, options);
      } catch (error) {
        if (error instanceof CallError && error.kind === "call" && isRefusedForGood(error)) {
          const { refusal, message } = error;
          const key = nameOf(request);
          book.add({ key, refusal: refusal as Refusal, message, task: request.task?.id });
        }
        throw error;
      }
    },
  };
}
