/** The words of charts, in the languages they are published in. */
import type { Language } from "../core/message.ts";
import { type ChartWords, chartsEn } from "./charts_en.ts";
import { chartsJa } from "./charts_ja.ts";

const WORDS: Record<Language, ChartWords> = { en: chartsEn, ja: chartsJa };

/** The words of charts in a language. */
export function wordsOf({ language = "en" }: { language?: Language }): ChartWords {
  return WORDS[language];
}

export type { ChartWords };
