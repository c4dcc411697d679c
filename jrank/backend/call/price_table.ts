/** What models cost: the config's price first, then the table; what neither knows is unknown. */
import type { BackendSpec } from "./backend.ts";
import table from "./prices.json" with { type: "json" };

/** US dollars per million tokens. */
export interface Price {
  input: number;
  output: number;
  /** Input served from the provider's cache. */
  cached?: number | undefined;
}

/** Providers whose calls cost nothing. */
const FREE = ["llama_cpp", "recorded", "offline"];

/** Whether calls go to no server that asks for money. */
export function isFree({ provider }: BackendSpec): boolean {
  return FREE.includes(provider);
}

const MODELS: Readonly<Record<string, Price>> = table.models;

/**
 * The price of a model: the config's, 0 for local ones, or the table's for models asked for at
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
  if (isFree(spec)) return { input: 0, output: 0 };
  return spec.base_url === undefined ? priceIn(MODELS, spec.path) : undefined;
}

/**
 * The price that a table has for a model's name. A name in the table stands for all models whose
 * names begin with it (`gpt-4o` for `gpt-4o-2024-08-06`); the longest fits.
 */
export function priceIn(table: Readonly<Record<string, Price>>, model: string): Price | undefined {
  const name = model.toLowerCase();
  const [longest] = Object.keys(table)
    .filter((known) => {
      const start = known.toLowerCase();
      return name.startsWith(start) && (name === start || "-@:".includes(name[start.length] ?? ""));
    })
    .sort((a, b) => b.length - a.length);
  return longest === undefined ? undefined : table[longest];
}
