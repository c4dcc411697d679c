/** The changes that bench/mutation.ts makes to the code. */
import { expect, it } from "vitest";
import { mutantsOf, mutate } from "../bench/mutants.ts";

/** Every line of the source as each of its mutants has it. */
function mutated(source: string): string[] {
  return mutantsOf(source).map((mutant) => mutate(source, mutant));
}

it("changes operators, booleans, numbers and the branches of a choice", () => {
  expect(mutated("f = a < b;")).toEqual([";", "f = a <= b;"]);
  expect(mutated("f = (a) + (b);")).toContain("f = (a) - (b);");
  expect(mutated("f = a && !b;")).toEqual([";", "f = a || !b;", "f = a && b;"]);
  expect(mutated("f = true;")).toContain("f = false;");
  expect(mutated("f = 0;")).toContain("f = 1;");
  expect(mutated("f = 30;")).toContain("f = 60;");
  expect(mutated("f = a ? b : c;")).toContain("f = a ? c : b;");
  expect(mutated("let f = a ?? b;")).toEqual(["let f = a && b;"]);
});

it("leaves statements and steps out, swaps arguments, and makes conditions always or never hold", () => {
  expect(mutated("if (a) { b(); }")).toEqual([
    "if (true) { b(); }",
    "if (false) { b(); }",
    "if (a) { ; }",
  ]);
  expect(mutated("let f = g(a, b);")).toEqual(["let f = g(b, a);"]);
  expect(mutated("let f = a.toString();")).toEqual([]);
  expect(mutated("let f = Math.min(a, b);")).toEqual(["let f = Math.max(a, b);"]);
  expect(mutated("let f = a.filter(g).some(h);")).toEqual([
    "let f = a.some(h);",
    "let f = a.filter(g).every(h);",
  ]);
});

it("leaves imports, types, texts and comments alone, and finds its place after any letters", () => {
  const source = [
    'import { x } from "./1.ts";',
    "interface A { b: 1 | true; c(d?: -1): A & B }",
    "// 日本語 && 1 + 2",
    'const text = "1 < 2 && true" + "審査";',
    "const f = (a as 1 | 2) satisfies number;",
    "const 数 = 1;",
  ].join("\n");
  expect(mutantsOf(source)).toEqual([{ line: 6, start: source.length - 2, was: "1", now: "2" }]);
});
