/**
 * A backend whose calls are counted against the budget: what a call may cost is known before it,
 * from its prompt, the longest reply and the model's dearest call so far.
 */
import { type Said, say } from "../../core/message.ts";
import {
  type Backend,
  type BackendSpec,
  CallError,
  type ChatReply,
  type ChatRequest,
  DEFAULT_MAX_TOKENS,
} from "./backend.ts";
import { type Price, priceOf } from "./price_table.ts";
import type { Budget, Held } from "./spending_limit.ts";
import { tokenCounter, tokensOf, withCost } from "./usage.ts";

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
    log(text: Said): void;
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
  const tellOnce = (text: Said): void => {
    if (budget.isCapped && !told.has(String(text))) log(text);
    told.add(String(text));
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
            say`${spec.id} does not say what calls use; for the budget they count by an upper estimate from their texts.`,
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
            say`A call to ${spec.id} failed after it was sent, so it may be billed; the budget counts such calls at their worst.`,
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

/** Other tokenizers cut a text into so many more tokens than the one used here, at most. */
const TOKENIZER_MARGIN = 1.6;
/** Tokens that a reply without a limit may have, beside other calls. */
const UNLIMITED_TOKENS = 4096;
/** Tokens that a server adds to a message. */
const TOKENS_A_MESSAGE = 10;
/** Reported tokens that are fewer by so much than the text has cannot be true. */
const ABSURD = 8;

interface Bounds {
  /** For calls beside others, and alone; what may be taken where nobody will tell. */
  worstUsd: number;
  aloneUsd: number;
  guessUsd: number;
  /** The same for asking once more after a reply without a verdict. */
  repair: { worstUsd: number; aloneUsd: number };
}

interface CallBounds {
  readonly seen: number;
  of(request: ChatRequest): Bounds;
  /** What a reply, or a failure that tells what it used, has cost; later bounds learn from it. */
  costOf(request: ChatRequest, came: ChatReply | CallError): number;
}

/** The limit of a reply's tokens as it is sent; undefined where none is. */
function limitOf({ provider, extra_body = {} }: BackendSpec, request: ChatRequest) {
  const own = tokensOf(extra_body.max_completion_tokens) ?? tokensOf(extra_body.max_tokens);
  const usual = provider === "anthropic" ? DEFAULT_MAX_TOKENS : undefined;
  const limit = own ?? request.params.max_tokens ?? usual;
  return limit === undefined ? undefined : limit * (tokensOf(extra_body.n) ?? 1);
}

/**
 * The bounds of a model's calls. With `max_tokens` a call costs at most its prompt and so many
 * tokens; without it, at most what replies have had so far and a margin that shrinks as more are
 * seen. A server that goes beyond the limit is believed to do it again.
 */
function createCallBounds(
  spec: BackendSpec,
  {
    price,
    dearestUsd,
    count,
  }: {
    price: Price;
    /** The dearest call of earlier runs: until replies have come, one may be as dear again. */
    dearestUsd: number;
    count(text: string): number;
  },
): CallBounds {
  let seen = 0;
  let inputRatio = 0;
  let longest = 0;
  let beyond = 1;
  const sent = new WeakMap<ChatRequest, number>();
  const promptTokens = (request: ChatRequest): number => {
    const known = sent.get(request);
    if (known !== undefined) return known;
    const { structured, params } = request;
    const schema = structured?.schema ?? params.response_schema;
    const ofMessages = (messages: ChatRequest["messages"]): number =>
      messages.reduce((sum, { content }) => sum + count(content) + TOKENS_A_MESSAGE, 0);
    const tokens =
      Math.max(ofMessages(request.messages), structured ? ofMessages(structured.messages) : 0) +
      (schema ? count(JSON.stringify(schema)) : 0);
    sent.set(request, tokens);
    return tokens;
  };
  const usd = (input: number, output: number): number =>
    (input * Math.max(price.input, price.cached ?? 0) + output * price.output) / 1e6;
  const upper = (tokens: number): number => tokens * TOKENIZER_MARGIN;

  return {
    get seen() {
      return seen;
    },
    of(request) {
      const tokens = promptTokens(request);
      const input = seen === 0 ? upper(tokens) : tokens * inputRatio * 1.1;
      const limit = limitOf(spec, request);
      const expected =
        limit === undefined ? longest * (1.2 + 0.2 / Math.sqrt(seen)) : limit * beyond;
      const isUnknown = limit === undefined && seen === 0;
      const alone = isUnknown ? 0 : expected;
      const guess = limit === undefined ? Math.max(alone, UNLIMITED_TOKENS) : expected;
      // Without a limit and without any reply, a call has all of the budget to itself; batches
      // come back all at once.
      const worst = isUnknown && !spec.batch ? Number.POSITIVE_INFINITY : guess;
      const repair = (output: number): number => usd(input + 2 * output, output);
      return {
        worstUsd: usd(input, worst),
        aloneUsd: isUnknown ? Math.max(usd(input, 0), 1.2 * dearestUsd) : usd(input, alone),
        guessUsd: usd(input, guess),
        repair: { worstUsd: repair(guess), aloneUsd: repair(alone) },
      };
    },
    costOf(request, came) {
      const prompt = promptTokens(request);
      const { usage = {} } = came;
      const text = came instanceof CallError ? "" : `${came.reasoning ?? ""}${came.text}`;
      const limit = limitOf(spec, request);
      let { input_tokens: input, output_tokens: output } = usage;
      if (input === undefined || input * ABSURD < prompt) input = upper(prompt);
      if (output === undefined || output * 3 * ABSURD < text.length) {
        output = Math.max(output ?? 0, upper(count(text)));
      }
      seen++;
      inputRatio = Math.max(inputRatio, input / prompt);
      longest = Math.max(longest, output);
      if (limit !== undefined && output > limit) beyond = Math.max(beyond, (1.5 * output) / limit);
      const cost = withCost({ ...usage, input_tokens: input, output_tokens: output }, price);
      return Math.max(usage.cost_usd ?? 0, cost.cost_usd ?? 0);
    },
  };
}
