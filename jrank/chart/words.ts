/** The words of charts, in the languages they are published in. */
import type { ChartOptions } from "./chart.ts";
import { EN, type Words } from "./words_en.ts";
import { JA } from "./words_ja.ts";

const WORDS = { en: EN, ja: JA };

/** The words of charts in a language. */
export function wordsOf({ language = "en" }: ChartOptions): Words {
  return WORDS[language];
}

export type { Words };
