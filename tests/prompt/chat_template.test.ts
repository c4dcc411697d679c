import { expect, it } from "vitest";
import { UserError } from "../../jrank/core/errors.ts";
import { chatTemplate } from "../../jrank/prompt/conversation/chat_template.ts";
import type { ConversationMessage } from "../../jrank/prompt/conversation/conversation.ts";
import { inLanguage } from "../../jrank/words/language.ts";

const marks = { bos: "<s>", eos: "</s>" };
const LOOP =
  "{{ bos_token }}{% for m in messages %}{{ m.role }}: {{ m.content }}{{ eos_token }}{% endfor %}{% if add_generation_prompt %}assistant:{% endif %}";
const two: ConversationMessage[] = [
  { role: "system", content: "S" },
  { role: "user", content: "Q1" },
  { role: "assistant", content: "A1" },
  { role: "user", content: "Q2" },
];

it("renders turns and marks, and opens the reply", () => {
  expect(chatTemplate(LOOP, marks).render(two)).toBe(
    "<s>system: S</s>user: Q1</s>assistant: A1</s>user: Q2</s>assistant:",
  );
});

it.each([
  ["refuses", `{% if messages[0].role == 'system' %}{{ raise_exception('no system') }}{% endif %}`],
  ["leaves out", ""],
])("puts a system message that the template %s before the first question", (_, refusal) => {
  const users = LOOP.replace(
    "{{ m.role }}: {{ m.content }}{{ eos_token }}",
    "{% if m.role != 'system' %}{{ m.role }}: {{ m.content }}{{ eos_token }}{% endif %}",
  );
  expect(chatTemplate(refusal + users, marks).render(two)).toBe(
    "<s>user: S\n\nQ1</s>assistant: A1</s>user: Q2</s>assistant:",
  );
});

function faultOf(act: () => unknown): UserError {
  try {
    act();
  } catch (error) {
    if (error instanceof UserError) return error;
  }
  throw new Error("no fault");
}

it("says what is wrong with a template", () => {
  expect(() => chatTemplate("{% for %}", marks).render(two)).toThrow("not valid Jinja");
  const raising = "{{ raise_exception('roles must alternate') }}";
  for (const messages of [two, two.slice(1)]) {
    expect(() => chatTemplate(raising, marks).render(messages)).toThrow(
      "could not be rendered: roles must alternate",
    );
  }
  const faults = [
    "{{ m.x.y }}",
    "{{ messages | select('odder') | list }}",
    "{{ 'a'.split('') }}",
    "{{ 1 in 2 }}",
    "{% for x in 3 %}{% endfor %}",
    "{{ ['a'] | map('b') }}",
    "{{ 'abc' * 10000000 }}",
  ];
  for (const source of faults) {
    const error = faultOf(() => chatTemplate(source, marks).render(two));
    expect(inLanguage(error.said, "ja")).toMatch(/処理できません：.*[ぁ-ん]/);
    expect(inLanguage(error.said, "ja")).not.toMatch(/[a-z]+ [a-z]+ [a-z]+/);
  }
});
