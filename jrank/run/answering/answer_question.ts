/** All that one question needs of a contestant: its choices, each a conversation. */
import type { Backend, SamplingParams } from "../../backend/call/backend.ts";
import { addUsage } from "../../backend/call/usage.ts";
import type { Answer, Choice, Question, Usage } from "../../core/types.ts";
import { requestOf } from "../../prompt/judge/question_request.ts";
import type { Model } from "../models/models.ts";
import { taskOfChoice } from "./answer_batches.ts";
import { type Conversation, converse } from "./conversation_turns.ts";

/** What there is of an answer now. */
export interface Answered {
  choices: Choice[];
  /** Of all of it, also of the calls of earlier runs. */
  usage: Usage;
  /** What this run used. */
  spent: Usage;
  prompt: string | undefined;
  /** Why it is not complete. */
  failure: unknown;
}

/**
 * The sampling of one reply: what is set for the model, else what the question asks for, else its
 * category's temperature. The lesser limit of tokens holds, and every stop text. Local models are
 * seeded with the number of the choice.
 */
function paramsFor(
  model: Model,
  question: Question,
  index: number,
  numChoices: number,
): SamplingParams {
  const { temperature, seed: set, max_tokens: most, ...others } = model.sampling;
  const asked = requestOf(question);
  const seed = set ?? asked.seed;
  const seeded = seed !== undefined || numChoices > 1 || model.spec.provider === "llama_cpp";
  const limits = [most, asked.max_tokens].filter((limit) => limit !== undefined);
  const params = {
    ...others,
    top_p: others.top_p ?? asked.top_p,
    top_k: others.top_k ?? asked.top_k,
    temperature: temperatureFor(question.category, temperature ?? asked.temperature),
    max_tokens: limits.length > 0 ? Math.min(...limits) : undefined,
    stop: asked.stop,
    ...(seeded && { seed: (seed ?? 0) + index }),
  };
  return Object.fromEntries(
    Object.entries(params).filter(([, value]) => value !== undefined),
  ) as SamplingParams;
}

/** The system message of a conversation: the model's own, and the question's behind it. */
export function systemFor(question: Question, own: string | undefined): string | undefined {
  const texts = [own, requestOf(question).system].filter(
    (text) => text !== undefined && text !== "",
  );
  return texts.length > 0 ? texts.join("\n\n") : undefined;
}

/**
 * Asks for what is missing: further choices, and further turns of those that broke off. What a
 * failure leaves is given back with it, because it is paid for; for the same reason `keep` is handed
 * what there is after every reply but the last (batches keep their replies themselves).
 */
export async function answerQuestion(
  backend: Backend,
  question: Question,
  options: {
    model: Model;
    numChoices: number;
    stored: Answer | undefined;
    signal: AbortSignal;
    keep(found: Answered): void;
  },
): Promise<Answered> {
  const { model, numChoices, stored, signal, keep } = options;
  const inBatches = model.spec.batch !== undefined && model.spec.batch !== false;
  let found: Answered = {
    choices: stored?.choices ?? [],
    usage: stored?.usage ?? {},
    spent: {},
    prompt: stored?.prompt,
    failure: undefined,
  };
  const { choices } = found;
  const missing = Array.from({ length: Math.max(numChoices, choices.length) }, (_, k) => k).filter(
    (index) => (choices[index]?.turns.length ?? -1) < question.turns.length,
  );
  const ask = (index: number): Promise<Conversation> =>
    converse(backend, question, {
      index,
      earlier: choices[index],
      signal,
      task: taskOfChoice(question, index),
      params: paramsFor(model, question, index, numChoices),
      systemPrompt: systemFor(question, model.systemPrompt),
      onReply: inBatches ? undefined : (soFar) => keep(withConversation(found, index, soFar)),
    });
  // In batches every choice waits for the same round; elsewhere they follow one another.
  const begun = inBatches ? missing.map(ask) : undefined;
  for (const [k, index] of missing.entries()) {
    found = withConversation(found, index, await (begun?.[k] ?? ask(index)));
    // Later choices stay in their batch until those before them are there.
    if (found.failure !== undefined) break;
    if (!inBatches && k < missing.length - 1) keep(found);
  }
  return found;
}

/** What there is, with what a conversation adds to it. */
function withConversation(
  { choices, usage, spent, prompt }: Answered,
  index: number,
  conversation: Conversation,
): Answered {
  const more = [...choices];
  if (conversation.choice.turns.length > 0) more[index] = conversation.choice;
  return {
    choices: more,
    usage: addUsage(usage, conversation.usage),
    spent: addUsage(spent, conversation.usage),
    prompt: prompt ?? conversation.prompt,
    failure: conversation.failure,
  };
}

/** LLM Judge's table (MT-Bench): facts and code are answered coldly, writing and roles are not. */
const BY_CATEGORY: Readonly<Record<string, number>> = {
  writing: 0.7,
  roleplay: 0.7,
  extraction: 0,
  math: 0,
  coding: 0,
  reasoning: 0,
  stem: 0.1,
  humanities: 0.1,
};

const OTHERWISE = 0.7;

/** The temperature for a question: the one asked for (0 is 0), else its own category's. */
function temperatureFor(category: string, asked: number | undefined): number {
  return asked ?? BY_CATEGORY[category.toLowerCase()] ?? OTHERWISE;
}
