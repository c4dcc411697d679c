/** The official JSON schema of Vega-Lite, which comes with the package. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";

const vegaLite = dirname(createRequire(import.meta.url).resolve("vega-lite"));
const schema = JSON.parse(readFileSync(join(vegaLite, "vega-lite-schema.json"), "utf8"));
// Shorter code of the schema takes longer to make than it saves.
const ajv = new Ajv({ strict: false, allErrors: true, code: { optimize: false } });
(addFormats as unknown as (ajv: Ajv) => void)(ajv);
ajv.addFormat("color-hex", () => true);
const isValid = ajv.compile(schema);

/** What is wrong with a spec: the first few errors, none for a valid one. */
export function schemaErrors(spec: unknown): unknown[] {
  return isValid(spec) ? [] : (isValid.errors ?? []).slice(0, 3);
}
