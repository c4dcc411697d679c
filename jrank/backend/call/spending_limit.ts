/**
 * A cap on what calls cost. The worst case of a call is held back before the call starts and settled
 * by what it cost, so that calls in flight cannot together break the cap.
 */
import { type Message, say } from "../../core/message.ts";
import { CallError } from "./backend.ts";

export interface Caps {
  /** US dollars of this run; undefined: no cap. */
  runUsd: number | undefined;
  /** US dollars of all runs of one benchmark. */
  totalUsd: number | undefined;
}

/** What is remembered of spending between runs. */
interface SpendingBook {
  /** US dollars of earlier runs; calls of which nobody knows how they ended at their worst. */
  readonly spentUsd: number;
  /** The most that a call to a model has cost in earlier runs; 0 where there was none. */
  dearestUsd(model: string): number;
  /** What stands in `spentUsd` for a call that is still open. */
  openUsd(id: string): number;
  /** A call is about to be made that may cost so much. */
  opened(id: string, call: { model: string; mayUsd: number }): void;
  closed(id: string, usd: number): void;
  nextId(): string;
}

interface Ask {
  model: string;
  /** Its name in the book, where it has one of its own. */
  id?: string | undefined;
  /** The most that it may cost, beside other calls. */
  worstUsd: number;
  /** The most that it must be expected to cost, with no other call in flight. */
  aloneUsd: number;
  /** What it is sensibly taken to cost should nobody ever say it. */
  guessUsd: number;
  /** Part of a task that has begun: it comes before others. */
  isUrgent: boolean;
  /** Handed over by an earlier run: it costs what it costs. */
  isPaid: boolean;
  signal: AbortSignal;
}

/** Money that is held back for one call. */
export interface Held {
  /** The call is over and has cost so much; `keepUsd` stays held for what may follow it. */
  settle(usd: number, keepUsd?: number): void;
  /** What was kept is not needed any more. */
  release(): void;
  /** The call goes on after this run. */
  leave(): void;
}

export interface Budget {
  readonly isCapped: boolean;
  readonly spentUsd: number;
  /** The most that a call to a model has cost in earlier runs; 0 where there was none. */
  dearestUsd(model: string): number;
  /** Whether something is held back. */
  readonly isBusy: boolean;
  /** Whether so much could be held back now, before those who wait. */
  fits(usd: number): boolean;
  /** Holds money back, at once where there is enough; a `CallError` of kind "budget" where there never is. */
  hold(ask: Ask): Promise<Held>;
}

/** Sums of many dollars are not exact. */
const TOLERANCE = 1e-9;

interface Waiting {
  ask: Ask;
  admit(held: Held): void;
  refuse(error: unknown): void;
}

/** A budget with the given caps, or none. */
export function createBudget(caps: Caps, book: SpendingBook): Budget {
  const { runUsd = Number.POSITIVE_INFINITY, totalUsd = Number.POSITIVE_INFINITY } = caps;
  const isCapped = Number.isFinite(Math.min(runUsd, totalUsd));
  let spent = 0;
  let before = book.spentUsd;
  let held = 0;
  let holders = 0;
  const queue: Waiting[] = [];

  const left = (): number => Math.min(runUsd - spent, totalUsd - before - spent) - held;
  const spentWords = (): Message => {
    const isTotal = totalUsd - before < runUsd;
    return isTotal
      ? say`the budget of $${totalUsd} for all runs of this benchmark is used up ($${rounded(before + spent)} spent or on its way`
      : say`the budget of $${runUsd} is used up ($${rounded(spent)} spent`;
  };
  const refusal = ({ aloneUsd, model }: Ask): CallError => {
    const next = say`the next call to ${model} may cost $${rounded(aloneUsd)})`;
    return new CallError("budget", say`${spentWords()}; ${next}`);
  };

  /** What to hold for a call now; undefined where there is not enough. */
  const portion = ({ worstUsd, aloneUsd, guessUsd, isPaid }: Ask): number | undefined => {
    if (!isCapped || isPaid) return guessUsd;
    if (worstUsd <= left() + TOLERANCE) return worstUsd;
    if (holders > 0 || aloneUsd > left() + TOLERANCE) return undefined;
    return Math.max(aloneUsd, left());
  };
  const take = (ask: Ask, usd: number): Held => {
    const id = ask.id ?? book.nextId();
    before -= book.openUsd(id);
    book.opened(id, { model: ask.model, mayUsd: Math.min(usd, ask.guessUsd) });
    let mine = usd;
    let isHolding = true;
    held += mine;
    holders++;
    const give = (keep: number): void => {
      held += keep - mine;
      mine = keep;
      if (keep === 0 && isHolding) {
        isHolding = false;
        holders--;
        // Sums of what comes and goes leave dust.
        if (holders === 0) held = 0;
      }
      pump();
    };
    return {
      settle(cost, keepUsd = 0) {
        spent += cost;
        book.closed(id, cost);
        give(Math.min(mine, keepUsd));
      },
      release: () => give(0),
      leave() {
        spent += Math.min(usd, ask.guessUsd);
        give(0);
      },
    };
  };
  const pump = (): void => {
    for (;;) {
      const [first] = queue;
      if (first === undefined) return;
      const usd = portion(first.ask);
      if (usd === undefined && holders > 0) return;
      queue.shift();
      if (usd === undefined) first.refuse(refusal(first.ask));
      else first.admit(take(first.ask, usd));
    }
  };

  return {
    isCapped,
    get spentUsd() {
      return spent;
    },
    dearestUsd: book.dearestUsd,
    get isBusy() {
      return holders > 0;
    },
    fits: (usd) => queue.length === 0 && (!isCapped || usd <= left() + TOLERANCE),
    async hold(ask) {
      const usd = queue.length === 0 || ask.isUrgent || ask.isPaid ? portion(ask) : undefined;
      if (usd !== undefined) return take(ask, usd);
      if (holders === 0) throw refusal(ask);
      return new Promise<Held>((resolve, reject) => {
        const onAbort = (): void => {
          queue.splice(queue.indexOf(waiting), 1);
          reject(ask.signal.reason);
        };
        const done = (): void => ask.signal.removeEventListener("abort", onAbort);
        const waiting: Waiting = {
          ask,
          admit: (got) => {
            done();
            resolve(got);
          },
          refuse: (error) => {
            done();
            reject(error);
          },
        };
        ask.signal.addEventListener("abort", onAbort, { once: true });
        if (ask.isUrgent) queue.unshift(waiting);
        else queue.push(waiting);
      });
    },
  };
}

/** Dollars to three digits that count. */
function rounded(usd: number): string {
  return String(Number(usd.toPrecision(3)));
}
