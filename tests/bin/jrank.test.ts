/** The one command: every command is in its table, its help is short and quick, its slips are told. */
import { execFileSync } from "node:child_process";
import { chmodSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { ALIASES, COMMANDS, GROUPS } from "../../jrank/bin/commands.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const jrank = (...args: string[]) => runCommandLine("bin/jrank", args, { cwd: folder.path });
const root = fileURLToPath(new URL("../../", import.meta.url));

it("has a row for every command, which calls its file", () => {
  const files = readdirSync(join(root, "jrank"))
    .filter((name) => name.endsWith(".ts"))
    .map((name) => name.slice(0, -3));
  const rows = [...Object.values(COMMANDS).map(({ file }) => file), ...Object.keys(ALIASES)];
  expect(rows.filter((file) => file !== "completion").sort()).toEqual(files.sort());
  for (const { file, load } of Object.values(COMMANDS)) {
    expect(String(load)).toContain(`/${file}.ts`);
  }
});

it("shows every command with an example, by groups, within 80 columns", async () => {
  const { stdout, code } = await jrank();
  expect(code).toBe(0);
  expect((await jrank("--help")).stdout).toBe(stdout);
  for (const heading of Object.values(GROUPS)) expect(stdout).toContain(`\n${heading}:\n`);
  for (const [name, { says, example }] of Object.entries(COMMANDS)) {
    expect(stdout).toContain(`  ${name} `);
    expect(stdout).toContain(`${says}\n`);
    expect(stdout).toContain(`jrank ${name} ${example}\n`);
  }
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
});

it("is Japanese where that is asked for", async () => {
  const { stdout } = await jrank("--language", "ja");
  expect(stdout).toContain("使い方：jrank");
  expect(stdout.match(/[a-z]{3,} [a-z]{2,} [a-z]{2,} [a-z]{2,}/g)).toBe(null);
});

it("says its version", async () => {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  expect(await jrank("--version")).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: "" });
});

it("asks what was meant by a command that does not exist", async () => {
  expect(await jrank("jugde")).toMatchObject({
    code: 2,
    stdout: "",
    stderr: `Error: there is no command "jugde". Did you mean "judge"?\n(jrank --help lists the commands)\n`,
  });
});

it("runs a command under its own name", async () => {
  const { stdout } = await jrank("help", "site");
  expect(stdout).toMatch(/^Usage: jrank site \[options\]/);
  expect(stdout).toContain("Example:\n  npx jrank site --bench-name ");
});

it("runs a command by the name of its file, and tells its faults", async () => {
  const { stderr, code } = await jrank("overplot_rankings", "--lable1", "x", "a.json");
  expect(code).toBe(2);
  expect(stderr).toContain(`unknown option '--lable1'. Did you mean "--label1"?`);
});

describe("completion", () => {
  it("offers commands, flags, names and benchmarks", async () => {
    expect((await jrank("--complete")).stdout).toContain("judge\thas a judge compare answers\n");
    expect((await jrank("--complete", "make-ranking")).stdout).toMatch(/^--compute\t.+$/m);
    const rest = ["judge", "--data-dir", join(root, "jrank/data"), "--bench-name"];
    expect((await jrank("--complete", ...rest)).stdout).toBe("sample\n");
    const { stdout } = await jrank("--complete", "plan", "--schedule");
    expect(stdout).toContain("fewest-matches\n");
  });

  it("says which shells it knows", async () => {
    const { stderr, code } = await jrank("completion", "fihs");
    expect(code).toBe(2);
    expect(stderr).toContain(`only for bash, zsh, fish. Did you mean "fish"?`);
  });

  it("completes in bash what the program says", async () => {
    const { stdout, ...rest } = await runCommandLine("bin/completion", ["bash"]);
    // ~/.bashrc runs it: it says nothing else.
    expect(rest).toMatchObject({ code: 0, stderr: "", closing: [] });
    const program = join(folder.path, "jrank");
    writeFileSync(program, `#!/bin/sh\nprintf '%s\\tdoes\\n' simulate site "--after-$2"\n`);
    chmodSync(program, 0o755);
    const typed = `${stdout}
COMP_WORDS=(jrank sim); COMP_CWORD=1; _jrank; echo "\${COMPREPLY[@]}"
COMP_WORDS=(jrank simulate --a); COMP_CWORD=2; _jrank; echo "\${COMPREPLY[@]}"`;
    const env = { ...process.env, PATH: `${folder.path}:${process.env.PATH}` };
    expect(execFileSync("bash", ["-c", typed], { encoding: "utf8", env })).toBe(
      "simulate\n--after-simulate\n",
    );
  });
});
