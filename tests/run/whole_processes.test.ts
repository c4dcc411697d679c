/**
 * Each command as a process of its own: it starts and helps; it tells a usage error by its exit code;
 * and one as the README starts it, from the sources.
 */
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { runCommandLine, runProcess } from "../support/command.ts";

const root = join(import.meta.dirname, "../..");
const commands = readdirSync(join(root, "jrank"))
  .filter((name) => name.endsWith(".ts"))
  .map((name) => name.slice(0, -".ts".length));

it.concurrent.each(commands)("%s", async (name) => {
  const help = await runProcess(name, ["--help"]);
  expect([help.code, help.stderr]).toEqual([0, ""]);
  expect(help.stdout).toContain(`${name}.`);
  const runs = name === "streamline" ? [runProcess, runCommandLine] : [runCommandLine];
  for (const run of runs) {
    const wrong = await run(name, ["--no-such-flag"]);
    expect([wrong.code, wrong.stdout]).toEqual([2, ""]);
    expect(wrong.stderr).toMatch(/(^|\n)Error: .*\n\(--help lists the flags\)/);
  }
});

it("npx tsx jrank/streamline.ts", async () => {
  const args = ["tsx", "jrank/streamline.ts", "--dry-run", "--config", "config.json.example"];
  const { PATH = "", HOME = "" } = process.env;
  const started = promisify(execFile)("npx", args, { cwd: root, env: { PATH, HOME } });
  const { stdout, stderr } = await started;
  expect(stdout).toContain("24 questions, 8 contestants");
  expect(stdout).toMatch(/nothing was called or paid for\.\n$/);
  expect(stderr).not.toMatch(/Warning|Error|\bat /);
});
