/** The requests of a batch as they lie on disk. */
import { readFileSync } from "node:fs";
import { messageOf, UserError } from "../core/errors.ts";

/** Reads them whole; they may have gone since they were written. */
export function readRequests(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UserError(
      `the requests of a batch cannot be read any more (${messageOf(error)}). They were not sent; run the same command again.`,
    );
  }
}
