/**
 * Commands as processes: each starts, helps and lets its process end; it tells a usage error by its
 * exit code; and one as the README starts it, from the sources.
 */
import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { bundled } from "../support/bundle.ts";
import { runCommandLine, runProcess } from "../support/command.ts";

const root = join(import.meta.dirname, "../..");
const commands = readdirSync(join(root, "jrank"))
  .filter((name) => name.endsWith(".ts"))
  .map((name) => name.slice(0, -".ts".length));

/** Asks one command after another for help, in a process that ends when nothing is left to do. */
const ALL_HELPS = `for (const stream of [process.stdout, process.stderr]) stream.setMaxListeners(0);
for (const file of process.argv.splice(1)) {
  process.argv.splice(1, 2, file, "--help");
  await import(file);
}`;

it("all help, and leave nothing running", async () => {
  const files = await Promise.all(commands.map((name) => bundled(`jrank/${name}.ts`)));
  const { PATH = "", HOME = "" } = process.env;
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ["--input-type=module", "--eval", ALL_HELPS, "--", ...files],
    { cwd: root, env: { PATH, HOME }, maxBuffer: 1e7 },
  );
  expect(stderr).toBe("");
  const missing = commands.filter((name) => !stdout.includes(`${name}.`));
  expect(missing).toEqual([]);
});

it.each(commands)("%s", async (name) => {
  // A command under another program's name loads ours, which runs once in a process.
  const isAlias = readFileSync(join(root, `jrank/${name}.ts`), "utf8").includes("runAlias");
  const inProcess = isAlias ? [] : [runCommandLine];
  for (const run of inProcess) {
    const help = await run(name, ["--help"]);
    expect([help.code, help.stderr]).toEqual([0, ""]);
    expect(help.stdout).toContain(`${name}.`);
  }
  const inItsOwn = isAlias || name === "streamline" ? [runProcess] : [];
  for (const run of [...inProcess, ...inItsOwn]) {
    const wrong = await run(name, ["--no-such-flag"]);
    expect([wrong.code, wrong.stdout]).toEqual([2, ""]);
    expect(wrong.stderr).toMatch(/(^|\n)Error: .*\n\(--help lists the flags\)/);
  }
});

it("tsx jrank/streamline.ts", async () => {
  const args = ["jrank/streamline.ts", "--dry-run", "--config", "config.json.example"];
  const { PATH = "", HOME = "" } = process.env;
  // What npx finds; npx itself takes as long as the program.
  const tsx = join(root, "node_modules/.bin/tsx");
  const started = promisify(execFile)(tsx, args, { cwd: root, env: { PATH, HOME } });
  const { stdout, stderr } = await started;
  expect(stdout).toContain("24 questions, 8 contestants");
  expect(stdout).toMatch(/nothing was called or paid for\.\n$/);
  expect(stderr).not.toMatch(/Warning|Error|\bat /);
});
