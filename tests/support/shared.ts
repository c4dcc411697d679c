/**
 * Real public data lies beside the checkout, in ../shared. A clone without it still passes: the
 * tests that need it are reported as skipped. In CI its absence is a failure.
 */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, it } from "vitest";

const root = fileURLToPath(new URL("../../../shared/", import.meta.url));
const present = existsSync(root);

if (!present && process.env.CI === "true") {
  throw new Error("../shared is missing beside the checkout; CI needs it");
}

/** The path of a shared file, for example `sharedPath("data/rakuda_v1/judgments.jsonl")`. */
export function sharedPath(relative: string): string {
  return root + relative;
}

/** `describe` for tests that read ../shared; where it is absent their body is not even entered. */
export function describeShared(name: string, body: () => void): void {
  if (present) describe(name, body);
  else describe.skip(name, () => it("needs ../shared", () => {}));
}
