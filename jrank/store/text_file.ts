/** Files of text that are read at once. */
import { readFileSync } from "node:fs";
import { messageOf, UserError } from "../core/errors.ts";
import { decodeFile } from "../core/text_encoding.ts";

/** The text of a file that must exist, in whatever encoding; `what` names it in the error. */
export function readText(file: string, what = ""): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new UserError(
      `cannot read ${what === "" ? "" : `the ${what} `}${file}: ${messageOf(error)}`,
    );
  }
  return decodeFile(bytes, file);
}
