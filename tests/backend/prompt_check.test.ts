/** A server that cuts prompts without a word is noticed by the tokens that it says it has read. */
import { beforeAll, describe, expect, it } from "vitest";
import type { Backend, BackendSpec, ChatRequest } from "../../jrank/backend/call/backend.ts";
import { withPromptCheck } from "../../jrank/backend/call/prompt_check.ts";
import { tokenCounter } from "../../jrank/backend/call/usage.ts";

const own: BackendSpec = { id: "m", provider: "openai", path: "m", base_url: "http://localhost" };
const { signal } = new AbortController();

/** A prompt of just so many tokens. */
const prompt = (tokens: number): string => `word${" word".repeat(tokens - 1)}`;
beforeAll(async () => expect((await tokenCounter())(prompt(2000))).toBe(2000));

/** What a server says that reads so many tokens of each prompt, or "whole" where nothing is noticed. */
async function answers(
  reads: [content: string, read: number | undefined][],
  { spec = own, before = [] }: { spec?: BackendSpec; before?: ChatRequest["messages"] } = {},
): Promise<string[]> {
  let input_tokens: number | undefined;
  const backend = withPromptCheck(
    {
      id: "m",
      concurrency: 1,
      metadata: {},
      generate: async () => ({
        text: "A",
        finish_reason: "stop",
        usage: { ...(input_tokens !== undefined && { input_tokens }) },
      }),
      close: async () => {},
    },
    spec,
  );
  const said: string[] = [];
  for (const [content, read] of reads) {
    input_tokens = read;
    const request = {
      messages: [...before, { role: "user", content }],
      params: {},
      subject: {
        kind: "answer",
        question: { question_id: 1, category: "c", turns: ["Q"] },
        turn: 1,
        choice: 0,
      },
    } satisfies ChatRequest;
    said.push(await backend.generate(request, { signal }).then(() => "whole", String));
  }
  return said;
}

describe("a prompt that was cut", () => {
  it("is told with both numbers and the size that would do", async () => {
    const [said] = await answers([[prompt(4000), 1024]]);
    expect(said).toContain("the server read 1,024 tokens of a prompt of about 4,000");
    // 4,000 and a half, and 1,024 for the reply: the next power of two.
    expect(said).toContain("OLLAMA_CONTEXT_LENGTH=8192");
    expect((await answers([[prompt(4800), 1024]]))[0]).toContain("OLLAMA_CONTEXT_LENGTH=16384");
  });

  it("ends the run, and what was used is known", async () => {
    const backend: Backend = {
      id: "m",
      concurrency: 1,
      metadata: {},
      generate: async () => ({ text: "A", finish_reason: "stop", usage: { input_tokens: 512 } }),
      close: async () => {},
    };
    const request = {
      messages: [{ role: "user", content: prompt(2000) }],
    } as unknown as ChatRequest;
    await expect(withPromptCheck(backend, own).generate(request, { signal })).rejects.toMatchObject(
      {
        kind: "stop",
        usage: { input_tokens: 512 },
      },
    );
  });

  it.each<[string, string, number | undefined, boolean]>([
    ["less than half", prompt(2000), 999, true],
    ["half", prompt(2000), 1000, false],
    ["less than half of a thousand", prompt(1000), 499, true],
    ["less than half of a short one", prompt(999), 300, false],
    ["less than any context has", prompt(2000), 255, false],
    ["as much as a small context", prompt(2000), 256, true],
    ["more than it has letters", "あ".repeat(300), 301, false],
    ["as much as it has letters of several tokens", "ꀀ".repeat(1024), 1024, true],
    ["nobody says how much", prompt(2000), undefined, false],
  ])("of which was read: %s", async (_, content, read, isCut) => {
    expect((await answers([[content, read]]))[0] !== "whole").toBe(isCut);
  });

  it("is told by the size of a context that two different prompts were read to", async () => {
    const cut = (said: string[]) => said.map((text) => text !== "whole");
    const [one, other] = [prompt(1900), prompt(2000)];
    expect(
      cut(
        await answers([
          [one, 1280],
          [other, 1280],
        ]),
      ),
    ).toEqual([false, true]);
    // The same prompt again; another number; no size of a context; nearly all of it.
    expect(
      cut(
        await answers([
          [one, 1280],
          [one, 1280],
        ]),
      ),
    ).toEqual([false, false]);
    expect(
      cut(
        await answers([
          [one, 1280],
          [other, 1536],
        ]),
      ),
    ).toEqual([false, false]);
    expect(
      cut(
        await answers([
          [one, 1300],
          [other, 1300],
        ]),
      ),
    ).toEqual([false, false]);
    expect(
      cut(
        await answers([
          [prompt(1470), 1280],
          [prompt(1471), 1280],
        ]),
      ),
    ).toEqual([false, false]);
  });
});

it("is not looked for after a reply, which a cache may serve, nor where it was turned off", async () => {
  const cut: [string, number][] = [[prompt(2000), 500]];
  const before = [
    { role: "user" as const, content: "Q" },
    { role: "assistant" as const, content: "A" },
  ];
  expect(await answers(cut, { before })).toEqual(["whole"]);
  expect(await answers(cut, { before: before.slice(0, 1) })).not.toEqual(["whole"]);
  expect(await answers(cut, { spec: { ...own, check_prompt_tokens: false } })).toEqual(["whole"]);
  expect(await answers(cut, { spec: { id: "m", provider: "openai", path: "m" } })).toEqual([
    "whole",
  ]);
});
