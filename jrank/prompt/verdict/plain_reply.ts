/**
 * A judge's reply in one spelling: without thinking and invisible signs, in plain width and letters;
 * and without the instruction repeated ('I will write "1" if …, "2" if …'), which is no verdict yet.
 */
import { isReported } from "./own_words.ts";

const TAG = String.raw`(?:<(\/?)(?:think|thinking|thought|reasoning)>|\[(\/?)THINK\])`;

/**
 * The text without the judge's thinking. A thought opens at the start of a line and goes on to the
 * first mark that closes it; where none is opened it was so before the reply, in the prompt. Marks
 * that are quoted, or said to stand in an answer, are something that the judge speaks about.
 */
export function withoutThinking(text: string): string {
  let kept = "";
  let open: number | undefined;
  let hasOpened = false;
  let at = 0;
  for (const match of text.matchAll(new RegExp(TAG, "gi"))) {
    const end = match.index + match[0].length;
    const closes = (match[1] ?? match[2]) === "/";
    const before = text.slice(Math.max(0, match.index - 9), match.index);
    if (!closes && open === undefined && /(?:^|\n)\s*$/.test(before)) {
      kept += text.slice(at, match.index);
      open = match.index;
      hasOpened = true;
    } else if (closes && open !== undefined) {
      open = undefined;
      at = end;
    } else if (closes && !hasOpened && !isSpokenOf(text, match.index, end)) at = end;
  }
  return open === undefined ? kept + text.slice(at) : kept;
}

const isSpokenOf = (text: string, at: number, end: number): boolean =>
  /["'`“‘「『]$/.test(text.slice(at - 1, at)) || (isReported(text, at) && text[end] !== "\n");

/** Letters that look like A, B and C, where they stand alone. */
const ALIKE: Record<string, string> = { А: "A", Α: "A", В: "B", Β: "B", С: "C", Ϲ: "C" };
const LONE = /(?<!\p{L})[АΑВΒСϹ](?!\p{L})/gu;
const DIGITS = ["❶➀➊", "❷➁➋", "❸➂➌"];
/** Enclosed letters that compatibility does not unfold: 🅐, 🅰. */
const ENCLOSED = /[\u{1f150}-\u{1f169}\u{1f170}-\u{1f189}]/gu;

/** Runs of blanks are cut short, so that no pattern has to walk through long ones. */
export const withShortBlanks = (text: string): string =>
  text.replace(/([^\S\n]{8})[^\S\n]+/g, "$1").replace(/\n(?:[^\S\n]{0,8}\n){2,}/g, "\n\n");

/**
 * Invisible signs go, full-width and mathematical digits, letters and brackets become plain ones, and
 * so do look-alikes, brackets escaped for Markdown, doubled ones of other kinds and HTML's entities;
 * other text stays.
 */
export function plain(text: string): string {
  return withShortBlanks(
    text
      .normalize("NFKC")
      .replace(/\r\n?|[\u2028\u2029]/g, "\n")
      .replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}]|(?![\n\t])\p{Cc}/gu, ""),
  )
    .replace(LONE, (letter) => ALIKE[letter] as string)
    .replace(/[❶❷❸➀➁➂➊➋➌]/g, (sign) => String(DIGITS.findIndex((like) => like.includes(sign)) + 1))
    .replace(ENCLOSED, (sign) =>
      String.fromCharCode(65 + (((sign.codePointAt(0) as number) - 0x1f150) % 32)),
    )
    .replace(/\\([[\]])/g, "$1")
    .replace(/〔〔|【【|〖〖|「「|『『|[⟦〚]|\[[^\S\n]\[/g, "[[")
    .replace(/〕〕|】】|〗〗|」」|』』|[⟧〛]|\][^\S\n]\]/g, "]]")
    .replaceAll("&gt;", ">")
    .replaceAll("&lt;", "<")
    .replaceAll("≫", ">>")
    .replaceAll("≪", "<<");
}

const CONDITION =
  /\b(?:if|when|otherwise|means?)\b|なら|場合|れば|とき|(?:[다으라하]|이)면|경우|때는|を意味|(?:更好|更优|优|佳|胜|好|平局|持平|相当)(?:就|则|时|的话)?,?(?:就)?(?:输出|写|选|填)|如果|若/gi;

/** How the instruction names the choice of one side; both must be named. */
const CHOICE = (sides: string): RegExp =>
  new RegExp(
    String.raw`(?:["'“「『*\x60]|\[\[)\s{0,3}(?:${sides})\s{0,3}(?:["'”」』*\x60]|\]\])|(?:れば|なら|場合は?|면|경우(?:에는|는)?|(?:更好|更优|优|佳|胜|好)(?:就|则|时|的话)?,?(?:就)?(?:输出|写|选|填))[、,]?\s{0,3}(?:${sides})(?![\dA-Za-z])`,
  );
const FIRST = CHOICE("1|A|A>{1,2}B");
const SECOND = CHOICE("2|B|B>{1,2}A");
const THIRD = CHOICE("3|C|A=B");

/** Both choices, each under its condition. */
function listsChoices(sentence: string): boolean {
  if (!FIRST.test(sentence) || !SECOND.test(sentence)) return false;
  const isExplained = THIRD.test(sentence) && (sentence.match(/[:=]/g) ?? []).length > 2;
  return isExplained || (sentence.match(CONDITION) ?? []).length > 1;
}

/** Choices, one a line, with what each stands for: "[[A]]: …", "1. … better: [[A>>B]]". */
const LINES =
  /(?:^[^\n]{0,60}\[\[(?:A|A>>B)\]\][^\n]{0,80}\n)(?:[^\n]{0,60}\[\[[A-C<>=]{1,4}\]\][^\n]{0,80}(?:\n|$)){2,4}/gm;
/** "[[A]] or [[B]]", '"[[A]]", "[[B]]" or "[[C]]"'. */
const EITHER =
  /\[\[[A-C1-3<>=]{1,4}\]\]["'」]?(?:\s{0,3}(?:,|、|\/|or|か|または|もしくは|또는|나|,\s{0,3}or|、または)\s{0,3}["'「]?\[\[[A-C1-3<>=]{1,4}\]\]["'」]?)+/gi;
/** The scale, and the example of how a rating is written. */
const SCALE =
  /\[\[\d{1,2}\]\]\s{0,3}(?:to|through|-|~|〜|から|에서|부터)\s{0,3}\[\[\d{1,2}\]\]|\[\[10\]\](?<=(?:out of|\/|of|maximum|full marks|満点の?|最高点?の?|만점)\s{0,3}(?:(?:score )?of|is|は)?\s{0,3}\[\[10\]\])|(?:for example|e\.g\.|例えば|たとえば|例|예를 들어|예)\s{0,3}[::,、]?\s{0,3}["'「(]?(?:rating|評価|평가|평점)?\s{0,3}:?\s{0,3}\[\[[\d,\s]{1,6}\]\]/gi;

/** The form that was asked for: 「評価：[[5]]」のような形式で. */
const FORM =
  /["“「『]?[^\n"“”「」『』。、,.]{0,16}\[\[[^[\]\n]{1,9}\]\]["”」』]?\s{0,3}(?:のような|のように|という|といった|の|와 같은|과 같은|이라는|라는|这样的|的)?\s{0,3}(?:形式|形(?=[でにを])|フォーマット|書式|형식|형태|格式)|(?:\b(?:form|format|style)(?: of|:)?|\bformatted (?:as|like))\s{0,3}["“'(]?[^\n"“”.,]{0,16}\[\[[^[\]\n]{1,9}\]\]/gi;
/** "1 = first better, 2 = second better, 3 = tie", without names. */
const NAMELESS_KEY =
  /^[^\n]{0,40}\b1\s{0,3}(?:=|:|->|→)\s{0,3}(?:the )?first\b[^\n]{0,40}\b2\s{0,3}(?:=|:|->|→)\s{0,3}(?:the )?second\b[^\n]{0,60}$/gim;

/** A verdict that is denied ("not [[A]]"), or that some other answer would earn. */
const DENIED =
  /(?<=\b(?:not|never|n['’]t|rather than|instead of)\s(?:quite |even )?(?:an? )?["'“「*]{0,3})\[\[[^[\]\n]{1,8}\]\]|\[\[[^[\]\n]{1,8}\]\](?=["'”」*]{0,3}\s{0,3}(?:では(?:ありません|な[いく])|じゃな|(?:이|가)? ?아니|(?:answer |response |reply |one )?would\b))/gi;

const NAME =
  "(?:アシスタント|[Aa]ssistant|어시스턴트|助手|回答|[Aa]nswer|답변|モデル|[Mm]odel|[Rr]esponse)";
/** A name with its own number, either way round: "Assistant 1 = 1", "1 = Assistant 1", "アシスタント1(1)". */
const keyOf = (side: string): string =>
  String.raw`(?:${NAME}\s*(?:${side})(?:の回答|의 답변|的回答)?\s*(?:=|:|->|→|⇒|\(|は|が)\s*["'「]?(?:${side})(?![\d.]|点|점|分|つ)|(?<![\d.])(?:${side})\s*(?:=|:|\.|->|→|⇒|\(|は)\s*["'「]?(?:the )?${NAME}\s*(?:${side})(?!\d))`;
const KEY = [new RegExp(keyOf("1|A")), new RegExp(keyOf("2|B"))] as const;
/** The choices repeated, one a line; they state nothing. */
const KEY_LINES = new RegExp(
  `^[^\\n]{0,6}${keyOf("1|A")}[^\\n]{0,30}\\n[^\\n]{0,6}${keyOf("2|B")}[^\\n]{0,30}(?:\\n[^\\n]{0,6}(?:3|C)\\s{0,3}[=:.(→][^\\n]{0,60}|(?:\\n|$))`,
  "gm",
);
const DIGIT_LINES =
  /^\W{0,6}1\W{0,3}(?:[:=.)]|when|if|for|は)[^\n]*\n\W{0,6}2\W{0,3}(?:[:=.)]|when|if|for|は)[^\n]*\n\W{0,6}3\W{0,3}(?:[:=.)]|when|if|for|は)[^\n]*(?:どちら|同等|互角|引き?分け|優劣|neither|tie|equal|choose|무승부|동등|우열|平局)[^\n]*$/gim;
/** A name's own number behind it within a sentence: "Assistant 1 (1)". */
const ECHO = new RegExp(String.raw`(${NAME}\s*([12AB])(?:の回答|의 답변|的回答)?)\s?\(\2\)`, "g");
/** The task repeated: "Write 1 for Assistant 1, 2 for …". */
const isKey = (sentence: string): boolean =>
  KEY.every((side) => side.test(sentence)) || FOR_EACH.every((side) => side.test(sentence));
const FOR_EACH = [
  new RegExp(`(?<!\\d)1 (?:for|if|to choose) (?:the )?${NAME}`, "i"),
  new RegExp(`(?<!\\d)2 (?:for|if|to choose) (?:the )?${NAME}`, "i"),
];

/** The text without repetitions of what the prompt asked for. */
export function withoutLegends(text: string): string {
  return text
    .replace(LINES, "\n")
    .replace(NAMELESS_KEY, "")
    .replace(FORM, "")
    .replace(DIGIT_LINES, "")
    .replace(KEY_LINES, "\n")
    .split(/(?<=[。\n])|(?<=[.!?])(?=\s)/)
    .filter((sentence) => !listsChoices(sentence) && !isKey(sentence))
    .join("")
    .replace(ECHO, "$1")
    .replace(EITHER, "")
    .replace(DENIED, "")
    .replace(SCALE, "");
}
