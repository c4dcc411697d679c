/** OpenAI's chat protocol as values: the body of a request, the reply in a completion. */

import { say } from "../../core/message.ts";
import type { Usage } from "../../core/types.ts";
import {
  type BackendSpec,
  CallError,
  type ChatReply,
  type ChatRequest,
  type Message,
} from "../call/backend.ts";
import type { Price } from "../call/price_table.ts";
import { tokensOf, usageOf, withCost } from "../call/usage.ts";
import { type Body, type Learnt, SCHEMA_FIELD } from "./lessons.ts";
import { toReply } from "./reply_text.ts";

/** Tokens told at each place; some servers tell no more. */
const TOP_TOKENS = 5;

/** What is sent: fields that are set, without those that the server turned out not to take. */
export function openAiBody(spec: BackendSpec, request: ChatRequest, learnt: Learnt): Body {
  const { params } = request;
  const structured = learnt.without.has(SCHEMA_FIELD) ? undefined : request.structured;
  const messages = structured?.messages ?? request.messages;
  const schema = structured?.schema ?? params.response_schema;
  const body: Body = {
    model: spec.path,
    messages: learnt.systemAsUser ? withoutSystem(messages) : messages,
    [learnt.maxTokensField]: params.max_tokens,
    temperature: params.temperature,
    top_p: params.top_p,
    seed: params.seed,
    stop: params.stop,
    // Not OpenAI's own; a server that does not know them says so, and it is learnt.
    top_k: params.top_k,
    repetition_penalty: params.repetition_penalty,
    ...(schema && {
      response_format: {
        type: "json_schema",
        json_schema: { name: "verdict", schema, strict: true },
      },
    }),
    ...(request.chances && { logprobs: true, top_logprobs: TOP_TOKENS }),
    ...spec.extra_body,
  };
  for (const field of learnt.without) delete body[field];
  if (body.logprobs === undefined || body.top_logprobs === undefined) {
    delete body.logprobs;
    delete body.top_logprobs;
  }
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

/** A prompt that is written here: what an endpoint that continues texts is sent. */
export function completionBody(
  spec: BackendSpec,
  { params }: ChatRequest,
  { prompt, stopTexts, learnt }: { prompt: string; stopTexts: readonly string[]; learnt: Learnt },
): Body {
  const stop = [...(params.stop ?? []), ...stopTexts];
  const body: Body = {
    model: spec.path,
    prompt,
    max_tokens: params.max_tokens,
    temperature: params.temperature,
    top_p: params.top_p,
    seed: params.seed,
    stop: stop.length > 0 ? stop : undefined,
    top_k: params.top_k,
    repetition_penalty: params.repetition_penalty,
    ...spec.extra_body,
  };
  for (const field of learnt.without) delete body[field];
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

/** A continued text as a completion of a chat, so that both are read alike. */
export function asChat(completion: Completion, read: (reply: string) => string): Completion {
  const { choices } = completion ?? {};
  if (!Array.isArray(choices)) return completion;
  return {
    ...completion,
    choices: choices.map(({ text, ...choice }) => ({
      ...choice,
      ...(typeof text === "string" && { message: { content: read(text) } }),
    })),
  };
}

/** The messages with what the system message says put before the first of the user. */
export function withoutSystem(messages: readonly Message[]): Message[] {
  const system = messages.filter(({ role }) => role === "system").map(({ content }) => content);
  const [first, ...others] = messages.filter(({ role }) => role !== "system");
  if (first === undefined || system.length === 0) return [...messages];
  return [{ ...first, content: [...system, first.content].join("\n\n") }, ...others];
}

export interface Completion {
  model?: unknown;
  choices?: Choice[] | null;
  usage?: unknown;
  error?: unknown;
  promptFeedback?: { blockReason?: unknown } | null;
}

interface Choice {
  /** Of an endpoint that continues texts. */
  text?: unknown;
  finish_reason?: string | null;
  message?: ({ content?: unknown; refusal?: string | null } & Record<string, unknown>) | null;
  error?: unknown;
  logprobs?: { content?: unknown } | null;
}

/** The reply in a completion; a `CallError` where there is none. */
export function openAiReply(
  completion: Completion,
  { where, price }: { where: string; price: Price | undefined },
): ChatReply {
  const choice = completion?.choices?.[0];
  const usage = withCost(openAiUsage(completion?.usage), price);
  if (typeof completion !== "object" || !choice?.message) {
    const told = Object.keys(usage).length > 0 ? usage : undefined;
    const blocked = completion?.promptFeedback?.blockReason;
    if (typeof blocked === "string") {
      throw new CallError("call", say`${where} blocked the prompt (${blocked})`, {
        usage: told,
        refusal: "content",
      });
    }
    throw new CallError(
      "retry",
      say`${where} sent something that is no completion: ${JSON.stringify(completion?.error ?? completion)?.slice(0, 200) ?? ""}`,
      { usage: told, mayBeBilled: true },
    );
  }
  const { message } = choice;
  const { text, thinking } = contentOf(message.content);
  const reasoning = message.reasoning_content || message.reasoning;
  return toReply({
    content: text || (message.refusal ?? ""),
    reasoning: typeof reasoning === "string" ? reasoning : thinking,
    finish_reason: String(choice.finish_reason ?? "stop"),
    usage,
    ...servedModel(completion.model),
    ...tokensIn(choice.logprobs?.content),
  });
}

/** The tokens of a choice with the likeliest ones at their places, where they are told. */
function tokensIn(content: unknown): Pick<ChatReply, "tokens"> {
  if (!Array.isArray(content) || content.length === 0) return {};
  const isToken = (one: unknown): one is { token: string; logprob: number } => {
    const { token, logprob } = (one ?? {}) as { token?: unknown; logprob?: unknown };
    return typeof token === "string" && typeof logprob === "number";
  };
  const tokens = content.filter(isToken).map((one) => {
    const { top_logprobs: told } = one as { top_logprobs?: unknown };
    const top = Array.isArray(told) ? told.filter(isToken) : [];
    return { token: one.token, top: top.map(({ token, logprob }) => ({ token, logprob })) };
  });
  return tokens.length === content.length ? { tokens } : {};
}

/** The model that a server says it used, where it says one; a name of any length is no name. */
export function servedModel(model: unknown): { served_model?: string } {
  return typeof model === "string" && model !== "" && model.length <= 200
    ? { served_model: model }
    : {};
}

/**
 * What a completion says it used. Thinking that stands in `total_tokens` alone (Gemini), or beside
 * the completion in the details, is output like the rest: it is paid for.
 */
export function openAiUsage(told: unknown): Usage {
  const fields = (typeof told === "object" && told !== null ? told : {}) as Record<string, unknown>;
  const part = (name: string, field: string): number | undefined =>
    tokensOf((fields[name] as Record<string, unknown> | null | undefined)?.[field]);
  const input = tokensOf(fields.prompt_tokens);
  const completion = tokensOf(fields.completion_tokens);
  const total = tokensOf(fields.total_tokens);
  const thought = part("completion_tokens_details", "reasoning_tokens");
  const rest = input === undefined || total === undefined ? undefined : total - input;
  const known = [completion, rest].filter((tokens) => tokens !== undefined && tokens >= 0);
  let output = known.length === 0 ? undefined : Math.max(...(known as number[]));
  if (completion !== undefined && thought !== undefined && thought > completion) {
    output = Math.max(output ?? 0, rest === undefined ? completion + thought : thought);
  }
  const hidden = completion === undefined || output === undefined ? 0 : output - completion;
  return usageOf({
    input,
    output,
    reasoning: thought || hidden,
    cached:
      part("prompt_tokens_details", "cached_tokens") ??
      tokensOf(fields.prompt_cache_hit_tokens) ??
      tokensOf(fields.cached_tokens),
  });
}

/** The text of a message: a string, or a list of parts where some servers keep thinking apart. */
function contentOf(content: unknown): { text: string; thinking: string | undefined } {
  if (typeof content === "string") return { text: content, thinking: undefined };
  const parts = (Array.isArray(content) ? content : []) as {
    type?: string;
    text?: unknown;
    thinking?: unknown;
  }[];
  const joined = (values: readonly unknown[]): string =>
    values.filter((value) => typeof value === "string").join("");
  const thought = parts
    .filter(({ type }) => type === "thinking")
    .flatMap(({ thinking }) =>
      Array.isArray(thinking) ? thinking.map((p) => p?.text) : [thinking],
    );
  return {
    text: joined(parts.filter(({ type }) => type === "text").map(({ text }) => text)),
    thinking: joined(thought) || undefined,
  };
}
