/** Verdicts written the way a prompt asks for them: the counterpart of the readers in verdicts.ts. */
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

/** A rating from 1 to 10 in the format of a prompt. */
export function ratingText(rating: number, format: OutputFormat): string {
  return format === "json" ? `{"score": ${rating}}` : `[[${rating}]]`;
}
