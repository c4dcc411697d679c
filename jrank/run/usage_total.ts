import type { Usage } from "../core/types.ts";

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
