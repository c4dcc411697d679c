import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { BackendSpec, ChatRequest } from "../../jrank/backend/backend.ts";
import { createLlamaCppBackend } from "../../jrank/backend/llama_cpp.ts";
import { temporaryFolder } from "../support/command.ts";
import { scriptedGguf } from "../support/scripted_gguf.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const ANSWER = "日本で一番高い山は富士山です。 Its height is 3776 m.";

function modelFile(name: string, bytes: Buffer): string {
  const file = join(folder.path, name);
  writeFileSync(file, bytes);
  return file;
}

const spec = (path: string, local: BackendSpec["local"] = {}): BackendSpec => ({
  id: "tiny",
  provider: "llama_cpp",
  path,
  local: { gpu: "cpu", threads: 1, ...local },
});

const request = (content: string, params: ChatRequest["params"] = {}): ChatRequest => ({
  messages: [{ role: "user", content }],
  params: { max_tokens: 100, temperature: 0, ...params },
  subject: {
    kind: "answer",
    question: { question_id: 1, category: "x", turns: [content] },
    turn: 1,
    choice: 0,
  },
});

const log = (): void => {};
const { signal } = new AbortController();

describe("a GGUF model", () => {
  const file = modelFile("tiny.gguf", scriptedGguf({ says: ANSWER }));

  it("answers by the template inside its file, and tells the prompt it saw", async () => {
    const backend = await createLlamaCppBackend(spec(file), { log });
    const reply = await backend.generate(request("山は？"), { signal });
    expect(reply.text).toBe(ANSWER);
    expect(reply.finish_reason).toBe("stop");
    expect(reply.prompt).toBe("<|im_start|>user\n山は？<|im_end|>\n<|im_start|>assistant\n");
    expect(reply.usage.output_tokens).toBeGreaterThan(5);
    expect(backend.metadata).toMatchObject({ template: "inside the GGUF file", file: "tiny.gguf" });
    await backend.close();
  });

  it("stops at max_tokens and says so, and at a stop string, which it leaves out", async () => {
    const backend = await createLlamaCppBackend(spec(file), { log });
    const short = await backend.generate(request("?", { max_tokens: 3 }), { signal });
    expect(short.finish_reason).toBe("length");
    expect(ANSWER.startsWith(short.text)).toBe(true);
    const stopped = await backend.generate(request("?", { stop: ["です"] }), { signal });
    expect(stopped.text).not.toContain("です");
    await backend.close();
  });

  it("answers several calls at a time in one context", async () => {
    const backend = await createLlamaCppBackend(spec(file, { parallel: 3, context_size: 256 }), {
      log,
    });
    const replies = await Promise.all(
      ["a", "b", "c", "d", "e"].map((text) => backend.generate(request(text), { signal })),
    );
    expect(replies.map(({ text }) => text)).toEqual(Array(5).fill(ANSWER));
    await backend.close();
  });

  it("gives up a prompt that does not fit, not the model", async () => {
    const backend = await createLlamaCppBackend(spec(file, { context_size: 64 }), { log });
    await expect(backend.generate(request("長い".repeat(100)), { signal })).rejects.toMatchObject({
      name: "CallError",
      kind: "call",
      message: expect.stringContaining("context"),
    });
    expect((await backend.generate(request("短い"), { signal })).text).not.toBe("");
    await backend.close();
  });
});

describe("files that cannot be used", () => {
  const rejects = (path: string, message: RegExp, local = {}) =>
    expect(createLlamaCppBackend(spec(path, local), { log })).rejects.toMatchObject({
      name: "UserError",
      message: expect.stringMatching(message),
    });

  it("says what is wrong", async () => {
    await rejects(join(folder.path, "absent.gguf"), /there is no model file/);
    await rejects(modelFile("broken.gguf", Buffer.from("not a model")), /cannot be loaded/);
    const whole = scriptedGguf({ says: ANSWER });
    await rejects(modelFile("cut.gguf", whole.subarray(0, 200_000)), /cannot be loaded/);
  });

  it("never makes up a template", async () => {
    const file = modelFile("plain.gguf", scriptedGguf({ says: ANSWER, chatTemplate: null }));
    await rejects(file, /no chat template inside/);
    await rejects(file, /there is no conversation template "absent"/, {
      conversation_template: "absent",
    });
  });
});
