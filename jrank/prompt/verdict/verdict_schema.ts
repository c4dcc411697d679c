/**
 * The other direction of `verdicts.ts`: the JSON Schema by which a judge is made to state a verdict,
 * and a verdict written the way a prompt asks for it.
 */

import { DEFAULT_SCALE } from "./grades.ts";
import type { GradeScale } from "./verdict.ts";
import type { OutputFormat } from "./verdicts.ts";

const RATING = { type: "integer", enum: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] };
/** Grades of another scale may have decimals; bounds are not in every provider's subset. */
const NUMBER = { type: "number" };
const WINNER = { winner: { type: "integer", enum: [1, 2, 3] } };

/** The fields in which a judge states each format's verdict under structured output. */
const fieldsOf = (rating: object): Record<string, Record<string, object>> => ({
  last: WINNER,
  "[[A]]": { winner: { type: "string", enum: ["A", "B", "C"] } },
  "[[A>>B]]": { grade: { type: "string", enum: ["A>>B", "A>B", "A=B", "B>A", "B>>A"] } },
  "[[rating]]": { score: rating },
  "[[rating_a,rating_b]]": { rating_a: rating, rating_b: rating },
});

/** A JSON Schema object. */
type VerdictSchema = Record<string, unknown>;

/**
 * The JSON Schema of a reply that explains first and then gives the verdict, for providers that
 * offer structured output. Within the subset that all of them take: every field required, no
 * others, choices by `enum` instead of bounds. `readVerdict` reads such replies under any format.
 */
export function verdictSchema(
  format: string,
  type: "pairwise" | "single",
  scale: GradeScale = DEFAULT_SCALE,
): VerdictSchema {
  const isUsual = scale.min === DEFAULT_SCALE.min && scale.max === DEFAULT_SCALE.max;
  const rating = isUsual ? RATING : NUMBER;
  const fields = fieldsOf(rating)[format] ?? (type === "single" ? { score: rating } : WINNER);
  const properties = { explanation: { type: "string" }, ...fields };
  return {
    type: "object",
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  };
}

const WINNERS: Record<OutputFormat, readonly [string, string, string]> = {
  last: ["1", "2", "3"],
  "[[A]]": ["[[A]]", "[[B]]", "[[C]]"],
  "[[A>>B]]": ["[[A>B]]", "[[B>A]]", "[[A=B]]"],
  // Which of the two is better is all that is read off them.
  "[[rating_a,rating_b]]": ["[[6,5]]", "[[5,6]]", "[[5,5]]"],
  "[[rating]]": ["1", "2", "3"],
  json: ['{"winner": 1}', '{"winner": 2}', '{"winner": 3}'],
};

/** A winner (3: neither) in the format of a prompt; by itself it makes the last line. */
export function winnerText(winner: 1 | 2 | 3, format: OutputFormat): string {
  return WINNERS[format][winner - 1] as string;
}

/** A rating from 1 to 10, put on the scale of a prompt, in its format. */
export function ratingText(
  rating: number,
  format: OutputFormat,
  scale: GradeScale = DEFAULT_SCALE,
): string {
  const { min, max } = DEFAULT_SCALE;
  const part = (rating - min) / (max - min);
  const grade = Number((scale.min + part * (scale.max - scale.min)).toFixed(2));
  return format === "json" ? `{"score": ${grade}}` : `[[${grade}]]`;
}
