import { ENGLISH, inWords, type Message, type Said, say } from "./message.ts";

/**
 * A failure that the user can fix. The message says where it is, what was found and what to do;
 * it is printed without a stack. Everything else that is thrown is a bug and keeps its stack.
 */
export class UserError extends Error {
  override readonly name: string = "UserError";
  /** What it says, in whichever language it is printed; `message` is the English. */
  readonly said: Message;

  constructor(said: Message, options?: ErrorOptions) {
    super(inWords(said, ENGLISH), options);
    this.said = said;
  }
}

/** What is wrong with a row of a file. The row is left out and told about; the others count. */
export class RowError extends Error {
  override readonly name: string = "RowError";
  readonly said: Message;

  constructor(said: Message) {
    super(inWords(said, ENGLISH));
    this.said = said;
  }
}

/** A `UserError` about a file that cannot be written: nothing that is paid for could be kept. */
export class WriteError extends UserError {}

/** A `WriteError` about a file that went away while it was written to. */
export class FileGone extends WriteError {}

/** A `UserError` about how a command was called: exit code 2. */
export class UsageError extends UserError {
  override readonly name = "UsageError";
}

/** The words of anything thrown, in English, for a message that names its cause. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** What anything thrown says, in whichever language it is printed. */
export function saidBy(thrown: unknown): Said {
  return thrown instanceof Error && "said" in thrown ? (thrown.said as Said) : messageOf(thrown);
}

/**
 * Packages that are heavy and that many never use, each with the version that is tested, as in
 * package.json: who uses what needs one is told how to get it.
 */
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
