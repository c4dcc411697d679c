/** Anthropic's messages protocol as values: the body of a request, the reply in a message. */
import type { Usage } from "../core/types.ts";
import { type BackendSpec, CallError, type ChatReply, type ChatRequest } from "./backend.ts";
import type { Body, Learnt } from "./lessons.ts";
import { DEFAULT_MAX_TOKENS } from "./max_tokens.ts";
import { servedModel, withoutSystem } from "./openai_protocol.ts";
import type { Price } from "./prices.ts";
import { toReply } from "./reply_text.ts";
import { tokensOf, usageOf, withCost } from "./usage.ts";

const STOP_REASONS: Record<string, string> = {
  end_turn: "stop",
  stop_sequence: "stop",
  max_tokens: "length",
};

/** What is sent: fields that are set, without those that the model turned out not to take. */
export function anthropicBody(
  spec: BackendSpec,
  { messages: asked, params }: ChatRequest,
  learnt: Learnt,
): Body & { max_tokens: number } {
  const messages = learnt.systemAsUser ? withoutSystem(asked) : asked;
  const system = messages.filter(({ role }) => role === "system").map(({ content }) => content);
  const body = {
    model: spec.path,
    max_tokens: params.max_tokens ?? DEFAULT_MAX_TOKENS,
    messages: messages.filter(({ role }) => role !== "system"),
    system: system.length > 0 ? system.join("\n\n") : undefined,
    temperature: params.temperature,
    top_p: params.top_p,
    top_k: params.top_k,
    stop_sequences: params.stop,
    ...spec.extra_body,
  };
  const sent = Object.entries(body).filter(
    ([field, value]) => value !== undefined && !learnt.without.has(field),
  );
  return Object.fromEntries(sent) as typeof body;
}

export interface Reply {
  model?: unknown;
  content?: { type: string; text?: string; thinking?: string }[] | null;
  stop_reason?: string | null;
  usage?: {
    input_tokens?: number;
    output_tokens?: number;
    cache_read_input_tokens?: number | null;
    cache_creation_input_tokens?: number | null;
  } | null;
}

/** The reply in a message; a `CallError` where there is none. */
export function anthropicReply(
  reply: Reply,
  { where, price }: { where: string; price: Price | undefined },
): ChatReply {
  if (typeof reply !== "object" || !Array.isArray(reply?.content)) {
    throw new CallError("retry", `${where} sent something that is no message`, {
      mayBeBilled: true,
    });
  }
  const texts = (type: string, field: "text" | "thinking"): string =>
    (reply.content ?? [])
      .filter((part) => part.type === type)
      .map((part) => part[field] ?? "")
      .join("");
  return toReply({
    content: texts("text", "text"),
    reasoning: texts("thinking", "thinking") || undefined,
    finish_reason: STOP_REASONS[reply.stop_reason ?? "end_turn"] ?? String(reply.stop_reason),
    usage: withCost(anthropicUsage(reply.usage), price),
    ...servedModel(reply.model),
  });
}

/** What a message says it used. Anthropic counts what the cache had or got beside the input. */
export function anthropicUsage(told: Reply["usage"]): Usage {
  const read = tokensOf(told?.cache_read_input_tokens) ?? 0;
  const written = tokensOf(told?.cache_creation_input_tokens) ?? 0;
  const fresh = tokensOf(told?.input_tokens);
  return usageOf({
    input: fresh === undefined ? undefined : fresh + read + written,
    output: tokensOf(told?.output_tokens),
    cached: read,
    cacheWrites: written,
  });
}
