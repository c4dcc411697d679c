/**
 * Chat templates as Jinja2 renders them. The expected texts are those of Jinja2 3.1.6 with the
 * settings of Hugging Face's transformers: trim_blocks, lstrip_blocks, break and continue, their
 * tojson, and a generation tag that writes its body. `rendered: null`: Jinja2 refuses it.
 */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { chatTemplate } from "../../jrank/prompt/conversation/chat_template.ts";
import { jinjaTemplate } from "../../jrank/prompt/conversation/jinja.ts";

const CONVERSATIONS = [
  [{ role: "user", content: " Q1\nline two " }],
  [
    { role: "user", content: "Q1" },
    { role: "assistant", content: "<think>\nhm\n</think>\n\nA1 " },
    { role: "user", content: "Q2" },
  ],
  [
    { role: "system", content: " Be brief. " },
    { role: "user", content: "Q1" },
    { role: "assistant", content: "A1" },
    { role: "user", content: "Q2 " },
  ],
] as const;

interface Case {
  name: string;
  template: string;
  conversation: number;
  rendered: string | null;
}

const cases = readFileSync(new URL("jinja_cases.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as Case);

it.each(cases)("$name ($conversation)", ({ template, conversation, rendered }) => {
  const render = () =>
    jinjaTemplate(template)({
      messages: CONVERSATIONS[conversation],
      add_generation_prompt: true,
      bos_token: "<s>",
      eos_token: "</s>",
    });
  if (rendered === null) expect(render).toThrow();
  else expect(render()).toBe(rendered);
});

it("tells the date as the template asks", () => {
  expect(jinjaTemplate("{{ strftime_now('%Y') | length }}")({})).toBe("4");
});

it("puts a system message first though the question has its words", () => {
  const source =
    "{% for m in messages %}{% if m.role == 'user' %}U: {{ m.content }}{% endif %}{% endfor %}";
  const { render, showsSystem } = chatTemplate(source, { bos: "", eos: "" });
  const messages = [
    { role: "system", content: "Answer briefly." },
    { role: "user", content: "Answer briefly. Why?" },
  ] as const;
  expect(showsSystem(messages)).toBe(false);
  expect(render(messages)).toBe("U: Answer briefly.\n\nAnswer briefly. Why?");
  const header = `<|system|>You are a helper.{% for m in messages %}<|{{ m.role }}|>{{ m.content | upper }}{% endfor %}`;
  expect(chatTemplate(header, { bos: "", eos: "" }).showsSystem(messages)).toBe(true);
});
