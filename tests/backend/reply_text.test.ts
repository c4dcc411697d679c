import { expect, it } from "vitest";
import { toReply } from "../../jrank/backend/api/reply_text.ts";

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
