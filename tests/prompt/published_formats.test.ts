/** Prompts as the makers of models publish them, letter by letter; S, Q1, A1 and Q2 are the words. */
import { describe, expect, it } from "vitest";
import {
  type ConversationMessage,
  renderConversation,
} from "../../jrank/prompt/conversation/conversation.ts";
import { parseConversationTemplate } from "../../jrank/prompt/conversation/conversation_template.ts";

const one: ConversationMessage[] = [{ role: "user", content: "Q1" }];
const two: ConversationMessage[] = [
  ...one,
  { role: "assistant", content: "A1" },
  { role: "user", content: "Q2" },
];

interface Format {
  name: string;
  fields: Record<string, unknown>;
  /** Behind the head: one turn, two turns. */
  turns: readonly [string, string];
  /** What stands in front with the system message S, and without one. */
  head: readonly [string, string];
}

const FORMATS: Format[] = [
  {
    name: "Guanaco",
    fields: { roles: ["### Human", "### Assistant"], sep_style: "ADD_COLON_SINGLE", sep: "\n" },
    turns: [
      "### Human: Q1\n### Assistant:",
      "### Human: Q1\n### Assistant: A1\n### Human: Q2\n### Assistant:",
    ],
    head: ["S\n", "\n"],
  },
  {
    name: "Vicuna 1.1",
    fields: { roles: ["USER", "ASSISTANT"], sep_style: "ADD_COLON_TWO", sep: " ", sep2: "</s>" },
    turns: ["USER: Q1 ASSISTANT:", "USER: Q1 ASSISTANT: A1</s>USER: Q2 ASSISTANT:"],
    head: ["S ", " "],
  },
  {
    name: "Baichuan",
    fields: {
      roles: ["<reserved_102>", "<reserved_103>"],
      sep_style: "NO_COLON_SINGLE",
      sep: "",
    },
    turns: [
      "<reserved_102>Q1<reserved_103>",
      "<reserved_102>Q1<reserved_103>A1<reserved_102>Q2<reserved_103>",
    ],
    head: ["S", ""],
  },
  {
    name: "DeepSeek V3",
    fields: {
      roles: ["<｜User｜>", "<｜Assistant｜>"],
      sep_style: "NO_COLON_TWO",
      sep: "",
      sep2: "<｜end▁of▁sentence｜>",
      system_template: "<｜begin▁of▁sentence｜>{system_message}",
    },
    turns: [
      "<｜User｜>Q1<｜Assistant｜>",
      "<｜User｜>Q1<｜Assistant｜>A1<｜end▁of▁sentence｜><｜User｜>Q2<｜Assistant｜>",
    ],
    head: ["<｜begin▁of▁sentence｜>S", "<｜begin▁of▁sentence｜>"],
  },
  {
    name: "Tulu",
    fields: { roles: ["<|user|>", "<|assistant|>"], sep_style: "ADD_NEW_LINE_SINGLE", sep: "\n" },
    turns: [
      "<|user|>\nQ1\n<|assistant|>\n",
      "<|user|>\nQ1\n<|assistant|>\nA1\n<|user|>\nQ2\n<|assistant|>\n",
    ],
    head: ["S\n", ""],
  },
  {
    name: "Llama 2",
    fields: {
      roles: ["[INST]", "[/INST]"],
      sep_style: "LLAMA2",
      sep: " ",
      sep2: " </s><s>",
      system_template: "[INST] <<SYS>>\n{system_message}\n<</SYS>>\n\n",
    },
    turns: ["Q1 [/INST]", "Q1 [/INST] A1 </s><s>[INST] Q2 [/INST]"],
    head: ["[INST] <<SYS>>\nS\n<</SYS>>\n\n", "[INST] "],
  },
  {
    name: "Mistral",
    fields: {
      roles: ["[INST]", "[/INST]"],
      sep_style: "LLAMA2",
      sep: " ",
      sep2: "</s>",
      system_template: "[INST] {system_message}\n",
    },
    turns: ["Q1 [/INST]", "Q1 [/INST] A1</s>[INST] Q2 [/INST]"],
    head: ["[INST] S\n", "[INST] "],
  },
  {
    name: "Llama 3",
    fields: {
      roles: ["user", "assistant"],
      sep_style: "LLAMA3",
      sep: "",
      system_template: "<|start_header_id|>system<|end_header_id|>\n\n{system_message}<|eot_id|>",
    },
    turns: [
      "<|start_header_id|>user<|end_header_id|>\n\nQ1<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n",
      "<|start_header_id|>user<|end_header_id|>\n\nQ1<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nA1<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nQ2<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n",
    ],
    head: [
      "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nS<|eot_id|>",
      "<|begin_of_text|>",
    ],
  },
  {
    name: "ChatGLM",
    fields: { roles: ["问", "答"], sep_style: "CHATGLM", sep: "\n" },
    turns: ["[Round 0]\n问：Q1\n答：", "[Round 0]\n问：Q1\n答：A1\n[Round 1]\n问：Q2\n答："],
    head: ["S\n", ""],
  },
  {
    name: "chatglm2",
    fields: { roles: ["问", "答"], sep_style: "CHATGLM", sep: "\n\n" },
    turns: [
      "[Round 1]\n\n问：Q1\n\n答：",
      "[Round 1]\n\n问：Q1\n\n答：A1\n\n[Round 2]\n\n问：Q2\n\n答：",
    ],
    head: ["S\n\n", ""],
  },
  {
    name: "ChatGLM 3",
    fields: {
      roles: ["<|user|>", "<|assistant|>"],
      sep_style: "CHATGLM3",
      system_template: "<|system|>\n{system_message}",
    },
    turns: ["<|user|>\nQ1<|assistant|>", "<|user|>\nQ1<|assistant|>\nA1<|user|>\nQ2<|assistant|>"],
    head: ["<|system|>\nS", ""],
  },
  {
    name: "Yi",
    fields: {
      roles: ["<|im_start|>user", "<|im_start|>assistant"],
      sep_style: "CHATML",
      sep: "<|im_end|>",
    },
    turns: [
      "<|im_start|>user\nQ1<|im_end|>\n<|im_start|>assistant\n",
      "<|im_start|>user\nQ1<|im_end|>\n<|im_start|>assistant\nA1<|im_end|>\n<|im_start|>user\nQ2<|im_end|>\n<|im_start|>assistant\n",
    ],
    head: ["S<|im_end|>\n", ""],
  },
  {
    name: "InternLM",
    fields: {
      roles: ["<|User|>", "<|Bot|>"],
      sep_style: "CHATINTERN",
      sep: "<eoh>",
      sep2: "<eoa>",
    },
    turns: [
      "<s><|User|>:Q1<eoh>\n<|Bot|>:",
      "<s><|User|>:Q1<eoh>\n<|Bot|>:A1<eoa>\n<s><|User|>:Q2<eoh>\n<|Bot|>:",
    ],
    head: ["S", ""],
  },
  {
    name: "Dolly v2",
    fields: {
      roles: ["### Instruction", "### Response"],
      sep_style: "DOLLY",
      sep: "\n\n",
      sep2: "### End",
    },
    turns: [
      "### Instruction:\nQ1\n\n### Response:\n",
      "### Instruction:\nQ1\n\n### Response:\nA1### End\n\n### Instruction:\nQ2\n\n### Response:\n",
    ],
    head: ["S", ""],
  },
  {
    name: "RWKV Raven",
    fields: { roles: ["Bob", "Alice"], sep_style: "RWKV", sep: "" },
    turns: ["Bob: Q1\n\nAlice:", "Bob: Q1\n\nAlice: A1\n\nBob: Q2\n\nAlice:"],
    head: ["S", ""],
  },
  {
    name: "Phoenix",
    fields: { roles: ["Human", "Assistant"], sep_style: "PHOENIX", sep: "</s>" },
    turns: [
      "Human: <s>Q1</s>Assistant: <s>",
      "Human: <s>Q1</s>Assistant: <s>A1</s>Human: <s>Q2</s>Assistant: <s>",
    ],
    head: ["S", ""],
  },
  {
    name: "Robin",
    fields: { roles: ["###Human", "###Assistant"], sep_style: "ROBIN", sep: "\n" },
    turns: [
      "###Human:\nQ1\n###Assistant:\n",
      "###Human:\nQ1\n###Assistant:\nA1\n###Human:\nQ2\n###Assistant:\n",
    ],
    head: ["S\n", "\n"],
  },
  {
    name: "Falcon 180B chat",
    fields: {
      roles: ["User", "Falcon"],
      sep_style: "FALCON_CHAT",
      sep: "\n",
      system_template: "System: {system_message}",
    },
    turns: ["User: Q1\nFalcon:", "User: Q1\nFalcon: A1\nUser: Q2\nFalcon:"],
    head: ["System: S\n", ""],
  },
  {
    name: "MetaMath",
    fields: {
      roles: ["### Instruction", "### Response"],
      sep_style: "METAMATH",
      sep: "\n\n",
      sep2: "Let's think step by step.",
    },
    turns: [
      "### Instruction:\nQ1\n\n### Response: Let's think step by step.",
      "### Instruction:\nQ1\n\n### Response: Let's think step by step.A1### Instruction:\nQ2\n\n### Response: Let's think step by step.",
    ],
    head: ["S\n\n", ""],
  },
  {
    name: "DeepSeek LLM",
    fields: {
      roles: ["User", "Assistant"],
      sep_style: "DEEPSEEK_CHAT",
      sep: "\n\n",
      sep2: "<｜end▁of▁sentence｜>",
    },
    turns: [
      "User: Q1\n\nAssistant:",
      "User: Q1\n\nAssistant: A1<｜end▁of▁sentence｜>User: Q2\n\nAssistant:",
    ],
    head: ["S", ""],
  },
  {
    name: "Gemma",
    fields: { roles: ["user", "model"], sep_style: "GEMMA", sep: "<end_of_turn>\n" },
    turns: [
      "<start_of_turn>user\nQ1<end_of_turn>\n<start_of_turn>model\n",
      "<start_of_turn>user\nQ1<end_of_turn>\n<start_of_turn>model\nA1<end_of_turn>\n<start_of_turn>user\nQ2<end_of_turn>\n<start_of_turn>model\n",
    ],
    head: ["<bos>", "<bos>"],
  },
  {
    name: "Yuan 2",
    fields: { roles: ["user", "assistant"], sep_style: "YUAN2", sep: "<sep>", sep2: "\n" },
    turns: ["Q1<sep>", "Q1<n>A1<n>Q2<sep>"],
    head: ["S\n", ""],
  },
];

describe.each(FORMATS)("$name", ({ name, fields, turns, head }) => {
  it.each([
    ["S", head[0]],
    ["", head[1]],
  ])("with the system message %j", (system_message, before) => {
    const template = parseConversationTemplate({ name, ...fields, system_message }, "t.json");
    expect(renderConversation(template, one)).toBe(before + turns[0]);
    expect(renderConversation(template, two)).toBe(before + turns[1]);
  });
});
