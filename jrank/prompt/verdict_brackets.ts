/** Verdicts in double brackets, the last of their kind in the text. Text comes in plain width. */
import type { Verdict } from "./verdict.ts";

/** The contents of the last pair of double brackets that looks like `pattern`. */
function lastBracket(text: string, pattern: RegExp): RegExpMatchArray | undefined {
  const inside = /(?:\[\[|【【)\s*[*_`"']*([^[\]【】]*?)[*_`"']*\s*(?:\]\]|】】)/g;
  return [...text.matchAll(inside)]
    .map((match) => (match[1] as string).trim().match(pattern) ?? undefined)
    .filter((match) => match !== undefined)
    .at(-1);
}

/** [[A]], [[B]], [[C]]; also [[1]], [[2]], [[3]] and [[tie]]. */
export function readBrackets(text: string): Verdict | undefined {
  const found = lastBracket(text, /^(?:assistant|アシスタント|어시스턴트)?\s*([abc123]|tie)$/i);
  if (!found) return undefined;
  const side = (found[1] as string).toLowerCase();
  const winner = ["a", "1"].includes(side) ? 1 : ["b", "2"].includes(side) ? 2 : 3;
  return { kind: "winner", winner, form: "brackets" };
}

/** Arena-Hard's five grades; the grade is kept, both degrees of better are a win. */
export function readGrades(text: string): Verdict | undefined {
  const found = lastBracket(text, /^([ab])\s*(>>|>|=|<|<<)\s*([ab])$/i);
  if (!found) return undefined;
  const [left, sign, right] = [found[1], found[2], found[3]].map((part) =>
    (part as string).toUpperCase(),
  );
  if (left === right) return undefined;
  const better = sign === "=" ? undefined : sign?.startsWith(">") ? left : right;
  return {
    kind: "winner",
    winner: better === undefined ? 3 : better === "A" ? 1 : 2,
    form: "grade",
    grade: `${left}${sign}${right}`,
  };
}

const NUMBER = String.raw`(-?\d+(?:\.\d+)?)(?:\s*\/\s*10)?`;
const LABEL = String.raw`(?:[^\d,]{0,16}[::]\s*)?`;

function onScale(text: string): number | undefined {
  const value = Number(text);
  return value >= 1 && value <= 10 ? value : undefined;
}

/**
 * A rating from 1 to 10: the last number in double brackets, or, where there is none, one after a
 * word such as "Rating:" in the last lines. Outside the scale it is no rating.
 */
export function readRating(text: string): Verdict | undefined {
  const bracket = lastBracket(text, new RegExp(`^${LABEL}${NUMBER}$`));
  const labelled = new RegExp(
    String.raw`(?:rating|score|評価|評点|点数|スコア|점수|평점|평가)\s*[:は]\s*[[\s*_"'「]*${NUMBER}(?!\d)`,
    "gi",
  );
  const lastLines = text.trimEnd().split("\n").slice(-3).join("\n");
  const found = bracket?.[1] ?? [...lastLines.matchAll(labelled)].at(-1)?.[1];
  if (found === undefined) return undefined;
  const score = onScale(found);
  return score === undefined
    ? { kind: "none", reason: `the rating ${found} is not on the scale 1 to 10` }
    : { kind: "score", score, form: bracket ? "brackets" : "labelled" };
}

/** Two ratings; the higher wins, equal ones are a tie. */
export function readTwoRatings(text: string): Verdict | undefined {
  const found = lastBracket(text, new RegExp(`^${NUMBER}\\s*[,、]\\s*${NUMBER}$`));
  if (!found) return undefined;
  const first = onScale(found[1] as string);
  const second = onScale(found[2] as string);
  if (first === undefined || second === undefined) {
    return { kind: "none", reason: `the ratings ${found[0]} are not on the scale 1 to 10` };
  }
  const winner = first > second ? 1 : second > first ? 2 : 3;
  return { kind: "winner", winner, form: "two ratings" };
}
