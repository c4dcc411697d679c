/** One conversation with a contestant: its replies to every turn of a question. */
import type {
  Backend,
  ChatReply,
  Message,
  RequestSubject,
  SamplingParams,
} from "../backend/backend.ts";
import type { Choice, Question, Usage } from "../core/types.ts";
import { addUsage } from "./usage_total.ts";

export interface Conversation {
  choice: Choice;
  usage: Usage;
  /** The first prompt as the model saw it, where the backend tells. */
  prompt: string | undefined;
}

/**
 * Asks all turns in order; each carries the model's own earlier replies. Throws what the backend
 * throws, and then nothing of the conversation counts.
 */
export async function converse(
  backend: Backend,
  question: Question,
  options: {
    index: number;
    params: SamplingParams;
    systemPrompt: string | undefined;
    signal: AbortSignal;
  },
): Promise<Conversation> {
  const { index, params, systemPrompt, signal } = options;
  const messages: Message[] = systemPrompt ? [{ role: "system", content: systemPrompt }] : [];
  const replies: ChatReply[] = [];
  for (const [position, text] of question.turns.entries()) {
    messages.push({ role: "user", content: text });
    const subject: RequestSubject = {
      kind: "answer",
      question,
      turn: position + 1,
      choice: index,
    };
    const reply = await backend.generate({ messages: [...messages], params, subject }, { signal });
    messages.push({ role: "assistant", content: reply.text });
    replies.push(reply);
  }
  const choice: Choice = {
    index,
    turns: replies.map((reply) => reply.text),
    finish_reasons: replies.map((reply) => reply.finish_reason),
  };
  if (replies.some((reply) => reply.reasoning !== undefined)) {
    choice.reasoning = replies.map((reply) => reply.reasoning ?? null);
  }
  return {
    choice,
    usage: replies.reduce<Usage>((sum, reply) => addUsage(sum, reply.usage), {}),
    prompt: replies[0]?.prompt,
  };
}
