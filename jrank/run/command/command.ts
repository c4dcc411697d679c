/**
 * What every command shares: flags, errors, exit codes, interrupts. The only place that prints an
 * error or sets the exit code.
 */
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { type Command, CommanderError, Option } from "commander";
import type { Budget } from "../../backend/call/spending_limit.ts";
import { UsageError, UserError } from "../../core/errors.ts";
import {
  LANGUAGES,
  type Language,
  languageOf,
  type Message,
  type Said,
  say,
} from "../../core/message.ts";
import { type Secrets, secretsIn, withoutSecrets } from "../../core/secrets.ts";
import { inStyle, terminalText } from "../../core/terminal_text.ts";
import { nameIn, numberIn, wholeIn } from "../../store/config/setting.ts";
import * as settings from "../../store/config/settings.ts";
import { filesWritten, forgetWritten } from "../../store/files/file_bytes.ts";
import { watchSecrets } from "../../store/files/secret_guard.ts";
import { readText } from "../../store/files/text_file.ts";
import { inLanguage } from "../../words/language.ts";
import { closingOf } from "./closing.ts";
import { CommandLine } from "./command_line.ts";
import { flagsOfCommand, type Help, helpText } from "./help.ts";
import { createInterrupt, type Interrupt } from "./interrupt.ts";
import { nextWords } from "./next_words.ts";
import { addFlags } from "./options.ts";
import * as originals from "./originals.ts";
import { besideBar } from "./progress.ts";
import type { RunJournal, RunStage } from "./run_journal.ts";

/** The program: a clone, or a package that npm keeps and replaces. */
export const PACKAGE_DIR = fileURLToPath(new URL("../../../", import.meta.url));
const IS_CLONE = new URL(import.meta.url).pathname.endsWith(".ts");
/** The benchmarks that come with it. */
export const PACKAGE_DATA_DIR = `${PACKAGE_DIR}jrank/data/`;

/** The folder of benchmarks where none is set: the clone's, or that of the working directory. */
export const usualDataDir = (): string => (IS_CLONE ? PACKAGE_DATA_DIR : resolve("jrank/data"));

/** The outside world, as a use case sees it. */
export interface Context {
  env: Readonly<Record<string, string | undefined>>;
  /** The language in which the command speaks. */
  language: Language;
  /** Results. */
  out(text: Said): void;
  /** Progress, notices and warnings. */
  log(text: Said): void;
  /** Whether a person is at the terminal and may be asked. */
  interactive: boolean;
  /** Milliseconds since 1970. */
  now(): number;
  interrupt: Interrupt;
  /** Where calls are summed up. */
  journal?: RunJournal;
  /** What calls are paid from. */
  budget?: Budget;
}

/** The run was interrupted; what was paid for is stored. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly said: Message;

  constructor(said: Message) {
    super(String(said));
    this.said = said;
  }
}

/** Not everything that was asked for was done, or holds; what was done is stored and was reported. */
export class Incomplete extends Error {
  override readonly name = "Incomplete";
  readonly said: Message;
  /** The exit code. */
  readonly code: number;

  constructor(said: Message, code = 1) {
    super(String(said));
    this.said = said;
    this.code = code;
  }
}

/** Accepts the original's spellings: `--bench_name` is `--bench-name`; and other names of flags. */
export function normalizeFlags(
  args: readonly string[],
  synonyms: Readonly<Record<string, string>> = {},
): string[] {
  let literal = false;
  return args.map((arg) => {
    if (arg === "--") literal = true;
    if (literal || !arg.startsWith("--")) return arg;
    const [name = "", ...value] = arg.split("=");
    const flag = name.replaceAll("_", "-");
    return [synonyms[flag] ?? flag, ...value].join("=");
  });
}

/** The group of the flags that every command has. */
const EVERYWHERE = "Every command:";

/** How long an interrupted command waits for what others left behind. */
const EXIT_MS = 2_000;

/** Adds the variables of a .env file, where there is one, to those that are set. */
export function loadDotEnv(file: string, env: NodeJS.ProcessEnv): void {
  if (!existsSync(file)) return;
  for (const [name, value] of Object.entries(parseEnv(readText(file)))) {
    // What the shell says counts, as with `node --env-file`.
    env[name] ??= value ?? "";
  }
}

/**
 * A reader that closes the pipe (`… | head`) ends what is shown and not what is done: calls in flight are
 * kept, files are written, and the exit code tells the result.
 */
function overlookClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

function printError(error: unknown, log: Context["log"]): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Interrupted) {
    log(error.said);
    return 128 + constants.signals.SIGINT;
  }
  if (error instanceof UserError) {
    log(say`Error: ${error.said}`);
    return error instanceof UsageError ? 2 : 1;
  }
  if (error instanceof Incomplete) {
    log(error.said);
    return error.code;
  }
  log(
    say`This is a bug in jrank; please report it with these lines:\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  return 1;
}

/**
 * Runs one command: `define` adds its flags and its action to the program. Exits 0 on success, 1 on
 * failure, 2 on bad usage, 130 when interrupted.
 */
export async function runCommand(
  name: string,
  description: string,
  define: (program: Command, context: Context) => void,
  help: Help,
): Promise<void> {
  const command = name.replace(/\.ts$/, "");
  // Who calls a command by its original's name means the original's defaults, config or not.
  const hasConfig = !isOldName && existsSync("config.json");
  const around = { hasConfig, dataDir: usualDataDir() };
  const original = originals.takeOriginal(command, normalizeFlags(process.argv.slice(2)), around);
  const { args } = original;
  // The command `jrank` leaves the name by which it calls this one, as `jrank run`.
  const [, called = ""] = process.argv;
  const shownName = called.startsWith("jrank ") ? called : name;
  const language = languageOf(args, process.env);
  const interrupt = createInterrupt(language);
  const stages: RunStage[] = [];
  let secrets: Secrets = new Map();
  // Whatever models, servers and files wrote, a terminal shows it and obeys none of it.
  const shown = (text: Said, stream: NodeJS.WriteStream): string => {
    const { isTTY, columns } = stream;
    const width = isTTY && columns > 0 ? columns : undefined;
    const plain = terminalText(withoutSecrets(inLanguage(text, language, width), secrets));
    return inStyle(plain, width !== undefined && !process.env.NO_COLOR);
  };
  const context: Context = {
    env: process.env,
    language,
    out: (text) => besideBar(() => process.stdout.write(`${shown(text, process.stdout)}\n`)),
    log: (text) => besideBar(() => process.stderr.write(`${shown(text, process.stderr)}\n`)),
    interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
    now: () => Date.now(),
    interrupt,
    // A run with a journal of its own tells this one, too.
    journal: { begins() {}, ended: (stage) => stages.push(stage) },
  };
  for (const stream of [process.stdout, process.stderr]) {
    if (!stream.listeners("error").includes(overlookClosed)) stream.on("error", overlookClosed);
  }
  const program = new CommandLine(shownName)
    .description(description)
    .usage("[options]")
    .addOption(
      new Option("--data-dir <dir>", settings.benchmark.data_dir.says).helpGroup(EVERYWHERE),
    )
    .addOption(
      new Option(
        "-y, --yes",
        "ask nothing: calls that cost something are made without a question",
      ).helpGroup(EVERYWHERE),
    )
    .addOption(
      new Option(
        "--language <code>",
        "of what the command says: en, ja (default: that of LC_ALL, LC_MESSAGES, LANG)",
      )
        .argParser(nameFlag(LANGUAGES))
        .helpGroup(EVERYWHERE),
    )
    .addOption(
      new Option("-h, --help [all]", "the usual flags, or all of them").helpGroup(EVERYWHERE),
    )
    .helpOption(false)
    .allowExcessArguments(false)
    .exitOverride();
  define(program, context);
  const flags = flagsOfCommand(help);
  const synonyms = addFlags(program, flags);
  const given = normalizeFlags(args, synonyms);
  try {
    if (args[0] === "--complete") {
      const folder = args[args.lastIndexOf("--data-dir") + 1];
      const dataDir = args.includes("--data-dir") ? folder : usualDataDir();
      const next = nextWords(program, flags, args.slice(1), dataDir);
      process.stdout.write(next.map((line) => `${line}\n`).join(""));
      return;
    }
    const at = given.findIndex((arg) => arg === "--help" || arg === "-h");
    if (at >= 0) {
      process.stdout.write(helpText(program, help, given[at + 1] === "all", language));
      process.exitCode = 0;
      return;
    }
    loadDotEnv(resolve(".env"), process.env);
    secrets = secretsIn(process.env);
    watchSecrets(secrets);
    // Said of lines that are run: one with a wrong flag gets its error alone.
    program.hook("preAction", () => {
      for (const note of original.notes) context.log(note);
    });
    forgetWritten();
    await program.parseAsync(given, { from: "user" });
    if (!interrupt.stopping.aborted) {
      const call = (next: string): string =>
        called.startsWith("jrank ") ? `npx jrank ${next}` : `npx tsx jrank/${next}.ts`;
      const files = filesWritten();
      const lines = closingOf(command, {
        asked: program.opts(),
        named: program.args,
        stages,
        files,
        call,
      });
      for (const line of lines) context.log(line);
    }
    process.exitCode = interrupt.stopping.aborted ? 128 + constants.signals.SIGINT : 0;
  } catch (error) {
    process.exitCode = printError(error, context.log);
  } finally {
    interrupt.dispose();
    // A library may still wait to try a download again; nothing of ours is left to do.
    if (interrupt.stopping.aborted) setTimeout(() => process.exit(), EXIT_MS).unref();
  }
}

/** A command line of an original, and the command of ours that does it. */
type Alias = originals.Taken & { load: () => Promise<unknown> };

/** Whether the command was called by the name that its original has. */
let isOldName = false;

/**
 * Runs a command under the name that it has in an original: `choose` says which of ours does it, and
 * with which flags.
 */
export async function runAlias(
  choose: (args: string[], originals: typeof import("./originals.ts")) => Promise<Alias>,
): Promise<void> {
  isOldName = true;
  const given = normalizeFlags(process.argv.slice(2));
  const language = languageOf(given, process.env);
  const log = (text: Said): unknown =>
    process.stderr.write(`${terminalText(inLanguage(text, language))}\n`);
  const isAsking = ["--help", "-h", "--complete"].some((flag) => given.includes(flag));
  try {
    const { args, notes, load } = await choose(given, originals);
    for (const note of notes) log(note);
    if (given.includes("--help") || given.includes("-h")) {
      const [, name] = process.argv;
      const text = say`${basename(name)} takes the flags of its original (docs/coming_from.md) and runs this command:`;
      process.stdout.write(`${terminalText(inLanguage(text, language))}\n\n`);
    }
    if (!isAsking) process.argv.splice(2, process.argv.length, ...args);
    await load();
  } catch (error) {
    process.exitCode = printError(error, log);
  }
}

/** Flag parser: a number. */
export const numberFlag = (value: string): number => numberIn(value);

/** Flag parser: a whole number that is at least `least`. */
export const integerFlag =
  (least: number) =>
  (value: string): number =>
    wholeIn(value, least);

/** Flag parser: one of the names of a table. */
export const nameFlag =
  <Name extends string>(names: readonly Name[]) =>
  (value: string): Name =>
    nameIn(value, names);
