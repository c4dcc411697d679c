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
interface OpenAiConnection {
  apiKey: string;
  baseUrl: string | undefined;
  /** Azure only. */
  azure?: { endpoint: string; apiVersion: string };
  log(text: Said): void;
  /** Writes the prompts of a server that continues texts; absent: it has a template of its own. */
  speaker?: PromptWriter | undefined;
}

/** How a conversation becomes a text, and a text a reply. */
interface PromptWriter {
  render(messages: readonly Message[]): string;
  read(reply: string): string;
  stopTexts: readonly string[];
  metadata: Readonly<Record<string, unknown>>;
}

/** Opens a connection; nothing is sent before the first request. */
export function createOpenAiBackend(spec: BackendSpec, connection: OpenAiConnection): Backend {
  const { apiKey, baseUrl, azure, log, speaker } = connection;
  const shared = { apiKey, timeout: (spec.timeout_s ?? 600) * 1000, fetch: fetchWithWords };
  const client = azure
    ? new AzureOpenAI({ ...shared, ...azure, deployment: spec.path })
    : new OpenAI({ ...shared, baseURL: baseUrl ?? null });
  const where = `${spec.id} (${baseUrl ?? azure?.endpoint ?? "OpenAI"})`;
  const price = priceOf(spec);
  const learnt = nothingLearnt(spec, baseUrl);

  const asking = { where, baseUrl, secret: apiKey, learnt, log };
  const post = poster(client, speaker ? "/completions" : "/chat/completions");
  const ask = async (body: Body, signal: AbortSignal): Promise<Completion> => {
    const reply = await post(body, signal);
    return speaker ? asChat(reply, speaker.read) : reply;
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

/**
 * Posts bodies to one path of a client and gives what the server replies, with the errors that the
 * SDK has for them. Address and headers are the SDK's own, made once: making them, its log and its
 * promises for every call costs as much as the request itself.
 */
function poster(client: OpenAI, path: string) {
  const build = async (): Promise<{ url: string; headers: Record<string, string> }> => {
    const { url, req } = await client.buildRequest({ method: "post", path, body: {} });
    return { url, headers: Object.fromEntries(new Headers(req.headers)) };
  };
  let built: ReturnType<typeof build> | undefined;
  return async (body: Body, signal: AbortSignal): Promise<Completion> => {
    built ??= build();
    const { url, headers } = await built;
    const request = { method: "POST", headers, body: JSON.stringify(body), signal };
    const response = await fetchWithWords(url, request).catch((cause) => {
      throw new OpenAI.APIConnectionError({ cause });
    });
    const text = await response.text();
    const { parsed, fault } = parseJson(text);
    if (!response.ok) {
      const words = fault === undefined ? undefined : text;
      throw OpenAI.APIError.generate(response.status, parsed as object, words, response.headers);
    }
    if (fault && isJson(response)) throw fault;
    // A page or plain words are told apart from a completion where it is read.
    return (fault ? text : parsed) as Completion;
  };
}

const isJson = ({ headers }: Response): boolean =>
  /^[^;]*(?:application\/json|\+json)/.test(headers.get("content-type") ?? "");

function parseJson(text: string): { parsed?: unknown; fault?: unknown } {
  try {
    return { parsed: JSON.parse(text) };
  } catch (fault) {
    return { fault };
  }
}
