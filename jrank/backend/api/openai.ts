/**
 * Any server that speaks OpenAI's chat protocol: OpenAI itself, Azure, Google's and Cohere's
 * compatible endpoints, vLLM, the llama.cpp server, Ollama and so on.
 */

import OpenAI, { AzureOpenAI } from "openai";
import type { Said } from "../../core/message.ts";
import type { Backend, BackendSpec } from "../call/backend.ts";
import { priceOf } from "../call/price_table.ts";
import { fetchWithWords } from "./http_errors.ts";
import { askLearning, type Body, nothingLearnt } from "./lessons.ts";
import { type Completion, openAiBody, openAiReply } from "./openai_protocol.ts";
import { answered } from "./reply_text.ts";

/** Where to call, settled before the first call. */
export interface OpenAiConnection {
  apiKey: string;
  baseUrl: string | undefined;
  /** Azure only. */
  azure?: { endpoint: string; apiVersion: string };
  log(text: Said): void;
}

/** Opens a connection; nothing is sent before the first request. */
export function createOpenAiBackend(spec: BackendSpec, connection: OpenAiConnection): Backend {
  const { apiKey, baseUrl, azure, log } = connection;
  const timeout = (spec.timeout_s ?? 600) * 1000;
  const shared = { apiKey, timeout, maxRetries: 0, fetch: fetchWithWords };
  const client = azure
    ? new AzureOpenAI({ ...shared, ...azure, deployment: spec.path })
    : new OpenAI({ ...shared, baseURL: baseUrl ?? null });
  const where = `${spec.id} (${baseUrl ?? azure?.endpoint ?? "OpenAI"})`;
  const price = priceOf(spec);
  const learnt = nothingLearnt(spec, baseUrl);

  const asking = { where, baseUrl, secret: apiKey, learnt, log };
  const send = async (body: Body, signal: AbortSignal): Promise<Completion> =>
    (await client.chat.completions.create(
      body as unknown as OpenAI.ChatCompletionCreateParamsNonStreaming,
      { signal },
    )) as unknown as Completion;

  return {
    id: spec.id,
    concurrency: spec.parallel ?? Number.POSITIVE_INFINITY,
    metadata: {},
    async generate(request, { signal }) {
      const { reply, temperature } = await askLearning(
        () => openAiBody(spec, request, learnt),
        (body) => send(body, signal),
        asking,
        signal,
      );
      return answered(() => openAiReply(reply, { where, price }), temperature);
    },
    close: async () => {},
  };
}
