/** What models cost: the config's price first, then the table; what neither knows is unknown. */
import type { BackendSpec } from "./backend.ts";
import table from "./prices.json" with { type: "json" };

/** US dollars per million tokens. */
export interface Price {
  input: number;
  output: number;
  /** Input served from the provider's cache. */
  cached?: number;
}

/** Providers whose calls cost nothing. */
const FREE = ["llama_cpp", "recorded", "offline"];

const MODELS: Readonly<Record<string, Price>> = table.models;

/**
 * The price of a model: 0 for local ones, the config's, or the table's for models asked for at
 * their own provider (a server of one's own has its own price). Batches cost half. Undefined means
 * unknown, never 0.
 */
export function priceOf(spec: BackendSpec): Price | undefined {
  const price = livePriceOf(spec);
  return spec.batch ? price && halved(price) : price;
}

function halved({ input, output, cached }: Price): Price {
  return {
    input: input / 2,
    output: output / 2,
    ...(cached !== undefined && { cached: cached / 2 }),
  };
}

function livePriceOf(spec: BackendSpec): Price | undefined {
  if (spec.price) return spec.price;
  if (FREE.includes(spec.provider)) return { input: 0, output: 0 };
  if (spec.base_url !== undefined) return undefined;
  const name = spec.path.toLowerCase();
  const fitting = Object.keys(MODELS)
    .filter((known) => name === known || new RegExp(`^${escapeForRegExp(known)}[-@:]`).test(name))
    .sort((a, b) => b.length - a.length);
  return fitting[0] === undefined ? undefined : MODELS[fitting[0]];
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
