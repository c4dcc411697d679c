/** A setting as somebody gives it: by a flag, and in a config. */

import { normalizeFlags } from "../../jrank/run/command/command.ts";
import { CommandLine } from "../../jrank/run/command/command_line.ts";
import { addFlags, type Flag } from "../../jrank/run/command/options.ts";
import type { Setting } from "../../jrank/store/config/setting.ts";

/** A value as a person gives it by a flag. */
export function flagArguments(name: string, { kind }: Setting, value: unknown): string[] {
  if (kind.type === "boolean") return [value ? `--${name}` : `--no-${name}`];
  if (kind.type === "object") return [`--${name}`, JSON.stringify(value)];
  if (kind.type === "adapters") return [`--${name}`, "a.gguf:0.5"];
  return [`--${name}`, ...[value].flat().map(String)];
}

/** What a command line says, in the shape of the command's options. */
export function parsed(flags: readonly Flag[], args: readonly string[]): object {
  const program = new CommandLine("test").exitOverride().configureOutput({ writeErr: () => {} });
  const synonyms = addFlags(program, flags);
  program.action(() => {});
  return program.parse(normalizeFlags(args, synonyms), { from: "user" }).opts();
}

/** A config with one key more. */
export function configWith(base: object, path: readonly string[], value: unknown): object {
  const [key = "", ...rest] = path;
  const inside = (base as Record<string, unknown>)[key];
  return {
    ...base,
    [key]: rest.length === 0 ? value : configWith((inside ?? {}) as object, rest, value),
  };
}
