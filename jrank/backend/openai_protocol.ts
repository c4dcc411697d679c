/** OpenAI's chat protocol as values: the body of a request, the reply in a completion. */
import { type BackendSpec, CallError, type ChatReply, type ChatRequest } from "./backend.ts";
import type { Body, Learnt } from "./openai_lessons.ts";
import type { Price } from "./prices.ts";
import { toReply } from "./reply_text.ts";
import { withCost } from "./usage.ts";

/** What is sent: fields that are set, without those that the server turned out not to take. */
export function openAiBody(
  spec: BackendSpec,
  { messages, params }: ChatRequest,
  learnt: Learnt,
): Body {
  const system = messages.filter(({ role }) => role === "system").map(({ content }) => content);
  const rest = messages.filter(({ role }) => role !== "system");
  const asUser = learnt.systemAsUser && system.length > 0;
  const [first, ...others] = rest;
  const body: Body = {
    model: spec.path,
    messages:
      asUser && first
        ? [{ ...first, content: [...system, first.content].join("\n\n") }, ...others]
        : messages,
    [learnt.maxTokensField]: params.max_tokens,
    temperature: params.temperature,
    top_p: params.top_p,
    seed: params.seed,
    stop: params.stop,
    // Not OpenAI's own; a server that does not know them says so, and it is learnt.
    top_k: params.top_k,
    repetition_penalty: params.repetition_penalty,
    ...(params.response_schema && {
      response_format: {
        type: "json_schema",
        json_schema: { name: "verdict", schema: params.response_schema, strict: true },
      },
    }),
    ...spec.extra_body,
  };
  for (const field of learnt.without) delete body[field];
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

export interface Completion {
  choices?: {
    finish_reason?: string | null;
    message?: { content?: unknown; refusal?: string | null } & Record<string, unknown>;
  }[];
  usage?: {
    prompt_tokens?: number;
    completion_tokens?: number;
    completion_tokens_details?: { reasoning_tokens?: number } | null;
    prompt_tokens_details?: { cached_tokens?: number } | null;
  } | null;
  error?: unknown;
}

/** The reply in a completion; a `CallError` where there is none. */
export function openAiReply(
  completion: Completion,
  { where, price }: { where: string; price: Price | undefined },
): ChatReply {
  const choice = completion?.choices?.[0];
  if (typeof completion !== "object" || !choice?.message) {
    throw new CallError(
      "retry",
      `${where} sent something that is no completion: ${JSON.stringify(completion?.error ?? completion)?.slice(0, 200)}`,
    );
  }
  const { message } = choice;
  const { text, thinking } = contentOf(message.content);
  const reasoning = message.reasoning_content ?? message.reasoning;
  const { usage } = completion;
  return toReply({
    content: text || (message.refusal ?? ""),
    reasoning: typeof reasoning === "string" ? reasoning : thinking,
    finish_reason: choice.finish_reason ?? "stop",
    usage: withCost(
      {
        ...(usage?.prompt_tokens !== undefined && { input_tokens: usage.prompt_tokens }),
        ...(usage?.completion_tokens !== undefined && {
          output_tokens: usage.completion_tokens,
        }),
        ...(usage?.completion_tokens_details?.reasoning_tokens && {
          reasoning_tokens: usage.completion_tokens_details.reasoning_tokens,
        }),
        ...(usage?.prompt_tokens_details?.cached_tokens && {
          cached_tokens: usage.prompt_tokens_details.cached_tokens,
        }),
      },
      price,
    ),
  });
}

/** The text of a message: a string, or a list of parts where some servers keep thinking apart. */
function contentOf(content: unknown): { text: string; thinking: string | undefined } {
  if (typeof content === "string") return { text: content, thinking: undefined };
  const parts = (Array.isArray(content) ? content : []) as {
    type?: string;
    text?: unknown;
    thinking?: unknown;
  }[];
  const joined = (values: readonly unknown[]): string =>
    values.filter((value) => typeof value === "string").join("");
  const thought = parts
    .filter(({ type }) => type === "thinking")
    .flatMap(({ thinking }) =>
      Array.isArray(thinking) ? thinking.map((p) => p?.text) : [thinking],
    );
  return {
    text: joined(parts.filter(({ type }) => type === "text").map(({ text }) => text)),
    thinking: joined(thought) || undefined,
  };
}
