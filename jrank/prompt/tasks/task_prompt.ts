/** The prompt of a jaster task: one text with an intro, the instruction, examples and the question. */
import type { TaskProfile } from "./task_profile.ts";

export type TaskLanguage = "ja" | "en";

/** An example or a question with its reference. */
export interface TaskSample {
  input: string;
  output: string;
}

interface Headings {
  instruction: string;
  input: string;
  response: string;
  colon: string;
}

const HEADINGS: Readonly<Record<TaskLanguage, Headings>> = {
  ja: { instruction: "指示", input: "入力", response: "応答", colon: ":" },
  en: { instruction: "Instruction", input: "Input", response: "Response", colon: ":" },
};
const HEADINGS_1_1: Headings = { ...HEADINGS.ja, response: "回答", colon: "：" };

/** Our own words for what stands before every task; a config may put others in their place. */
export const OWN_INTRO: Readonly<Record<TaskLanguage, string>> = {
  ja: "これから、課題の説明（指示）と、その対象となる文（入力）を示します。指示どおりの答えだけを書いてください。",
  en: "You are given a task (the instruction) and the text that it is about (the input). Write the answer that the instruction asks for, and nothing else.",
};

/** SHA-256 of the intro that Neo's published numbers were made with, a newline behind it. */
export const NEO_INTRO_SHA256: Readonly<Record<TaskLanguage, string>> = {
  ja: "1565fe95ffb203e0c4efc906a683dbe15f46b3852651635282942af45381c219",
  en: "2495eb42c291508e0b18ca35f9841a37348b9843c523680793a66719c6e347ba",
};

/** How prompts are worded. */
export interface PromptWording {
  language: TaskLanguage;
  profile: TaskProfile;
  /** In place of our own. */
  intro?: string | undefined;
  /** The whole prompt, with `{instruction}`, `{input}` and perhaps `{few_shots}`. */
  template?: string | undefined;
  /** One example, with `{input}` and `{output}`. */
  shotTemplate?: string | undefined;
}

/** Puts texts in the place of their names in braces, once: braces in a text stay. */
const filled = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

/** The prompt of one question. */
export function taskPrompt(
  task: { instruction: string; shots: readonly TaskSample[]; input: string },
  { language, profile, intro, template, shotTemplate }: PromptWording,
): string {
  const heads = profile === "llm-jp-eval-1.1" ? HEADINGS_1_1 : HEADINGS[language];
  const block = (heading: "instruction" | "input" | "response", text: string): string =>
    `### ${heads[heading]}${heads.colon}\n${text}`;
  const shots = task.shots
    .map(({ input, output }) =>
      shotTemplate === undefined
        ? `\n\n${block("input", input)}\n\n${block("response", output)}`
        : filled(shotTemplate, { input, output }),
    )
    .join("");
  const { instruction, input } = task;
  if (template !== undefined) {
    const hasPlace = template.includes("{few_shots}");
    return filled(template, {
      instruction: hasPlace ? instruction : instruction + shots,
      few_shots: shots,
      input,
    });
  }
  const head = `${intro ?? OWN_INTRO[language]}\n\n${block("instruction", instruction)}`;
  return `${head}${shots}\n\n${block("input", input)}\n\n${block("response", "")}`;
}
