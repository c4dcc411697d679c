/** Verdicts in JSON. */
import type { Verdict } from "./verdict.ts";

const SIDES: Record<string, 1 | 2 | 3> = {
  "1": 1,
  "2": 2,
  "3": 3,
  a: 1,
  b: 2,
  c: 3,
  tie: 3,
};

/** The last JSON object of the text that has a "winner" or "verdict", or a "score" or "rating". */
export function readJson(text: string): Verdict | undefined {
  for (let start = text.lastIndexOf("{"); start !== -1; start = text.lastIndexOf("{", start - 1)) {
    const end = text.lastIndexOf("}");
    const found = end > start ? verdictOf(text.slice(start, end + 1)) : undefined;
    if (found || start === 0) return found;
  }
  return undefined;
}

function verdictOf(json: string): Verdict | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const fields = value as Record<string, unknown>;
  const side = fields.winner ?? fields.verdict;
  if (side !== undefined) {
    const winner = SIDES[String(side).toLowerCase()];
    if (winner) return { kind: "winner", winner, form: "JSON" };
    return { kind: "none", reason: `the JSON names ${JSON.stringify(side)} as the winner` };
  }
  const score = fields.score ?? fields.rating;
  if (score === undefined) return undefined;
  if (typeof score !== "number" || score < 1 || score > 10) {
    return {
      kind: "none",
      reason: `the rating ${JSON.stringify(score)} is not on the scale 1 to 10`,
    };
  }
  return { kind: "score", score, form: "JSON" };
}
