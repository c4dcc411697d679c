import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  languageAmong,
  languageOf,
  mainLanguageOf,
  scriptsOf,
} from "../../jrank/prompt/language.ts";

describe("languageOf", () => {
  it.each([
    ["日本の首都はどこですか。", "ja"],
    ["Pythonでquicksortのsourceを書いてください", "ja"],
    ["カレーライス", "ja"],
    ["What is the capital of Japan (日本)?", "en"],
    ["Quelle est la capitale du Japon ?", "en"],
    ["일본의 수도는 어디입니까?", "ko"],
    ["Python으로 정렬 알고리즘을 작성해 주세요", "ko"],
    ["東京都", undefined],
    ["12 + 34 = ?", undefined],
    ["", undefined],
  ])("%s: %s", (text, language) => expect(languageOf(text)).toBe(language));

  it("gives shares that sum to 1, or 0 without letters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const shares = Object.values(scriptsOf(text));
        const sum = shares.reduce((total, share) => total + share, 0);
        expect(shares.every((share) => share >= 0)).toBe(true);
        expect(Math.abs(sum - (sum > 0.5 ? 1 : 0))).toBeLessThan(1e-9);
      }),
    );
  });
});

describe("a question among others", () => {
  const code = "다음을 고치세요: const result = compute(values.map((value) => value * 2));";
  it("is in the main language if it has any letter of it", () => {
    const main = mainLanguageOf(["수도는 어디입니까?", "왜 그렇습니까?", "Write a poem."]);
    expect(main).toBe("ko");
    expect(languageOf(code)).toBe("en");
    expect(languageAmong(code, main)).toBe("ko");
    expect(languageAmong("Write a poem.", main)).toBe("en");
    expect(languageAmong("12 + 34", main)).toBe("ko");
    expect(languageAmong("日本の首都は?", main)).toBe("ja");
    expect(mainLanguageOf(["12", "東京都"])).toBeUndefined();
  });
});
