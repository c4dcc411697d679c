/** Locks as killed processes leave them. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ProcessIdentity, thisProcess } from "../../jrank/store/files/process_identity.ts";

let dead: number | undefined;

/** The id of a process that has ended. */
function deadPid(): number {
  dead ??= spawnSync(process.execPath, ["--version"]).pid;
  return dead;
}

/**
 * Writes the lock of a process that is gone, and the rights of so many others that were killed while
 * they took it over.
 */
export function lockLeftover(
  folder: string,
  { takers = 0, ...holder }: Partial<ProcessIdentity> & { takers?: number } = {},
): void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, ".lock");
  const textOf = (nonce: string): string =>
    JSON.stringify({ ...thisProcess(), pid: deadPid(), started: "1", ...holder, nonce });
  let text = textOf("lock");
  writeFileSync(file, text);
  for (let k = 0; k < takers; k++) {
    const right = createHash("sha256").update(text).digest("hex").slice(0, 16);
    text = textOf(`taker ${k}`);
    writeFileSync(`${file}.${right}`, text);
  }
}
