/** Anthropic's messages protocol. */
import Anthropic from "@anthropic-ai/sdk";
import { anthropicBody, anthropicReply, lesson, type Reply } from "./anthropic_protocol.ts";
import type { Backend, BackendSpec, ChatRequest } from "./backend.ts";
import { toCallError } from "./http_errors.ts";
import { leanFetch } from "./lean_fetch.ts";
import { priceOf } from "./prices.ts";

/** Above this the SDK insists on streaming, because a call could outlast a connection. */
const STREAM_ABOVE = 16_000;
const UNKNOWN = ["repetition_penalty", "seed"] as const;

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
    fetch: leanFetch,
    ...(baseUrl !== undefined && { baseURL: baseUrl }),
  });
  const where = `${spec.id} (${baseUrl ?? "Anthropic"})`;
  const price = priceOf(spec);
  const without = new Set<string>();
  const told = new Set<string>();
  /** Says once that the protocol has no place for something that was asked for. */
  const tellUnknown = ({ params }: ChatRequest): void => {
    for (const name of UNKNOWN) {
      if (params[name] === undefined || told.has(name)) continue;
      told.add(name);
      log(`${where}: Anthropic's protocol has no ${name}; it is left out.`);
    }
  };

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
        // A call at the same time may have learnt it already.
        if (!without.has(field)) log(`${where} takes no ${field} here; it is left to the server.`);
        without.add(field);
      }
    }
  };

  return {
    id: spec.id,
    concurrency: spec.parallel ?? Number.POSITIVE_INFINITY,
    metadata: {},
    async generate(request, { signal }) {
      tellUnknown(request);
      const reply = await call(request, signal);
      return anthropicReply(reply, { where, price });
    },
    close: async () => {},
  };
}
