#!/usr/bin/env node
/**
 * The one command `jrank`, with the others as its subcommands. It loads nothing before it knows what
 * is asked for, so that its help is there at once.
 */
import { readFileSync } from "node:fs";
import * as node from "node:module";
import { languageOf, type Said, say } from "../core/message.ts";
import { suggest } from "../core/suggest.ts";
import { ALIASES, COMMANDS, GROUPS } from "./commands.ts";

// What is compiled once is kept for the next start, where this Node can (22.1 and newer).
(node as { enableCompileCache?: () => void }).enableCompileCache?.();

const language = languageOf(process.argv.slice(2), process.env);
/** A text as this person reads it; the Japanese is loaded only for who reads it. */
const words: (said: Said) => string =
  language === "en"
    ? String
    : await import("../words/language.ts").then(({ inLanguage }) => {
        return (said: Said) => inLanguage(said, language);
      });
const print = (text: string): boolean => process.stdout.write(`${text}\n`);

/** A command by its name or that of its file, in any spelling. */
function commandOf(given: string): string | undefined {
  const name = given.replace(/\.(?:ts|py)$/, "").replaceAll("_", "-");
  return Object.keys(COMMANDS).find(
    (key) => key === name || COMMANDS[key].file.replaceAll("_", "-") === name,
  );
}

function help(): string {
  const widest = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const groups = Object.entries(GROUPS).map(([group, heading]) => {
    const rows = Object.entries(COMMANDS)
      .filter(([, command]) => command.group === group)
      .flatMap(([name, { says, example }]) => [
        `  ${name.padEnd(widest)}  ${words(says)}`,
        `      jrank ${name} ${example}`,
      ]);
    return [`${words(heading)}:`, ...rows].join("\n");
  });
  const lines = [
    say`Usage: jrank <command> [options]`,
    say`Ranks language models by comparing their answers.`,
  ].map((line) => words(line));
  const rest = say`jrank <command> --help shows the flags of a command.`;
  return [...lines, ...groups, words(rest), ""].join("\n\n").trimEnd();
}

function version(): string {
  const file = new URL("../../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

/** Runs a command as if its file had been called, under the name by which it was. */
async function run(name: string, args: readonly string[]): Promise<void> {
  process.argv.splice(1, process.argv.length, `jrank ${name}`, ...args);
  await COMMANDS[name].load();
}

/** What may stand behind these words. */
async function complete([name, ...given]: readonly string[]): Promise<void> {
  const command = name === undefined ? undefined : commandOf(name);
  if (command !== undefined) return run(command, ["--complete", ...given]);
  if (name !== undefined) return;
  for (const [key, { says }] of Object.entries(COMMANDS)) {
    print(`${key}\t${words(says)}`);
  }
}

const [first = "--help", ...others] = process.argv.slice(2);
// `jrank --language ja` and `jrank help run` mean the help, too.
const isHelp = ["help", "-h", "--help", "--language"].includes(first.split("=")[0]);
const alias = Object.keys(ALIASES).find((name) => name === first.replace(/\.(?:ts|py)$/, ""));
const command = commandOf(isHelp && first === "help" ? (others[0] ?? "") : first);
if (first === "--complete") await complete(others);
else if (first === "--version" || first === "-V") print(version());
else if (first === "help" && command !== undefined) await run(command, ["--help"]);
else if (isHelp) print(help());
else if (command !== undefined) await run(command, others);
else if (alias !== undefined) {
  process.argv.splice(1, process.argv.length, `jrank ${alias}`, ...others);
  await ALIASES[alias]?.();
} else {
  const meant = suggest(first, Object.keys(COMMANDS));
  const fault = say`there is no command "${first}".${meant}\n(jrank --help lists the commands)`;
  process.stderr.write(`${words(say`Error: ${fault}`)}\n`);
  process.exitCode = 2;
}
