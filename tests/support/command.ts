/**
 * Runs commands of the program as a user does: in the test's own process, which saves the second
 * that a start takes, or in a process of its own where that is the point (signals, exits, locks).
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { bundled } from "./bundle.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

export interface CommandResult {
  code: number | null;
  stdout: string;
  /** Without the last lines, which every command has. */
  stderr: string;
  /** What was made, what it cost, what comes next. */
  closing: string[];
}

/** The last lines apart from what stands before them. */
function apart(text: string): Pick<CommandResult, "stderr" | "closing"> {
  const closing = /(?:(?:Made: |Cost: |Next: |作ったもの：|費用：|次).*\n)*$/.exec(text)?.[0] ?? "";
  return {
    stderr: text.slice(0, text.length - closing.length),
    closing: closing.split("\n").slice(0, -1),
  };
}

export interface RunningCommand {
  result: Promise<CommandResult>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when stderr or stdout has matched, with what did. */
  seen(pattern: RegExp): Promise<string>;
}

interface CommandOptions {
  cwd?: string;
  /** Of a process: nobody reads what it shows. */
  unread?: boolean;
  env?: Record<string, string>;
}

/** Starts the command `jrank/<name>.ts`. Keys of the developer's environment stay out. */
export async function startCommand(
  name: string,
  args: readonly string[],
  { cwd = root, env = {}, unread = false }: CommandOptions = {},
): Promise<RunningCommand> {
  const { PATH = "", HOME = "" } = process.env;
  const file = await bundled(`jrank/${name}.ts`);
  const child = spawn(process.execPath, [file, ...args], {
    cwd,
    env: { PATH, HOME, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (unread) for (const stream of [child.stdout, child.stderr]) stream.destroy();
  let stdout = "";
  let stderr = "";
  const watchers: { pattern: RegExp; resolve: (text: string) => void }[] = [];
  const check = (): void => {
    for (const { pattern, resolve } of watchers) {
      const [found] = pattern.exec(stdout + stderr) ?? [];
      if (found !== undefined) resolve(found);
    }
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
      child.on("close", (code) => resolve({ code, stdout, ...apart(stderr) })),
    ),
    kill: (signal) => child.kill(signal),
    seen: (pattern) =>
      new Promise((resolve) => {
        watchers.push({ pattern, resolve });
        check();
      }),
  };
}

/** Runs a command to its end in a process of its own. */
export async function runProcess(
  name: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  return (await startCommand(name, args, options)).result;
}

/** Keeps what is written to it. */
function capture(): { stream: Writable; text(): string } {
  const chunks: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  return { stream, text: () => chunks.join("") };
}

let runs = 0;
let last: Promise<unknown> = Promise.resolve();

async function runHere(
  name: string,
  args: readonly string[],
  { cwd = root, env = {} }: CommandOptions,
): Promise<CommandResult> {
  const [stdout, stderr] = [capture(), capture()];
  const before = Object.getOwnPropertyDescriptors(process);
  const { argv, exitCode } = process;
  const folder = process.cwd();
  const { PATH = "", HOME = "" } = process.env;
  const own = { configurable: true, enumerable: true, writable: true };
  Object.defineProperties(process, {
    argv: { ...own, value: [argv[0] ?? "", join(root, "jrank", `${name}.ts`), ...args] },
    env: { ...own, value: { PATH, HOME, ...env } },
    stdout: { ...own, value: stdout.stream },
    stderr: { ...own, value: stderr.stream },
  });
  process.chdir(cwd);
  process.exitCode = undefined;
  try {
    // A module runs once: another query is another module, whose imports are the same.
    await import(/* @vite-ignore */ join(root, "jrank", `${name}.ts?run=${runs++}`));
    const code = Number(process.exitCode ?? 0);
    return { code, stdout: stdout.text(), ...apart(stderr.text()) };
  } finally {
    process.chdir(folder);
    for (const key of ["argv", "env", "stdout", "stderr"] as const) {
      Object.defineProperty(process, key, before[key] as PropertyDescriptor);
    }
    process.exitCode = exitCode;
  }
}

/** Runs a command to its end in this process, after those that were asked for before it. */
export function runCommandLine(
  name: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const result = last.then(() => runHere(name, args, options));
  last = result.catch(() => {});
  return result;
}

/** In memory where there is room: to wait for a disk is most of the time of tests that are careful. */
const MEMORY = "/dev/shm";
const ROOM = 2 ** 31;
const hasRoom = (): boolean => {
  if (!existsSync(MEMORY)) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize > ROOM;
};
const temporary = hasRoom() ? MEMORY : tmpdir();

/** A new empty folder and what removes it. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(temporary, "jrank-test-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
