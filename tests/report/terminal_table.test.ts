/** Tables fit the terminal that shows them, and are whole anywhere else. */
import { eastAsianWidth } from "get-east-asian-width";
import { expect, it } from "vitest";
import { ENGLISH } from "../../jrank/core/message.ts";
import { inStyle } from "../../jrank/core/terminal_text.ts";
import { rankingTable } from "../../jrank/report/tables/table.ts";
import { plainTable } from "../../jrank/report/tables/text_table.ts";
import { inLanguage } from "../../jrank/words/language.ts";
import { chartSource, randomGames } from "../support/chart_source.ts";

const widthOf = (line: string): number =>
  [...line].reduce((sum, one) => sum + eastAsianWidth(one.codePointAt(0) as number), 0);

const names = Array.from({ length: 60 }, (_, k) => `組織/とても長い名前のモデル-${k + 1}-instruct`);
const { ranking } = chartSource(randomGames(names, { games: 900, seed: 4 }), {
  seed: 1,
  bootstrapN: 20,
});

it.each(["en", "ja"] as const)("60 models fit 80 to 200 columns: %s", async (language) => {
  const table = await rankingTable(ranking, language);
  const [whole = ""] = inLanguage(table, language).split("\n");
  let before = 0;
  for (const columns of [80, 100, 120, 160, 200]) {
    const lines = inStyle(inLanguage(table, language, columns), false).split("\n");
    const note = lines.length > 61 ? lines.at(-1) : undefined;
    for (const line of lines.slice(0, 61)) expect(widthOf(line)).toBeLessThanOrEqual(columns);
    const heads = (lines[0] as string).trim().split(/\s{2,}/);
    expect(heads.length).toBeGreaterThanOrEqual(before);
    expect(heads.length).toBeGreaterThanOrEqual(3);
    before = heads.length;
    // Whatever is not there is named.
    const missing = whole
      .trim()
      .split(/\s{2,}/)
      .filter((head) => !heads.includes(head));
    for (const head of missing) expect(note).toContain(head);
    if (missing.length === 0) expect(note).toBe(undefined);
  }
});

it("cuts very long names, leaves out the columns in their order, and cuts names further at last", async () => {
  const table = await plainTable(
    ["Rank", "Model", "Rating", "Matches"],
    [["1", "a-name-that-has-two-ends-and-a-long-middle-v2", "1234", "99"]],
    "rlrr",
    { drop: [3, 2] },
  );
  const at = (columns: number) => inStyle(table.in({ ...ENGLISH, columns }), false).split("\n");
  expect(at(90)).toHaveLength(2);
  expect(at(70)).toEqual([
    expect.stringMatching(/Rank .* Matches$/),
    expect.stringMatching(/a-name-that-has-two.*….*middle-v2 +1234 +99$/),
  ]);
  expect(at(63)).toEqual([
    expect.stringMatching(/Rank .* Rating$/),
    expect.stringMatching(/….*middle-v2 +1234$/),
    "Left out for the width of this terminal: Matches",
  ]);
  const [, row = "", note] = at(30);
  expect(row).toMatch(/a-na.*….*-v2$/);
  expect(note).toBe("Left out for the width of this terminal: Matches, Rating");
});

it("heads are bold on a terminal, plain in pipes and where NO_COLOR is set", async () => {
  const table = await plainTable(["A"], [["b"]], "l");
  expect(inStyle(table.in({ ...ENGLISH, columns: 80 }), true)).toBe(
    " \u001b[1mA\u001b[22m\n b".trimStart().replace("\u001b[1mA", "\u001b[1m A"),
  );
  expect(inStyle(table.in({ ...ENGLISH, columns: 80 }), false)).toBe(String(table));
});
