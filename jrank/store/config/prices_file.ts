/** A table of prices of the user's own, in the shape of the one that comes with the program. */

import { existsSync } from "node:fs";
import { z } from "zod";
import { saidBy, UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { readText } from "../files/text_file.ts";
import { describeIssues, faultList } from "./schema_faults.ts";

/** US dollars per million tokens. */
export const priceSchema = z.strictObject({
  input: z.number().min(0),
  output: z.number().min(0),
  cached: z.number().min(0).optional().describe("Input served from the provider's cache"),
});

const pricesSchema = z.strictObject({
  as_of: z.string().optional(),
  note: z.string().optional(),
  models: z.record(z.string().min(1), priceSchema),
});

export type PriceTable = Readonly<Record<string, z.infer<typeof priceSchema>>>;

/** Reads a table; the error says everything that is wrong with it and where. */
export function readPrices(file: string): PriceTable {
  const text = readText(file, "prices");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserError(say`${file} is not valid JSON: ${saidBy(error)}`);
  }
  const result = pricesSchema.safeParse(value);
  if (result.success) return result.data.models;
  const faults = describeIssues(result.error, value, pricesSchema);
  throw new UserError(
    say`${file} is no table of prices ({"models": {"<name>": {"input": …, "output": …}}}, US dollars per million tokens):\n${faultList(faults)}`,
  );
}

/** Reads a table that may be there or not; nothing where it is not. */
export function readPricesIfPresent(file: string): PriceTable | undefined {
  return existsSync(file) ? readPrices(file) : undefined;
}
