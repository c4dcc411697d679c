/**
 * What the program says to a person. A message is written in English where it is said; the same
 * sentence in another language is found by that English (`words/messages_ja.ts`) when the message
 * is printed. Whatever is stored (a file, an error's `message`) is the English; what a file tells in
 * each language is stored with its parts (`storedMessage`).
 */

/** The languages that the program speaks. */
export const LANGUAGES = ["en", "ja"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language that a locale such as `ja_JP.UTF-8` names; English where it is another. */
function languageOfLocale(locale: string): Language {
  return LANGUAGES.find((one) => locale.toLowerCase().split(/[_.@-]/)[0] === one) ?? "en";
}

/**
 * The language of a command: that of `--language`, else that of the environment, where LC_ALL counts
 * before LC_MESSAGES and LANG. `args` are as they were given, since what is wrong with them is to be
 * said in that language too.
 */
export function languageOf(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Language {
  const end = args.indexOf("--");
  const flags = end < 0 ? args : args.slice(0, end);
  const at = flags.findLastIndex((arg) => /^--language(?:=|$)/.test(arg));
  const given = at < 0 ? undefined : (flags[at].split("=")[1] ?? flags[at + 1]);
  const known = LANGUAGES.find((one) => one === given);
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value);
  return known ?? languageOfLocale(locale ?? "");
}

/** How a language says things. */
export interface Speech {
  readonly language: Language;
  /** Sentences by their English; `{0}`, `{1}` … stand for the values. */
  readonly sentences: Readonly<Record<string, string>>;
  /** How wide the terminal is that shows it; absent for pipes, files and whatever else is none. */
  readonly columns?: number;
}

/** A sentence that can be said in each language. As a string it is English. */
export interface Message {
  in(speech: Speech): string;
  /** What it is made of, where it is a sentence with values. */
  readonly parts?: { template: string; values: readonly Value[] };
  toString(): string;
  toJSON(): string;
}

/** A sentence, or a text that is the same in every language, such as a file or a model. */
export type Said = string | Message;

/** What may stand in a message: an error stands for what it says. */
export type Value = Said | number | { readonly said: Said };

/** As the messages are written. */
export const ENGLISH: Speech = { language: "en", sentences: {} };

/** A message that is made anew for each language. */
export function messageFrom(
  render: (speech: Speech) => string,
  parts?: NonNullable<Message["parts"]>,
): Message {
  const english = (): string => render(ENGLISH);
  return { in: render, toString: english, toJSON: english, ...(parts && { parts }) };
}

/** A text as a language says it. */
export function inWords(value: Value, speech: Speech): string {
  if (typeof value === "object" && "said" in value) return inWords(value.said, speech);
  return typeof value === "object" ? value.in(speech) : String(value);
}

const filled = (template: string, values: readonly string[]): string =>
  template.replace(/\{(\d+)\}/g, (_, k: string) => values[Number(k)] ?? "");

/** The key of a sentence: its English with `{0}`, `{1}` … for the values. */
const keyOf = (parts: readonly string[]): string =>
  parts.reduce((key, part, k) => `${key}{${k - 1}}${part}`);

/** A sentence: `` say`${count} of ${all} questions are open` ``. */
export function say(parts: readonly string[], ...values: readonly Value[]): Message {
  const template = keyOf(parts);
  return messageFrom(
    (speech) =>
      filled(
        speech.sentences[template] ?? template,
        values.map((value) => inWords(value, speech)),
      ),
    { template, values },
  );
}

/**
 * 1234567.891 as "1,234,567.891", with at most so many decimals, as `toLocaleString("en-US")` writes it:
 * that loads the platform's tables first, which a page and a command wait for.
 */
export function thousands(value: number, decimals = 3): string {
  const factor = 10 ** decimals;
  const [whole = "", part] = String(Math.round(value * factor) / factor).split(".");
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${part === undefined ? "" : `.${part}`}`;
}

/** A count of things, "1 judgment" or "2 judgments"; translated by its plural, `{0} judgments`. */
export function counted(count: number, noun: string, shown = thousands(count)) {
  const english = `${shown} ${noun}${count === 1 ? "" : "s"}`;
  const template = `{0} ${noun}s`;
  return messageFrom(
    ({ sentences }) =>
      sentences[template] === undefined ? english : filled(sentences[template], [shown]),
    { template, values: [shown] },
  );
}

/** Texts one after the other; `separator` is translated like a sentence. */
export function joined(values: readonly Value[], separator = ", "): Message {
  return messageFrom((speech) =>
    values.map((value) => inWords(value, speech)).join(speech.sentences[separator] ?? separator),
  );
}

/** A message as a file keeps it: its English, and the sentence with the values that it is made of. */
interface StoredMessage {
  text: string;
  /** The sentence, which is its code: `{0}`, `{1}` … stand for the values. */
  template: string;
  values: (string | StoredMessage)[];
}

/** A message for a file, from which it can be said in each language. */
export function storedMessage(said: Said): StoredMessage {
  const text = inWords(said, ENGLISH);
  const { template, values } = (typeof said === "string" ? undefined : said.parts) ?? {
    template: "{0}",
    values: [text],
  };
  return { text, template, values: values.map(storedValue) };
}

function storedValue(value: Value): string | StoredMessage {
  if (typeof value === "object" && "said" in value) return storedValue(value.said);
  return typeof value === "object" && value.parts ? storedMessage(value) : inWords(value, ENGLISH);
}

/** The message that a file keeps; English where the language does not have the sentence (any more). */
export const messageOfStored = ({ text, template, values }: StoredMessage): Message =>
  messageFrom((speech) => {
    const sentence = speech.sentences[template];
    if (sentence === undefined) return text;
    return filled(
      sentence,
      values.map((value) =>
        inWords(typeof value === "string" ? value : messageOfStored(value), speech),
      ),
    );
  });
