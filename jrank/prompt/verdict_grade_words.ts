/** A grade that a judge gives in a sentence: "10点満点中8点とします", "I'd put this at a 9 out of 10". */
import type { Scale, Verdict } from "./verdict.ts";
import { isReported } from "./verdict_quotes.ts";

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
export function readGradeInWords(text: string, { min, max }: Scale): Verdict | undefined {
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
