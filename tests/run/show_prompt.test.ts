import { expect, it } from "vitest";
import { runCommandLine } from "../support/command.ts";

const show = (...args: string[]) =>
  runCommandLine("gen_local_model_answer", [
    ...["--bench-name", "sample", "--show-prompt", "--conv-template", ...args],
  ]);

it("prints the prompt as it is, without a model", async () => {
  const { code, stdout, stderr } = await show("rinna", "--question-begin", "0");
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^ユーザー: 日本で一番高い山.*<NL>システム: $/);
});

it("prints the second turn, given the answer to the first", async () => {
  const second = await show(
    "line",
    "--question-begin",
    "4",
    "--turn",
    "2",
    "--previous-answer",
    "A1",
  );
  expect(second.stdout).toMatch(/^ユーザー: .*\nシステム: A1\nユーザー: .*\nシステム: $/s);
  expect((await show("line", "--question-begin", "4", "--turn", "2")).code).toBe(2);
});

it("knows the templates there are", async () => {
  const { code, stderr } = await show("rina");
  expect(code).toBe(1);
  expect(stderr).toMatch(/no conversation template "rina"\. Did you mean "rinna"\?.*alpaca/s);
});
