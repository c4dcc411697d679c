/** Verdicts in JSON: read out of a text, and the schemas by which a judge is made to give them. */
import type { Verdict } from "./verdict.ts";
import { comparedScores, readGrades, scoreOf } from "./verdict_brackets.ts";

const SIDES: Record<string, 1 | 2 | 3> = {
  "1": 1,
  "2": 2,
  "3": 3,
  a: 1,
  b: 2,
  c: 3,
  tie: 3,
  draw: 3,
  neither: 3,
  equal: 3,
  引き分け: 3,
  무승부: 3,
};

/** Objects tried from the end of the text; a judge does not write more behind its verdict. */
const TRIED = 100;

/**
 * The last JSON object of the text that has a verdict: "winner" or "verdict" (1, 2, 3, A, B, C,
 * tie), "grade" (A>>B), "rating_a" and "rating_b", or "score" or "rating".
 */
export function readJson(text: string): Verdict | undefined {
  const starts = [...text.matchAll(/\{/g)].map(({ index }) => index).slice(-TRIED);
  for (const start of starts.reverse()) {
    const object = objectAt(text, start);
    const found = object && verdictOf(object);
    if (found) return found;
  }
  return undefined;
}

/** The object that begins at a brace; undefined where it is not whole. Braces in texts do not count. */
function objectAt(text: string, start: number): Record<string, unknown> | undefined {
  let depth = 0;
  let inText = false;
  for (let i = start; i < text.length; i++) {
    const sign = text[i];
    if (inText) {
      if (sign === "\\") i++;
      else if (sign === '"') inText = false;
    } else if (sign === '"') inText = true;
    else if (sign === "{") depth++;
    else if (sign === "}" && --depth === 0) return parsed(text.slice(start, i + 1));
  }
  return undefined;
}

function parsed(json: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(json) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function verdictOf(fields: Record<string, unknown>): Verdict | undefined {
  const side = fields.winner ?? fields.verdict;
  if (side !== undefined) {
    const name = String(side)
      .toLowerCase()
      .replace(/^\[\[|\]\]$/g, "")
      .replace(
        /^(?:the )?(?:ai )?(?:assistant|answer|response|model|アシスタント|回答|어시스턴트)[\s_]*/,
        "",
      )
      .trim();
    const winner = SIDES[name];
    if (winner) return { kind: "winner", winner, form: "JSON" };
    return { kind: "none", reason: `the JSON names ${JSON.stringify(side)} as the winner` };
  }
  if (typeof fields.grade === "string") {
    const grade = readGrades(`[[${fields.grade}]]`);
    if (grade) return grade;
  }
  if (fields.rating_a !== undefined && fields.rating_b !== undefined) {
    return comparedScores(String(fields.rating_a), String(fields.rating_b));
  }
  const score = fields.score ?? fields.rating;
  return score === undefined ? undefined : scoreOf(String(score), "JSON");
}

const RATING = { type: "integer", enum: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] };
const WINNER = { winner: { type: "integer", enum: [1, 2, 3] } };

/** The fields in which a judge states each format's verdict under structured output. */
const FIELDS: Record<string, Record<string, object>> = {
  last: WINNER,
  "[[A]]": { winner: { type: "string", enum: ["A", "B", "C"] } },
  "[[A>>B]]": { grade: { type: "string", enum: ["A>>B", "A>B", "A=B", "B>A", "B>>A"] } },
  "[[rating]]": { score: RATING },
  "[[rating_a,rating_b]]": { rating_a: RATING, rating_b: RATING },
};

/** A JSON Schema object. */
export type VerdictSchema = Record<string, unknown>;

/**
 * The JSON Schema of a reply that explains first and then gives the verdict, for providers that
 * offer structured output. Within the subset that all of them take: every field required, no
 * others, choices by `enum` instead of bounds. `readVerdict` reads such replies under any format.
 */
export function verdictSchema(format: string, type: "pairwise" | "single"): VerdictSchema {
  const fields = FIELDS[format] ?? (type === "single" ? { score: RATING } : WINNER);
  const properties = { explanation: { type: "string" }, ...fields };
  return {
    type: "object",
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  };
}
