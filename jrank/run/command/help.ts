/** What `--help` prints: the usual flags on a page, or all of them. */
import type { Command, Help as CommanderHelp } from "commander";
import { eastAsianWidth } from "get-east-asian-width";
import { type Language, type Message, messageFrom, type Said, say } from "../../core/message.ts";
import { helpInLanguage, inLanguage } from "../../words/language.ts";
import { type Flag, flagsOf } from "./options.ts";

/** What a command shows of itself beside its flags. */
export interface Help {
  /** A call as one would type it. */
  readonly example: string;
  /** Groups of settings, or single ones, that it has as flags. */
  readonly settings?: readonly string[];
  /** Settings of a model that it has as flags. */
  readonly model?: readonly Flag[];
  /**
   * Defaults of its own by the keys of settings; with it, flags have their defaults as values, because
   * no config is read that could say another.
   */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** Flags that `--help` shows; absent: all. */
  readonly usual?: readonly string[];
}

const WIDTH = 100;

/** The flags of a command from what it says of itself. */
export function flagsOfCommand({ settings = [], model = [], defaults }: Help): Flag[] {
  const flags = [...flagsOf(settings), ...model];
  if (defaults === undefined) return flags;
  return flags.map((flag) => ({
    ...flag,
    filled: defaults[flag.path.join(".")] ?? flag.setting.default,
  }));
}

/** A heading, which commander gives back as it was named, in a language. */
const titled = (title: string): Message =>
  messageFrom(({ sentences }) => sentences[title] ?? title);

/** Lines of a text between whose characters a line may end, as Japanese has it; not within other words. */
const wrapped: CommanderHelp["boxWrap"] = (text, width) => {
  const widthOf = (part: string): number =>
    [...part].reduce((sum, one) => sum + eastAsianWidth(one.codePointAt(0) as number), 0);
  const lines = [""];
  for (const part of text.match(/[!-~]+|[（「]*[^!-~（「][、。：）」]*|[（「]+/gu) ?? []) {
    const line = lines.at(-1) ?? "";
    if (widthOf(line + part) <= width) lines[lines.length - 1] = line + part;
    else lines.push(part.trimStart());
  }
  return lines.join("\n");
};

/** The help of a command; `all` shows every flag. */
export function helpText(
  program: Command,
  { example, usual }: Help,
  all: boolean,
  language: Language,
): string {
  const words = (text: Said): string => inLanguage(text, language);
  const isShort = usual !== undefined && !all;
  const shown = new Set(usual);
  const hidden = new Set(program.options.filter(({ hidden }) => hidden));
  const text = program
    .configureHelp({
      helpWidth: WIDTH,
      styleTitle: (title) => words(titled(title)),
      commandDescription: (command) => helpInLanguage(command.description(), language),
      argumentDescription: ({ description }) => helpInLanguage(description, language),
      optionDescription: ({ description }) => helpInLanguage(description, language),
      ...(language === "ja" && { boxWrap: wrapped }),
      visibleOptions: (command) =>
        command.options.filter(
          (option) =>
            !hidden.has(option) &&
            (!isShort ||
              shown.has(option.long?.slice(2) ?? "") ||
              option.helpGroupHeading === "Every command:"),
        ),
    })
    .helpInformation();
  const call = program.name().startsWith("jrank ")
    ? example.replace(/^npx tsx jrank\/\S+( completion)?/, `npx ${program.name()}`)
    : example;
  const rest = isShort
    ? say`These are the usual flags; --help all shows every flag.`
    : say`This is every flag, as --help all shows them.`;
  return `${[text.trimEnd(), "", words(say`Example:`), `  ${call}`, "", words(rest)].join("\n")}\n`;
}
