/** The JSON Schemas by which a judge is made to state its verdict. */
import type { Scale } from "./verdict.ts";
import { DEFAULT_SCALE } from "./verdict_rating.ts";

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
export type VerdictSchema = Record<string, unknown>;

/**
 * The JSON Schema of a reply that explains first and then gives the verdict, for providers that
 * offer structured output. Within the subset that all of them take: every field required, no
 * others, choices by `enum` instead of bounds. `readVerdict` reads such replies under any format.
 */
export function verdictSchema(
  format: string,
  type: "pairwise" | "single",
  scale: Scale = DEFAULT_SCALE,
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
