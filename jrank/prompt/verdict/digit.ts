/**
 * The verdict as a digit where the prompt asks for one: alone on a line near the end, after a label
 * such as 評価:, in a sentence such as 私の選択は2です, or behind the last sentence. A digit anywhere
 * else (アシスタント2, 3つの都市, a mark given to one assistant) is not a verdict. A label may also be
 * followed by the assistant's name or by "tie". Text comes in plain width.
 */

import { chosenMark, type Mark, readBrackets } from "./brackets.ts";
import { readConclusion } from "./conclusion.ts";
import { isReported } from "./own_words.ts";
import type { Verdict } from "./verdict.ts";

const NAME =
  "(?:アシスタント|[Aa]ssistant|어시스턴트|モデル|[Mm]odel|回答|[Aa]nswer|[Rr]esponse|답변|모델)";
/** A digit that is not a part of a number, a count, a mark out of ten or a rank. */
const DIGIT = String.raw`([123])(?![\d/.,~-]\d|\d|つ|点|점|個|番目|位|人|年|回|項|種|段階|開|件|文|개|가지|번째|등|\s*\/|\s*(?:or|か|または|또는|や)\s*["'「]?[123])`;
// Bounded, so that a judge that got into a loop is read in linear time.
const OPEN = String.raw`(?:[\s*_\x60"'「『(\[【<$→⇒:―—─]|=>|->|\\boxed\{|<\w{1,12}>){0,12}`;
const CLOSE = String.raw`(?:[\s*_\x60"'」』)\]】>$}。.!―─]|</\w{1,12}>){0,12}`;
const SAID =
  "(?:です|とします|とする|だ|である|を出力します|を選びます|を選択します|입니다|번입니다)?";
/** The same side in words behind the digit: 1(アシスタント1), 2: アシスタント2の回答. */
const EXPLAINED = String.raw`(?:\s*[:(（—-]\s*${NAME}\s*[12AB][^\n]{0,40}|\s*[—–-]\s*(?:because|since)\s[^\n]*)?`;
const PREFIX =
  "(?:最終行に|最後の行に|最後に|答え|よって|したがって[、,]?|answer|output|(?:the )?number|my (?:final )?(?:rating|verdict|choice|answer|decision|judge?ment) is|(?:最終|私の)(?:判断|判定|結論|選択|結果)|以上(?:から|より|により)[、,]?|final (?:verdict|decision|choice|judge?ment)|최종 ?(?:판정|선택|결론))?";

const ALONE = new RegExp(
  `^(?:>\\s*)*${OPEN}${PREFIX}${OPEN}${DIGIT}[番번]?${CLOSE}${SAID}${EXPLAINED}${CLOSE}$`,
  "i",
);
/** Between a label and what it announces. */
const COLON = "(?:[::]|→|⇒|➡|⟶|->|=>)";
const WORD =
  "(?:評価|判定|判断|選択肢?|選ぶ(?:アシスタントの)?(?:回答|アシスタント)?|結論|結果|勝者|出力|答え|回答|番号|数字|verdict|winner|choice|decision|answer|evaluation|judg(?:e)?ment|output|result|final|판정|결정|선택|결론|결과|평가|승자|출력|답|结论|结果|判断|评价|选择|胜者|答案|评判)";
const LABELLED = new RegExp(
  String.raw`${WORD}[^\n。:、,①②\d]{0,8}${COLON}${OPEN}${NAME}?\s*${DIGIT}[番번]?${CLOSE}(?:$|\n|です|とな|とし|の回答(?:です)?(?:[。\n]|$)|\(|[,、] ?(?:because|as|since))`,
  "gim",
);
/** A label, then the name by letter, or a tie in words; or the name alone below a heading. */
const NAMED = new RegExp(
  String.raw`(?:${WORD}[^\n。:、,\d]{0,8}${COLON}|(?:総合|\boverall|종합)[^\n。:、,\d①②]{0,4}[::]|^[#*\s]*(?:最終|総合|final|최종)[^\n。:、,\d]{0,8}\n+|^(?:#{1,6}\s*|\*\*|[【\[■●]\s*)(?:結論|判定|評価結果|勝者|conclusion|verdict|winner|결론|판정|승자)[^\n。、,\d]{0,6}\n+)${OPEN}(?:${NAME}\s*([AB12])|(引き?分け|同点|tie|draw|無승부|무승부))${CLOSE}(?:の回答)?${CLOSE}(?:です|입니다)?[。.]?(?:\s*\(\d\))?\s*(?:$|\n)`,
  "gim",
);
/** The label in brackets. */
const TAGGED = new RegExp(
  String.raw`[\[【](?:最終)?(?:判定|評価|結論|結果|勝者|選択|(?:final )?(?:verdict|winner|judg(?:e)?ment|decision|choice)|(?:최종 ?)?(?:판정|결론|선택))[\]】]\s*${COLON}?${OPEN}${DIGIT}[番번]?${CLOSE}(?:$|\n)`,
  "gim",
);
const STATED = new RegExp(
  String.raw`${WORD}(?:は|を|が|として|은|는|을|를|\s+(?:is|would be|must be)|,)[\s、,]*${OPEN}${NAME}?\s*${DIGIT}${CLOSE}\s*(?:です|となり|とし|とする|と(?:評価|判断|決定|結論)|になり|だ|である|を(?:選|出力)|로|으로|번|입니다|이다|,? (?:because|as|since)\b|$|\n)`,
  "gi",
);
const TAKEN = new RegExp(
  String.raw`(?<!${NAME}\s*)${OPEN}${DIGIT}["'」』)]*\s*(?:番)?(?:を|번?을|를)?\s*(?:選択|選び|選ぶ|選ん|出力|선택|출력)`,
  "g",
);
const HENCE = new RegExp(
  String.raw`(?:以上(?:の[^\n。、]{1,8})?(?:から|により|より)|よって|したがって|従って|(?:迷|悩|考え)(?:い)?ましたが|(?:迷|悩)ったが)[、,\s]*${OPEN}${DIGIT}${CLOSE}(?:とします|とする|です|と判定|と判断|と評価)|(?:따라서|그러므로|그래서),? (?:정?답|제 (?:판정|선택|답))은 ${DIGIT}번?(?:입니다|이다)[.]?\s*$`,
  "g",
);
const CHOSEN = new RegExp(
  String.raw`\b(?:I (?:choose|select|pick|output)|(?:choose|select)(?:ing)? option|my (?:final )?(?:choice|verdict|answer|decision) is)[:\s]+${OPEN}(?:assistant\s*)?${DIGIT}`,
  "gi",
);
const BEHIND = new RegExp(String.raw`[。.!?)」]\s*${OPEN}${DIGIT}${CLOSE}$`);
/** A mark beyond 3 said in the same way: then these numbers are marks and not verdicts. */
const MARK = new RegExp(String.raw`${WORD}(?:は|が|\s+is)\s*(?:[4-9]|10)(?![\d/])`, "i");

/** That what is stated is the whole judgment, and not the grade of one answer. */
const OWN =
  /私の|最終|以上|したがって|従って|よって|総合|結論|判定|選|勝者|\b(?:my|final|therefore|overall|verdict|winner|choice|decision)\b|최종|따라서|판정|선택|最终|因此|综上|选择/i;

/** Lines from the end in which a digit alone, or a label without "final", counts. */
const LAST_LINES = 3;

/** The explicit verdicts in the text, in their order. */
function digitsIn(text: string): Mark[] {
  // A remark in brackets behind everything, as people append it, is not the judge's.
  const body = text.trimEnd().replace(/\s*(?<!\[)\[[^[\]\d]{4,}\]$/, "");
  const lines = linesOf(body);
  const tail = lines.at(-LAST_LINES)?.at ?? 0;
  const found: Mark[] = [];
  const labels = new Set<string>();
  const earlier: { label: string; side: string; place: { at: number; length: number } }[] = [];
  const put = (side: string, match: { at: number; length: number }, rank: Mark["rank"]): void => {
    const { at, length } = match;
    found.push({ verdict: verdictOf(side), at, end: at + length, rank });
  };
  for (const line of lines.slice(-LAST_LINES)) {
    const alone = ALONE.exec(line.text);
    if (alone && !beginsItem(body, line)) {
      put(alone[1] as string, { at: line.at, length: line.text.length }, "standing");
    }
  }
  const last = lines.at(-1);
  const behind = last && BEHIND.exec(last.text);
  if (behind) {
    put(behind[1] as string, { at: last.at + behind.index, length: behind[0].length }, "standing");
  }
  for (const pattern of [LABELLED, NAMED, TAGGED]) {
    for (const match of body.matchAll(pattern)) {
      const label = lineBefore(body, match.index) + match[0];
      const isFinal = /最終|最後|総合|final|최종|마지막|最终/i.test(label);
      if (isAboutOneAssistant(body, match.index)) continue;
      if (announcesCorrectAnswer(lineBefore(body, match.index))) continue;
      const place = { at: match.index, length: match[0].length };
      if (match.index >= tail || isFinal)
        put(match[1] ?? "3", place, isFinal ? "final" : "standing");
      else earlier.push({ label: labelOf(label), side: match[1] ?? "3", place });
      if (match.index >= tail) labels.add(labelOf(label));
    }
  }
  // Farther up a label counts only beside the same one at the end, which it may contradict.
  for (const { label, side, place } of earlier) {
    if (labels.has(label)) put(side, place, "standing");
  }
  for (const pattern of MARK.test(body) ? [TAKEN, CHOSEN, HENCE] : [STATED, TAKEN, CHOSEN, HENCE]) {
    for (const match of body.matchAll(pattern)) {
      if (isAboutOneAssistant(body, match.index) || listsChoices(body, match.index)) continue;
      if (
        pattern === STATED &&
        statesTaskAnswer(match[0], {
          before: lineBefore(body, match.index),
          behind: lineBehind(body, match),
        })
      )
        continue;
      const place = { at: match.index, length: match[0].length };
      const isOwn = pattern !== STATED || OWN.test(lineBefore(body, match.index) + match[0]);
      const isLast = match.index >= (last?.at ?? 0);
      put((match[1] ?? match[2]) as string, place, isLast && isOwn ? "standing" : "passing");
    }
  }
  return found.filter(({ at }) => !isReported(body, at)).sort((a, b) => a.at - b.at);
}

const labelOf = (label: string): string => label.replace(/[\s\d*_#]/g, "").toLowerCase();

/** "総合：2" as the end of a judgment; below a heading or beside other grades it is a grade. */
const OVERALL = new RegExp(
  String.raw`(?:^|[。.!][^\S\n]{0,8}\n+)[\s*_#]{0,4}(?:総合|종합|综合)\s{0,2}[::]${OPEN}${DIGIT}${CLOSE}$`,
);
const GRADES_OF_PARTS = /[^\s:、。][::]\s*[\d★☆]/g;
function readOverall(text: string): Verdict | undefined {
  const body = text.trim();
  const found = OVERALL.exec(body);
  const isOnly = (body.match(GRADES_OF_PARTS) ?? []).length < 2;
  return found && isOnly ? verdictOf(found[1] as string) : undefined;
}

/** A digit behind a label of whatever kind, at the end; it is no verdict, but it may contradict one. */
const AT_THE_END = new RegExp(String.raw`^[^:\n\d]{1,24}[::]${OPEN}${DIGIT}${CLOSE}$`);
export function digitAtTheEnd(text: string): 1 | 2 | 3 | undefined {
  const found = AT_THE_END.exec(linesOf(text).at(-1)?.text ?? "");
  return found ? winnerOf(found[1] as string) : undefined;
}

/** A digit alone on the first line, from a judge that answers before it explains. */
export function readFirstDigit(text: string): Verdict | undefined {
  const first = linesOf(text)[0];
  const alone = first && ALONE.exec(first.text);
  return alone ? { ...verdictOf(alone[1] as string), form: "digit on the first line" } : undefined;
}

/**
 * The format `last`: an explicit digit, or brackets. Digits in the course of the text (most are the
 * grades of single answers) give way to a conclusion in words behind them.
 */
export function readDigit(text: string): Verdict | undefined {
  const marks = digitsIn(text);
  const digit = chosenMark(text, marks);
  if (digit === undefined) return readBrackets(text) ?? readOverall(text);
  if (marks.some(({ rank }) => rank !== "passing")) return digit;
  const last = readConclusion(text.slice(marks.at(-1)?.at));
  return last ? { kind: "winner", winner: last.winner, form: "words" } : digit;
}

const verdictOf = (side: string): Verdict & { kind: "winner" } => ({
  kind: "winner",
  winner: winnerOf(side),
  form: "digit",
});

function winnerOf(side: string): 1 | 2 | 3 {
  if (/[1A]/i.test(side)) return 1;
  return /[2B]/i.test(side) ? 2 : 3;
}

/** The lines that are not blank, with their places. */
function linesOf(text: string): { text: string; at: number }[] {
  return [...text.matchAll(/[^\n]+/g)]
    .map((match) => ({ text: match[0], at: match.index }))
    .filter((line) => line.text.trim() !== "");
}

function lineBehind(text: string, match: RegExpMatchArray): string {
  const at = (match.index as number) + match[0].length;
  return text.slice(at, at + 60).split("\n")[0] as string;
}

function lineBefore(text: string, at: number): string {
  return text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
}

/** Whether the words right before speak of one assistant's own marks or choice. */
function isAboutOneAssistant(text: string, at: number): boolean {
  return new RegExp(
    String.raw`${NAME}\s*[12AB](?:の回答)?(?:\s*[::]\s*|(?:の|に対する|'s)\s*[^\n。、]{0,6}|(?:は|が|은|는|이|가)\s*(?:選択肢|オプション|答えに?|선택지|보기|답으로)?\s*)$`,
    "i",
  ).test(lineBefore(text, at));
}

/** Whether the sentence goes through the choices (…なら1、…なら2、…3): the instruction repeated. */
function listsChoices(text: string, at: number): boolean {
  const before = text.slice(
    Math.max(text.lastIndexOf("。", at), text.lastIndexOf("\n", at)) + 1,
    at,
  );
  return /(?:ば|なら|場合は?|면|경우)\s*「?[12]/.test(before) || /1\s*[、,]\s*2/.test(before);
}

/** Words that also name the answer to the question: "the answer is 3" is most often arithmetic. */
const TASK_ANSWER = /^(?:結果|出力|答え|回答|番号|数字|answer|output|result|결과|출력|답)/i;
/** Before such a word: the judge means its own verdict, or the correct answer. */
const JUDGES_OWN =
  /(?:最終(?:的な)?|最後の|出力する|出力すべき|選ぶ|選んだ|選択した|選びたい|私の|審査の?|判定の?|評価の?|比較の?|\bfinal|\bmy|최종(?:적인)?|나의|저의|제|내)\s*$/i;
const CORRECT_ANSWER =
  /(?:正しい|正確な|正解の?|問題の|設問の|質問の|計算(?:の|した)?|実行(?:の|した)?|プログラムの|コードの|関数の|式の|参考|参照|模範|期待される|(?<!my |final )\b(?:correct|right|true|actual|expected|reference|model|intended|accurate|official|riddle|problem|program|puzzle)(?:['’]s)?|their|his|her|its|whose|\w['’]s|올바른|옳은|맞는|문제의|계산|참고|모범|실제|정)\s*$/i;

/** Whether the words before say that the correct answer to the question follows. */
const announcesCorrectAnswer = (before: string): boolean => CORRECT_ANSWER.test(before);

/** Whether "the answer is 3" gives the answer to the question, and not the judge's choice. */
function statesTaskAnswer(
  statement: string,
  { before, behind }: { before: string; behind: string },
): boolean {
  if (CORRECT_ANSWER.test(before)) return true;
  if (!TASK_ANSWER.test(statement) || JUDGES_OWN.test(before)) return false;
  return !/["'`「『*]\s*[123]/.test(statement) && !/\b(?:more|better)\b|より|더 /.test(behind);
}

/** Whether a digit alone is where a numbered list was cut off: nothing but the next number. */
function beginsItem(text: string, line: { text: string; at: number }): boolean {
  if (!/^\s*[123]\s*$/.test(line.text)) return false;
  const [before = ""] = text.slice(0, line.at).split("\n").slice(-2);
  const isNext = new RegExp(`^\\s*${Number(line.text) - 1}\\s*[.)、:]`).test(before);
  return isNext || LIST_AHEAD.test(before);
}
const LIST_AHEAD =
  /(?:以下|次)の(?:\S点の)?(?:観点|点|ポイント|基準|項目|理由)|following (?:\w+ )?(?:criteria|aspects|points|reasons|dimensions)|다음(?:과 같은|의)? (?:기준|관점|이유|항목)/i;
