import fc from "fast-check";
import { expect, it } from "vitest";
import { readableJson } from "../../jrank/report/render.ts";

it("means what JSON.stringify means, on several lines or one", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      expect(JSON.parse(readableJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(readableJson({ a: undefined, b: [1, undefined] })).toBe('{"b":[1,null]}');
});

it("gives each row of data a line", () => {
  const values = Array.from({ length: 30 }, (_, k) => ({ model: `m${k}`, rating: null }));
  const lines = readableJson({ data: { values } }).split("\n");
  expect(lines.slice(0, 4)).toEqual([
    "{",
    '  "data": {',
    '    "values": [',
    '      {"model":"m0","rating":null},',
  ]);
  expect(lines).toHaveLength(36);
});
