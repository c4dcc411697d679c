/**
 * Verdicts in double brackets, and letters without them. Of several marks the strongest counts; two
 * that contradict each other are no verdict. Text: the judge's own, in plain width.
 */

import { isReported } from "./own_words.ts";
import type { Verdict } from "./verdict.ts";

/** Lines from the end in which a verdict without its double brackets counts. */
export const LAST_LINES = 3;
const NAME =
  "(?:(?:ai )?assistant|アシスタント|어시스턴트|助手|answer|回答|답변|response|model|モデル)?[\\s_]*";
/** Words that announce a verdict. */
const LABEL =
  "(?:verdict|winner|choice|decision|judg(?:e)?ment|判定|結論|判断|評価|選択|勝者|판정|결론|선택|평가|结论|判断|选择|评价|胜者)";
const ANY_LABEL =
  /(?:verdict|winner|choice|decision|judge?ment|rating|score|grade|conclusion|判定|結論|判断|評価|評点|選択|点数|得点|勝者|판정|결론|선택|평가|점수|评分|结论|选择|评价)[^\n。、,.]{0,12}(?:[::]|は|が|を|은|는|을|\bis\b|是|为)?[\s*_"'「『]{0,6}$/i;
const FINAL = /最終|最后|最终|総合|综合|总体|\bfinal\b|\boverall\b|최종|종합/i;
/** Ahead of brackets: a comparison, a quotation or an "if", in which they are only mentioned. */
const IS_CONDITION = /\b(?:if|had|would|were)\b[^.]*$|(?:なら|れば|場合は?)[、,]?\s*$/i;

/**
 * The marks in double brackets that look like `pattern`. Right behind a name or other brackets
 * (`matrix[[1]]`) they are code and no verdict.
 */
export function bracketMarks(
  text: string,
  pattern: RegExp,
  verdictOf: (match: RegExpMatchArray) => Verdict | undefined,
): Mark[] {
  const inside =
    /(?:(?<=\b(?:rating|score|grade|verdict|winner|choice|decision|judge?ment))\[\[|(?<![\w\]])\[\[)\s*[*_`"']*([^[\]\n]{0,60}?)[*_`"']*\s*\]\]?/gi;
  return [...text.matchAll(inside)].flatMap((match) => {
    const content = (match[1] as string).trim().match(pattern);
    const verdict = content && verdictOf(content);
    const [at, end] = [match.index, match.index + match[0].length];
    // "[[A]]?" asks; its answer follows.
    if (!verdict || text[end] === "?" || isReported(text, at)) return [];
    return [{ verdict, at, end, rank: rankOf(text, at, end) }];
  });
}

function rankOf(text: string, at: number, end: number): Mark["rank"] {
  const before = text.slice(Math.max(0, at - 80), at);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  if (FINAL.test(line) && /[::]\s*[*_"']{0,4}\s*$/.test(line)) return "final";
  if (ANY_LABEL.test(line)) return FINAL.test(line) ? "final" : "standing";
  if (IS_CONDITION.test(line.slice(line.search(/[^,、;]*$/)))) return "passing";
  const after = text.slice(end, end + 12);
  const isAlone = /^[\s*_#>"'「『・-]{0,8}$/.test(line);
  return isAlone ||
    /^[*_"'」』)]{0,4}(?:です|입니다|点|점|\/\d+)?[\s*_]{0,3}(?:[.。!]|\n|$)/.test(after)
    ? "standing"
    : "passing";
}

/** What stands alone on the last line, or behind a label in the last lines: single brackets or none. */
function lastAlone(text: string, pattern: string): RegExpMatchArray | undefined {
  const wrapped = String.raw`(?:[\s*_\x60"'「『(\[【{]|\\boxed){0,12}${pattern}[\s*_\x60"'」』)\]】}.。]{0,12}(?:です|입니다)?[.。]?\s{0,4}$`;
  const alone = new RegExp(String.raw`^\W{0,4}${wrapped}`, "i");
  const labelled = new RegExp(
    String.raw`${LABEL}[^\n:、。,]{0,12}(?:[::]|は|是|\bis\b)${wrapped}`,
    "i",
  );
  const all = text.trim().split(/\n+/);
  const lines = all.slice(-LAST_LINES);
  const last = lines
    .map((line, k) => labelled.exec(line) ?? (k === lines.length - 1 ? alone.exec(line) : null))
    .findLast((match) => match !== null);
  if (last) return last;
  // "Assistant A is slightly better. [A>B]"
  const behind = new RegExp(String.raw`[。.!?]\s*\[\s*${pattern}\s*\][\s*.。]{0,4}$`, "i");
  const behindWords = behind.exec(lines.at(-1) ?? "");
  if (behindWords) return behindWords;
  // Ahead of its reasons; other letters in the same dress are headings.
  const ahead = new RegExp(
    String.raw`^[\s*_#]{0,4}(?:[[{]|(?:(?:final|my) )?(?:${LABEL}|answer|output|答え|回答|답|答案)[^\n:、。,]{0,8}(?:[::]|は|是|\bis\b))${wrapped}`,
    "i",
  );
  const found = all.map((line) => ahead.exec(line)).filter((match) => match !== null);
  const isOne = new Set(found.map(([, side]) => side)).size === 1;
  const first = isOne ? found[0] : undefined;
  return first && [all[0], all.at(-1)].includes(first.input) ? first : undefined;
}

/** [[A]], [[B]], [[C]]; also [[1]], [[2]], [[3]] and [[tie]]. */
export function readBrackets(text: string): Verdict | undefined {
  const pattern = new RegExp(`^${NAME}([abc123]|tie|draw|引き?分け|平局|무승부)$`, "i");
  return chosenMark(
    text,
    bracketMarks(text, pattern, (match) => {
      return { kind: "winner", winner: winnerOf(match[1] as string), form: "brackets" };
    }),
  );
}

/** The same, or where there are no double brackets, the letter alone: [A], "Verdict: B". */
export function readLetter(text: string): Verdict | undefined {
  const brackets = readBrackets(text);
  if (brackets) return brackets;
  const found = lastAlone(text, `${NAME}([ABC]|tie)`);
  // A lower-case "a" is a word of English.
  if (!found || /^[abc]$/.test(found[1] as string)) return undefined;
  return { kind: "winner", winner: winnerOf(found[1] as string), form: "letter" };
}

function winnerOf(side: string): 1 | 2 | 3 {
  const letter = side.toLowerCase();
  if (letter === "a" || letter === "1") return 1;
  return letter === "b" || letter === "2" ? 2 : 3;
}

const GRADE = String.raw`([AB])\s*(>>|>|==?|<<|<)\s*([AB])`;

/** Arena-Hard's five grades; the grade is kept, both degrees of better are a win. */
export function readGrades(text: string): Verdict | undefined {
  const chosen = chosenMark(text, bracketMarks(text, new RegExp(`^${GRADE}$`, "i"), gradeOf));
  if (chosen) return chosen;
  const alone = lastAlone(text, GRADE);
  return alone && gradeOf(alone);
}

function gradeOf(found: RegExpMatchArray): Verdict | undefined {
  const [left, right] = [found[1], found[3]].map((part) => (part as string).toUpperCase());
  const sign = (found[2] as string).replace("==", "=");
  if (left === right) return undefined;
  const better = sign === "=" ? undefined : sign.startsWith(">") ? left : right;
  return {
    kind: "winner",
    winner: better === undefined ? 3 : better === "A" ? 1 : 2,
    form: "grade",
    grade: `${left}${sign}${right}`,
  };
}

export interface Mark {
  verdict: Verdict;
  /** Where it begins and ends. */
  at: number;
  end: number;
  /** Called final; alone, labelled or at the end; or only mentioned within a sentence. */
  rank: "final" | "standing" | "passing";
}

/** A judge that changes its mind says so. */
const CORRECTS =
  /\b(?:wait|hmm|actually|on (?:further |second |closer )?(?:reflection|thoughts?|inspection)|correct(?:ion|ed|ing)|misread|mistaken|I was wrong|that (?:is|was) wrong|chang(?:e|ed|es|ing)|revis(?:e|ed|ing)|reconsider\w*|re-?(?:read|examin|check|think)\w*|instead|at first|initial(?:ly)?|first (?:I |thought|guess|impression|reaction)|draft|lower|raise|adjust\w*|leaned|considered|tempted|would have|looking again)\b|訂正|撤回|修正|改め|いや、|いえ、|待って|見直|読み直|考え直|再考|再検討|やはり|最初|当初|はじめ|初め|一度は|一見|と考えましたが|정정|수정|다시|처음|아니[,요]|잠깐|更正|纠正|修正|等等|重新|起初|其实|再看/i;

const same = (a: Verdict, b: Verdict): boolean =>
  a.kind === b.kind &&
  (a.kind === "winner" && b.kind === "winner"
    ? a.winner === b.winner
    : a.kind !== "score" || (b.kind === "score" && a.score === b.score));

/** The start of the sentence in which a place lies. */
function sentenceStart(text: string, at: number): number {
  const from = Math.max(0, at - 200);
  const before = text.slice(from, at);
  return (
    from + Math.max(...["。", "\n", ". ", "! ", "? "].map((end) => before.lastIndexOf(end))) + 1
  );
}

/**
 * The verdict of marks in the order of the text. One that is only mentioned gives way to one that
 * stands as a verdict, and one before a final one to that. The last counts where the text tells that
 * the judge changed its mind.
 */
export function chosenMark(text: string, marks: readonly Mark[]): Verdict | undefined {
  const standing = marks.filter(({ rank }) => rank !== "passing");
  const able = standing.length > 0 ? standing : marks;
  const final = able.findLastIndex(({ rank }) => rank === "final");
  const counted = able.filter(({ rank }, k) => rank === "final" || k > final);
  const last = counted.at(-1);
  const other = last && counted.findLast(({ verdict }) => !same(verdict, last.verdict));
  if (!last || !other) return last?.verdict;
  if (CORRECTS.test(text.slice(sentenceStart(text, other.at), last.at))) return last.verdict;
  return { kind: "none", reason: "two verdicts in the reply contradict each other" };
}
