/** Verdicts written the way a prompt asks for them: the counterpart of the readers in verdicts.ts. */
import type { Scale } from "./verdict.ts";
import { DEFAULT_SCALE } from "./verdict_rating.ts";
import type { OutputFormat } from "./verdicts.ts";

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
  scale: Scale = DEFAULT_SCALE,
): string {
  const { min, max } = DEFAULT_SCALE;
  const part = (rating - min) / (max - min);
  const grade = Number((scale.min + part * (scale.max - scale.min)).toFixed(2));
  return format === "json" ? `{"score": ${grade}}` : `[[${grade}]]`;
}
