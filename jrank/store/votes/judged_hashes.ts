/**
 * Short hashes of what a judgment was made of: stored with it, they tell later whether the prompt,
 * the question or an answer is still the one that was judged. Those of the texts as they are now
 * are made once each.
 */

import { createHash } from "node:crypto";
import type { JudgedHashes, Question } from "../../core/types.ts";
import { type JudgePrompt, placeholdersOf, rubricOf } from "../../prompt/judge/judge_prompt.ts";

/** Hashes that were made, by the text's own object and what of it was taken; a text is judged often. */
const made = new WeakMap<object, Map<number, string>>();

function hashOnce(owner: object, turn: number, value: () => unknown): string {
  const ofOwner = made.get(owner) ?? new Map<number, string>();
  const hash = ofOwner.get(turn) ?? shortHash(value());
  made.set(owner, ofOwner.set(turn, hash));
  return hash;
}

/** The first 12 hex digits of the SHA-256 of a value's JSON. */
export function shortHash(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 12);
}

/** Of a prompt as a template: `[system_prompt, prompt_template]`. */
export function promptHash(prompt: JudgePrompt): string {
  return hashOnce(prompt, 0, () => [prompt.system_prompt, prompt.prompt_template]);
}

/** Of the turns up to the one that was judged: an answer's replies, or a reference's. */
function turnsHash(turns: readonly string[], turn: number): string {
  return hashOnce(turns, turn, () => turns.slice(0, turn));
}

/** Of a question's turns up to the one that was judged, and of its rubric where it has one. */
function questionHash(question: Question, turn: number): string {
  return hashOnce(question, turn, () => {
    const rubric = rubricOf(question);
    const turns = question.turns.slice(0, turn);
    return rubric === undefined ? turns : [turns, rubric];
  });
}

/** Whether a prompt shows the judge a reference answer. */
function showsReference({ prompt_template }: JudgePrompt): boolean {
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

/** Undefined where there is no such text now. */
export interface CurrentTexts {
  /** Of the prompt of a name, where it is known which prompts are used now. */
  prompt?(name: string): string | undefined;
  question(question: string, turn: number): string | undefined;
  answer(model: string, question: string, turn: number): string | undefined;
  reference(question: string, turn: number): string | undefined;
}

/** The texts of a benchmark; questions by their keys. */
export function currentTexts({
  questions,
  turnsOf,
  references,
}: {
  questions: readonly Question[];
  /** A model's replies to a question's turns. */
  turnsOf(model: string, question: string): readonly string[] | undefined;
  references: ReadonlyMap<string, readonly string[]>;
}): CurrentTexts {
  const byKey = new Map(questions.map((question) => [String(question.question_id), question]));
  const known = new Map<string, string | undefined>();
  const once = (key: string, make: () => string | undefined): string | undefined => {
    if (!known.has(key)) known.set(key, make());
    return known.get(key);
  };
  return {
    question: (key, turn) =>
      once(`q/${turn}/${key}`, () => {
        const question = byKey.get(key);
        return question && questionHash(question, turn);
      }),
    answer: (model, key, turn) =>
      once(`a/${turn}/${model.length}/${model}/${key}`, () => {
        const turns = turnsOf(model, key);
        return turns && turns.length >= turn ? turnsHash(turns, turn) : undefined;
      }),
    reference: (key, turn) =>
      once(`r/${turn}/${key}`, () => {
        const turns = references.get(key);
        return turns && turnsHash(turns, turn);
      }),
  };
}
