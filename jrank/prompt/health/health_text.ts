/** What can be wrong with one reply, seen from its text alone. */
import { languageOf, scriptsOf } from "../text_language.ts";

/** Letters and digits only, so that spacing and punctuation do not matter. */
export function bareText(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

/** Fewer characters than this say nothing about language, echo or likeness. */
const ENOUGH = 20;
const FEWEST_OF_QUESTION = 8;

const withoutCode = (text: string): string => text.replace(/```[\s\S]*?(?:```|$)|`[^`\n]*`/g, " ");

/** A question about languages, or for code or data, may rightly be answered in another one. */
const ABOUT_LANGUAGE =
  /JSON|CSV|YAML|XML|HTML|SQL|コード|プログラム|関数|正規表現|코드|프로그램|英語|英文|英訳|和訳|翻訳|訳して|中国語|韓国語|外国語|ローマ字|日本語に|english|translat|japanese|chinese|korean|spanish|french|german|영어|번역|일본어|중국어|한국어로/i;

/** A list of names may be all Chinese characters in Japanese too; more than this is Chinese. */
const ENOUGH_FOR_CHINESE = 60;

/**
 * Whether a reply is not in the language of the question: too small a share of Japanese characters,
 * hangul or Latin letters. Short replies, code and questions about languages are let pass.
 */
export function isWrongLanguage(reply: string, question: string): boolean {
  if (ABOUT_LANGUAGE.test(question)) return false;
  const language = languageOf(withoutCode(question));
  const text = withoutCode(reply);
  const { length } = bareText(text);
  if (language === undefined || length < ENOUGH) return false;
  const { kana, han, hangul, latin, other } = scriptsOf(text);
  // Japanese, Korean and Chinese text carries names and terms in Latin letters.
  if (language === "ko") return hangul < 0.2;
  if (language === "en") return latin < 0.5;
  if (language === "ja") {
    return kana + han < 0.3 || (length >= ENOUGH_FOR_CHINESE && kana < 0.03);
  }
  if (language !== "other") return han < 0.3 || kana > 0.2 || hangul > 0.2;
  // Two languages of one script are not told apart here.
  const asked = scriptsOf(withoutCode(question));
  return asked.latin > 0.5 ? latin < 0.5 : asked.other > 0.5 && other < 0.2;
}

/** Whether a reply begins with the whole question, as models do that only continue the text. */
export function isEcho(reply: string, question: string): boolean {
  const asked = bareText(question);
  return asked.length >= FEWEST_OF_QUESTION && bareText(reply).startsWith(asked);
}

const REFUSALS = [
  /(?:申し訳(?:あり|ござい)ません|申し訳ない|すみません|恐れ入りますが|残念ながら)[^。\n]{0,80}(?:できません|できかね|致しかね|いたしかね|お答え(?:する|いたし)|控え|持って(?:いません|おりません)|わかりません|分かりません)/,
  /(?:AI|人工知能|言語モデル|アシスタント)(?:である私|として|ですので|なので|のため|である)[^。\n]{0,80}(?:できません|できない|持って(?:いません|おりません)|ありません)/,
  /(?:お答え|回答|お手伝い|お応え)(?:は|を|する(?:こと)?(?:は|が)|いた)?(?:でき(?:ません|ない|かね)|しかね|いたしかね|致しかね|控え)/,
  /\b(?:I['’]?m|I am) (?:very |so |really )?(?:sorry|afraid)\b[^.\n]{0,80}\b(?:can(?:not|['’]t)|unable|not able|do(?:n['’]t| not))\b/i,
  /\bAs an? (?:AI|artificial intelligence|(?:large )?language model)\b[^.\n]{0,80}\b(?:can(?:not|['’]t)|unable|not able|do(?:n['’]t| not))\b/i,
  /\bI(?:['’]m| am)? (?:cannot|can['’]t|unable to|not able to|won['’]t) (?:help|assist|answer|comply|provide|fulfil+|discuss)\b/i,
  /(?:죄송(?:합니다|하지만)|유감스럽게도)[^.\n]{0,80}(?:수 없|어렵|못합니다|불가능)/,
  /(?:AI|인공지능|언어 모델)(?:로서|이기 때문에|이므로|이라)[^.\n]{0,80}(?:수 없|않습니다|못합니다)/,
];
/** A refusal comes at once; apologies further down are part of an answer. */
const BEGINNING = 160;

/** Whether a reply declines to answer. */
export function isRefusal(reply: string): boolean {
  const start = reply.trim().slice(0, BEGINNING);
  return REFUSALS.some((pattern) => pattern.test(start));
}

const ROLE =
  "(?:user|human|assistant|system|instruction|input|response|ユーザー|アシスタント|システム|指示|入力|応答|回答例|사용자|어시스턴트|시스템)";
/** Within a line: patterns that go over line ends take a time that grows with the square of blank lines. */
const BLANK = String.raw`[^\S\n\r\u2028\u2029]*`;
const TEMPLATE_TOKENS = new RegExp(
  [
    // ChatML, Llama 3, Phi, GPT-NeoX and the like; DeepSeek's wide bars.
    String.raw`<[|｜][\w▁ ]{2,40}[|｜]>`,
    String.raw`\[/?INST\]|<</?SYS>>|</?s>|<(?:start|end)_of_turn>|<(?:bos|eos|pad|unk)>|\[(?:PAD|UNK|EOS|BOS)\]|<NL>`,
    `^${BLANK}#{2,3}${BLANK}${ROLE}(?:${BLANK}[::])?${BLANK}$`,
    `^${BLANK}${ROLE}${BLANK}[::](?!//)`,
  ].join("|"),
  "im",
);

/** The first piece of a chat template left in a reply: a wrong template, or a stop string unset. */
export function templateTokenIn(reply: string): string | undefined {
  return TEMPLATE_TOKENS.exec(withoutCode(reply))?.[0].trim();
}

/** Whether the text is what a program stored for a failed call: jrank's and FastChat's marks. */
export function isErrorMark(reply: string): boolean {
  return /^\s*\$?ERROR\$?\s*$/i.test(reply);
}

/** Whether a reply goes round in circles: its last characters make up more than half of it. */
export function isLoop(reply: string): boolean {
  const text = reply.trim();
  if (text.length < 200) return false;
  const end = text.slice(-24);
  return (text.split(end).length - 1) * end.length > text.length / 4 && text.split(end).length > 5;
}
