/** Anthropic's messages protocol as values: the body of a request, the reply in a message. */
import { type BackendSpec, CallError, type ChatReply, type ChatRequest } from "./backend.ts";
import type { Price } from "./prices.ts";
import { toReply } from "./reply_text.ts";
import { withCost } from "./usage.ts";

/** The protocol wants a limit; this is one where nobody gave one. */
const DEFAULT_MAX_TOKENS = 4096;

const STOP_REASONS: Record<string, string> = {
  end_turn: "stop",
  stop_sequence: "stop",
  max_tokens: "length",
};

/** What is sent: fields that are set, without those that the model turned out not to take. */
export function anthropicBody(
  spec: BackendSpec,
  { messages, params }: ChatRequest,
  without: ReadonlySet<string>,
): Record<string, unknown> & { max_tokens: number } {
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
    ([field, value]) => value !== undefined && !without.has(field),
  );
  return Object.fromEntries(sent) as typeof body;
}

/** What the message says that this model does not take. */
export function lesson(error: unknown, body: Record<string, unknown>): string | undefined {
  const { status } = error as { status?: number };
  const message = error instanceof Error ? error.message : String(error);
  if (status !== 400) return undefined;
  return ["top_p", "temperature", "top_k"].find(
    (field) =>
      field in body &&
      message.includes(field) &&
      /cannot both|not support|unsupported|deprecated|only be set/i.test(message),
  );
}

export interface Reply {
  content?: { type: string; text?: string; thinking?: string }[] | null;
  stop_reason?: string | null;
  usage?: {
    input_tokens?: number;
    output_tokens?: number;
    cache_read_input_tokens?: number | null;
  } | null;
}

/** The reply in a message; a `CallError` where there is none. */
export function anthropicReply(
  reply: Reply,
  { where, price }: { where: string; price: Price | undefined },
): ChatReply {
  if (typeof reply !== "object" || !Array.isArray(reply?.content)) {
    throw new CallError("retry", `${where} sent something that is no message`);
  }
  const texts = (type: string, field: "text" | "thinking"): string =>
    (reply.content ?? [])
      .filter((part) => part.type === type)
      .map((part) => part[field] ?? "")
      .join("");
  const { usage } = reply;
  const cached = usage?.cache_read_input_tokens ?? 0;
  return toReply({
    content: texts("text", "text"),
    reasoning: texts("thinking", "thinking") || undefined,
    finish_reason: STOP_REASONS[reply.stop_reason ?? "end_turn"] ?? String(reply.stop_reason),
    usage: withCost(
      {
        // Anthropic counts what came from the cache beside the input, not in it.
        ...(usage?.input_tokens !== undefined && { input_tokens: usage.input_tokens + cached }),
        ...(usage?.output_tokens !== undefined && { output_tokens: usage.output_tokens }),
        ...(cached > 0 && { cached_tokens: cached }),
      },
      price,
    ),
  });
}
