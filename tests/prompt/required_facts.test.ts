import { expect, test } from "vitest";
import { factsOfTurn, saysFact } from "../../jrank/prompt/offline/offline_judge.ts";

test.each([
  ["標高は３，７７６ｍです", ["3,776"], true],
  ["標高は3776mです", ["3,776", "3776"], true],
  ["合計は1290です", ["129"], false],
  ["合計は2129です", ["129"], false],
  ["合計は129です", ["129"], true],
  ["素数は19、23、29です", ["23"], true],
  ["Take my advice", ["ice"], false],
  ["No ICE on it", ["ice"], true],
  ["Blue light is scattered", ["scatter"], true],
  ["今日はよい天気", ["(天気)"], false],
  ["", ["富士山"], false],
])("%j says one of %j: %j", (text, spellings, expected) => {
  expect(saysFact(text, spellings)).toBe(expected);
});

test("a fact belongs to the turns whose reference says it", () => {
  const facts = [["明石"], ["9時間", "九時間"], ["どこにもない"]];
  const references = ["兵庫県明石市です。", "時差は九時間です。"];
  expect(factsOfTurn(facts, references, 1)).toEqual([["明石"], ["どこにもない"]]);
  expect(factsOfTurn(facts, references, 2)).toEqual([["9時間", "九時間"], ["どこにもない"]]);
});
