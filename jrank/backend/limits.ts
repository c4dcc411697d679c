/** Requests and tokens a minute, as providers limit them. */
import type { Backend } from "./backend.ts";

const MINUTE = 60_000;

/**
 * The backend, held to `requestsPerMinute` (exactly, over any minute) and `tokensPerMinute` (by what
 * the calls of the last minute turned out to use; those in flight count as the average).
 */
export async function withLimits(
  backend: Backend,
  limits: { requestsPerMinute?: number; tokensPerMinute?: number },
): Promise<Backend> {
  const { requestsPerMinute, tokensPerMinute } = limits;
  if (requestsPerMinute === undefined && tokensPerMinute === undefined) return backend;
  const { default: PQueue } = await import("p-queue");
  const queue = new PQueue(
    requestsPerMinute === undefined
      ? {}
      : { intervalCap: Math.max(1, Math.floor(requestsPerMinute)), interval: MINUTE, strict: true },
  );
  const recent: { at: number; tokens: number }[] = [];
  let inFlight = 0;

  /** Milliseconds until the tokens of the last minute leave room for another call. */
  const wait = (): number => {
    if (tokensPerMinute === undefined) return 0;
    const now = Date.now();
    while (recent[0] !== undefined && recent[0].at < now - MINUTE) recent.shift();
    const used = recent.reduce((sum, { tokens }) => sum + tokens, 0);
    const average = recent.length === 0 ? 0 : used / recent.length;
    if (used + average * (inFlight + 1) <= tokensPerMinute || (inFlight === 0 && used === 0))
      return 0;
    return recent[0] === undefined ? 100 : Math.max(50, recent[0].at + MINUTE - now);
  };

  return {
    ...backend,
    get metadata() {
      return backend.metadata;
    },
    generate: (request, options) =>
      queue.add(async () => {
        for (let ms = wait(); ms > 0; ms = wait()) {
          options.signal.throwIfAborted();
          await new Promise((resolve) => setTimeout(resolve, Math.min(ms, 250)));
        }
        inFlight++;
        try {
          const reply = await backend.generate(request, options);
          const { input_tokens = 0, output_tokens = 0 } = reply.usage;
          recent.push({ at: Date.now(), tokens: input_tokens + output_tokens });
          return reply;
        } finally {
          inFlight--;
        }
      }),
  };
}
