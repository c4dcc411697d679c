/**
 * The instruction repeated: 'I will write "1" if …, "2" if …'. A judge that is cut off behind it, or
 * never comes to a verdict, has said nothing yet. Text comes in plain width.
 */

const CONDITION =
  /\b(?:if|when|otherwise|means?)\b|なら|場合|れば|とき|(?:[다으라하]|이)면|경우|때는|を意味/gi;

/** How the instruction names the choice of one side; both must be named. */
const CHOICE = (sides: string): RegExp =>
  new RegExp(
    String.raw`(?:["'“「『*\x60]|\[\[)\s{0,3}(?:${sides})\s{0,3}(?:["'”」』*\x60]|\]\])|(?:れば|なら|場合は?|면|경우(?:에는|는)?)[、,]?\s{0,3}(?:${sides})(?![\dA-Za-z])`,
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

/** A verdict that is denied ("not [[A]]"), or that some other answer would earn. */
const DENIED =
  /(?<=\b(?:not|never|n['’]t|rather than|instead of)\s(?:quite |even )?(?:an? )?["'“「*]{0,3})\[\[[^[\]\n]{1,8}\]\]|\[\[[^[\]\n]{1,8}\]\](?=["'”」*]{0,3}\s{0,3}(?:では(?:ありません|な[いく])|じゃな|(?:이|가)? ?아니|(?:answer |response |reply |one )?would\b))/gi;

/** The text without repetitions of what the prompt asked for. */
export function withoutLegends(text: string): string {
  return text
    .replace(LINES, "\n")
    .split(/(?<=[。\n])|(?<=[.!?])(?=\s)/)
    .filter((sentence) => !listsChoices(sentence))
    .join("")
    .replace(EITHER, "")
    .replace(DENIED, "")
    .replace(SCALE, "");
}
