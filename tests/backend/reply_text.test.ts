import { expect, it } from "vitest";
import { toReply } from "../../jrank/backend/api/reply_text.ts";
import type { Backend, RequestSubject } from "../../jrank/backend/call/backend.ts";
import { withEmptyReplies } from "../../jrank/backend/call/empty_replies.ts";

const reply = (content: string, finish_reason = "stop") =>
  toReply({ content, finish_reason, usage: {} });

it("keeps gpt-oss' analysis apart from its final channel", () => {
  expect(
    reply(
      "<|channel|>analysis<|message|>Let me see.<|end|><|start|>assistant<|channel|>final<|message|>42 <b>",
    ),
  ).toMatchObject({ text: "42 <b>", reasoning: "Let me see." });
  expect(() => reply("<|channel|>analysis<|message|>Let me see. And", "length")).toThrow(
    "all tokens went into thinking",
  );
});

it("leaves a text alone that only speaks of marks", () => {
  for (const text of ["`<think>` is a mark.", "<|channel|> is one too.", "a </p> b"]) {
    expect(reply(text)).toEqual({ text, finish_reason: "stop", usage: {} });
  }
});

it("takes an empty answer as a reply where the request may have one, but not a filter's", async () => {
  const thrown = (content: string, reason: string): Backend => ({
    id: "m",
    concurrency: 1,
    metadata: {},
    generate: async () => reply(content, reason),
    close: async () => {},
  });
  const ask = (backend: Backend, mayBeEmpty: boolean) =>
    withEmptyReplies(backend).generate(
      { messages: [], params: {}, subject: { kind: "answer" } as RequestSubject, mayBeEmpty },
      { signal: new AbortController().signal },
    );
  expect(await ask(thrown(" \n", "stop"), true)).toMatchObject({ text: " \n" });
  expect(await ask(thrown("<think>a", "length"), true)).toMatchObject({
    text: "",
    reasoning: "a",
    finish_reason: "length",
  });
  await expect(ask(thrown("", "content_filter"), true)).rejects.toThrow("refused");
  await expect(ask(thrown("", "stop"), false)).rejects.toThrow("empty");
});
