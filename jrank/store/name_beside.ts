/** Names for what is kept beside a file. */
import { existsSync } from "node:fs";

/** The first of `<file>.<ending>`, `<file>.<ending>2`, … that does not exist; no reader takes such a file. */
export function nameBeside(file: string, ending: string): string {
  for (let k = 1; ; k++) {
    const name = `${file}.${ending}${k === 1 ? "" : k}`;
    if (!existsSync(name)) return name;
  }
}
