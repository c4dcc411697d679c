import { expect, test } from "vitest";
import { styleOf } from "../../jrank/prompt/health/style_features.ts";

test("counts headings, list items and bold passages, and characters as code points", () => {
  const text =
    "# 見出し\n\n1. 一\n2. 二\n- 三\n* 四\n**太字**と__もう一つ__\n#tag は見出しではない";
  expect(styleOf(text)).toEqual({ length: [...text].length, headers: 1, lists: 4, bold: 2 });
  expect(styleOf("😀")).toMatchObject({ length: 1 });
});

test("code blocks count for the length only", () => {
  const code = "```md\n# no heading\n- no item\n**no**\n```";
  expect(styleOf(code)).toEqual({ length: code.length, headers: 0, lists: 0, bold: 0 });
});

test("an empty answer has no style", () => {
  expect(styleOf("")).toEqual({ length: 0, headers: 0, lists: 0, bold: 0 });
});
