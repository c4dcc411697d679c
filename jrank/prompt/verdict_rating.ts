/** Grades as numbers. Text: the judge's own words, in plain width. */
import type { Scale, Verdict } from "./verdict.ts";
import { bracketMarks, LAST_LINES } from "./verdict_brackets.ts";
import { chosenMark } from "./verdict_marks.ts";
import { markSides } from "./verdict_names.ts";

/** The scale where nothing states another. */
export const DEFAULT_SCALE: Scale = { min: 1, max: 10 };

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

const isOn = (value: number, { min, max }: Scale): boolean => value >= min && value <= max;

const sayScale = ({ min, max }: Scale): string => `the scale ${min} to ${max}`;

/** The score, or the reason why the number is none. */
export function scoreOf(text: string, form: string, scale: Scale): Verdict {
  const score = numberOf(text);
  if (text.trim() !== "" && isOn(score, scale)) return { kind: "score", score, form };
  return { kind: "none", reason: `the rating ${text} is not on ${sayScale(scale)}` };
}

/** The score of a number with its full marks, which must be those of the scale. */
function gradeOf(form: string, scale: Scale) {
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
export function readRating(text: string, scale: Scale): Verdict | undefined {
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
export function readTwoRatings(text: string, scale: Scale): Verdict | undefined {
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

function readGivenRatings(text: string, scale: Scale): Verdict | undefined {
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
export function comparedScores(a: string, b: string, scale: Scale): Verdict {
  const [first, second] = [numberOf(a), numberOf(b)];
  if (!isOn(first, scale) || !isOn(second, scale)) {
    return { kind: "none", reason: `the ratings ${a} and ${b} are not on ${sayScale(scale)}` };
  }
  const winner = first > second ? 1 : second > first ? 2 : 3;
  return { kind: "winner", winner, form: "two ratings" };
}
