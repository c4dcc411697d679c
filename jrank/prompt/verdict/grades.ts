/**
 * Grades: as numbers in brackets or behind a label, and in a sentence ("10点満点中8点とします", "I'd put
 * this at a 9 out of 10"). Text: the judge's own words, in plain width.
 */

import { bracketMarks, chosenMark, LAST_LINES } from "./brackets.ts";
import { isReported } from "./own_words.ts";
import { markSides } from "./sides.ts";
import type { GradeScale, Verdict } from "./verdict.ts";

/** The scale where nothing states another. */
export const DEFAULT_SCALE: GradeScale = { min: 1, max: 10 };

const DECIMAL = String.raw`-?\d+(?:\.\d+|,\d{1,2}(?!\d))?`;
/** A number and the full marks of which it is, 8.5/10. */
const NUMBER = String.raw`(${DECIMAL})(?:\s*(?:\/|out of)\s*(\d+)|\s*(%))?\s*(?:点|점|分)?`;
const ANY_LABEL = String.raw`(?:[^\d,]{0,16}[::]\s*)?`;
/** Not cut out of a longer number, a range, a list or a fraction of something. */
const WHOLE = String.raw`(?![\d.]*\d|\s*[~〜-]\s*\d|\s*[,、/]\s*\d|\s*(?:\S+\s)?(?:out of|of)\s|\s*(?:stars?|★|星|%|percent|パーセント|퍼센트|[点分점]?\s*(?:中|のうち|満点|满分|만점)|段階))`;
const RATED = new RegExp(
  String.raw`(?:(?:rating|score|grade|評価|評点|点数|得点|採点|スコア|점수|평점|평가|评分|得分|分数)\s*(?:[:=は]|은|는|是|为)|(?<=(?:^|[.!?]\s|\b(?:my|the|final|overall|total)\s)\W{0,4})(?:rating|score|grade)\s+is\b|(?<=\b(?:giv|assign|deserv|award|receiv|earn)\w*\s(?:\w+\s){0,4}?an?\s(?:\w+\s)?)(?:rating|score|grade)\s+of\b|\brate (?:it|this|the answer)(?: at| as)?|\bgive (?:it|this|the answer)(?: an?)?)\s*[[\s*_"'「【]*${NUMBER}${WHOLE}`,
  "gim",
);

const numberOf = (text: string): number => Number(text.replace(",", "."));

const isOn = (value: number, { min, max }: GradeScale): boolean => value >= min && value <= max;

const sayScale = ({ min, max }: GradeScale): string => `the scale ${min} to ${max}`;

/** The score, or the reason why the number is none. */
export function scoreOf(text: string, form: string, scale: GradeScale): Verdict {
  const score = numberOf(text);
  if (text.trim() !== "" && isOn(score, scale)) return { kind: "score", score, form };
  return { kind: "none", reason: `the rating ${text} is not on ${sayScale(scale)}` };
}

/** The score of a number with its full marks, which must be those of the scale. */
function gradeOf(form: string, scale: GradeScale) {
  return ([, number = "", full, percent]: RegExpMatchArray): Verdict => {
    const of = percent === undefined ? full : "100";
    if (of === undefined || Number(of) === scale.max) return scoreOf(number, form, scale);
    return { kind: "none", reason: `the rating ${number} of ${of} is not on ${sayScale(scale)}` };
  };
}

/**
 * A rating: the number in double brackets, or, where there is none, the last one after a word such
 * as "Rating:" in the last lines. Outside of the scale it is no rating, and so is a list of numbers.
 */
export function readRating(text: string, scale: GradeScale): Verdict | undefined {
  const pattern = new RegExp(`^${ANY_LABEL}${NUMBER}$`);
  const bracket = chosenMark(text, bracketMarks(text, pattern, gradeOf("brackets", scale)));
  if (bracket) return bracket;
  const lastLines = text.trimEnd().split(/\n+/).slice(-LAST_LINES).join("\n");
  const labelled = [...lastLines.matchAll(RATED)].at(-1);
  // Brackets that were opened only: the reply was cut off.
  if (labelled?.[0].includes("[[")) return undefined;
  return labelled && gradeOf("labelled", scale)(labelled);
}

/** Two ratings; the higher wins, equal ones are a tie. */
export function readTwoRatings(text: string, scale: GradeScale): Verdict | undefined {
  const side = "(?:[^\\d,、;]{0,16}[:=]\\s*)?";
  const number = String.raw`(-?\d+(?:\.\d+)?)(?:\s*(?:\/|out of)\s*${scale.max})?\s*(?:点|점|分)?`;
  const pattern = new RegExp(`^${side}${number}\\s*[,、;]\\s*${side}${number}$`);
  const marks = bracketMarks(text, pattern, ([, a, b]) => comparedScores(`${a}`, `${b}`, scale));
  return chosenMark(text, marks) ?? readGivenRatings(text, scale);
}

/** Both grades in a sentence: "アシスタントAには6点、アシスタントBには8点を付けます。" */
const HENCE = String.raw`^[\s*_]{0,4}(?:以上(?:から|より|を踏まえ)?|よって|したがって|従って|総合的に(?:判断して)?|最終的に|Overall|Therefore|So|Thus|따라서|결론적으로|因此|所以|综上)?[、,\s]*`;
const GIVEN = [
  String.raw`${HENCE}①(?:に)?は(?:\d{1,3}点満点で)?${NUMBER}、\s*②(?:に)?は${NUMBER}(?:を(?:付|つ)け(?:ます|る)|を与え(?:ます|る)|と(?:します|する|評価します)|です)[。\s]*$`,
  String.raw`${HENCE}I(?:['’]d| would| will)? (?:give|rate|score|award) ① (?:an? )?${NUMBER}(?: points)?,? and (?:give )?② (?:an? )?${NUMBER}(?: points)?[.\s]*$`,
  String.raw`${HENCE}①에(?:게)?는? ${NUMBER},\s*②에(?:게)?는? ${NUMBER}을 (?:주|드리|부여하)[^.]{0,8}[.\s]*$`,
  String.raw`${HENCE}我?给①打?${NUMBER},\s*给②打?${NUMBER}[。\s]*$`,
].map((source) => new RegExp(source));

function readGivenRatings(text: string, scale: GradeScale): Verdict | undefined {
  const last = markSides(text.trim().slice(-1000))
    .split(/(?<=[。\n])|(?<=[.!?])\s/)
    .at(-1) as string;
  const given = GIVEN.map((pattern) => pattern.exec(last)).find((match) => match !== null);
  if (!given) return undefined;
  const [, a = "", ofA, percentA, b = "", ofB, percentB] = given;
  const isOther = [ofA, ofB].some((full) => full !== undefined && Number(full) !== scale.max);
  return isOther || percentA || percentB ? undefined : comparedScores(a, b, scale);
}

/** The winner of two ratings, if both are on the scale. */
export function comparedScores(a: string, b: string, scale: GradeScale): Verdict {
  const [first, second] = [numberOf(a), numberOf(b)];
  if (!isOn(first, scale) || !isOn(second, scale)) {
    return { kind: "none", reason: `the ratings ${a} and ${b} are not on ${sayScale(scale)}` };
  }
  const winner = first > second ? 1 : second > first ? 2 : 3;
  return { kind: "winner", winner, form: "two ratings" };
}

const N = String.raw`(\d{1,3}(?:\.\d+)?)`;
/** Full marks and grade, either way round; the judge gives it, or says that the answer has it. */
const GRADES = [
  String.raw`(?<full>\d{1,3})点(?:満点)?(?:中|で|のうち)(?:は|(?:評価|採点)すると)?、?\s?(?<grade>${N})点(?=(?:を|と|に)?(?:値|与え|付け|つけ|差し上げ|進呈|し(?:ます|た)|する(?=。|$)|評価|判断|採点|です|だ|が妥当|が相当|の(?:回答|出来|評価|内容)(?:です|だ)|。|、|$))`,
  String.raw`(?:\bI(?:['’](?:d|ll|m|ve)| would| will| am| have)?\s(?:\w+ ){0,3}?(?:giv\w+|put\w*|rat\w+|scor\w+|grad\w+|award\w*|assign\w*|settl\w+)\b|^\W{0,3}(?:\w+ )?(?:this|it|the|assistant|answer|response|reply)\b[^\n.]{0,30}?\b(?:gets?|earns?|deserves?|merits?|rates?|scores?|is worth)\b)[^\n.\d]{0,60}?${N.replace("(", "(?<grade>")}\s?(?:out of|/|of)\s?(?<full>\d{1,3})(?![\d/]|\s(?:on|in|at|for)\s)`,
  String.raw`(?<edge>最低点|最高点)(?:の|である|となる|、)(?<grade>${N})点(?=(?:です|と(?:します|する|しました)|を(?:付|つ)け(?:ます|る)|を与え(?:ます|る))?[\s*]{0,4}(?:。|$))`,
  String.raw`(?<full>\d{1,3})점 ?만점(?:에|에서|으로|에서는|중)?\s?(?<grade>${N})점(?=\s?(?:입니다|이다|이라|을|으로|정도|주|드|평가|[.,]|$))`,
  String.raw`满分(?:为|是)?(?<full>\d{1,3})分(?:,?[^。\d]{0,8}(?:给|打|评)[^。\d]{0,6}|中的?)(?<grade>${N})分`,
  String.raw`(?<full>\d{1,3})分中的?(?<grade>${N})分`,
  String.raw`^[\s*_#]{0,6}(?<grade>${N})\s?(?:/|out of)\s?(?<full>\d{1,3})[\s*_.]{0,6}$`,
  String.raw`(?:给|打|评)[^。\d]{0,6}(?<grade>${N})分[(,]?\s?满分(?:为|是)?(?<full>\d{1,3})分`,
].map((source) => new RegExp(source, "iu"));

/** A grade for one respect, on a condition, or one that is doubted or denied. */
const NOT_THE_WHOLE =
  /[^\s、。]{0,6}(?:さ|性|力|度|文法|表現|構成|内容|見た目)(?:は|が|も|の点|について|に関して|だけ)|\b(?:accuracy|style|clarity|grammar|depth|relevance|helpfulness|creativity|fluency|tone|structure|format\w*|effort|not|n['’]t|never|if|had|unless|could|might|perfect|ideal|first|initial\w*)\b|なら|れば|かもしれ|ではな|最初|当初|(?:성|력|도)(?:은|는|이|가|면에서)\s|면,?\s|않|아니|처음|如果|若|准确性|不是/i;

/** The grade in the judge's words, where they give one and no other. */
export function readGradeInWords(text: string, { min, max }: GradeScale): Verdict | undefined {
  const grades = new Set<number>();
  let at = 0;
  for (const sentence of text.split(/(?<=[。\n])|(?<=[.!?]\s)/)) {
    const start = at;
    at += sentence.length;
    if (!/\d/.test(sentence) || sentence.length > 400 || NOT_THE_WHOLE.test(sentence)) continue;
    for (const pattern of GRADES) {
      const found = pattern.exec(sentence);
      if (!found || isReported(text, start + found.index)) continue;
      const grade = Number(found.groups?.grade);
      const { full, edge } = found.groups ?? {};
      const isOn =
        edge === undefined ? Number(full) === max : grade === (edge === "最低点" ? min : max);
      if (isOn && grade >= min) grades.add(grade);
    }
  }
  const [score] = grades;
  if (grades.size !== 1 || score === undefined || score > max) return undefined;
  return { kind: "score", score, form: "words" };
}

/** Whether a mark and what is said in words are about two things; half a point is rounding. */
export function differ(mark: Verdict, words: Verdict | { winner: 1 | 2 | 3 }): boolean {
  if ("winner" in words) return mark.kind === "winner" && mark.winner !== words.winner;
  return mark.kind === "score" && words.kind === "score" && Math.abs(mark.score - words.score) >= 1;
}
