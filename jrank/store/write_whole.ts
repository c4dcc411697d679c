import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { refuseSecrets } from "./secret_guard.ts";

import { writeError } from "./write_error.ts";

/** Writes a file whole: beside it first, then renamed. */
export function writeWhole(file: string, content: string | Uint8Array): void {
  refuseSecrets(file, content);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, content);
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw writeError(file, error);
  }
}
