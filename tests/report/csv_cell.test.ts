import { expect, it } from "vitest";
import { csvCell } from "../../jrank/report/tables/text_table.ts";

it("no cell is a formula to a spreadsheet, and taking one apostrophe away gives the text again", () => {
  for (const text of [
    ...["=1+1", "+cmd", "-cmd", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "＋1+x", "－x", "＠x"],
    ...["'=1", "''＝1", "\u00a0=1"],
  ]) {
    const cell = csvCell(text);
    const plain = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
    expect(plain).toBe(`'${text}`);
  }
});

it("numbers and other texts stay as they are", () => {
  expect(["-3.2", "+1e-5", "12.5 %", "a=b", "it's", "'quoted'", "－"].map(csvCell)).toEqual([
    ...["-3.2", "+1e-5", "12.5 %", "a=b", "it's", "'quoted'", "'－"],
  ]);
  expect([-3.2, null, undefined, true].map(csvCell)).toEqual(["-3.2", "", "", "true"]);
});
