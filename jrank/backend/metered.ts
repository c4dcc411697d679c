/** The backend with its calls paid from a budget. */
import { type Backend, type BackendSpec, CallError, type ChatRequest } from "./backend.ts";
import type { Budget, Held } from "./budget.ts";
import { createCallBounds } from "./call_bounds.ts";
import { priceOf } from "./prices.ts";
import { tokenCounter } from "./tokens.ts";

/** A judge that is asked once more sees its first reply. */
const isRepair = ({ subject, messages }: ChatRequest): boolean =>
  subject.kind !== "answer" && messages.some(({ role }) => role === "assistant");

/**
 * The backend, each of whose calls is held back for in the budget before it is made, and settled by
 * what it used: by an upper estimate from the texts where nobody says that, and at its worst where a
 * call failed in a way that may be billed. Models that cost nothing, or whose price is not known,
 * are left as they are. `nameOf` gives a request the name under which a later run knows it.
 */
export async function withMeter(
  backend: Backend,
  {
    spec,
    budget,
    nameOf,
    log,
  }: {
    spec: BackendSpec;
    budget: Budget;
    nameOf?: (request: ChatRequest) => string;
    log(text: string): void;
  },
): Promise<Backend> {
  const price = priceOf(spec);
  if (price === undefined || Math.max(price.input, price.output) === 0) return backend;
  const bounds = createCallBounds(spec, {
    price,
    dearestUsd: budget.dearestUsd(spec.id),
    count: await tokenCounter(),
  });
  /** What is kept for asking once more, by the task. */
  const kept = new Map<string, Held>();
  let wasRepaired = false;
  let dearest = 0;
  let inFlight = 0;
  const told = new Set<string>();
  const tellOnce = (text: string): void => {
    if (budget.isCapped && !told.has(text)) log(text);
    told.add(text);
  };

  const holdFor = async (request: ChatRequest, signal: AbortSignal) => {
    const bound = bounds.of(request);
    const { task, subject } = request;
    const repairs = isRepair(request);
    wasRepaired ||= repairs;
    const more = wasRepaired && !repairs && subject.kind !== "answer" && task !== undefined;
    const keepUsd = more ? bound.repair.worstUsd : 0;
    const worstUsd = bound.worstUsd + keepUsd;
    if (Number.isFinite(worstUsd)) dearest = Math.max(dearest, worstUsd);
    if (repairs && task) {
      kept.get(task.id)?.release();
      kept.delete(task.id);
    }
    const held = await budget.hold({
      model: spec.id,
      id: nameOf?.(request),
      worstUsd,
      aloneUsd: bound.aloneUsd + (more ? bound.repair.aloneUsd : 0),
      guessUsd: bound.guessUsd,
      isUrgent: repairs,
      isPaid: backend.holds?.(request) ?? false,
      signal,
    });
    // What is likely where replies have told; else what a long reply would cost.
    const billedUsd = bounds.seen > 0 ? bound.aloneUsd : bound.guessUsd;
    return { held, billedUsd, keepUsd };
  };

  return {
    ...backend,
    get metadata() {
      return backend.metadata;
    },
    // Few calls at first, then more: until replies have come nobody knows what they cost.
    hasRoom: () =>
      (backend.hasRoom?.() ?? true) &&
      (!budget.isBusy ||
        !budget.isCapped ||
        ((spec.batch === true || inFlight <= bounds.seen) &&
          budget.fits(dearest > 0 ? dearest : Number.POSITIVE_INFINITY))),
    settled(taskId) {
      kept.get(taskId)?.release();
      kept.delete(taskId);
      backend.settled?.(taskId);
    },
    async generate(request, options) {
      const { held, billedUsd, keepUsd } = await holdFor(request, options.signal);
      inFlight++;
      try {
        const reply = await backend.generate(request, options);
        const { input_tokens, output_tokens } = reply.usage;
        if (input_tokens === undefined || output_tokens === undefined) {
          tellOnce(
            `${spec.id} does not say what calls use; for the budget they count by an upper estimate from their texts.`,
          );
        }
        held.settle(bounds.costOf(request, reply), keepUsd);
        if (keepUsd > 0 && request.task) kept.set(request.task.id, held);
        return reply;
      } catch (error) {
        if (backend.handedOver?.aborted) held.leave();
        else if (error instanceof CallError && error.usage) {
          held.settle(bounds.costOf(request, error));
        } else if (error instanceof CallError && !error.mayBeBilled) held.settle(0);
        else {
          tellOnce(
            `A call to ${spec.id} failed after it was sent, so it may be billed; the budget counts such calls at their worst.`,
          );
          held.settle(billedUsd);
        }
        throw error;
      } finally {
        inFlight--;
      }
    },
  };
}
