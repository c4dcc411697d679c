/** One conversation with a contestant: its replies to every turn of a question. */
import type {
  Backend,
  ChatReply,
  Message,
  RequestSubject,
  SamplingParams,
} from "../../backend/call/backend.ts";
import { addUsage } from "../../backend/call/usage.ts";
import type { BatchTask } from "../../core/batch.ts";
import type { Choice, Question, Usage } from "../../core/types.ts";
import { requestOf } from "../../prompt/judge/question_request.ts";

export interface Conversation {
  /** All turns, or those before the one that failed. */
  choice: Choice;
  /** Of the calls of this run. */
  usage: Usage;
  /** The first prompt as the model saw it, where the backend tells. */
  prompt: string | undefined;
  /** What the backend threw; undefined when all turns are there. */
  failure: unknown;
}

/**
 * Asks the turns that are missing, in order; each carries the model's own earlier replies, those of
 * an `earlier` choice that broke off among them. A failure ends it, and the replies before it stay.
 */
export async function converse(
  backend: Backend,
  question: Question,
  options: {
    index: number;
    earlier?: Choice | undefined;
    params: SamplingParams;
    systemPrompt: string | undefined;
    signal: AbortSignal;
    /** What the replies are for; batches need it. */
    task?: BatchTask;
    /** Told of what there is when a reply has come and more are asked. */
    onReply?: ((soFar: Conversation) => void) | undefined;
  },
): Promise<Conversation> {
  const { index, earlier, params, systemPrompt, signal, task, onReply } = options;
  const messages: Message[] = systemPrompt ? [{ role: "system", content: systemPrompt }] : [];
  const before = earlier?.turns ?? [];
  const replies: ChatReply[] = [];
  const soFar = (failure?: unknown): Conversation => ({
    choice: extended(earlier, index, replies),
    usage: replies.reduce<Usage>((sum, reply) => addUsage(sum, reply.usage), {}),
    prompt: before.length === 0 ? replies[0]?.prompt : undefined,
    failure,
  });
  for (const [position, text] of question.turns.entries()) {
    messages.push({ role: "user", content: text });
    let said = before[position];
    if (said === undefined) {
      const subject: RequestSubject = {
        kind: "answer",
        question,
        turn: position + 1,
        choice: index,
      };
      try {
        const { may_be_empty: mayBeEmpty } = requestOf(question);
        const request = {
          messages: [...messages],
          params,
          subject,
          ...(task && { task }),
          ...(mayBeEmpty && { mayBeEmpty }),
        };
        const reply = await backend.generate(request, { signal });
        replies.push(reply);
        said = reply.text;
      } catch (error) {
        return soFar(error);
      }
      if (position < question.turns.length - 1) onReply?.(soFar());
    }
    messages.push({ role: "assistant", content: said });
  }
  return soFar();
}

/** A choice with further replies; what is not known of its earlier ones is "" or null. */
function extended(
  earlier: Choice | undefined,
  index: number,
  replies: readonly ChatReply[],
): Choice {
  const before = earlier?.turns ?? [];
  const reasons = before.map((_, k) => earlier?.finish_reasons?.[k] ?? "");
  const reasoning = [
    ...before.map((_, k) => earlier?.reasoning?.[k] ?? null),
    ...replies.map((reply) => reply.reasoning ?? null),
  ];
  const served = [
    ...before.map((_, k) => earlier?.served_models?.[k] ?? null),
    ...replies.map((reply) => reply.served_model ?? null),
  ];
  return {
    ...earlier,
    index: earlier?.index ?? index,
    turns: [...before, ...replies.map((reply) => reply.text)],
    finish_reasons: [...reasons, ...replies.map((reply) => reply.finish_reason)],
    ...(reasoning.some((text) => text !== null) && { reasoning }),
    ...(served.some((model) => model !== null) && { served_models: served }),
  };
}
