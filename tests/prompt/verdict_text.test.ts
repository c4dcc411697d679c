import { describe, expect, test } from "vitest";
import { ratingText, winnerText } from "../../jrank/prompt/verdict/verdict_schema.ts";
import {
  type OutputFormat,
  readVerdict,
  VERDICT_FORMATS,
} from "../../jrank/prompt/verdict/verdicts.ts";

const formats = Object.keys(VERDICT_FORMATS) as OutputFormat[];

describe("what is written is what is read", () => {
  const pairwise = formats.filter((format) => VERDICT_FORMATS[format].type === "pairwise");
  test.each(pairwise)("winner in %s", (format) => {
    for (const winner of [1, 2, 3] as const) {
      const text = `説明です。\n\n${winnerText(winner, format)}`;
      expect(readVerdict(text, format)).toMatchObject({ kind: "winner", winner });
    }
  });

  test.each(["[[rating]]", "json"] as const)("rating in %s", (format) => {
    for (let rating = 1; rating <= 10; rating++) {
      const text = `説明です。\n\n${ratingText(rating, format)}`;
      expect(readVerdict(text, format)).toMatchObject({ kind: "score", score: rating });
    }
  });
});
