import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderAsync } from "@resvg/resvg-js";
import { expect, it } from "vitest";
import { fontCoverage, fontWith } from "../../../jrank/report/picture/font_file.ts";
import { chartsEn } from "../../../jrank/words/charts_en.ts";
import { chartsJa } from "../../../jrank/words/charts_ja.ts";

const FONT = createRequire(import.meta.url).resolve(
  "@expo-google-fonts/m-plus-1p/400Regular/MPLUS1p_400Regular.ttf",
);
const font = readFileSync(FONT);
const covers = fontCoverage(font);
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

it("makes a smaller font in which a text looks and stands the same", async () => {
  // Ligatures, kerning, marks that are joined, ideographs, a radical that is drawn as one of them.
  const text = "Raﬁnesse fi AVATAR é e\u0301 ö か\u3099が 日本語の模型 ⺾ − ± τ ﾅ";
  const folder = mkdtempSync(join(tmpdir(), "font-"));
  const small = fontWith(font, new Set([...text].map((letter) => letter.codePointAt(0) as number)));
  writeFileSync(join(folder, "small.ttf"), small);
  const drawn = async (file: string, shown: string): Promise<Buffer> => {
    const image = await renderAsync(
      `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="40"><text y="30" font-size="20" font-family="M PLUS 1p">${shown}</text></svg>`,
      { font: { fontFiles: [file], loadSystemFonts: false, defaultFontFamily: "M PLUS 1p" } },
    );
    return image.pixels;
  };
  const inSmall = await drawn(join(folder, "small.ttf"), text);
  expect(inSmall.equals(await drawn(FONT, text))).toBe(true);
  expect(inSmall.equals(await drawn(FONT, text.replace("型", "形")))).toBe(false);
  expect(small.length).toBeLessThan(0.2 * font.length);
  rmSync(folder, { recursive: true });
});

it("refuses what is no font", () => {
  expect(() => fontCoverage(new Uint8Array(64))).toThrow('no table "cmap"');
});
