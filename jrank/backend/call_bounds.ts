/** How much one call may cost at most, from what its model has used so far. */
import type { ChatReply, ChatRequest } from "./backend.ts";
import { type BackendSpec, CallError } from "./backend.ts";
import { DEFAULT_MAX_TOKENS } from "./max_tokens.ts";
import type { Price } from "./prices.ts";
import { tokensOf, withCost } from "./usage.ts";

/** Other tokenizers cut a text into so many more tokens than the one used here, at most. */
const TOKENIZER_MARGIN = 1.6;
/** Tokens that a reply without a limit may have, beside other calls. */
const UNLIMITED_TOKENS = 4096;
/** Tokens that a server adds to a message. */
const TOKENS_A_MESSAGE = 10;
/** Reported tokens that are fewer by so much than the text has cannot be true. */
const ABSURD = 8;

export interface Bounds {
  /** For calls beside others, and alone; what may be taken where nobody will tell. */
  worstUsd: number;
  aloneUsd: number;
  guessUsd: number;
  /** The same for asking once more after a reply without a verdict. */
  repair: { worstUsd: number; aloneUsd: number };
}

export interface CallBounds {
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
export function createCallBounds(
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
    const schema = request.params.response_schema;
    const tokens =
      request.messages.reduce((sum, { content }) => sum + count(content) + TOKENS_A_MESSAGE, 0) +
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
