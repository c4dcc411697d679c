/** What calls used and cost. */
import type { Usage } from "../core/types.ts";
import type { Price } from "./prices.ts";

/** Adds the cost of the reported tokens, where the price is known and the tokens were reported. */
export function withCost(usage: Usage, price: Price | undefined): Usage {
  const { input_tokens: input, output_tokens: output, cached_tokens: cached = 0 } = usage;
  if (price === undefined || input === undefined || output === undefined) return usage;
  const cachedPrice = price.cached ?? price.input;
  const cost =
    ((input - cached) * price.input + cached * cachedPrice + output * price.output) / 1e6;
  return { ...usage, cost_usd: cost };
}

const FIELDS = [
  "input_tokens",
  "output_tokens",
  "reasoning_tokens",
  "cached_tokens",
  "cost_usd",
] as const;

/** The sum of two usages; a number that neither reported stays absent. */
export function addUsage(a: Usage, b: Usage | undefined): Usage {
  const sum: Usage = { ...a };
  for (const field of FIELDS) {
    const more = b?.[field];
    if (more !== undefined) sum[field] = (sum[field] ?? 0) + more;
  }
  return sum;
}
