import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { BackendSpec, ChatRequest } from "../../jrank/backend/call/backend.ts";
import { createLlamaCppBackend } from "../../jrank/backend/local/llama_cpp.ts";
import { temporaryFolder } from "../support/command.ts";
import { scriptedGguf, skippedText, skippingLora } from "../support/scripted_gguf.ts";

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

/** A model that never ends by itself. */
const ENDLESS = (): string =>
  modelFile("endless.gguf", scriptedGguf({ says: "circling ", certainty: 6, loops: true }));

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

describe.each(["spm", "bpe"] as const)("a vocabulary of kind %s", (vocabulary) => {
  it("carries Japanese there and back, with a template inside", async () => {
    const file = modelFile(`${vocabulary}.gguf`, scriptedGguf({ says: ANSWER, vocabulary }));
    const backend = await createLlamaCppBackend(spec(file), { log });
    const { text, prompt } = await backend.generate(request("鰯の頭も信心から 🐟"), { signal });
    expect(text).toBe(ANSWER);
    expect(prompt).toContain("鰯の頭も信心から 🐟");
    await backend.close();
  });
});

describe("sampling", () => {
  const file = modelFile("straying.gguf", scriptedGguf({ says: ANSWER, certainty: 6 }));
  const params = { temperature: 1, max_tokens: 60 };
  const said = async (seeds: readonly number[], more: ChatRequest["params"] = {}) => {
    const backend = await createLlamaCppBackend(spec(file), { log });
    const texts: string[] = [];
    for (const seed of seeds) {
      texts.push(
        (await backend.generate(request("?", { ...params, seed, ...more }), { signal })).text,
      );
    }
    await backend.close();
    return texts;
  };

  it("one at a time with a seed gives the same bytes, another seed others", async () => {
    const first = await said([0, 1, 2]);
    expect(await said([0, 1, 2])).toEqual(first);
    // What came before in the same context does not matter.
    expect(await said([2, 0])).toEqual([first[2], first[0]]);
    expect(new Set(first).size).toBeGreaterThan(1);
  });

  it("obeys temperature 0, top_k, top_p and the repetition penalty", async () => {
    const exact = [ANSWER, ANSWER, ANSWER];
    expect(await said([0, 1, 2], { temperature: 0, max_tokens: 100 })).toEqual(exact);
    expect(await said([0, 1, 2], { top_k: 1, max_tokens: 100 })).toEqual(exact);
    expect(await said([0, 1, 2], { top_p: 0.01, max_tokens: 100 })).toEqual(exact);
  });

  it("obeys the repetition penalty", async () => {
    const backend = await createLlamaCppBackend(spec(ENDLESS()), { log });
    const said = async (more: ChatRequest["params"]) =>
      (await backend.generate(request("?", { ...params, seed: 1, ...more }), { signal })).text;
    const plain = await said({ temperature: 0 });
    expect(plain).toBe("circling ".repeat(20).trim());
    expect(await said({ temperature: 0, repetition_penalty: 1 })).toBe(plain);
    expect(await said({ repetition_penalty: 5 })).not.toBe(await said({}));
    await backend.close();
  });
});

it("writes and reads line ends as the template has them", async () => {
  const file = modelFile("rinna.gguf", scriptedGguf({ says: "一行目です。<NL>二行目です。" }));
  const backend = await createLlamaCppBackend(spec(file, { conversation_template: "rinna" }), {
    log,
  });
  const reply = await backend.generate(request("問一\n問二"), { signal });
  expect(reply.prompt).toBe("ユーザー: 問一<NL>問二<NL>システム: ");
  expect(reply.text).toBe("一行目です。\n二行目です。");
  await backend.close();
});

it("takes the answer out of gpt-oss' channels", async () => {
  const says = "<|channel|>final<|message|>答えは四十二です。";
  const backend = await createLlamaCppBackend(
    spec(modelFile("channels.gguf", scriptedGguf({ says }))),
    { log },
  );
  const reply = await backend.generate(request("?"), { signal });
  expect(reply.text).toBe("答えは四十二です。");
  await backend.close();
});

it("says that a context is larger than what the model was trained with", async () => {
  const said: string[] = [];
  const file = modelFile("short.gguf", scriptedGguf({ says: ANSWER, contextLength: 256 }));
  const backend = await createLlamaCppBackend(spec(file, { context_size: 512 }), {
    log: (text) => said.push(String(text)),
  });
  await backend.close();
  expect(said).toEqual([expect.stringContaining("tiny was trained with 256 tokens")]);
});

describe("endings", () => {
  const file = modelFile("endings.gguf", scriptedGguf({ says: ANSWER }));

  it("stops at the strings and the tokens of the template", async () => {
    const template = (more: object): string => {
      const path = join(folder.path, `stop${Object.keys(more)[0]}.json`);
      const fields = { name: "t", roles: ["U", "A"], sep_style: "ADD_COLON_SINGLE", sep: "\n" };
      writeFileSync(path, JSON.stringify({ ...fields, ...more }));
      return path;
    };
    const said = async (conversation_template: string) => {
      const backend = await createLlamaCppBackend(spec(file, { conversation_template }), { log });
      const { text, finish_reason } = await backend.generate(request("?"), { signal });
      await backend.close();
      return [text, finish_reason];
    };
    const pieces = ANSWER.match(/.{3}/gsu) as string[];
    expect(await said(template({ stop_str: ["富士"] }))).toEqual([ANSWER.split("富士")[0], "stop"]);
    // 3 special tokens, 256 bytes, 3 more, then the pieces of the text: this is the second.
    expect(await said(template({ stop_token_ids: [263] }))).toEqual([pieces[0], "stop"]);
    // A token that this vocabulary does not have never comes.
    expect(await said(template({ stop_token_ids: [128009], name: "far" }))).toEqual([
      ANSWER,
      "stop",
    ]);
  });

  it("calls an answer that fills the context cut off", async () => {
    const backend = await createLlamaCppBackend(spec(ENDLESS(), { context_size: 64 }), { log });
    for (const more of [{ max_tokens: 500 }, { max_tokens: undefined }]) {
      const { text, finish_reason, usage } = await backend.generate(
        { ...request("?"), params: { temperature: 0, ...more } } as ChatRequest,
        { signal },
      );
      expect(finish_reason).toBe("length");
      expect(text).toMatch(/^(circling ){5}/);
      expect((usage.input_tokens ?? 0) + (usage.output_tokens ?? 0)).toBeLessThanOrEqual(64);
    }
    await backend.close();
  });

  it("ends at once when it is aborted, and goes on with the next", async () => {
    const backend = await createLlamaCppBackend(spec(ENDLESS()), { log });
    const abort = new AbortController();
    const call = backend.generate(request("?", { max_tokens: 1900 }), { signal: abort.signal });
    setTimeout(() => abort.abort(new Error("enough")), 30);
    await expect(call).rejects.toThrow("enough");
    await expect(backend.generate(request("?"), { signal: abort.signal })).rejects.toThrow(
      "enough",
    );
    const again = await backend.generate(request("?", { max_tokens: 6 }), { signal });
    expect(again.text).toBe("circling circling");
    expect(again.finish_reason).toBe("length");
    await backend.close();
  });
});

describe("LoRA adapters", () => {
  const file = modelFile("base.gguf", scriptedGguf({ says: ANSWER }));
  const adapter = modelFile("skip.gguf", skippingLora({ says: ANSWER }));
  const said = async (lora: NonNullable<BackendSpec["local"]>["lora"]) => {
    const backend = await createLlamaCppBackend(spec(file, lora ? { lora } : {}), { log });
    const { text } = await backend.generate(request("?"), { signal });
    await backend.close();
    return { text, recorded: backend.metadata.lora };
  };

  it("change what the model says, by their scales, and several add up", async () => {
    expect(await said(undefined)).toEqual({ text: ANSWER, recorded: undefined });
    expect(await said([{ path: adapter }])).toEqual({
      text: skippedText(ANSWER),
      recorded: [{ file: "skip.gguf", scale: 1 }],
    });
    expect((await said([{ path: adapter, scale: 0.3 }])).text).toBe(ANSWER);
    const second = modelFile("skip2.gguf", skippingLora({ says: ANSWER }));
    const both = [adapter, second].map((path) => ({ path, scale: 0.3 }));
    expect((await said(both)).text).toBe(skippedText(ANSWER));
  });

  it("that are missing, broken or another model's are errors", async () => {
    const other = modelFile("other.gguf", skippingLora({ says: `${ANSWER} ${ANSWER}?` }));
    const broken = modelFile("noise.gguf", Buffer.from("noise"));
    await expect(said([{ path: "absent.gguf" }])).rejects.toThrow(/there is no LoRA adapter/);
    await expect(said([{ path: adapter }, { path: adapter }])).rejects.toThrow(/named twice/);
    for (const path of [other, broken, file]) {
      await expect(said([{ path }])).rejects.toMatchObject({
        name: "UserError",
        message: expect.stringMatching(/Check that the adapter belongs to this model/),
      });
    }
  });
});

describe("a named template beside the one inside", () => {
  const file = modelFile("with.gguf", scriptedGguf({ says: ANSWER }));
  const notices = async (conversation_template: string): Promise<string[]> => {
    const said: string[] = [];
    const backend = await createLlamaCppBackend(spec(file, { conversation_template }), {
      log: (text) => said.push(String(text)),
    });
    await backend.close();
    return said;
  };

  it("is used, and a difference is told with both prompts", async () => {
    const [notice = ""] = await notices("rinna");
    expect(notice).toContain("template rinna.json, which is not the one inside with.gguf");
    expect(notice).toContain('"ユーザー: …<NL>システム: "');
    expect(notice).toContain('"<|im_start|>user\\n…<|im_end|>\\n<|im_start|>assistant\\n"');
  });

  it("is not remarked on where both say the same, also as a Jinja file", async () => {
    const same = join(folder.path, "same.json");
    const fields = { name: "s", roles: ["<|im_start|>user", "<|im_start|>assistant"] };
    writeFileSync(same, JSON.stringify({ ...fields, sep_style: "CHATML", sep: "<|im_end|>" }));
    expect(await notices(same)).toEqual([]);
    const jinja = join(folder.path, "same.jinja");
    writeFileSync(
      jinja,
      "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}<|im_start|>assistant{{ '\\n' }}",
    );
    expect(await notices(jinja)).toEqual([]);
  });
});

describe("files that cannot be used", () => {
  const rejects = (path: string, message: RegExp, local = {}) =>
    expect(
      createLlamaCppBackend(spec(path, local), { log }).catch(({ name, message }) => [
        name,
        message,
      ]),
    ).resolves.toEqual(["UserError", expect.stringMatching(message)]);

  it("says what is wrong", async () => {
    await rejects(join(folder.path, "absent.gguf"), /there is no model file/);
    await rejects(modelFile("broken.gguf", Buffer.from("not a model")), /cannot be read as a GGUF/);
    const whole = scriptedGguf({ says: ANSWER });
    await rejects(
      modelFile("cut.gguf", whole.subarray(0, 200_000)),
      /cannot be loaded as a GGUF model: tensor .* is corrupted or incomplete\. Fetch/,
    );
    await rejects(folder.path, /is a folder; name the \.gguf file in it/);
    const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n";
    await rejects(modelFile("pointer.gguf", Buffer.from(pointer)), /git lfs pull/);
  });

  it("tells a model that llama.cpp does not know from a broken one", async () => {
    const length = String.fromCharCode(5, 0, 0, 0, 0, 0, 0, 0);
    const text = scriptedGguf({ says: ANSWER }).toString("latin1");
    const other = Buffer.from(text.replace(`${length}llama`, `${length}newer`), "latin1");
    await rejects(
      modelFile("other.gguf", other),
      /unknown model architecture: 'newer'\. .* use a newer node-llama-cpp/,
    );
  });

  it("says that a template cannot be rendered before it is asked anything", async () => {
    const file = modelFile("jinja.gguf", scriptedGguf({ says: ANSWER, chatTemplate: "{% fur %}" }));
    await rejects(
      file,
      /^tiny: the chat template is not valid Jinja: .*inside the GGUF file.*Name/,
    );
  });

  it("never makes up a template", async () => {
    const file = modelFile("plain.gguf", scriptedGguf({ says: ANSWER, chatTemplate: null }));
    await rejects(file, /no chat template inside/);
    await rejects(file, /there is no conversation template "absent"/, {
      conversation_template: "absent",
    });
  });
});
