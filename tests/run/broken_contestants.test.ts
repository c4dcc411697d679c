/** Contestants that cannot be asked do not keep the others from answering. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { runCommandLine, temporaryFolder } from "../support/command.ts";
import { startOpenAiServer } from "../support/http_server.ts";
import { scriptedGguf } from "../support/scripted_gguf.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const bench = join(folder.path, "b");
mkdirSync(bench);
writeFileSync(
  join(bench, "questions.jsonl"),
  `${JSON.stringify({ question_id: 1, category: "writing", turns: ["問"] })}\n`,
);
const file = (name: string, bytes: Buffer): string => {
  const path = join(folder.path, name);
  writeFileSync(path, bytes);
  return path;
};
const whole = scriptedGguf({ says: "これは小さなモデルの答えです。" });
const local = { gpu: "cpu", threads: 1 };

const streamline = (models: object, ...flags: string[]) => {
  const config = join(folder.path, "config.json");
  writeFileSync(
    config,
    JSON.stringify({ benchmark_name: "b", data_dir: folder.path, n: 2, models }),
  );
  return runCommandLine("streamline", ["--config", config, ...flags]);
};
const answered = (id: string): boolean => existsSync(join(bench, "answers", `${id}.jsonl`));

it("tells all that can be told beforehand, before anybody is asked", async () => {
  const models = {
    local_models: [
      { id: "fine", path: file("fine.gguf", whole), ...local },
      { id: "absent", path: join(folder.path, "absent.gguf") },
      { id: "misnamed", path: file("fine.gguf", whole), conversation_template: "lin" },
      { id: "mute", path: file("mute.gguf", scriptedGguf({ says: "…", chatTemplate: null })) },
      { id: "none", path: file("none.gguf", Buffer.from("no model")) },
      { id: "unlora", path: file("fine.gguf", whole), lora: [{ path: "nothing.gguf" }] },
    ],
    api_models: [
      { id: "keyless", path: "gpt-4o" },
      { id: "nowhere", path: "m", base_url: "localhost:8000" },
    ],
    judge_models: [{ id: "offline", provider: "offline" }],
  };
  const faults = [
    /there is no model file of absent: .*absent\.gguf; check its path/,
    /misnamed: there is no conversation template "lin"\. Did you mean "line"\?/,
    /mute: mute\.gguf has no chat template inside; name one/,
    /none\.gguf cannot be read as a GGUF model: Invalid GGUF magic/,
    /there is no LoRA adapter of unlora: .*nothing\.gguf/,
    /"keyless" \(openai\) needs a key: set OPENAI_API_KEY/,
    /"nowhere": base_url must be an address such as http:/,
  ];
  const plan = await streamline(models, "--dry-run");
  expect(plan.code).toBe(0);
  for (const fault of faults) expect(plan.stdout).toMatch(fault);
  const { code, stderr } = await streamline(models);
  expect(code).toBe(1);
  expect(stderr).toContain("7 contestants cannot be asked, so nobody was:");
  for (const fault of faults) expect(stderr).toMatch(fault);
  expect(answered("fine")).toBe(false);
});

it("has the others answer before it fails for one that turns out not to work", async () => {
  const refusing = await startOpenAiServer({
    reply: () => "",
    fault: () => ({ status: 401, body: { error: { message: "wrong key" } } }),
  });
  const judging = await startOpenAiServer({ reply: () => "1" });
  const models = {
    local_models: [
      { id: "cut", path: file("cut.gguf", whole.subarray(0, 200_000)), ...local },
      { id: "after", path: file("fine.gguf", whole), ...local },
    ],
    api_models: [
      { id: "refused", path: "m", base_url: `${refusing.url}/v1` },
      { id: "last", path: "m", base_url: `${judging.url}/v1` },
    ],
    judge_models: [{ id: "judge", path: "j", base_url: `${judging.url}/v1` }],
  };
  const { code, stderr } = await streamline(models);
  expect(code).toBe(1);
  expect(stderr).toMatch(/2 contestants could not be asked; the answers of the others are stored/);
  expect(stderr).toMatch(/cut: .*cannot be loaded as a GGUF model/);
  expect(stderr).toMatch(/refused the key/);
  expect(["cut", "after", "refused", "last"].map(answered)).toEqual([false, true, false, true]);
  // Nothing is judged before the user has seen it.
  expect(judging.requests).toHaveLength(1);
  await Promise.all([refusing.close(), judging.close()]);
});
