/** The language in which the commands speak to the person who runs them. */
import { ENGLISH, inWords, type Language, type Said, type Speech } from "../core/message.ts";
import { flagsJa } from "./flags_ja.ts";
import { messagesJa } from "./messages_ja.ts";
import { type TableWords, tablesEn, tablesJa } from "./tables.ts";

const TABLES: Record<Language, TableWords> = { en: tablesEn, ja: tablesJa };

/** The words of a ranking's table in a language. */
export const tableWords = (language: Language): TableWords => TABLES[language];

const SPEECH: Record<Language, Speech> = {
  en: ENGLISH,
  ja: { language: "ja", sentences: messagesJa },
};

/** How a language says things. */
export const speechOf = (language: Language): Speech => SPEECH[language];

/** A text in a language, for a terminal that is so wide, or for anything else. */
export const inLanguage = (said: Said, language: Language, columns?: number): string =>
  inWords(said, columns === undefined ? SPEECH[language] : { ...SPEECH[language], columns });

/**
 * What `--help` says of a command, an argument or a flag in a language; names and a default that
 * follow the sentence stay as they are.
 */
export function helpInLanguage(text: string, language: Language): string {
  if (language === "en") return text;
  const [, off = "", says = ""] = /^(Not(?: so)?: )?(.*)$/s.exec(text) ?? [];
  const known = Object.keys(flagsJa)
    .filter((key) => says.startsWith(key))
    .reduce((longest, key) => (key.length > longest.length ? key : longest), "");
  if (known === "") return text;
  const rest = says.slice(known.length).replace(/^: /, "：");
  return `${off && "しない："}${flagsJa[known]}${rest}`;
}
