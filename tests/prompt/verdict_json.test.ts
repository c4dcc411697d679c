import { describe, expect, it } from "vitest";
import { verdictSchema } from "../../jrank/prompt/verdict/verdict_schema.ts";
import {
  type OutputFormat,
  readVerdict,
  VERDICT_FORMATS,
} from "../../jrank/prompt/verdict/verdicts.ts";

interface Schema {
  type: string;
  properties: Record<string, { type: string; enum?: (string | number)[] }>;
  required: string[];
  additionalProperties: boolean;
}

/** Every reply that a schema allows, but for the wording of the explanation. */
function repliesOf(schema: Schema): string[] {
  let replies: Record<string, unknown>[] = [{}];
  for (const [name, field] of Object.entries(schema.properties)) {
    const values = field.enum ?? ['quotes " and {braces}, 評価: 1'];
    replies = replies.flatMap((reply) => values.map((value) => ({ ...reply, [name]: value })));
  }
  return replies.map((reply) => JSON.stringify(reply));
}

describe("structured output", () => {
  const formats = Object.keys(VERDICT_FORMATS) as OutputFormat[];
  const both = formats.flatMap((format) =>
    (["pairwise", "single"] as const).map((type) => [format, type] as const),
  );
  it.each(both)("every reply that the schema of %s (%s) allows is read", (format, type) => {
    const schema = verdictSchema(format, type) as unknown as Schema;
    expect(schema.required).toEqual(Object.keys(schema.properties));
    expect(schema.required[0]).toBe("explanation");
    expect(schema.additionalProperties).toBe(false);
    const replies = repliesOf(schema);
    expect(replies.length).toBeGreaterThanOrEqual(3);
    for (const reply of replies) expect(readVerdict(reply, format).kind).not.toBe("none");
  });

  it("keeps the grade, and reads names of sides", () => {
    expect(readVerdict('{"explanation": "x", "grade": "B>>A"}', "[[A>>B]]")).toMatchObject({
      winner: 2,
      grade: "B>>A",
    });
    expect(readVerdict('{"winner": "Assistant_B"}', "last")).toMatchObject({ winner: 2 });
    expect(readVerdict('{"winner": "Assistant D"}', "last")).toMatchObject({ kind: "none" });
  });
});
