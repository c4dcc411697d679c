import { describe, expect, it } from "vitest";
import { parseLenientJson } from "../../jrank/core/lenient_json.ts";

describe("JSON of Python", () => {
  it("numbers that do not exist are null, and the same letters in a text stay", () => {
    const text = '{"a": NaN, "b": [-Infinity, Infinity], "c": "NaN \\" Infinity", "NaN": 1}';
    expect(parseLenientJson(text)).toEqual({
      a: null,
      b: [null, null],
      c: 'NaN " Infinity',
      NaN: 1,
    });
  });

  it("anything else that is no JSON is the same error as before", () => {
    expect(() => parseLenientJson('{"a": NaN, "b": }')).toThrow(SyntaxError);
    expect(() => parseLenientJson('{"a": NaNs}')).toThrow(SyntaxError);
    expect(() => parseLenientJson('{"a": "unclosed NaN')).toThrow(SyntaxError);
  });
});
