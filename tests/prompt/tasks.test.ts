/** Prompts, tidying and metrics of jaster tasks, held to values made with the original's libraries. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import {
  samplesOf,
  TASK_PROFILES,
  type TaskProfile,
  tidyReference,
  tidyReply,
} from "../../jrank/prompt/tasks/task_profile.ts";
import { OWN_INTRO, type PromptWording, taskPrompt } from "../../jrank/prompt/tasks/task_prompt.ts";
import {
  fourDecimals,
  numberInReply,
  SAMPLE_METRICS,
} from "../../jrank/prompt/tasks/text_metrics.ts";
import { describeShared, sharedPath } from "../support/shared.ts";

const read = (path: string): string => readFileSync(sharedPath(`nejumi/reference/${path}`), "utf8");
const json = (path: string) => JSON.parse(read(path));
const lines = (path: string) =>
  read(path)
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

describeShared("jaster's reference", () => {
  it("tidies every reply as each profile does", () => {
    for (const { task, raw, ...wanted } of json("metrics/tidy.json")) {
      for (const profile of TASK_PROFILES) {
        expect([task, raw, profile, tidyReply(profile, task, raw)]).toEqual([
          ...[task, raw, profile, wanted[profile]],
        ]);
      }
    }
  });

  it.each(["char_f1", "set_f1", "entity_labeling_acc", "exact_match_figure"])("%s", (name) => {
    const metric = SAMPLE_METRICS[name];
    for (const { pred, gold, [name]: wanted } of json(`metrics/${name}.json`)) {
      expect([pred, gold, metric(pred, gold)]).toEqual([pred, gold, expect.closeTo(wanted, 12)]);
    }
  });

  it("reads and writes numbers as Python does", () => {
    for (const { text, number } of json("metrics/parse_float.json")) {
      expect([text, numberInReply(text)]).toEqual([text, number]);
    }
    for (const { value, text } of json("metrics/written_number.json")) {
      expect(fourDecimals(value)).toBe(text);
    }
  });

  it("gives every sample its tidied reply and its three scores", () => {
    const replies = lines("replies.jsonl");
    for (const profile of TASK_PROFILES) {
      lines(`expected/${profile}_samples.jsonl`).forEach((wanted, k) => {
        const { task, index, raw } = replies[k];
        const { output } = json(`jaster/test/${task}.json`).samples[index];
        const [pred, gold] = [tidyReply(profile, task, raw), tidyReference(output)];
        const [exact, char_f1, set_f1] = ["exact_match", "char_f1", "set_f1"].map((name) =>
          SAMPLE_METRICS[name](pred, gold),
        );
        expect({ task, index, pred, gold, exact, char_f1, set_f1 }).toEqual(wanted);
      });
    }
  });

  const promptOf = (task: string, sample: number, shots: number, wording: Partial<PromptWording>) =>
    taskPrompt(
      {
        instruction: json(`jaster/test/${task}.json`).instruction,
        shots: json(`jaster/train/${task}.json`).samples.slice(0, shots),
        input: json(`jaster/test/${task}.json`).samples[sample].input,
      },
      { language: "ja", profile: "neo", intro: "{INTRO}", ...wording },
    );
  const template = "<s>[INST] {instruction} / {input} [/INST]";
  const shotTemplate = "\n問 {input}\n答 {output}";

  it.each([
    ["jnli_0shot_ja_sample0", "jnli", 0, 0, {}],
    ["jnli_4shot_ja_sample0", "jnli", 0, 4, {}],
    ["mmlu_en_anatomy_0shot_en_sample1", "mmlu_en_anatomy", 1, 0, { language: "en" }],
    ["mmlu_en_anatomy_4shot_en_sample1", "mmlu_en_anatomy", 1, 4, { language: "en" }],
    ["jnli_custom_0shot", "jnli", 0, 0, { template }],
    ["jnli_custom_2shot", "jnli", 0, 2, { template, shotTemplate }],
  ] as const)("writes the prompt %s", (name, task, sample, shots, wording) => {
    expect(promptOf(task, sample, shots, wording)).toBe(read(`prompts/${name}.txt`));
  });
});

const sample = { input: "語：{青}", output: "1 {input}" };
const asked = { instruction: "色なら 1。", shots: [sample], input: "{instruction} 机" };

it("leaves braces in data as they are, and puts examples where {few_shots} stands", () => {
  const wording = { language: "ja", profile: "neo", shotTemplate: "<{input}={output}>" } as const;
  const prompt = taskPrompt(asked, { ...wording, template: "{few_shots}|{instruction}|{input}" });
  expect(prompt).toBe("<語：{青}=1 {input}>|色なら 1。|{instruction} 机");
});

it("speaks our own words where the config has none, and the headings of llm-jp-eval 1.1", () => {
  const prompt = taskPrompt(asked, { language: "ja", profile: "llm-jp-eval-1.1" });
  expect(prompt.startsWith(`${OWN_INTRO.ja}\n\n### 指示：\n色なら 1。\n\n### 入力：\n`)).toBe(true);
  expect(prompt.endsWith("### 回答：\n")).toBe(true);
});

it("takes as many samples as Neo does", () => {
  const whole = { isTest: false };
  expect(
    ["jnli", "wiki_ner", "mmlu_en_anatomy"].map((task) => samplesOf(task, "test", whole)),
  ).toEqual([100, 20, 5]);
  expect(samplesOf("wiki_pas", "dev", whole)).toBe(5);
  expect(samplesOf("mmlu_en_anatomy", "test", { isTest: true })).toBe(1);
  expect(samplesOf("jnli", "test", { isTest: false, most: { test: 7 } })).toBe(7);
});

it("knows the tidying of replies by its profile (own cases)", () => {
  const tidied = (profile: TaskProfile, task: string, reply: string) =>
    tidyReply(profile, task, reply);
  expect(tidied("neo", "jnli", "\u3000Ｎeutral\u0085\n\nx")).toBe("neutral");
  expect(tidied("neo", "niilc", "回答：ＡＢ")).toBe("ab");
  expect(tidied("nejumi3", "mmlu_en_anatomy", "ANSWER: 'b'")).toBe("B");
  const { char_f1, set_f1, exact_match_figure } = SAMPLE_METRICS;
  expect(char_f1("山野 里子", "里子 山野")).toBe(1);
  expect(set_f1("b\na", "a\nb")).toBe(1);
  expect(exact_match_figure("３_0", "30")).toBe(1);
});
