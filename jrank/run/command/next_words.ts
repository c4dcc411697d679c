/** What may stand next in a command line, for the completion of shells. */
import { existsSync, readdirSync } from "node:fs";
import type { Command } from "commander";
import type { Flag } from "./options.ts";

/**
 * Behind a flag that takes a value its names, where they are known (nothing: the shell offers files);
 * else the flags. A line each, with a tab before what it does.
 */
export function nextWords(
  program: Command,
  flags: readonly Flag[],
  given: readonly string[],
  dataDir: string,
): string[] {
  const last = given.at(-1) ?? "";
  const awaiting = program.options.find(({ long, required }) => required && long === last);
  if (awaiting?.long === "--bench-name") return benchmarksIn(dataDir);
  if (awaiting) {
    const kind = flags.find(({ name }) => `--${name}` === awaiting.long)?.setting.kind;
    return kind && "names" in kind ? [...kind.names] : [];
  }
  return program.options
    .filter(({ hidden, long }) => !hidden && long)
    .map(({ long, description }) => `${long}\t${description.replaceAll(/\s+/g, " ")}`);
}

const benchmarksIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
    : [];
