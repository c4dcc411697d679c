/** Which language a text is in, by the scripts of its letters: enough for ja, ko and "Latin". */

/** Shares of the letters of a text; they sum to 1, or are all 0 where there is no letter. */
export interface Scripts {
  kana: number;
  han: number;
  hangul: number;
  latin: number;
  other: number;
}

const counted = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Counts letters by script. */
export function scriptsOf(text: string): Scripts {
  const kana = counted(text, /[\p{Script=Hiragana}\p{Script=Katakana}ー]/gu);
  const han = counted(text, /\p{Script=Han}/gu);
  const hangul = counted(text, /\p{Script=Hangul}/gu);
  const latin = counted(text, /\p{Script=Latin}/gu);
  const total = Math.max(counted(text, /\p{L}/gu), kana + han + hangul + latin);
  const share = (count: number): number => (total === 0 ? 0 : count / total);
  return {
    kana: share(kana),
    han: share(han),
    hangul: share(hangul),
    latin: share(latin),
    other: share(total - kana - han - hangul - latin),
  };
}

export type Language = "ja" | "en" | "ko";

/**
 * The language of a text: Japanese where kana occur in some number, Korean where hangul does,
 * English (any Latin text) otherwise. Undefined where there are no letters to tell by, or only
 * Chinese characters, which may be either.
 */
export function languageOf(text: string): Language | undefined {
  const { kana, han, hangul, latin } = scriptsOf(text);
  if (hangul > 0.2 && hangul >= kana) return "ko";
  if (kana > 0.05 || (kana > 0 && han + kana > 0.2)) return "ja";
  if (latin > 0.5) return "en";
  return undefined;
}

/** The language of most of the texts; undefined where none tells. */
export function mainLanguageOf(texts: readonly string[]): Language | undefined {
  const counts: Record<Language, number> = { ja: 0, en: 0, ko: 0 };
  for (const text of texts) {
    const language = languageOf(text);
    if (language) counts[language]++;
  }
  const [first] = (["ja", "en", "ko"] as const).toSorted((a, b) => counts[b] - counts[a]);
  return first && counts[first] > 0 ? first : undefined;
}

const OWN_LETTERS: Partial<Record<Language, RegExp>> = {
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
  ko: /\p{Script=Hangul}/u,
};

/**
 * The language of a text among others that are mostly in `main`: a question that is nearly all code
 * or a quotation is still asked in that language if any letter of it is there.
 */
export function languageAmong(text: string, main: Language | undefined): Language | undefined {
  return main && OWN_LETTERS[main]?.test(text) ? main : (languageOf(text) ?? main);
}
