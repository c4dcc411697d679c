import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  type ConversationMessage,
  renderConversation,
  showsSystemMessage,
} from "../../jrank/prompt/conversation/conversation.ts";
import { parseConversationTemplate } from "../../jrank/prompt/conversation/conversation_template.ts";
import {
  SEPARATOR_STYLES,
  type SeparatorStyle,
} from "../../jrank/prompt/conversation/separator_styles.ts";

const one: ConversationMessage[] = [{ role: "user", content: "Q1" }];
const two: ConversationMessage[] = [
  ...one,
  { role: "assistant", content: "A1" },
  { role: "user", content: "Q2" },
];

const template = (sep_style: string, more: object = {}) =>
  parseConversationTemplate(
    {
      name: "t",
      system_message: "S",
      roles: ["U", "A"],
      sep_style,
      sep: "|",
      sep2: "/",
      ...more,
    },
    "t.json",
  );

const folder = fileURLToPath(new URL("../../templates/", import.meta.url));
const shipped = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => ({
    name: name.replace(".json", ""),
    template: parseConversationTemplate(JSON.parse(readFileSync(folder + name, "utf8")), name),
  }));

/** What FastChat's get_prompt gives for these fields, one and two turns. */
const EXPECTED: Record<SeparatorStyle, readonly [string, string]> = {
  ADD_COLON_SINGLE: ["S|U: Q1|A:", "S|U: Q1|A: A1|U: Q2|A:"],
  ADD_COLON_TWO: ["S|U: Q1|A:", "S|U: Q1|A: A1/U: Q2|A:"],
  ADD_COLON_SPACE_SINGLE: ["S|U: Q1|A: ", "S|U: Q1|A: A1|U: Q2|A: "],
  NO_COLON_SINGLE: ["SUQ1|A", "SUQ1|AA1|UQ2|A"],
  NO_COLON_TWO: ["SUQ1|A", "SUQ1|AA1/UQ2|A"],
  ADD_NEW_LINE_SINGLE: ["S|U\nQ1|A\n", "S|U\nQ1|A\nA1|U\nQ2|A\n"],
  LLAMA2: ["SQ1 A", "SQ1 A A1/U Q2|A"],
  LLAMA3: [
    "<|begin_of_text|>S<|start_header_id|>U<|end_header_id|>\n\nQ1<|eot_id|><|start_header_id|>A<|end_header_id|>\n\n",
    "<|begin_of_text|>S<|start_header_id|>U<|end_header_id|>\n\nQ1<|eot_id|><|start_header_id|>A<|end_header_id|>\n\nA1<|eot_id|><|start_header_id|>U<|end_header_id|>\n\nQ2<|eot_id|><|start_header_id|>A<|end_header_id|>\n\n",
  ],
  CHATGLM: ["S|[Round 0]|U：Q1|A：", "S|[Round 0]|U：Q1|A：A1|[Round 1]|U：Q2|A："],
  CHATGLM3: ["SU\nQ1A", "SU\nQ1A\nA1U\nQ2A"],
  CHATML: ["S|\nU\nQ1|\nA\n", "S|\nU\nQ1|\nA\nA1|\nU\nQ2|\nA\n"],
  CHATINTERN: ["S<s>U:Q1|\nA:", "S<s>U:Q1|\nA:A1/\n<s>U:Q2|\nA:"],
  DOLLY: ["SU:\nQ1|A:\n", "SU:\nQ1|A:\nA1/\n\nU:\nQ2|A:\n"],
  RWKV: ["SU: Q1\n\nA:", "SU: Q1\n\nA: A1\n\nU: Q2\n\nA:"],
  PHOENIX: ["SU: <s>Q1</s>A: <s>", "SU: <s>Q1</s>A: <s>A1</s>U: <s>Q2</s>A: <s>"],
  ROBIN: ["S|U:\nQ1|A:\n", "S|U:\nQ1|A:\nA1|U:\nQ2|A:\n"],
  FALCON_CHAT: ["S|U: Q1|A:", "S|U: Q1|A: A1|U: Q2|A:"],
  METAMATH: ["S|U:\nQ1|A: /", "S|U:\nQ1|A: /A1U:\nQ2|A: /"],
  DEEPSEEK_CHAT: ["SU: Q1|A:", "SU: Q1|A: A1/U: Q2|A:"],
  GEMMA: [
    "<bos><start_of_turn>U\nQ1|<start_of_turn>A\n",
    "<bos><start_of_turn>U\nQ1|<start_of_turn>A\nA1|<start_of_turn>U\nQ2|<start_of_turn>A\n",
  ],
  YUAN2: ["S/Q1|", "S/Q1<n>A1<n>Q2|"],
  CLLM: ["S|U: Q1|A:", "S|U: Q2|A:"],
  DEFAULT: ["S\nU: Q1\nA:", "S\nU: Q1\nA: A1\nU: Q2\nA:"],
};

/** The same without a system message. Some styles keep the separator behind it, as FastChat does. */
const WITHOUT_SYSTEM: Record<SeparatorStyle, readonly [string, string]> = {
  ADD_COLON_SINGLE: ["|U: Q1|A:", "|U: Q1|A: A1|U: Q2|A:"],
  ADD_COLON_TWO: ["|U: Q1|A:", "|U: Q1|A: A1/U: Q2|A:"],
  ADD_COLON_SPACE_SINGLE: ["|U: Q1|A: ", "|U: Q1|A: A1|U: Q2|A: "],
  NO_COLON_SINGLE: ["UQ1|A", "UQ1|AA1|UQ2|A"],
  NO_COLON_TWO: ["UQ1|A", "UQ1|AA1/UQ2|A"],
  ADD_NEW_LINE_SINGLE: ["U\nQ1|A\n", "U\nQ1|A\nA1|U\nQ2|A\n"],
  LLAMA2: ["[INST] Q1 A", "[INST] Q1 A A1/U Q2|A"],
  LLAMA3: [
    "<|begin_of_text|><|start_header_id|>U<|end_header_id|>\n\nQ1<|eot_id|><|start_header_id|>A<|end_header_id|>\n\n",
    "<|begin_of_text|><|start_header_id|>U<|end_header_id|>\n\nQ1<|eot_id|><|start_header_id|>A<|end_header_id|>\n\nA1<|eot_id|><|start_header_id|>U<|end_header_id|>\n\nQ2<|eot_id|><|start_header_id|>A<|end_header_id|>\n\n",
  ],
  CHATGLM: ["[Round 0]|U：Q1|A：", "[Round 0]|U：Q1|A：A1|[Round 1]|U：Q2|A："],
  CHATGLM3: ["U\nQ1A", "U\nQ1A\nA1U\nQ2A"],
  CHATML: ["U\nQ1|\nA\n", "U\nQ1|\nA\nA1|\nU\nQ2|\nA\n"],
  CHATINTERN: ["<s>U:Q1|\nA:", "<s>U:Q1|\nA:A1/\n<s>U:Q2|\nA:"],
  DOLLY: ["U:\nQ1|A:\n", "U:\nQ1|A:\nA1/\n\nU:\nQ2|A:\n"],
  RWKV: ["U: Q1\n\nA:", "U: Q1\n\nA: A1\n\nU: Q2\n\nA:"],
  PHOENIX: ["U: <s>Q1</s>A: <s>", "U: <s>Q1</s>A: <s>A1</s>U: <s>Q2</s>A: <s>"],
  ROBIN: ["|U:\nQ1|A:\n", "|U:\nQ1|A:\nA1|U:\nQ2|A:\n"],
  FALCON_CHAT: ["U: Q1|A:", "U: Q1|A: A1|U: Q2|A:"],
  METAMATH: ["U:\nQ1|A: /", "U:\nQ1|A: /A1U:\nQ2|A: /"],
  DEEPSEEK_CHAT: ["U: Q1|A:", "U: Q1|A: A1/U: Q2|A:"],
  GEMMA: [
    "<bos><start_of_turn>U\nQ1|<start_of_turn>A\n",
    "<bos><start_of_turn>U\nQ1|<start_of_turn>A\nA1|<start_of_turn>U\nQ2|<start_of_turn>A\n",
  ],
  YUAN2: ["Q1|", "Q1<n>A1<n>Q2|"],
  CLLM: ["|U: Q1|A:", "|U: Q2|A:"],
  DEFAULT: ["\nU: Q1\nA:", "\nU: Q1\nA: A1\nU: Q2\nA:"],
};

describe("separator styles", () => {
  it.each(Object.keys(SEPARATOR_STYLES) as SeparatorStyle[])("%s", (style) => {
    const [single, multi] = EXPECTED[style];
    expect(renderConversation(template(style), one)).toBe(single);
    expect(renderConversation(template(style), two)).toBe(multi);
  });

  it.each(Object.keys(SEPARATOR_STYLES) as SeparatorStyle[])(
    "%s without a system message",
    (style) => {
      const [single, multi] = WITHOUT_SYSTEM[style];
      expect(renderConversation(template(style, { system_message: "" }), one)).toBe(single);
      expect(renderConversation(template(style, { system_message: "" }), two)).toBe(multi);
    },
  );

  it("counts the rounds of ChatGLM 2 from one", () => {
    const glm = template("CHATGLM", { name: "chatglm2", system_message: "", sep: "\n\n" });
    expect(renderConversation(glm, one)).toBe("[Round 1]\n\nU：Q1\n\nA：");
  });

  it("lets the conversation's own system message take the place of the template's", () => {
    const asked: ConversationMessage[] = [{ role: "system", content: "$&{x}" }, ...one];
    const wrapped = template("CHATML", { system_template: "<{system_message}>" });
    expect(renderConversation(wrapped, asked)).toBe("<$&{x}>|\nU\nQ1|\nA\n");
  });

  describe("jp-bench's config of a model", () => {
    const config = {
      model_id: "rinna",
      lora_model_name_or_path: null,
      prompt_template: "ユーザー: {instruction}<NL>システム: ",
      generation_config: { max_length: 2048 },
      special_token_map: { "<NL>": "\n" },
    };

    it("is a template, with its token for line ends", () => {
      const parsed = parseConversationTemplate(config, "config.json");
      const asked: ConversationMessage[] = [{ role: "user", content: "一\n二" }];
      expect(renderConversation(parsed, asked)).toBe("ユーザー: 一<NL>二<NL>システム: ");
      const plain = parseConversationTemplate({ ...config, special_token_map: {} }, "config.json");
      expect(renderConversation(plain, asked)).toBe("ユーザー: 一\n二<NL>システム: ");
    });

    it.each([
      [{ ...config, prompt_template: "no place" }, "must hold {instruction} once"],
      [{ ...config, special_token_map: { "<a>": "b" } }, "can name one token"],
    ])("%j is told what is wrong", (value, message) => {
      expect(() => parseConversationTemplate(value, "config.json")).toThrow(message);
    });
  });

  it("never drops a system message that a format has no place for", () => {
    const asked: ConversationMessage[] = [{ role: "system", content: "Be brief." }, ...two];
    expect(renderConversation(template("GEMMA", { system_message: "" }), asked)).toBe(
      "<bos><start_of_turn>U\nBe brief.\n\nQ1|<start_of_turn>A\nA1|<start_of_turn>U\nQ2|<start_of_turn>A\n",
    );
  });

  it.each([
    ["rinna", "ユーザー: Be brief.<NL><NL>Q1<NL>システム: "],
    ["calm2", "USER: Be brief.\n\nQ1\nASSISTANT: "],
    // The template's own system message is only the mark that begins a sequence.
    ["deepseek-chat", "<｜begin▁of▁sentence｜>User: Be brief.\n\nQ1\n\nAssistant:"],
    ["mistral", "[INST] Be brief.\nQ1 [/INST]"],
    ["llama2-ja", "Be brief.\n\n### User:\nQ1\n\n### Assistant:\n"],
    ["stormy", "Be brief.\n###指示: Q1\n###返答:"],
  ])("never breaks a format with one: %s", (name, expected) => {
    const asked: ConversationMessage[] = [{ role: "system", content: "Be brief." }, ...one];
    const found = shipped.find((one) => one.name === name) as (typeof shipped)[number];
    expect(renderConversation(found.template, asked)).toBe(expected);
  });

  it("exchanges the words in Llama 2's wrapping, also where a file has it whole", () => {
    const whole = template("LLAMA2", {
      system_message: undefined,
      system: "<s>[INST] <<SYS>>\nOld\n<</SYS>>\n\n",
      roles: ["[INST]", "[/INST]"],
      sep: " ",
      sep2: " </s><s>",
    });
    expect(renderConversation(whole, one)).toBe("<s>[INST] <<SYS>>\nOld\n<</SYS>>\n\nQ1 [/INST]");
    expect(renderConversation(whole, [{ role: "system", content: "New" }, ...one])).toBe(
      "<s>[INST] <<SYS>>\nNew\n<</SYS>>\n\nQ1 [/INST]",
    );
  });

  it("writes line ends as the model knows them", () => {
    const lines: ConversationMessage[] = [
      { role: "user", content: "Q1\r\na" },
      { role: "assistant", content: "A1\n\nb" },
      { role: "user", content: "Q2" },
    ];
    const rinna = shipped.find((one) => one.name === "rinna") as (typeof shipped)[number];
    // As the model's card has it: utterances and the line ends in them are both `<NL>`.
    expect(renderConversation(rinna.template, lines)).toBe(
      "ユーザー: Q1<NL>a<NL>システム: A1<NL><NL>b<NL>ユーザー: Q2<NL>システム: ",
    );
  });
});

const render = (name: string, messages = one): string => {
  const found = shipped.find((one) => one.name === name);
  if (!found) throw new Error(name);
  return renderConversation({ ...found.template, system_message: "SYS" }, messages);
};

describe("the templates that come with the program", () => {
  it.each(shipped)("$name renders two turns with nothing left over", ({ name, template }) => {
    const prompt = renderConversation(template, two);
    expect(template.name).toBe(name);
    for (const part of ["Q1", "A1", "Q2"]) expect(prompt).toContain(part);
    expect(prompt).not.toContain("{system_message}");
  });

  it("are as the models' publishers show them", () => {
    const bare = (name: string) => {
      const { template } = shipped.find((one) => one.name === name) as (typeof shipped)[number];
      return renderConversation(template, one);
    };
    expect(bare("rinna")).toBe("ユーザー: Q1<NL>システム: ");
    expect(bare("line")).toBe("ユーザー: Q1\nシステム: ");
    expect(bare("calm2")).toBe("USER: Q1\nASSISTANT: ");
    expect(render("weblab")).toBe("SYS\n\n### 指示:\nQ1\n\n### 応答:\n");
    expect(render("japanese-stablelm")).toBe("SYS\n\n### 指示: \nQ1\n\n### 応答: \n");
    expect(render("llama2-ja")).toBe("SYS\n\n### User:\nQ1\n\n### Assistant:\n");
    expect(render("llama2-chat-ja")).toBe("[INST] <<SYS>>\nSYS\n<</SYS>>\n\nQ1 [/INST]");
    expect(render("elyza")).toBe("[INST] <<SYS>>\nSYS\n<</SYS>>\n\nQ1 [/INST]");
    expect(render("yuzulm")).toBe("[INST] <<SYS>>\nSYS\n<</SYS>>\n\nQ1 [/INST]");
    expect(render("stormy")).toBe("SYS\n###指示: Q1\n###返答:");
    expect(bare("alpaca_short_jp")).toBe("### 指示:\nQ1\n\n### レスポンス:\n");
    expect(bare("chatntq")).toBe("Human: Q1\0Assistant: ");
    expect(bare("rwkv_world")).toMatch(/^User: .+\n\nAssistant: .+\n\nUser: Q1\n\nAssistant:$/);
    expect(bare("rwkv")).toMatch(/^Bob: .+\n\nAlice: .+\n\nBob: Q1\n\nAlice:$/);
    expect(bare("gemma")).toBe("<bos><start_of_turn>user\nQ1<end_of_turn>\n<start_of_turn>model\n");
    expect(bare("deepseek-chat")).toBe("<｜begin▁of▁sentence｜>User: Q1\n\nAssistant:");
    expect(render("zephyr")).toBe("<|system|>\nSYS</s>\n<|user|>\nQ1</s>\n<|assistant|>\n");
    expect(render("alpaca")).toBe("SYS\n\n### Instruction: Q1\n\n### Response:");
    expect(render("stablebeluga2")).toBe("### System:\nSYS\n\n### User:\nQ1\n\n### Assistant:\n");
    expect(render("llama2-chat", two)).toBe(
      "[INST] <<SYS>>\nSYS\n<</SYS>>\n\nQ1 [/INST] A1 </s><s>[INST] Q2 [/INST]",
    );
    expect(render("chatml")).toBe(
      "<|im_start|>system\nSYS<|im_end|>\n<|im_start|>user\nQ1<|im_end|>\n<|im_start|>assistant\n",
    );
    expect(render("llama3")).toBe(
      "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nSYS<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nQ1<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n",
    );
    expect(bare("deepseek-v3")).toBe("<｜begin▁of▁sentence｜><｜User｜>Q1<｜Assistant｜>");
    expect(render("llm-jp", two)).toBe(
      "SYS\n\n### 指示:\nQ1\n\n### 応答:\nA1</s>\n\n### 指示:\nQ2\n\n### 応答:\n",
    );
    expect(render("phi4", two)).toBe(
      "<|im_start|>system<|im_sep|>SYS<|im_end|><|im_start|>user<|im_sep|>Q1<|im_end|><|im_start|>assistant<|im_sep|>A1<|im_end|><|im_start|>user<|im_sep|>Q2<|im_end|><|im_start|>assistant<|im_sep|>",
    );
    expect(bare("mistral")).toBe("[INST] Q1 [/INST]");
    expect(render("phi3")).toBe("<|system|>\nSYS<|end|>\n<|user|>\nQ1<|end|>\n<|assistant|>\n");
    expect(render("vicuna", two)).toBe("SYS USER: Q1 ASSISTANT: A1</s>USER: Q2 ASSISTANT:");
  });
});

describe("a template file", () => {
  const fields = { name: "t", roles: ["U", "A"], sep_style: "CHATML" };

  it("may be of FastChat's first kind", () => {
    const old = {
      ...fields,
      system: "whole",
      stop_str: "",
      sep_style: "SeparatorStyle.NO_COLON_SINGLE",
    };
    const parsed = parseConversationTemplate(old, "t.json");
    expect(parsed).toMatchObject({
      system_message: "whole",
      stop_str: [],
      sep_style: "NO_COLON_SINGLE",
    });
  });

  it.each([
    [{ ...fields, sep_style: "CHATMLL" }, 'Did you mean "CHATML"?'],
    [{ ...fields, role: [] }, '"role" is not a known field. Did you mean "roles"?'],
    [{ ...fields, roles: ["U"] }, '"roles" must be two texts'],
    [{ ...fields, stop_token_ids: ["x"] }, '"stop_token_ids" must be'],
    [{ ...fields, messages: ["hello"] }, '"messages" must be a list of [role, text]'],
    [{ ...fields, stop_str: 5 }, '"stop_str" must be a text or a list of texts'],
    [{ ...fields, sep2: 5 }, '"sep2" must be a text'],
    [{ ...fields, sep_style: undefined }, '"sep_style" must be a text'],
    [[], "expected a JSON object"],
  ])("%j is told what is wrong", (value, message) => {
    expect(() => parseConversationTemplate(value, "t.json")).toThrow(message);
  });
});

it("never drops a system message because its words stand in the question", () => {
  const asked: ConversationMessage[] = [
    { role: "system", content: "Be brief." },
    { role: "user", content: "Be brief. Why?" },
  ];
  const fixed = template("ADD_COLON_SINGLE", { system_template: "FIXED", system_message: "" });
  expect(renderConversation(fixed, asked)).toBe("FIXED|U: Be brief.\n\nBe brief. Why?|A:");
  expect(showsSystemMessage(fixed, asked)).toBe(false);
  const open = template("ADD_COLON_SINGLE", { system_template: "<{system_message}>" });
  expect(renderConversation(open, asked)).toBe("<Be brief.>|U: Be brief. Why?|A:");
  expect(showsSystemMessage(open, asked)).toBe(true);
});
