/** Verdicts in JSON as judges write it: with comments, raw line ends, single quotes, words around it. */

import { jsonrepair } from "jsonrepair";
import { chosenMark, type Mark, readGrades } from "./brackets.ts";
import { readConclusion } from "./conclusion.ts";
import { comparedScores, differ, readGradeInWords, scoreOf } from "./grades.ts";
import { introduces, isReported, ownWords } from "./own_words.ts";
import type { GradeScale, Verdict } from "./verdict.ts";

const SIDES: Record<string, 1 | 2 | 3> = {
  "1": 1,
  a: 1,
  first: 1,
  one: 1,
  "2": 2,
  b: 2,
  second: 2,
  two: 2,
  "3": 3,
  c: 3,
  tie: 3,
  tied: 3,
  draw: 3,
  neither: 3,
  both: 3,
  equal: 3,
  引き分け: 3,
  引分け: 3,
  同等: 3,
  무승부: 3,
  平局: 3,
};

/** Braces tried; the last ones of the text, since a judge does not write more behind its verdict. */
const TRIED = 100;

/** An object of the text and where it stands. */
interface Found {
  at: number;
  end: number;
  source: string;
  fields: Record<string, unknown>;
}

/** The whole objects of a text, outermost ones only. */
function objectsIn(text: string): Found[] {
  const found: Found[] = [];
  const starts = [...text.matchAll(/\{/g)].map(({ index }) => index).slice(-TRIED);
  let behind = 0;
  for (const at of starts) {
    if (at < behind) continue;
    for (const knowsTexts of [true, false]) {
      const end = endOf(text, at, knowsTexts);
      const source = text.slice(at, end);
      const fields = end === undefined ? undefined : parsed(source);
      if (end === undefined || !fields) continue;
      found.push({ at, end, source, fields });
      behind = end;
      break;
    }
  }
  return found;
}

/** Behind the brace that closes an object; braces in texts count only where texts are not known. */
function endOf(text: string, start: number, knowsTexts: boolean): number | undefined {
  let depth = 0;
  let inText = false;
  for (let i = start; i < text.length; i++) {
    const sign = text[i];
    if (inText) {
      if (sign === "\\") i++;
      else if (sign === '"') inText = false;
    } else if (sign === '"' && knowsTexts) inText = true;
    else if (sign === "{") depth++;
    else if (sign === "}" && --depth === 0) return i + 1;
  }
  return undefined;
}

/** Longer objects are not mended. */
const LONGEST = 50_000;

function parsed(json: string): Record<string, unknown> | undefined {
  const object = (text: string): Record<string, unknown> => {
    const value = JSON.parse(text) as unknown;
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  };
  try {
    return object(json);
  } catch {
    if (json.length > LONGEST || !/[\w"'”]\s*:/.test(json)) return undefined;
  }
  try {
    return object(jsonrepair(json));
  } catch {
    return undefined;
  }
}

const MENTIONS = /[`"'“‘「『(（]\s*$/;

/**
 * The verdict of the objects that have one: "winner" or "verdict" (1, 2, 3, A, B, C, tie), "grade"
 * (A>>B), "rating_a" and "rating_b", or "score" or "rating". One within a sentence gives way to one
 * on lines of its own.
 */
export function readJson(text: string, scale: GradeScale): Verdict | undefined {
  const marks = objectsIn(text).flatMap(({ at, end, source, fields }): Mark[] => {
    const verdict = verdictOf(fields, scale, 0);
    if (!verdict) return [];
    const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
    const isAlone = line.trim() === "";
    if (isAlone && introduces(lineAbove(text, at))) return [];
    if (!isAlone && (MENTIONS.test(line) || isReported(text, at) || /^\s*>/.test(line))) return [];
    const rank = isAlone ? "standing" : "passing";
    const isOne = !namesTwo(source);
    const own = isOne ? reasonedVerdict(verdict, fields, scale) : TWICE;
    return [{ verdict: own, at, end, rank }];
  });
  return chosenMark(text, marks);
}

/** The last line of words before a place; fences are none. */
function lineAbove(text: string, at: number): string {
  const lines = text.slice(Math.max(0, at - 300), at).split("\n");
  return lines.findLast((line) => !/^\s*(?:[`~]{3,}\w*)?\s*$/.test(line)) ?? "";
}

const REASONS =
  /^(?:\w*_)?(?:reason\w*|explanation|rationale|justification|analysis|comparison|judge?ment|evaluation|comment|conclusion|理由|説明|根拠|評価|이유|설명|理由|分析|解释)$/i;

/** The verdict, unless the object's own reasons conclude otherwise. */
function reasonedVerdict(
  verdict: Verdict,
  fields: Record<string, unknown>,
  scale: GradeScale,
): Verdict {
  const reasons = Object.entries(fields).filter(([name]) => REASONS.test(name));
  const text = reasons.map(([, value]) => (typeof value === "string" ? value : "")).join("\n");
  const own = ownWords(text).slice(-LONGEST_REASON);
  const words = readConclusion(own);
  const said = verdict.kind === "score" ? readGradeInWords(own, scale) : words;
  const isFirm = verdict.kind === "score" || words?.strength === "firm";
  if (!said || !isFirm || !differ(verdict, said)) return verdict;
  return { kind: "none", reason: "the JSON's reasons contradict its verdict" };
}
const LONGEST_REASON = 8000;

const TWICE: Verdict = { kind: "none", reason: "the JSON names two winners" };

/** Whether the field of the winner stands twice, with two values. */
function namesTwo(source: string): boolean {
  const values = [...source.matchAll(/(?<!\\)"winner"\s*:\s*("[^"\n]*"|\d)/g)].map(
    ([, side]) => side,
  );
  return new Set(values).size > 1;
}

/** The side that a value names: 1, "A", "assistant_a", "Model B", "1 (the first)", "tie". */
function sideNamed(value: unknown): 1 | 2 | 3 | undefined {
  const name = String(value)
    .toLowerCase()
    .replace(/^\[\[|\]\]$/g, "")
    .replace(/\s*[(（:].*$/, "")
    .replace(/^the\s/, "")
    .replace(
      /^(?:ai[\s_]*)?(?:assistant|answer|response|model|option|アシスタント|回答|モデル|어시스턴트|답변|助手)[\s_-]*/,
      "",
    )
    .replace(/\s(?:assistant|answer|response|model|one)$/, "")
    .trim();
  return SIDES[name];
}

/** Objects within objects that are searched. */
const DEEPEST = 3;

function verdictOf(
  fields: Record<string, unknown>,
  scale: GradeScale,
  depth: number,
): Verdict | undefined {
  const side = fields.winner ?? fields.verdict;
  if (side !== undefined && (typeof side !== "object" || side === null)) {
    const winner = sideNamed(side);
    if (winner) return { kind: "winner", winner, form: "JSON" };
    const grade = readGrades(`[[${String(side)}]]`);
    if (grade) return grade;
    return { kind: "none", reason: `the JSON names ${JSON.stringify(side)} as the winner` };
  }
  if (typeof fields.grade === "string") {
    const grade = readGrades(`[[${fields.grade}]]`);
    if (grade) return grade;
  }
  if (fields.rating_a !== undefined && fields.rating_b !== undefined) {
    return comparedScores(String(fields.rating_a), String(fields.rating_b), scale);
  }
  const score = fields.score ?? fields.rating;
  if (typeof score === "number" || typeof score === "string") {
    return scoreOf(String(score), "JSON", scale);
  }
  if (depth >= DEEPEST) return undefined;
  for (const value of Object.values(fields)) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) continue;
    const found = verdictOf(value as Record<string, unknown>, scale, depth + 1);
    if (found) return found;
  }
  return undefined;
}
