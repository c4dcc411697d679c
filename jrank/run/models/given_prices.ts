/** Prices of the user's own over the program's table. */

import { join } from "node:path";
import { isFree, priceIn } from "../../backend/call/price_table.ts";
import { type Said, say } from "../../core/message.ts";
import {
  type PriceTable,
  readPrices,
  readPricesIfPresent,
} from "../../store/config/prices_file.ts";
import { shownPath } from "../command/format.ts";
import type { Model } from "./models.ts";

/** The file that is looked for where none is named. */
const USUAL_FILE = "prices.json";

/** The table named, or that of `prices.json` in a folder, and then it says so. */
export function findPrices(
  named: string | undefined,
  { folder, log }: { folder: string; log(text: Said): void },
): PriceTable | undefined {
  if (named !== undefined) return readPrices(named);
  const usual = join(folder, USUAL_FILE);
  const table = readPricesIfPresent(usual);
  if (table) log(say`Prices of ${shownPath(usual)} come before the program's own.`);
  return table;
}

/**
 * The model with its price of the table, unless its config gives one. A table of the user's own
 * counts for servers of their own too; the program's does not.
 */
export function withPrice(model: Model, table: PriceTable | undefined): Model {
  const { spec } = model;
  const price = table && !spec.price && !isFree(spec) ? priceIn(table, spec.path) : undefined;
  return price === undefined ? model : { ...model, spec: { ...spec, price } };
}
