/** Verdicts in double brackets, the last of their kind in the text. Text comes in plain width. */
import type { Verdict } from "./verdict.ts";

/** Lines from the end in which a verdict without its double brackets counts. */
const LAST_LINES = 3;
const NAME = "(?:assistant|アシスタント|어시스턴트|answer|回答|답변|model|モデル)?";
/** Words that announce a verdict. */
const LABEL =
  "(?:verdict|winner|choice|decision|judg(?:e)?ment|判定|結論|判断|評価|選択|勝者|판정|결론|선택|평가)";

/**
 * The contents of the last pair of double brackets that looks like `pattern`. Right behind a name or
 * other brackets (`matrix[[1]]`) they are code and no verdict.
 */
function lastBracket(text: string, pattern: RegExp): RegExpMatchArray | undefined {
  const inside =
    /(?:(?<=\b(?:rating|score|grade|verdict|winner|choice|decision|judge?ment))\[\[|(?<![\w\]])\[\[|【【)\s*[*_`"']*([^[\]【】]*?)[*_`"']*\s*(?:\]\]?|】】)/g;
  return [...text.matchAll(inside)]
    .map((match) => (match[1] as string).trim().match(pattern) ?? undefined)
    .filter((match) => match !== undefined)
    .at(-1);
}

/** What stands alone on the last line, or behind a label in the last lines: single brackets or none. */
function lastAlone(text: string, pattern: string): RegExpMatchArray | undefined {
  const wrapped = String.raw`[\s*_\x60"'「『(\[]{0,12}${pattern}[\s*_\x60"'」』)\].。]{0,12}(?:です|입니다)?[.。]?\s{0,4}$`;
  const alone = new RegExp(String.raw`^\W{0,4}${wrapped}`, "i");
  const labelled = new RegExp(
    String.raw`${LABEL}[^\n:、。,]{0,12}(?:[::]|は|\bis\b)${wrapped}`,
    "i",
  );
  const lines = text.trimEnd().split(/\n+/).slice(-LAST_LINES);
  return (
    lines
      .map((line, k) => labelled.exec(line) ?? (k === lines.length - 1 ? alone.exec(line) : null))
      .findLast((match) => match !== null) ?? undefined
  );
}

/** [[A]], [[B]], [[C]]; also [[1]], [[2]], [[3]] and [[tie]]. */
export function readBrackets(text: string): Verdict | undefined {
  const found = lastBracket(text, new RegExp(String.raw`^${NAME}\s*([abc123]|tie)$`, "i"));
  return found && { kind: "winner", winner: winnerOf(found[1] as string), form: "brackets" };
}

/** The same, or where there are no double brackets, the letter alone: [A], "Verdict: B". */
export function readLetter(text: string): Verdict | undefined {
  const brackets = readBrackets(text);
  if (brackets) return brackets;
  const found = lastAlone(text, String.raw`${NAME}\s*([ABC]|tie)`);
  // A lower-case "a" is a word of English.
  if (!found || /^[abc]$/.test(found[1] as string)) return undefined;
  return { kind: "winner", winner: winnerOf(found[1] as string), form: "letter" };
}

function winnerOf(side: string): 1 | 2 | 3 {
  const letter = side.toLowerCase();
  if (letter === "a" || letter === "1") return 1;
  return letter === "b" || letter === "2" ? 2 : 3;
}

/** Arena-Hard's five grades; the grade is kept, both degrees of better are a win. */
export function readGrades(text: string): Verdict | undefined {
  const grade = String.raw`([AB])\s*(>>|>|==?|<<|<)\s*([AB])`;
  const found = lastBracket(text, new RegExp(`^${grade}$`, "i")) ?? lastAlone(text, grade);
  if (!found) return undefined;
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

const NUMBER = String.raw`(-?\d+(?:\.\d+)?)(?:\s*(?:\/|out of)\s*10)?\s*(?:点|점)?`;
const ANY_LABEL = String.raw`(?:[^\d,]{0,16}[::]\s*)?`;
/** Not cut out of a longer number, a range or a fraction of something else than ten. */
const WHOLE = String.raw`(?![\d.]*\d|\s*[~〜-]\s*\d|\s*\/|\s*(?:\S+\s)?(?:out of|of)\s|\s*(?:stars?|★|星|%|percent|パーセント|퍼센트|점 만점|段階))`;
const RATED = new RegExp(
  String.raw`(?:(?:rating|score|grade|評価|評点|点数|得点|採点|スコア|점수|평점|평가)\s*(?:[:は]|은|는)|(?<=(?:^|[.!?]\s|\b(?:my|the|final|overall|total)\s)\W{0,4})(?:rating|score|grade)\s+is\b|(?<=\b(?:giv|assign|deserv|award|receiv|earn)\w*\s(?:\w+\s){0,4}?an?\s(?:\w+\s)?)(?:rating|score|grade)\s+of\b|\brate (?:it|this|the answer)(?: at| as)?|\bgive (?:it|this|the answer)(?: an?)?)\s*[[\s*_"'「【]*${NUMBER}${WHOLE}`,
  "gim",
);

function onScale(text: string): number | undefined {
  const value = Number(text);
  return value >= 1 && value <= 10 ? value : undefined;
}

/** The score, or the reason why the number is none. */
export function scoreOf(text: string, form: string): Verdict {
  const score = onScale(text);
  if (score !== undefined) return { kind: "score", score, form };
  return { kind: "none", reason: `the rating ${text} is not on the scale 1 to 10` };
}

/**
 * A rating from 1 to 10: the last number in double brackets, or, where there is none, one after a
 * word such as "Rating:" in the last lines. Outside the scale it is no rating.
 */
export function readRating(text: string): Verdict | undefined {
  const bracket = lastBracket(text, new RegExp(`^${ANY_LABEL}${NUMBER}$`));
  if (bracket) return scoreOf(bracket[1] as string, "brackets");
  const lastLines = text.trimEnd().split(/\n+/).slice(-LAST_LINES).join("\n");
  const labelled = [...lastLines.matchAll(RATED)].at(-1);
  return labelled && scoreOf(labelled[1] as string, "labelled");
}

/** Two ratings; the higher wins, equal ones are a tie. */
export function readTwoRatings(text: string): Verdict | undefined {
  const side = "(?:[^\\d,、]{0,16}[:=]\\s*)?";
  const found = lastBracket(text, new RegExp(`^${side}${NUMBER}\\s*[,、]\\s*${side}${NUMBER}$`));
  return found && comparedScores(found[1] as string, found[2] as string);
}

/** The winner of two ratings, if both are on the scale. */
export function comparedScores(a: string, b: string): Verdict {
  const first = onScale(a);
  const second = onScale(b);
  if (first === undefined || second === undefined) {
    return { kind: "none", reason: `the ratings ${a} and ${b} are not on the scale 1 to 10` };
  }
  const winner = first > second ? 1 : second > first ? 2 : 3;
  return { kind: "winner", winner, form: "two ratings" };
}
