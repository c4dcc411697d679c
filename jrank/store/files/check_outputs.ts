/** What is written never lies where something lies that is read. */
import { realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { UsageError } from "../../core/errors.ts";
import { type Message, say } from "../../core/message.ts";

/** The place that a path leads to, through links and through folders that are not there yet. */
function realPlace(path: string): string {
  const whole = resolve(path);
  try {
    return realpathSync(whole);
  } catch {
    const above = dirname(whole);
    return above === whole ? whole : join(realPlace(above), basename(whole));
  }
}

/**
 * All names by which a file is the same: its place, and its number on its disk. What cannot be looked
 * at (a part of its path is a file) has none; who reads or writes it says why that cannot be.
 */
function namesOf(path: string): string[] {
  const place = realPlace(path);
  try {
    const found = statSync(path, { bigint: true });
    return found.isFile() ? [place, `${found.dev}/${found.ino}`] : [place];
  } catch {
    return [place];
  }
}

/**
 * Throws where a file that is to be written is one of those that are read, by whatever name, link or
 * spelling. Called before the work, so that nothing is written then.
 *
 * @param remedy What to do, as a sentence goes on after "; ".
 */
export function checkOutputs(
  outputs: Iterable<string>,
  inputs: Iterable<string>,
  remedy: Message,
): void {
  const read = new Map<string, string>();
  for (const input of inputs) for (const name of namesOf(input)) read.set(name, input);
  for (const output of outputs) {
    const input = namesOf(output)
      .map((name) => read.get(name))
      .find((one) => one !== undefined);
    if (input === undefined) continue;
    const same = resolve(input) === resolve(output) ? "" : say`, which is ${input}`;
    throw new UsageError(
      say`${resolve(output)}${same} is one of the files that are read; it would be written over. Nothing was written; ${remedy}`,
    );
  }
}
