/** Anthropic's messages protocol. */
import Anthropic from "@anthropic-ai/sdk";
import { type Backend, type BackendSpec, CallError, type ChatRequest } from "./backend.ts";
import { toCallError } from "./http_errors.ts";
import { priceOf } from "./prices.ts";
import { toReply } from "./reply_text.ts";
import { withCost } from "./usage.ts";

/** The protocol wants a limit; this is one where nobody gave one. */
const DEFAULT_MAX_TOKENS = 4096;
/** Above this the SDK insists on streaming, because a call could outlast a connection. */
const STREAM_ABOVE = 16_000;

const STOP_REASONS: Record<string, string> = {
  end_turn: "stop",
  stop_sequence: "stop",
  max_tokens: "length",
};

function bodyOf(
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
function lesson(error: unknown, body: Record<string, unknown>): string | undefined {
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

interface Reply {
  content?: { type: string; text?: string; thinking?: string }[] | null;
  stop_reason?: string | null;
  usage?: {
    input_tokens?: number;
    output_tokens?: number;
    cache_read_input_tokens?: number | null;
  } | null;
}

/** Opens a connection; nothing is sent before the first request. */
export function createAnthropicBackend(
  spec: BackendSpec,
  connection: { apiKey: string; baseUrl: string | undefined; log(text: string): void },
): Backend {
  const { apiKey, baseUrl, log } = connection;
  const client = new Anthropic({
    apiKey,
    maxRetries: 0,
    timeout: (spec.timeout_s ?? 600) * 1000,
    ...(baseUrl !== undefined && { baseURL: baseUrl }),
  });
  const where = `${spec.id} (${baseUrl ?? "Anthropic"})`;
  const price = priceOf(spec);
  const without = new Set<string>();

  const call = async (request: ChatRequest, signal: AbortSignal): Promise<Reply> => {
    for (;;) {
      const body = bodyOf(spec, request, without);
      try {
        const params = body as unknown as Anthropic.MessageCreateParamsNonStreaming;
        return (await (body.max_tokens > STREAM_ABOVE
          ? client.messages.stream(params, { signal }).finalMessage()
          : client.messages.create(params, { signal }))) as Reply;
      } catch (error) {
        if (signal.aborted) throw error;
        const field = lesson(error, body);
        if (field === undefined) {
          throw toCallError(error, { where, secret: apiKey, now: Date.now() });
        }
        without.add(field);
        log(`${spec.id} takes no ${field} here; it is left to the server.`);
      }
    }
  };

  return {
    id: spec.id,
    concurrency: spec.parallel ?? Number.POSITIVE_INFINITY,
    metadata: {},
    async generate(request, { signal }) {
      const reply = await call(request, signal);
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
    },
    close: async () => {},
  };
}
