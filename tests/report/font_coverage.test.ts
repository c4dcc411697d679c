import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { fontCoverage } from "../../jrank/report/render_png.ts";
import { chartsEn } from "../../jrank/words/charts_en.ts";
import { chartsJa } from "../../jrank/words/charts_ja.ts";

const covers = fontCoverage(
  readFileSync(
    createRequire(import.meta.url).resolve(
      "@expo-google-fonts/m-plus-1p/400Regular/MPLUS1p_400Regular.ttf",
    ),
  ),
);
const missing = (text: string): string[] =>
  [...text].filter((character) => !covers(character.codePointAt(0) as number));

it("knows what the font of PNGs has and what it lacks", () => {
  expect(missing("Rating 日本語のモデル、ｶﾅ éα – … − ± τ ρ ×")).toEqual([]);
  expect(missing("a한简🙂")).toEqual(["한", "简", "🙂"]);
});

it("PNGs need no other font for the words of charts", () => {
  const texts = (words: object): string =>
    Object.values(words)
      .map((word) => (typeof word === "object" ? texts(word) : String(word)))
      .join("");
  expect(missing((texts(chartsEn) + texts(chartsJa)).replace(/\s/g, ""))).toEqual([]);
});

it("refuses what is no font", () => {
  expect(() => fontCoverage(new Uint8Array(64))).toThrow('no table "cmap"');
});
