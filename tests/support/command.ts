/** Runs a command of the program as a user does, in a process of its own. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

export interface CommandResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunningCommand {
  result: Promise<CommandResult>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when stderr or stdout has matched. */
  seen(pattern: RegExp): Promise<void>;
}

/** Starts `jrank/<name>.ts` with node and tsx. Keys of the developer's environment stay out. */
export function startCommand(
  name: string,
  args: readonly string[],
  { cwd = root, env = {} }: { cwd?: string; env?: Record<string, string> } = {},
): RunningCommand {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(
    process.execPath,
    ["--import", import.meta.resolve("tsx"), join(root, "jrank", `${name}.ts`), ...args],
    { cwd, env: { PATH, HOME, ...env }, stdio: ["ignore", "pipe", "pipe"] },
  );
  let stdout = "";
  let stderr = "";
  const watchers: { pattern: RegExp; resolve: () => void }[] = [];
  const check = (): void => {
    for (const { pattern, resolve } of watchers) if (pattern.test(stdout + stderr)) resolve();
  };
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
    check();
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
    check();
  });
  return {
    result: new Promise((resolve) =>
      child.on("close", (code) => resolve({ code, stdout, stderr })),
    ),
    kill: (signal) => child.kill(signal),
    seen: (pattern) =>
      new Promise((resolve) => {
        watchers.push({ pattern, resolve });
        check();
      }),
  };
}

/** Runs a command to its end. */
export function runCommandLine(
  name: string,
  args: readonly string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<CommandResult> {
  return startCommand(name, args, options).result;
}

/** A new empty folder and what removes it. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "jrank-test-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
