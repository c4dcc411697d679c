/**
 * What the program says to a person. A message is written in English where it is said; the same
 * sentence in another language is found by that English (`words/messages_ja.ts`) when the message
 * is printed. Whatever is stored (a file, an error's `message`) is the English.
 */

/** The languages that the program speaks. */
export const LANGUAGES = ["en", "ja"] as const;
export type Language = (typeof LANGUAGES)[number];

/** How a language says things. */
export interface Speech {
  readonly language: Language;
  /** Sentences by their English; `{0}`, `{1}` … stand for the values. */
  readonly sentences: Readonly<Record<string, string>>;
}

/** A sentence that can be said in each language. As a string it is English. */
export interface Message {
  in(speech: Speech): string;
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
export function messageFrom(render: (speech: Speech) => string): Message {
  const english = (): string => render(ENGLISH);
  return { in: render, toString: english, toJSON: english };
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
  const key = keyOf(parts);
  return messageFrom((speech) =>
    filled(
      speech.sentences[key] ?? key,
      values.map((value) => inWords(value, speech)),
    ),
  );
}

/** A count of things, "1 judgment" or "2 judgments"; translated by its plural, `{0} judgments`. */
export function counted(count: number, noun: string, shown = count.toLocaleString("en-US")) {
  const english = `${shown} ${noun}${count === 1 ? "" : "s"}`;
  return messageFrom(({ sentences }) => {
    const template = sentences[`{0} ${noun}s`];
    return template === undefined ? english : filled(template, [shown]);
  });
}

/** Texts one after the other; `separator` is translated like a sentence. */
export function joined(values: readonly Value[], separator = ", "): Message {
  return messageFrom((speech) =>
    values.map((value) => inWords(value, speech)).join(speech.sentences[separator] ?? separator),
  );
}
