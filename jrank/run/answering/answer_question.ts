/** All that one question needs of a contestant: its choices, each a conversation. */
import type { Backend, SamplingParams } from "../../backend/backend.ts";
import { addUsage } from "../../backend/usage.ts";
import type { Answer, Choice, Question, Usage } from "../../core/types.ts";
import type { Model } from "../models.ts";
import { taskOfChoice } from "./answer_batches.ts";
import { type Conversation, converse } from "./conversation_turns.ts";
import { temperatureFor } from "./temperature.ts";

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

/** The sampling of one reply; local models are seeded with the number of the choice. */
function paramsFor(
  model: Model,
  question: Question,
  index: number,
  numChoices: number,
): SamplingParams {
  const { temperature, seed, ...others } = model.sampling;
  const seeded = seed !== undefined || numChoices > 1 || model.spec.provider === "llama_cpp";
  const params = {
    ...others,
    temperature: temperatureFor(question.category, temperature),
    ...(seeded && { seed: (seed ?? 0) + index }),
  };
  return Object.fromEntries(
    Object.entries(params).filter(([, value]) => value !== undefined),
  ) as SamplingParams;
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
    ...{ spent: {}, prompt: stored?.prompt, failure: undefined },
  };
  const { choices } = found;
  const missing = Array.from({ length: Math.max(numChoices, choices.length) }, (_, k) => k).filter(
    (index) => (choices[index]?.turns.length ?? -1) < question.turns.length,
  );
  const ask = (index: number): Promise<Conversation> =>
    converse(backend, question, {
      ...{ index, earlier: choices[index], signal, task: taskOfChoice(question, index) },
      params: paramsFor(model, question, index, numChoices),
      systemPrompt: model.systemPrompt,
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
