/**
 * Which language a text is in: by the scripts of its letters, its small words, and its Chinese
 * characters. Of those the national character sets tell: mainland China's GB 2312 has the
 * simplified forms, Taiwan's Big5 the traditional ones, and JIS X 0208 those of Japan. (The
 * platform's decoders carry all three.)
 */
import { latinLanguageOf, latinWordsOf } from "./latin_words.ts";

/** Shares of the letters of a text; they sum to 1, or are all 0 where there is no letter. */
interface Scripts {
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

/** Those with prompts of their own, and any other; `zh` is simplified Chinese, `zh-hant` traditional. */
const LANGUAGES = ["ja", "en", "ko", "zh", "zh-hant", "other"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Languages of the names of prompts; "neutral" is for all questions in another one. */
export const PROMPT_LANGUAGES = ["ja", "en", "ko", "zh", "zh-hant", "neutral"] as const;
export type PromptLanguage = (typeof PROMPT_LANGUAGES)[number];

/** What the program says to a judge beside the prompt is written in these. */
export type InstructionLanguage = "ja" | "en" | "ko" | "zh";

/** The language to go on in with a judge whose instructions are these. */
export function instructionLanguageOf(
  instructions: string,
  otherwise: InstructionLanguage = "en",
): InstructionLanguage {
  const language = languageOf(instructions) ?? otherwise;
  if (language === "zh-hant") return "zh";
  return language === "other" ? "en" : language;
}

/** More of a text tells no more about its language. */
const LOOKED_AT = 20_000;
/** Letters that must be left when code and quotations are taken away. */
const ENOUGH = 4;

const letters = (text: string): number => counted(text, /\p{L}/gu);

/** A question's own words: what it quotes and its code are often in another language. */
function ownWords(text: string): string {
  const rest = text
    .slice(0, LOOKED_AT)
    .replace(/```[\s\S]*?(?:```|$)|`[^`\n]*`|https?:\/\/\S+/g, " ")
    .replace(/「[^「」]*」|『[^『』]*』|“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|"[^"\n]*"/g, " ");
  return letters(rest) >= ENOUGH ? rest : text.slice(0, LOOKED_AT);
}

/** Whether Latin words make the sentence and other letters stand in it as words that it is about. */
function isLatinSentence(text: string): boolean {
  const [first] = /\p{L}/u.exec(text) ?? [];
  if (first === undefined || !/\p{Script=Latin}/u.test(first)) return false;
  const { words, english, other } = latinWordsOf(text);
  const known = Math.max(english, other);
  return known >= 2 && known >= 0.3 * words;
}

/** Japanese has names of a few Chinese characters without kana, hardly ever a whole question. */
const ENOUGH_FOR_CHINESE = 6;

/** Chinese where characters are there that Japanese does not write, or many without any kana. */
function chineseOf(text: string, han: number, kana: number): "zh" | "zh-hant" | undefined {
  const { simplified, traditional, either } = chineseSignsOf(text);
  const signs = simplified + traditional + either;
  if (signs === 0 && (kana > 0 || han < ENOUGH_FOR_CHINESE)) return undefined;
  return traditional > simplified ? "zh-hant" : "zh";
}

/**
 * The language of a text, code and quotations left out. "other" is a language without prompts of its
 * own. Undefined where there are no letters to tell by, or only what may be several languages: a few
 * Chinese characters, a formula, code, names.
 */
export function languageOf(text: string): Language | undefined {
  const own = ownWords(text);
  const { kana, han, hangul, latin, other } = scriptsOf(own);
  if (latin > 0 && latin < 1 && isLatinSentence(own)) return latinLanguageOf(own);
  if (hangul > 0.2 && hangul >= kana) return "ko";
  if (han > 0.05 && kana < 0.1 * (kana + han)) {
    const chinese = chineseOf(own, counted(own, /\p{Script=Han}/gu), kana);
    if (chinese) return chinese;
  }
  if (kana > 0.05 || (kana > 0 && han + kana > 0.2)) return "ja";
  if (other > 0.2) return "other";
  const latinLanguage = latin > 0.5 ? latinLanguageOf(own) : undefined;
  if (latinLanguage || latin === 0) return latinLanguage;
  // Names and code tell nothing: then the few other letters do.
  if (hangul > 0) return "ko";
  if (kana > 0) return "ja";
  return other > 0 ? "other" : undefined;
}

/** The language of most of the texts; undefined where none tells. */
export function mainLanguageOf(texts: readonly string[]): Language | undefined {
  const counts = new Map<Language, number>();
  const chinese: string[] = [];
  for (const text of texts) {
    const language = languageOf(text);
    if (language === undefined) continue;
    const isChinese = language === "zh" || language === "zh-hant";
    if (isChinese) chinese.push(text);
    const counted = isChinese ? "zh" : language;
    counts.set(counted, (counts.get(counted) ?? 0) + 1);
  }
  const [first] = [...counts].toSorted(
    ([a, m], [b, n]) => n - m || LANGUAGES.indexOf(a) - LANGUAGES.indexOf(b),
  );
  if (first?.[0] !== "zh") return first?.[0];
  // Which of the two scripts, one short question does not always tell.
  const { simplified, traditional } = chineseSignsOf(chinese.join("\n"));
  return traditional > simplified ? "zh-hant" : "zh";
}

const OWN_LETTERS: Partial<Record<Language, RegExp>> = {
  ja: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
  ko: /\p{Script=Hangul}/u,
};

/**
 * The language of a text among others that are mostly in `main`: a question that is nearly all code
 * or a quotation, or too short to tell, is asked in that language unless it shows another one.
 */
export function languageAmong(text: string, main: Language | undefined): Language | undefined {
  if (main && OWN_LETTERS[main]?.test(text)) return main;
  const language = languageOf(text) ?? main;
  if (language === main || main === undefined) return language;
  return shows(text, language, main) ? language : main;
}

/** Whether a text that seems to be in one language is surely not in the main one. */
function shows(text: string, language: Language | undefined, main: Language): boolean {
  const isChinese = language === "zh" || language === "zh-hant";
  if (isChinese && (main === "ja" || main === "zh" || main === "zh-hant")) {
    const { simplified, traditional } = chineseSignsOf(text);
    return language === "zh" ? simplified > 0 : traditional > 0;
  }
  if (main === "en" && language === "other" && scriptsOf(text).other < 0.2) {
    return latinWordsOf(text).other >= 2;
  }
  if (main === "other" && language === "en") return latinWordsOf(text).english >= 2;
  return true;
}

interface Rows {
  encoding: string;
  /** First and last lead byte, in the encoding. */
  lead: readonly [number, number];
  trail: readonly [number, number];
}

const GB_2312: Rows = { encoding: "gb18030", lead: [0xb0, 0xf7], trail: [0xa1, 0xfe] };
const GB_LEVEL_1: Rows = { ...GB_2312, lead: [0xb0, 0xd7] };
/** Its first part: the 5,401 frequent ones. */
const BIG5: Rows = { encoding: "big5", lead: [0xa4, 0xc6], trail: [0x40, 0xfe] };
/** Level 1, what is written today; level 2 has old forms besides rare characters. */
const JIS_LEVEL_1: Rows = { encoding: "euc-jp", lead: [0xb0, 0xcf], trail: [0xa1, 0xfe] };
const JIS: Rows = { ...JIS_LEVEL_1, lead: [0xb0, 0xf4] };

function hanIn({ encoding, lead, trail }: Rows): Set<string> {
  const bytes: number[] = [];
  for (let first = lead[0]; first <= lead[1]; first++) {
    for (let second = trail[0]; second <= trail[1]; second++) bytes.push(first, second);
  }
  const text = new TextDecoder(encoding).decode(Uint8Array.from(bytes));
  return new Set(text.match(/\p{Script=Han}/gu));
}

function charactersOf() {
  const [simplified, frequent, traditional] = [hanIn(GB_2312), hanIn(GB_LEVEL_1), hanIn(BIG5)];
  const [japanese, japaneseToday] = [hanIn(JIS), hanIn(JIS_LEVEL_1)];
  const signs = new Map<string, "simplified" | "traditional" | "either">();
  for (const c of simplified) {
    if (japaneseToday.has(c) || (japanese.has(c) && !frequent.has(c))) continue;
    signs.set(c, traditional.has(c) ? "either" : "simplified");
  }
  for (const c of traditional) {
    if (!simplified.has(c) && !japaneseToday.has(c)) signs.set(c, "traditional");
  }
  return signs;
}

let known: ReturnType<typeof charactersOf> | undefined;

/** Characters of a text that Chinese writes and Japanese today does not, by Chinese script. */
function chineseSignsOf(text: string): Record<"simplified" | "traditional" | "either", number> {
  known ??= charactersOf();
  const counts = { simplified: 0, traditional: 0, either: 0 };
  for (const c of text) {
    const script = known.get(c);
    if (script) counts[script]++;
  }
  return counts;
}
