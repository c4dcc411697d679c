/**
 * The check of configs, and the JSON Schema for editors (`config.schema.json`, written by
 * `npm run schema`), made from the settings.
 */

import { z } from "zod";
import type { Message } from "../../core/message.ts";
import { LICENSES } from "../../core/types.ts";
import { apiModel, judgeModel, localModel } from "./model_settings.ts";
import { priceSchema } from "./prices_file.ts";
import { isSetting, type Kind, type Setting, type Table } from "./setting.ts";
import { baseline, general, publish, site, wandb } from "./settings.ts";

/** Kinds of objects, by the key that holds them. */
const OBJECTS: Readonly<Record<string, z.ZodType>> = {
  price: priceSchema,
  extra_body: z.record(z.string(), z.unknown()),
  colors: z.partialRecord(z.enum(LICENSES), z.string()),
};

/** The original writes `pairwise_n` in places. */
const dashed = (value: unknown): unknown =>
  typeof value === "string" ? value.replaceAll("_", "-") : value;

function sound(text: z.ZodString, fault: ((text: string) => Message | undefined) | undefined) {
  if (fault === undefined) return text;
  return text.superRefine((value, { addIssue }) => {
    const said = fault(value);
    if (said !== undefined) addIssue({ code: "custom", message: String(said), params: { said } });
  });
}

function bounded({ above, least, below, most }: Extract<Kind, { type: "number" }>): z.ZodNumber {
  let number = z.number();
  if (above !== undefined) number = number.gt(above);
  if (least !== undefined) number = number.min(least);
  if (below !== undefined) number = number.lt(below);
  if (most !== undefined) number = number.max(most);
  return number;
}

function schemaOfKind(kind: Kind, key: string): z.ZodType {
  switch (kind.type) {
    case "boolean":
      return z.boolean();
    case "integer":
      return kind.least === undefined ? z.int() : z.int().min(kind.least);
    case "number":
      return bounded(kind);
    case "name": {
      const name = z.enum(kind.names);
      return kind.names.some((one) => one.includes("-")) ? z.preprocess(dashed, name) : name;
    }
    case "names":
      return z.array(z.enum(kind.names)).min(1);
    case "texts":
      return z.array(sound(z.string(), kind.fault)).min(kind.least);
    case "address":
      return z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);
    case "adapters":
      return z.array(z.strictObject({ path: z.string().min(1), scale: z.number().optional() }));
    case "object":
      return OBJECTS[key] as z.ZodType;
    case "text": {
      const text = kind.pattern ? z.string().regex(kind.pattern) : z.string().min(kind.least);
      return sound(text, kind.fault);
    }
  }
}

/** What a table of settings checks; keys that must be there are named. */
function schemaOf(table: Table, needed: readonly string[] = []): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries(table).map(([key, entry]) => {
      const schema = isSetting(entry)
        ? described(schemaOfKind(entry.kind, key), entry)
        : z.strictObject(schemaOf(entry)).describe(ABOUT[key] ?? "");
      return [key, needed.includes(key) ? schema : schema.optional()];
    }),
  );
}

function described(schema: z.ZodType, { says, default: value }: Setting): z.ZodType {
  return schema.meta({ description: says, ...(value !== undefined && { default: value }) });
}

/** What tables in the table are about. */
const ABOUT: Readonly<Record<string, string>> = {
  stop: "When judging ends: whichever comes first",
  charts: "How charts look",
  panel: "One ranking from several judges, beside each one's own",
  calibrate: "A second ranking of each judge, on the scale of people's votes",
};

const model = (table: Table, needed: readonly string[]) => z.strictObject(schemaOf(table, needed));

export const configSchema = z
  .strictObject({
    $schema: z.string().optional().describe("For editors"),
    ...schemaOf(general, ["benchmark_name"]),
    models: z
      .strictObject({
        local_models: z
          .array(model(localModel, ["id", "path"]).describe("A GGUF file, run in this process"))
          .optional()
          .describe("Contestants that are GGUF files"),
        api_models: z
          .array(model(apiModel, ["id"]))
          .optional()
          .describe("Contestants behind an API"),
        judge_models: z
          .array(model(judgeModel, ["id"]))
          .min(1)
          .describe("Each makes a ranking of its own"),
        ...schemaOf(baseline.models),
      })
      .describe("Who answers, and who judges"),
    site: z
      .strictObject(schemaOf(site))
      .optional()
      .describe("Makes streamline write the website folder"),
    wandb: z
      .strictObject(schemaOf(wandb, ["project"]))
      .optional()
      .describe(
        "Makes streamline write an offline run of Weights & Biases, which wandb sync uploads",
      ),
    publish: z
      .strictObject(schemaOf(publish, ["folder"]))
      .optional()
      .describe("Makes streamline copy results to a folder that goes online"),
  })
  .describe("Configuration of jrank");

/** The text of `config.schema.json`, the JSON Schema for editors. */
export function configSchemaText(): string {
  const schema = { ...z.toJSONSchema(configSchema, { io: "input" }), title: "jrank config" };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
