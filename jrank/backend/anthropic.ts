/** Anthropic's messages protocol. */
import Anthropic from "@anthropic-ai/sdk";
import { anthropicBody, anthropicReply, lesson, type Reply } from "./anthropic_protocol.ts";
import type { Backend, BackendSpec, ChatRequest } from "./backend.ts";
import { toCallError } from "./http_errors.ts";
import { priceOf } from "./prices.ts";

/** Above this the SDK insists on streaming, because a call could outlast a connection. */
const STREAM_ABOVE = 16_000;

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
      const body = anthropicBody(spec, request, without);
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
      return anthropicReply(reply, { where, price });
    },
    close: async () => {},
  };
}
