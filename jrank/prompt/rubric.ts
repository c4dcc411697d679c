/** What a question's answers are to be judged by, where the benchmark says so. */
import type { Question } from "../core/types.ts";
import { instructionLanguageOf } from "./language.ts";

/** Fields of a question that hold its rubric; ELYZA-tasks-100 and others write `eval_aspect`. */
const FIELDS = ["criteria", "eval_aspect"];

/** The rubric of a question: a text, or a list of points as lines. Undefined where there is none. */
export function rubricOf(question: Question): string | undefined {
  for (const field of FIELDS) {
    const value = question[field];
    const points = (Array.isArray(value) ? value : [value]).filter(
      (point): point is string => typeof point === "string" && point.trim() !== "",
    );
    if (points.length === 1) return (points[0] as string).trim();
    if (points.length > 1) return points.map((point) => `- ${point.trim()}`).join("\n");
  }
  return undefined;
}

const TITLES = {
  ja: ["この質問の採点基準", "採点基準はここまで"],
  en: ["What to judge by in this question", "End of what to judge by"],
  ko: ["이 질문의 채점 기준", "채점 기준 끝"],
  zh: ["本题的评分标准", "评分标准到此结束"],
} as const;

/** The user message with the rubric in front, titled in the language of the prompt. */
export function withRubric(
  user: string,
  rubric: string,
  prompt: { system_prompt: string; prompt_template: string },
): string {
  const language = instructionLanguageOf(`${prompt.system_prompt}\n${prompt.prompt_template}`);
  const [title, end] = TITLES[language];
  return `[${title}]\n${rubric}\n[${end}]\n\n${user}`;
}
