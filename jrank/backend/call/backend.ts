/**
 * The contract of a backend: something that answers requests. How it talks to a server or a model
 * is its own affair; retrying, limits and counting are done once, around it.
 */

import type { BatchTask } from "../../core/batch.ts";
import type { Said } from "../../core/message.ts";
import type { Provider, Question, Usage } from "../../core/types.ts";

/** The limit of a reply where a protocol wants one and nobody gave one (Anthropic's). */
export const DEFAULT_MAX_TOKENS = 4096;

export interface Message {
  role: "system" | "user" | "assistant";
  content: string;
}

/** Sampling of one reply. Absent means: the server's default. `temperature: 0` is 0. */
export interface SamplingParams {
  temperature?: number | undefined;
  top_p?: number | undefined;
  top_k?: number | undefined;
  repetition_penalty?: number | undefined;
  max_tokens?: number | undefined;
  seed?: number | undefined;
  stop?: readonly string[];
  /** A JSON Schema the reply must satisfy, where the provider offers structured output. */
  response_schema?: Record<string, unknown>;
}

/** What a request is about, for the backends that need no model (`recorded`, `offline`). */
export type RequestSubject =
  | { kind: "answer"; question: Question; turn: number; choice: number }
  | {
      kind: "pair";
      question: Question;
      /** 1 for the first turn. */
      turn: number;
      /** Replies to the turns up to this one, of the model shown first and second. */
      answers: readonly [readonly string[], readonly string[]];
      references?: readonly string[];
      /** How the prompt asks for the verdict. */
      output_format?: string;
      /** Of grades, where it is not 1 to 10. */
      scale?: { min: number; max: number };
    }
  | {
      kind: "single";
      question: Question;
      turn: number;
      answer: readonly string[];
      references?: readonly string[];
      output_format?: string;
      /** Of grades, where it is not 1 to 10. */
      scale?: { min: number; max: number };
    };

/** How to ask for a reply that a schema or a grammar holds, in place of `messages`. */
export interface StructuredAsk {
  messages: readonly Message[];
  schema: Record<string, unknown>;
  /** For models that run here: free text, then one of the choices between `open` and `close`. */
  marked?:
    | {
        messages: readonly Message[];
        open: string;
        choices: readonly string[];
        close: string;
      }
    | undefined;
}

export interface ChatRequest {
  messages: readonly Message[];
  params: SamplingParams;
  /** Asked in place of `messages` by backends that can, and as long as the server takes it. */
  structured?: StructuredAsk | undefined;
  /** Whether the probabilities of the reply's tokens are wanted. */
  chances?: boolean;
  subject: RequestSubject;
  /** What the reply is for, where its caller can say it; batches keep it with the request. */
  task?: BatchTask;
  /** Whether an empty answer is a reply like another. */
  mayBeEmpty?: boolean;
}

export interface ChatReply {
  /** The answer without thinking; an empty one is thrown as a failure unless the request may have it. */
  text: string;
  /** Thinking that came apart from the answer. */
  reasoning?: string;
  finish_reason: string;
  usage: Usage;
  /** The model that the server says it used. */
  served_model?: string;
  /** The prompt exactly as the model saw it, where the backend renders it itself. */
  prompt?: string;
  /** Whether it was asked for as `structured` says: in the fields of its schema, or with its mark. */
  structured?: "fields" | "mark" | false;
  /** Of a marked reply: how probable each of the choices was. */
  choices?: ReadonlyMap<string, number>;
  /** The tokens with the likeliest ones at their places, where they were wanted and can be had. */
  tokens?: readonly { token: string; top: readonly { token: string; logprob: number }[] }[];
}

/** A model, and how to reach it. Comes from the config or from the flags. */
export interface BackendSpec {
  /** The name in files. */
  id: string;
  provider: Provider;
  /** The model's name at the provider, or the path or URI of a GGUF file. */
  path: string;
  /** One server, or several that share the work. */
  base_url?: string | readonly string[];
  /** Azure only. */
  api_version?: string;
  /** The environment variable that holds the key, in place of the provider's usual one. */
  api_key_env?: string;
  /** A conversation template: a server's prompts are written here and sent to its /completions. */
  conversation_template?: string;
  /** Passed to the server as it is. */
  extra_body?: Record<string, unknown>;
  requests_per_minute?: number;
  tokens_per_minute?: number;
  /** Most calls at a time, at each server. */
  parallel?: number;
  /** Seconds until a call is given up and tried again. */
  timeout_s?: number;
  /** Price in US dollars per million tokens, over the table's. */
  price?: { input: number; output: number; cached?: number | undefined };
  /** false: its count of prompt tokens is known to be wrong. */
  check_prompt_tokens?: boolean;
  /** Through the provider's batches, at half the price. */
  batch?: boolean;
  /** Local models only. */
  local?: LocalModelOptions;
}

export interface LocalModelOptions {
  /** A name or a path of a conversation template; absent: the template inside the file. */
  conversation_template?: string;
  lora?: readonly { path: string; scale?: number }[];
  gpu?: "auto" | "cuda" | "metal" | "vulkan" | "cpu";
  threads?: number;
  context_size?: number;
  flash_attention?: boolean;
  /** Sequences generated at a time in one context. */
  parallel?: number;
}

export interface Backend {
  readonly id: string;
  /** How many calls it can usefully have in flight. */
  readonly concurrency: number;
  /** Facts about the model worth recording with its answers (template, file hash, …). */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** One reply. Throws `CallError` when the call failed, and the signal's reason when aborted. */
  generate(request: ChatRequest, options: { signal: AbortSignal }): Promise<ChatReply>;
  /** Told that what came of a task is stored; a backend that keeps replies may let them go. */
  settled?(taskId: string): void;
  /** Whether another call may begin now; absent: always. */
  hasRoom?(): boolean;
  /** Whether an earlier run has handed this request over already: then it is paid for. */
  holds?(request: ChatRequest): boolean;
  /** Aborted when requests were handed over and nobody waits for their replies in this run. */
  readonly handedOver?: AbortSignal;
  close(): Promise<void>;
}

/**
 * Why the same request would end the same way again: a filter or the model itself refused it
 * (`content`), the limit of tokens was used up before anything visible came (`limit`), all text came
 * as thinking (`reasoning`), nothing came at temperature 0 (`empty`), or the prompt is too long
 * (`length`).
 */
export type Refusal = "content" | "limit" | "reasoning" | "empty" | "length";

interface CallErrorOptions {
  status?: number | undefined;
  retryAfterMs?: number | undefined;
  usage?: Usage | undefined;
  refusal?: Refusal | undefined;
  mayBeBilled?: boolean | undefined;
  empty?: ChatReply | undefined;
  cause?: unknown;
}

/**
 * A call that did not give a usable reply.
 * `retry`: the same call may go through later. `call`: this request cannot be answered, others can
 * (too long a prompt, refused content). `stop`: no call to this backend can go through (a wrong key,
 * an unknown model); the message says what to do. `budget`: it was not made, because it could cost
 * more than what is left.
 */
export class CallError extends Error {
  override readonly name = "CallError";
  readonly kind: "retry" | "call" | "stop" | "budget";
  readonly status: number | undefined;
  /** What the server asked to wait. */
  readonly retryAfterMs: number | undefined;
  /** What the failed call used; a failed call may have been paid for. */
  readonly usage: Usage | undefined;
  /** Set where asking the same again cannot help. */
  readonly refusal: Refusal | undefined;
  /** Whether the call may be on the bill although nobody said what it used. */
  readonly mayBeBilled: boolean;
  /** The reply, where it is a failure only because it is empty. */
  readonly empty: ChatReply | undefined;
  /** What it says, in whichever language it is printed; `message` is the English. */
  readonly said: Said;
  constructor(kind: CallError["kind"], said: Said, options: CallErrorOptions = {}) {
    super(String(said), options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.said = said;
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
    this.usage = options.usage;
    this.refusal = options.refusal;
    this.mayBeBilled = options.mayBeBilled ?? options.usage !== undefined;
    this.empty = options.empty;
  }
}

/**
 * Whether the request was refused for good. A prompt that is too long is not: it costs nothing, and
 * fits once the server has a larger context.
 */
export function isRefusedForGood({ refusal }: CallError): boolean {
  return refusal !== undefined && refusal !== "length";
}

/** The same failure with other fields. */
export function changedError(
  error: CallError,
  {
    kind = error.kind,
    said = error.said,
    ...changes
  }: CallErrorOptions & {
    kind?: CallError["kind"];
    said?: Said;
  },
): CallError {
  const { status, retryAfterMs, usage, refusal, mayBeBilled, empty, cause } = error;
  const before = { status, retryAfterMs, usage, refusal, mayBeBilled, empty, cause };
  return new CallError(kind, said, { ...before, ...changes });
}
