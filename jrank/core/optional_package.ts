/** Packages that are heavy and that many never use: who uses what needs one is told how to get it. */
import { UserError } from "./errors.ts";
import { type Said, say } from "./message.ts";

/** Each with the version that is tested, as in package.json. */
export const OPTIONAL_PACKAGES = {
  "@anthropic-ai/sdk": "1.11.0",
  "@duckdb/node-api": "1.5.5-r.5",
  "@expo-google-fonts/m-plus-1p": "0.4.2",
  "@resvg/resvg-js": "2.6.2",
  "node-llama-cpp": "3.21.1",
} as const;
export type OptionalPackage = keyof typeof OPTIONAL_PACKAGES;

/** Something needs a package that is not installed. */
export class MissingPackage extends UserError {}

/**
 * The error of an import as what its reader can do about it, where a package of `OPTIONAL_PACKAGES` is
 * what was not found; else the error itself. `also` are packages that the same use needs.
 */
export function missingPackage(
  fault: unknown,
  what: Said,
  also: readonly OptionalPackage[] = [],
): unknown {
  const text = fault instanceof Error ? fault.message : "";
  const [, path = ""] = /^Cannot find (?:package|module) '([^']+)'/.exec(text) ?? [];
  const missing = (Object.keys(OPTIONAL_PACKAGES) as OptionalPackage[]).find(
    (name) => path === name || path.startsWith(`${name}/`),
  );
  if (missing === undefined) return fault;
  const packages = [...new Set([missing, ...also])]
    .map((name) => `${name}@${OPTIONAL_PACKAGES[name]}`)
    .join(" ");
  const npx = packages.replaceAll(/(^| )/g, "$1-p ");
  return new MissingPackage(
    say`${what} needs a package that does not come with jrank: npm install ${packages} (with npx: npx -p jrank ${npx} jrank …)`,
    { cause: fault },
  );
}

/** The same for the `catch` of an import. */
export const orMissing =
  (what: Said, also: readonly OptionalPackage[] = []) =>
  (fault: unknown): never => {
    throw missingPackage(fault, what, also);
  };
