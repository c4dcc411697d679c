/** Anthropic's messages protocol. */
import Anthropic from "@anthropic-ai/sdk";
import { anthropicBody, anthropicReply, type Reply } from "./anthropic_protocol.ts";
import type { Backend, BackendSpec, ChatRequest } from "./backend.ts";
import { refusalIn } from "./error_body.ts";
import { toCallError } from "./http_errors.ts";
import { leanFetch } from "./lean_fetch.ts";
import { learn, nothingLearnt } from "./lessons.ts";
import { priceOf } from "./prices.ts";
import { answered } from "./reply_text.ts";

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
  const learnt = nothingLearnt(spec, baseUrl);
  const told = new Set<string>();
  /** Says once that the protocol has no place for something that was asked for. */
  const tellUnknown = ({ params }: ChatRequest): void => {
    for (const name of UNKNOWN) {
      if (params[name] === undefined || told.has(name)) continue;
      told.add(name);
      log(`${where}: Anthropic's protocol has no ${name}; it is left out.`);
    }
  };

  const call = async (request: ChatRequest, signal: AbortSignal) => {
    for (;;) {
      const body = anthropicBody(spec, request, learnt);
      try {
        const params = body as unknown as Anthropic.MessageCreateParamsNonStreaming;
        const reply = (await (body.max_tokens > STREAM_ABOVE
          ? client.messages.stream(params, { signal }).finalMessage()
          : client.messages.create(params, { signal }))) as Reply;
        const refusal = refusalIn(reply);
        if (refusal !== undefined) throw refusal;
        return { reply, temperature: body.temperature };
      } catch (error) {
        if (signal.aborted) throw error;
        const lesson = learn(error, body, learnt);
        if (lesson === undefined) {
          throw toCallError(error, { where, baseUrl, secret: apiKey, now: Date.now() });
        }
        if (lesson !== "") log(`${where} ${lesson}.`);
      }
    }
  };

  return {
    id: spec.id,
    concurrency: spec.parallel ?? Number.POSITIVE_INFINITY,
    metadata: {},
    async generate(request, { signal }) {
      tellUnknown(request);
      const { reply, temperature } = await call(request, signal);
      return answered(() => anthropicReply(reply, { where, price }), temperature);
    },
    close: async () => {},
  };
}
