/** Several servers of one model: each call goes to the one with the fewest in flight. */
import { type Backend, CallError } from "./backend.ts";

/** A server that failed is passed over for so long, while another one works. */
const REST_MS = 30_000;

/** One backend out of several that answer alike. */
export function createFleet(members: readonly Backend[]): Backend {
  const [only] = members;
  if (only !== undefined && members.length === 1) return only;
  const states = members.map((backend) => ({ backend, inFlight: 0, restsUntil: 0 }));
  return {
    id: only?.id ?? "",
    concurrency: members.reduce((sum, { concurrency }) => sum + concurrency, 0),
    metadata: only?.metadata ?? {},
    async generate(request, options) {
      const now = Date.now();
      const rested = states.filter(({ restsUntil }) => restsUntil <= now);
      const free = (rested.length > 0 ? rested : states).reduce((best, state) =>
        state.inFlight / state.backend.concurrency < best.inFlight / best.backend.concurrency ||
        (state.inFlight < best.inFlight && !Number.isFinite(state.backend.concurrency))
          ? state
          : best,
      );
      free.inFlight++;
      try {
        return await free.backend.generate(request, options);
      } catch (error) {
        if (error instanceof CallError && error.kind === "retry") {
          free.restsUntil = Date.now() + REST_MS;
        }
        throw error;
      } finally {
        free.inFlight--;
      }
    },
    close: async () => {
      await Promise.all(members.map((member) => member.close()));
    },
  };
}
