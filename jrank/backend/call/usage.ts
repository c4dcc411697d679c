/** What calls used and cost. */
import type { Usage } from "../../core/types.ts";
import type { Backend } from "./backend.ts";
import type { Price } from "./price_table.ts";

/** A number of tokens as a server may say it; anything else is not known. */
export function tokensOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : undefined;
}

/** The numbers of a usage that are known; what is 0 in part of another number says nothing. */
export function usageOf(numbers: {
  input: number | undefined;
  output: number | undefined;
  reasoning?: number | undefined;
  cached?: number | undefined;
  cacheWrites?: number | undefined;
}): Usage {
  const { input, output, reasoning, cached, cacheWrites } = numbers;
  return {
    ...(input !== undefined && { input_tokens: input }),
    ...(output !== undefined && { output_tokens: output }),
    ...(reasoning && { reasoning_tokens: reasoning }),
    ...(cached && { cached_tokens: cached }),
    ...(cacheWrites && { cache_write_tokens: cacheWrites }),
  };
}

/** What writing to a provider's cache costs, in prices of input (Anthropic's, for five minutes). */
const CACHE_WRITE = 1.25;

/** Adds the cost of the reported tokens, where the price is known and the tokens were reported. */
export function withCost(usage: Usage, price: Price | undefined): Usage {
  const { input_tokens: input, output_tokens: output } = usage;
  if (price === undefined || input === undefined || output === undefined) return usage;
  // Parts cannot be more than the whole, whatever a server says.
  const cached = Math.min(input, usage.cached_tokens ?? 0);
  const written = Math.min(input - cached, usage.cache_write_tokens ?? 0);
  const cost =
    (input - cached - written) * price.input +
    cached * (price.cached ?? price.input) +
    written * CACHE_WRITE * price.input +
    output * price.output;
  return { ...usage, cost_usd: cost / 1e6 };
}

const FIELDS = [
  "input_tokens",
  "output_tokens",
  "reasoning_tokens",
  "cached_tokens",
  "cache_write_tokens",
  "cost_usd",
  "seconds",
] as const;

/** The sum of two usages; a number that neither reported stays absent. */
export function addUsage(a: Usage, b: Usage | undefined): Usage {
  const sum: Usage = { ...a };
  for (const field of FIELDS) {
    const more = b?.[field];
    if (more !== undefined) sum[field] = (sum[field] ?? 0) + more;
  }
  // Whole milliseconds, as they were measured.
  if (sum.seconds !== undefined) sum.seconds = Math.round(1000 * sum.seconds) / 1000;
  return sum;
}

/**
 * Counts tokens with OpenAI's o200k encoding. Other models cut Japanese finer or coarser by a fifth
 * or so; estimates allow for that.
 */
export async function tokenCounter(): Promise<(text: string) => number> {
  const { countTokens } = await import("gpt-tokenizer/encoding/o200k_base");
  // Marks such as <|endoftext|> in an answer are text here.
  return (text) => countTokens(text, { disallowedSpecial: new Set() });
}

/** Adds the seconds of each call to its usage; waiting for a turn or trying again is no part of them. */
export function withSeconds(backend: Backend, now: () => number): Backend {
  return {
    ...backend,
    get metadata() {
      return backend.metadata;
    },
    async generate(request, options) {
      const from = now();
      const reply = await backend.generate(request, options);
      const seconds = (now() - from) / 1000;
      return { ...reply, usage: { ...reply.usage, seconds } };
    },
  };
}
