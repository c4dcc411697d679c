/** Files of text that are read at once, and the names in a folder. */

import { readdirSync, readFileSync } from "node:fs";
import { saidBy, UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { decodeFile } from "../../core/text_encoding.ts";

/** The text of a file that must exist, in whatever encoding; `what` names it in the error. */
export function readText(file: string, what = ""): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new UserError(
      what === ""
        ? say`cannot read ${file}: ${saidBy(error)}`
        : say`cannot read the ${what} ${file}: ${saidBy(error)}`,
    );
  }
  return decodeFile(bytes, file);
}

/**
 * The names in a folder, sorted, without those that begin with a dot: macOS writes `._name` beside
 * every file on foreign disks, and editors and tools keep their own there.
 */
export function namesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith("."))
    .sort();
}
