/** Several servers of one model: each call goes to the one with the fewest in flight. */
import { type Backend, CallError } from "./backend.ts";

/** A server that failed is passed over for so long, while another one works. */
const REST_MS = 30_000;

interface Member {
  backend: Backend;
  inFlight: number;
  restsUntil: number;
}

/** How busy a server is: the share of its places taken, then the calls where places have no end. */
const load = ({ inFlight, backend }: Member): number =>
  Number.isFinite(backend.concurrency) ? inFlight / backend.concurrency : inFlight;

const hasRoom = ({ inFlight, backend }: Member): boolean => inFlight < backend.concurrency;

/**
 * One backend out of several that answer alike. None gets more calls at a time than its own
 * `concurrency`, also while another one rests.
 */
export function createFleet(backends: readonly Backend[]): Backend {
  const [only] = backends;
  if (only !== undefined && backends.length === 1) return only;
  const members = backends.map((backend): Member => ({ backend, inFlight: 0, restsUntil: 0 }));
  const waiting: (() => void)[] = [];

  const take = async (): Promise<Member> => {
    for (;;) {
      const now = Date.now();
      const rested = members.filter(({ restsUntil }) => restsUntil <= now);
      const free = (rested.length > 0 ? rested : members).filter(hasRoom);
      const [first, ...others] = free;
      if (first) {
        const chosen = others.reduce((best, one) => (load(one) < load(best) ? one : best), first);
        chosen.inFlight++;
        return chosen;
      }
      await new Promise<void>((go) => waiting.push(go));
    }
  };

  return {
    id: only?.id ?? "",
    concurrency: backends.reduce((sum, { concurrency }) => sum + concurrency, 0),
    metadata: only?.metadata ?? {},
    async generate(request, options) {
      const member = await take();
      try {
        return await member.backend.generate(request, options);
      } catch (error) {
        if (error instanceof CallError && error.kind === "retry") {
          member.restsUntil = Date.now() + REST_MS;
        }
        throw error;
      } finally {
        member.inFlight--;
        waiting.shift()?.();
      }
    },
    close: async () => {
      await Promise.all(backends.map((backend) => backend.close()));
    },
  };
}
