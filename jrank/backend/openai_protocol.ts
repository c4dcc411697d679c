/** OpenAI's chat protocol as values: the body of a request, the reply in a completion. */
import { type BackendSpec, CallError, type ChatReply, type ChatRequest } from "./backend.ts";
import type { Price } from "./prices.ts";
import { toReply } from "./reply_text.ts";
import { withCost } from "./usage.ts";

export type Body = Record<string, unknown>;

/** What a server turned out not to take; learnt from its errors, kept for the run. */
export interface Learnt {
  maxTokensField: "max_tokens" | "max_completion_tokens";
  without: Set<string>;
  systemAsUser: boolean;
}

const DROPPABLE = [
  "temperature",
  "top_p",
  "seed",
  "stop",
  "response_format",
  "top_k",
  "repetition_penalty",
];

/** Nothing learnt yet. OpenAI itself wants its newer name of the token limit. */
export function nothingLearnt(spec: BackendSpec, baseUrl: string | undefined): Learnt {
  return {
    maxTokensField:
      spec.provider === "openai" && baseUrl === undefined ? "max_completion_tokens" : "max_tokens",
    without: new Set(),
    systemAsUser: false,
  };
}

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
  const own = spec.base_url !== undefined;
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
    // Not OpenAI's own, but servers of one's own know them.
    ...(own && { top_k: params.top_k, repetition_penalty: params.repetition_penalty }),
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

/** Learns from a refusal; tells what was learnt, or undefined where it teaches nothing new. */
export function learn(error: unknown, body: Body, learnt: Learnt): string | undefined {
  const { status } = error as { status?: number };
  if (status !== 400 && status !== 422) return undefined;
  const message = error instanceof Error ? error.message : String(error);
  if (/max_completion_tokens/.test(message) && "max_tokens" in body) {
    learnt.maxTokensField = "max_completion_tokens";
    return "takes max_completion_tokens in place of max_tokens";
  }
  if (/max_completion_tokens/.test(message) && "max_completion_tokens" in body) {
    learnt.maxTokensField = "max_tokens";
    return "takes max_tokens in place of max_completion_tokens";
  }
  if (
    /system/i.test(message) &&
    /role|message|instruction/i.test(message) &&
    !learnt.systemAsUser
  ) {
    learnt.systemAsUser = true;
    return "takes no system message; it is put before the first message of the user";
  }
  const field = DROPPABLE.find(
    (name) =>
      name in body &&
      new RegExp(`\\b${name}\\b`).test(message) &&
      /unsupported|not support|not allowed|unrecognized|unknown|extra|invalid|does not|only the default|not permitted|unexpected|forbidden/i.test(
        message,
      ),
  );
  if (!field) return undefined;
  learnt.without.add(field);
  return `takes no ${field}; it is left to the server`;
}

export interface Completion {
  choices?: {
    finish_reason?: string | null;
    message?: { content?: string | null; refusal?: string | null } & Record<string, unknown>;
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
  const reasoning = message.reasoning_content ?? message.reasoning;
  const { usage } = completion;
  return toReply({
    content: message.content ?? message.refusal ?? "",
    reasoning: typeof reasoning === "string" ? reasoning : undefined,
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
