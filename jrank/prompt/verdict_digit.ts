/**
 * The verdict as a digit where the prompt asks for one: alone on a line near the end, after a label
 * such as 評価:, in a sentence such as 私の選択は2です, or behind the last sentence. A digit anywhere
 * else (アシスタント2, 3つの都市) is not a verdict. Text comes in plain width.
 */
import type { Verdict } from "./verdict.ts";

const NAME = "(?:アシスタント|Assistant|어시스턴트|回答|Answer|Response|답변)";
/** A digit that is not a part of a number, a count, a mark out of ten or a rank. */
const DIGIT = String.raw`([123])(?![\d/.]\d|\d|つ|点|점|個|番目|位|人|年|回|項|種|段階|개|가지|번째|\s*\/)`;
const OPEN = String.raw`[\s*_\x60"'「『(\[【<]*`;
const CLOSE = String.raw`[\s*_\x60"'」』)\]】>。.]*`;

const ALONE = new RegExp(`^${OPEN}${DIGIT}${CLOSE}$`);
const WORD =
  "(?:評価|判定|判断|選択肢?|選ぶ(?:アシスタントの)?(?:回答|アシスタント)?|結論|結果|勝者|出力|答え|番号|数字|verdict|winner|choice|decision|answer|evaluation|judg(?:e)?ment|output|result|판정|선택|결론|결과|평가|승자|출력|정답|답)";
const LABELLED = new RegExp(
  String.raw`${WORD}[^\n。:、,]{0,8}[::]${OPEN}${NAME}?\s*${DIGIT}${CLOSE}(?:$|\n|です|とな|とし|の回答(?:です)?(?:[。\n]|$)|[,、] ?(?:because|as|since))`,
  "gim",
);
const STATED = new RegExp(
  String.raw`${WORD}(?:は|を|が|として|은|는|을|를|\s+(?:is|would be|must be)|,)[\s、,]*${OPEN}${NAME}?\s*${DIGIT}${CLOSE}\s*(?:です|となり|とし|とする|と(?:評価|判断|決定|結論)|になり|だ|である|を(?:選|出力)|로|으로|번|입니다|이다|$|\n)`,
  "gi",
);
const TAKEN = new RegExp(
  String.raw`(?<!${NAME}\s*)${OPEN}${DIGIT}["'」』)]*\s*(?:番)?を?(?:選択|選び|選ぶ|選ん|出力|を선택|번?을?\s*선택|번?을?\s*출력)`,
  "g",
);
const CHOSEN = new RegExp(
  String.raw`\b(?:I (?:choose|select|pick|output)|(?:choose|select)(?:ing)? option|my (?:final )?(?:choice|verdict|answer|decision) is)[:\s]+${OPEN}(?:assistant\s*)?${DIGIT}`,
  "gi",
);
const BEHIND = new RegExp(String.raw`[。.!?)」]\s*${OPEN}${DIGIT}${CLOSE}$`);

/** Lines from the end in which a digit alone, or a label without "final", counts. */
const LAST_LINES = 3;

interface Found {
  at: number;
  digit: string;
}

/** The last verdict digit in the text. */
export function readDigit(text: string): Verdict | undefined {
  // A remark in brackets behind everything, as people append it, is not the judge's.
  const body = text.trimEnd().replace(/\s*(?<!\[)\[[^[\]\d]{4,}\]$/, "");
  const lines = linesOf(body);
  const tail = lines.at(-LAST_LINES)?.at ?? 0;
  const found: Found[] = [];
  for (const line of lines.slice(-LAST_LINES)) {
    const alone = ALONE.exec(line.text);
    if (alone) found.push({ at: line.at, digit: alone[1] as string });
  }
  const last = lines.at(-1);
  const behind = last && BEHIND.exec(last.text);
  if (last && behind) found.push({ at: last.at + behind.index, digit: behind[1] as string });
  for (const match of body.matchAll(LABELLED)) {
    const isFinal = /最終|最後|総合|final|최종|마지막/i.test(
      lineBefore(body, match.index) + match[0],
    );
    if ((match.index >= tail || isFinal) && !aboutOne(body, match.index)) {
      found.push({ at: match.index, digit: match[1] as string });
    }
  }
  for (const pattern of [STATED, TAKEN, CHOSEN]) {
    for (const match of body.matchAll(pattern)) {
      if (!aboutOne(body, match.index)) found.push({ at: match.index, digit: match[1] as string });
    }
  }
  const latest = found.sort((a, b) => a.at - b.at).at(-1);
  if (!latest) return undefined;
  return { kind: "winner", winner: Number(latest.digit) as 1 | 2 | 3, form: "digit" };
}

/** The lines that are not blank, with their places. */
function linesOf(text: string): { text: string; at: number }[] {
  return [...text.matchAll(/[^\n]+/g)]
    .map((match) => ({ text: match[0], at: match.index }))
    .filter((line) => line.text.trim() !== "");
}

function lineBefore(text: string, at: number): string {
  return text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
}

/** Whether the words right before speak of one assistant's own marks: アシスタント1の評価: 3. */
function aboutOne(text: string, at: number): boolean {
  return new RegExp(
    String.raw`${NAME}\s*[12AB](?:の回答)?(?:の|に対する|'s)\s*[^\n。、]{0,6}$`,
    "i",
  ).test(lineBefore(text, at));
}
