/** Requests and tokens a minute, as providers limit them. */
import type { Usage } from "../../core/types.ts";
import { type Backend, CallError } from "./backend.ts";
import { sleep } from "./retry.ts";

const MINUTE = 60_000;

/**
 * The backend, held to `requestsPerMinute` (exactly, over any minute) and `tokensPerMinute` (by what
 * the calls of the last minute turned out to use; those in flight count as the average of all so
 * far, and until the first has ended there is one at a time).
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
  let ended = 0;
  let tokensOfAll = 0;
  let inFlight = 0;
  const count = (usage: Usage | undefined): void => {
    const tokens = (usage?.input_tokens ?? 0) + (usage?.output_tokens ?? 0);
    // A call that tells nothing says nothing about the next one.
    if (tokens === 0) return;
    recent.push({ at: Date.now(), tokens });
    ended++;
    tokensOfAll += tokens;
  };

  /** Milliseconds until the tokens of the last minute leave room for another call. */
  const wait = (): number => {
    if (tokensPerMinute === undefined) return 0;
    const now = Date.now();
    while (recent[0] !== undefined && recent[0].at < now - MINUTE) recent.shift();
    const used = recent.reduce((sum, { tokens }) => sum + tokens, 0);
    if (inFlight === 0 && used === 0) return 0;
    const fits = ended > 0 && used + (tokensOfAll / ended) * (inFlight + 1) <= tokensPerMinute;
    if (fits) return 0;
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
          await sleep(Math.min(ms, 250), options.signal);
        }
        inFlight++;
        try {
          const reply = await backend.generate(request, options);
          count(reply.usage);
          return reply;
        } catch (error) {
          if (error instanceof CallError) count(error.usage);
          throw error;
        } finally {
          inFlight--;
        }
      }),
  };
}
