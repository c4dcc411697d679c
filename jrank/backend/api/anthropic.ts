/** Anthropic's messages protocol. */

import Anthropic from "@anthropic-ai/sdk";
import { type Said, say } from "../../core/message.ts";
import type { Usage } from "../../core/types.ts";
import {
  type Backend,
  type BackendSpec,
  CallError,
  type ChatReply,
  type ChatRequest,
  DEFAULT_MAX_TOKENS,
} from "../call/backend.ts";
import { type Price, priceOf } from "../call/price_table.ts";
import { tokensOf, usageOf, withCost } from "../call/usage.ts";
import { leanFetch } from "./lean_fetch.ts";
import { askLearning, type Body, type Learnt, nothingLearnt, SCHEMA_FIELD } from "./lessons.ts";
import { servedModel, withoutSystem } from "./openai_protocol.ts";
import { answered, toReply } from "./reply_text.ts";

/** Above this the SDK insists on streaming, because a call could outlast a connection. */
const STREAM_ABOVE = 16_000;
const UNKNOWN = ["repetition_penalty", "seed"] as const;

/** Opens a connection; nothing is sent before the first request. */
export function createAnthropicBackend(
  spec: BackendSpec,
  connection: { apiKey: string; baseUrl: string | undefined; log(text: Said): void },
): Backend {
  const { apiKey, baseUrl, log } = connection;
  const client = new Anthropic({
    apiKey,
    maxRetries: 0,
    timeout: (spec.timeout_s ?? 600) * 1000,
    fetch: leanFetch,
    ...(baseUrl !== undefined && { baseURL: baseUrl }),
  });
  const where = `${spec.id} (${baseUrl ?? "Anthropic"})`;
  const price = priceOf(spec);
  const learnt = nothingLearnt(spec, baseUrl);
  const told = new Set<string>();
  /** Says once that the protocol has no place for something that was asked for. */
  const tellUnknown = ({ params }: ChatRequest): void => {
    for (const name of UNKNOWN) {
      if (params[name] === undefined || told.has(name)) continue;
      told.add(name);
      log(say`${where}: Anthropic's protocol has no ${name}; it is left out.`);
    }
  };

  const asking = { where, baseUrl, secret: apiKey, learnt, log };
  const send = async (body: Body, signal: AbortSignal): Promise<Reply> => {
    const params = body as unknown as Anthropic.MessageCreateParamsNonStreaming;
    return (await (params.max_tokens > STREAM_ABOVE
      ? client.messages.stream(params, { signal }).finalMessage()
      : client.messages.create(params, { signal }))) as Reply;
  };

  return {
    id: spec.id,
    concurrency: spec.parallel ?? Number.POSITIVE_INFINITY,
    metadata: {},
    async generate(request, { signal }) {
      tellUnknown(request);
      const { reply, temperature, structured } = await askLearning(
        () => anthropicBody(spec, request, learnt),
        (body) => send(body, signal),
        asking,
        signal,
      );
      const read = answered(() => anthropicReply(reply, { where, price }), temperature);
      return request.structured ? { ...read, structured } : read;
    },
    close: async () => {},
  };
}

const STOP_REASONS: Record<string, string> = {
  end_turn: "stop",
  stop_sequence: "stop",
  max_tokens: "length",
  tool_use: "stop",
};

/** The tool in whose fields a structured verdict is given. */
const VERDICT = "verdict";
const TOOL = "Takes the verdict: first its explanation, then what it is.";

/** What is sent: fields that are set, without those that the model turned out not to take. */
export function anthropicBody(
  spec: BackendSpec,
  request: ChatRequest,
  learnt: Learnt,
): Body & { max_tokens: number } {
  const { params } = request;
  const structured = learnt.without.has(SCHEMA_FIELD) ? undefined : request.structured;
  const asked = structured?.messages ?? request.messages;
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
    ...(structured && {
      tools: [{ name: VERDICT, description: TOOL, input_schema: structured.schema }],
      tool_choice: { type: "tool", name: VERDICT },
    }),
    ...spec.extra_body,
  };
  const sent = Object.entries(body).filter(
    ([field, value]) => value !== undefined && !learnt.without.has(field),
  );
  return Object.fromEntries(sent) as typeof body;
}

export interface Reply {
  model?: unknown;
  content?: { type: string; text?: string; thinking?: string; input?: unknown }[] | null;
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
    throw new CallError("retry", say`${where} sent something that is no message`, {
      mayBeBilled: true,
    });
  }
  const texts = (type: string, field: "text" | "thinking"): string =>
    (reply.content ?? [])
      .filter((part) => part.type === type)
      .map((part) => part[field] ?? "")
      .join("");
  const used = reply.content.find(({ type }) => type === "tool_use");
  return toReply({
    content: used ? JSON.stringify(used.input ?? {}) : texts("text", "text"),
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
