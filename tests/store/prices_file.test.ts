import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { priceIn, priceOf } from "../../jrank/backend/call/price_table.ts";
import { withPrice } from "../../jrank/run/models/given_prices.ts";
import { toModel } from "../../jrank/run/models/models.ts";
import { readPrices, readPricesIfPresent } from "../../jrank/store/config/prices_file.ts";
import { temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
let files = 0;
const fileWith = (content: unknown): string => {
  const file = join(folder.path, `${files++}.json`);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
};
const fault = (content: unknown): string => {
  try {
    readPrices(fileWith(content));
    return "";
  } catch (error) {
    return (error as Error).message;
  }
};

describe("a file of prices", () => {
  it("is read in the shape of the program's own", () => {
    const models = {
      "gpt-4o": { input: 1, output: 2, cached: 0.5 },
      "my-model": { input: 0, output: 0 },
    };
    expect(readPrices(fileWith({ as_of: "2026-01", note: "", models }))).toEqual(models);
    expect(readPricesIfPresent(join(folder.path, "absent.json"))).toBeUndefined();
  });

  it.each([
    [{}, "models is missing; it must be an object"],
    [{ models: { m: { input: "3", output: 1 } } }, 'models.m.input must be a number, got "3"'],
    [{ models: { m: { input: 3 } } }, "models.m.output is missing; it must be a number"],
    [{ models: { m: { input: -1, output: 1 } } }, "models.m.input must be at least 0, got -1"],
    [
      { models: { m: { input: 1, output: 1, cahced: 1 } } },
      "models.m.cahced is not a key jrank knows",
    ],
    [[], "the whole must be an object"],
    ["{", "is not valid JSON"],
  ])("%j is told what is wrong", (content, message) => expect(fault(content)).toContain(message));

  it("is a mistake where a named one does not exist", () => {
    expect(() => readPrices(join(folder.path, "absent.json"))).toThrow("cannot read the prices");
  });
});

describe("the price of a model", () => {
  const table = { "gpt-4": { input: 30, output: 60 }, "GPT-4o": { input: 2, output: 4 } };

  it("is that of the longest name that it begins with, up to a border", () => {
    expect(priceIn(table, "gpt-4-0613")?.input).toBe(30);
    expect(priceIn(table, "gpt-4o-2024-08-06")?.input).toBe(2);
    expect(priceIn(table, "gpt-45")).toBeUndefined();
  });

  it("is the config's, then the user's, then the program's; else unknown", () => {
    const priceWith = (model: object, own?: typeof table) =>
      priceOf(withPrice(toModel({ id: "j", path: "gpt-4", ...model }), own).spec);
    expect(priceWith({ price: { input: 1, output: 1 } }, table)?.input).toBe(1);
    expect(priceWith({}, { ...table, "gpt-4": { input: 7, output: 7 } })?.input).toBe(7);
    expect(priceWith({})?.input).toBe(30);
    expect(priceWith({ base_url: "http://localhost/v1" })).toBeUndefined();
    expect(priceWith({ base_url: "http://localhost/v1" }, table)?.input).toBe(30);
    expect(priceWith({ path: "unheard-of", provider: "openai" }, table)).toBeUndefined();
    expect(priceWith({ path: "gpt-4", provider: "offline" }, table)?.input).toBe(0);
  });
});
