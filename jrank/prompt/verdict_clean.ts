/** A judge's reply in one spelling: without thinking and invisible signs, in plain width and letters. */
import { isReported } from "./verdict_quotes.ts";

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
