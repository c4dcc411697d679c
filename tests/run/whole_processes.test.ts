/** Each command as a process of its own: it starts, helps, and tells a usage error by its exit code. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runProcess } from "../support/command.ts";

const commands = readdirSync(join(import.meta.dirname, "../../jrank"))
  .filter((name) => name.endsWith(".ts"))
  .map((name) => name.slice(0, -".ts".length));

it.concurrent.each(commands)("%s", async (name) => {
  const help = await runProcess(name, ["--help"]);
  expect([help.code, help.stderr]).toEqual([0, ""]);
  expect(help.stdout).toContain(`${name}.`);
  const wrong = await runProcess(name, ["--no-such-flag"]);
  expect([wrong.code, wrong.stdout]).toEqual([2, ""]);
  expect(wrong.stderr).toMatch(/(^|\n)Error: .*\n\(--help lists the flags\)/);
});
