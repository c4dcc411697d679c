import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import { scriptedGguf } from "../support/scripted_gguf.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const show = (...args: string[]) =>
  runCommandLine("gen_local_model_answer", [
    ...["--bench-name", "sample", "--show-prompt", "--conv-template", ...args],
  ]);

const JINJA = "{{ bos_token }}{% for m in messages %}[{{ m.role }}] {{ m.content }}\n{% endfor %}>";

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

it("shows a Jinja file, with the marks of the model's file where one is given", async () => {
  const template = join(folder.path, "mine.jinja");
  const model = join(folder.path, "m.gguf");
  writeFileSync(template, JINJA);
  writeFileSync(model, scriptedGguf({ says: "x", chatTemplate: null }));
  const alone = await show(template, "--system-prompt", "短く。");
  expect(alone.stdout).toMatch(/^\[system\] 短く。\n\[user\] 日本で一番高い山.*\n>$/);
  expect(alone.stderr).toContain("Add --model-path");
  const { stdout, stderr } = await show(template, "--model-path", model);
  expect(stdout).toMatch(/^<s>\[user\] 日本で一番高い山.*\n>$/);
  expect(stderr).toBe("");
});

it("shows the template inside a file without loading the model, and how a named one differs", async () => {
  const model = join(folder.path, "inside.gguf");
  writeFileSync(model, scriptedGguf({ says: "x" }));
  const common = ["--bench-name", "sample", "--show-prompt", "--model-path", model];
  const own = await runCommandLine("gen_local_model_answer", common);
  expect(own.stdout).toMatch(
    /^<\|im_start\|>user\n日本で.*<\|im_end\|>\n<\|im_start\|>assistant\n$/,
  );
  const named = await show("line", "--model-path", model);
  expect(named.stdout).toMatch(/^ユーザー: 日本で.*\nシステム: $/);
  expect(named.stderr).toContain("not the template inside the file");
  const other = join(folder.path, "broken.gguf");
  writeFileSync(other, "no model");
  const broken = await runCommandLine("gen_local_model_answer", [...common.slice(0, -1), other]);
  expect([broken.code, broken.stderr]).toEqual([1, expect.stringContaining("cannot be read")]);
});
