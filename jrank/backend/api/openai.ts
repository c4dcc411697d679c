/**
 * Any server that speaks OpenAI's chat protocol: OpenAI itself, Azure, Google's and Cohere's
 * compatible endpoints, vLLM, the llama.cpp server, Ollama and so on.
 */

import OpenAI, { AzureOpenAI } from "openai";
import type { Said } from "../../core/message.ts";
import type { Backend, BackendSpec, Message } from "../call/backend.ts";
import { priceOf } from "../call/price_table.ts";
import { fetchWithWords } from "./http_errors.ts";
import { askLearning, type Body, nothingLearnt } from "./lessons.ts";
import {
  asChat,
  type Completion,
  completionBody,
  openAiBody,
  openAiReply,
} from "./openai_protocol.ts";
import { answered } from "./reply_text.ts";

/** Where to call, settled before the first call. */
export interface OpenAiConnection {
  apiKey: string;
  baseUrl: string | undefined;
  /** Azure only. */
  azure?: { endpoint: string; apiVersion: string };
  log(text: Said): void;
  /** Writes the prompts of a server that continues texts; absent: it has a template of its own. */
  speaker?: PromptWriter | undefined;
}

/** How a conversation becomes a text, and a text a reply. */
export interface PromptWriter {
  render(messages: readonly Message[]): string;
  read(reply: string): string;
  stopTexts: readonly string[];
  metadata: Readonly<Record<string, unknown>>;
}

/** Opens a connection; nothing is sent before the first request. */
export function createOpenAiBackend(spec: BackendSpec, connection: OpenAiConnection): Backend {
  const { apiKey, baseUrl, azure, log, speaker } = connection;
  const timeout = (spec.timeout_s ?? 600) * 1000;
  const shared = { apiKey, timeout, maxRetries: 0, fetch: fetchWithWords };
  const client = azure
    ? new AzureOpenAI({ ...shared, ...azure, deployment: spec.path })
    : new OpenAI({ ...shared, baseURL: baseUrl ?? null });
  const where = `${spec.id} (${baseUrl ?? azure?.endpoint ?? "OpenAI"})`;
  const price = priceOf(spec);
  const learnt = nothingLearnt(spec, baseUrl);

  const asking = { where, baseUrl, secret: apiKey, learnt, log };
  const ask = async (body: Body, signal: AbortSignal): Promise<Completion> => {
    if (speaker) {
      const continued = await client.completions.create(
        body as unknown as OpenAI.CompletionCreateParamsNonStreaming,
        { signal },
      );
      return asChat(continued as unknown as Completion, speaker.read);
    }
    return (await client.chat.completions.create(
      body as unknown as OpenAI.ChatCompletionCreateParamsNonStreaming,
      { signal },
    )) as unknown as Completion;
  };

  return {
    id: spec.id,
    concurrency: spec.parallel ?? Number.POSITIVE_INFINITY,
    metadata: speaker?.metadata ?? {},
    async generate(request, { signal }) {
      const prompt = speaker?.render(request.messages);
      const { reply, temperature, structured } = await askLearning(
        () =>
          speaker === undefined || prompt === undefined
            ? openAiBody(spec, request, learnt)
            : completionBody(spec, request, { prompt, stopTexts: speaker.stopTexts, learnt }),
        (body) => ask(body, signal),
        asking,
        signal,
      );
      return answered(
        () => ({
          ...openAiReply(reply, { where, price }),
          ...(prompt !== undefined && { prompt }),
          ...(request.structured && { structured }),
        }),
        temperature,
      );
    },
    close: async () => {},
  };
}
