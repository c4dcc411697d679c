/** What lies in a folder. */
import { readdirSync } from "node:fs";

/**
 * The names in a folder, sorted, without those that begin with a dot: macOS writes `._name` beside
 * every file on foreign disks, and editors and tools keep their own there.
 */
export function namesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith("."))
    .sort();
}
