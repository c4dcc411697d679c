/**
 * Short hashes of what a judgment was made of: stored with it, they tell later whether the prompt,
 * the question or an answer is still the one that was judged.
 */

import { createHash } from "node:crypto";
import type { JudgedHashes, Question } from "../core/types.ts";
import { type JudgePrompt, placeholdersOf, rubricOf } from "../prompt/judge_prompt.ts";

/** The first 12 hex digits of the SHA-256 of a value's JSON. */
export function shortHash(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 12);
}

/** Of a prompt as a template: `[system_prompt, prompt_template]`. */
export function promptHash({ system_prompt, prompt_template }: JudgePrompt): string {
  return shortHash([system_prompt, prompt_template]);
}

/** Of the turns up to the one that was judged: an answer's replies, or a reference's. */
export function turnsHash(turns: readonly string[], turn: number): string {
  return shortHash(turns.slice(0, turn));
}

/** Of a question's turns up to the one that was judged, and of its rubric where it has one. */
export function questionHash(question: Question, turn: number): string {
  const rubric = rubricOf(question);
  const turns = question.turns.slice(0, turn);
  return shortHash(rubric === undefined ? turns : [turns, rubric]);
}

/** Whether a prompt shows the judge a reference answer. */
export function showsReference({ prompt_template }: JudgePrompt): boolean {
  return placeholdersOf(prompt_template).some((name) => name.startsWith("ref_answer"));
}

/** All of a judgment's hashes; `answers` as they were shown. */
export function judgedHashes({
  question,
  turn,
  answers,
  references,
  prompt,
}: {
  question: Question;
  turn: number;
  answers: readonly (readonly string[])[];
  references: readonly string[] | undefined;
  prompt: JudgePrompt;
}): JudgedHashes {
  return {
    prompt: promptHash(prompt),
    question: questionHash(question, turn),
    answers: answers.map((turns) => turnsHash(turns, turn)),
    ...(references && showsReference(prompt) && { reference: turnsHash(references, turn) }),
  };
}
