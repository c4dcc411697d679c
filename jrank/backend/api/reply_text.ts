/** From a server's message to an answer: thinking kept apart, an empty answer is a failure. */
import { say } from "../../core/message.ts";
import { CallError, type ChatReply, changedError } from "../call/backend.ts";

const CHANNEL =
  /<\|channel\|>(\w+)[^<]*<\|message\|>([\s\S]*?)(?=<\|(?:end|return|call|start|channel)\|>|$)/g;

/** The channels of gpt-oss: "final" is the answer, the others are thinking. */
function splitChannels(text: string): { answer: string; thinking: string | undefined } | undefined {
  if (!text.includes("<|channel|>")) return undefined;
  const parts = [...text.matchAll(CHANNEL)];
  if (parts.length === 0) return undefined;
  const said = (isFinal: boolean): string =>
    parts
      .filter(([, channel]) => (channel === "final") === isFinal)
      .map(([, , words = ""]) => words.trim())
      .join("\n");
  return { answer: said(true), thinking: said(false) || undefined };
}

/** Splits off thinking that a model wrote into its answer, between <think> marks or in a channel. */
function splitThinking(text: string): { answer: string; thinking: string | undefined } {
  const channels = splitChannels(text);
  if (channels) return channels;
  const match = /^\s*<think>([\s\S]*?)<\/think>\s*/.exec(text);
  if (match) return { answer: text.slice(match[0].length), thinking: match[1]?.trim() };
  // Some templates open the mark in the prompt, so only its end is in the reply.
  const end = text.indexOf("</think>");
  if (end !== -1 && !text.includes("<think>")) {
    return {
      answer: text.slice(end + "</think>".length).trimStart(),
      thinking: text.slice(0, end).trim(),
    };
  }
  if (/^\s*<think>/.test(text)) return { answer: "", thinking: text.replace(/^\s*<think>/, "") };
  return { answer: text, thinking: undefined };
}

/** The reply, or a `CallError` where there is no answer in it. */
export function toReply(
  parts: Omit<ChatReply, "text" | "reasoning"> & {
    content: string;
    reasoning?: string | undefined;
  },
): ChatReply {
  const { content, reasoning, ...rest } = parts;
  const { answer, thinking } = splitThinking(content);
  const thought = [reasoning, thinking].filter(Boolean).join("\n") || undefined;
  const reply = { text: answer, ...(thought !== undefined && { reasoning: thought }), ...rest };
  if (answer.trim() === "") throw emptyAnswer(reply);
  return reply;
}

/** What providers call an end at the limit of tokens, and one by a filter or by refusal. */
const AT_THE_LIMIT = /length|max_?(?:output_?)?tokens|token_?limit|context_window|error_limit/i;
const REFUSED =
  /filter|safety|recitation|prohibit|block|spii|refus|sensitive|toxic|guardrail|moderat|inspection|policy/i;

function emptyAnswer(empty: ChatReply): CallError {
  const { finish_reason, usage } = empty;
  const hasThought = empty.reasoning !== undefined;
  const thought = hasThought || (usage.reasoning_tokens ?? 0) > 0;
  if (AT_THE_LIMIT.test(finish_reason)) {
    const why = thought
      ? say`because all tokens went into thinking`
      : say`although all tokens were used`;
    const message = say`the answer is empty ${why}; raise max_tokens`;
    return new CallError("call", message, { usage, refusal: "limit", empty });
  }
  const ended = say`(finish reason: ${finish_reason})`;
  if (REFUSED.test(finish_reason)) {
    const message = say`the answer is empty: a filter or the model itself refused the request ${ended}`;
    return new CallError("call", message, { usage, refusal: "content" });
  }
  if (hasThought) {
    const message = say`the answer is empty: all of its text came as thinking ${ended}; turn thinking off for this model or raise max_tokens (docs/api_models.md)`;
    return new CallError("call", message, { usage, refusal: "reasoning", empty });
  }
  const options = { usage, refusal: "empty", empty } as const;
  return new CallError("retry", say`the answer is empty ${ended}`, options);
}

/** The failure; an empty answer at temperature 0 would be empty again, and is paid for once. */
export function finalAtZero(error: CallError, temperature: unknown): CallError {
  if (error.refusal !== "empty" || error.kind !== "retry") return error;
  if (temperature !== 0) return changedError(error, { refusal: undefined });
  return changedError(error, {
    kind: "call",
    said: say`${error}, at temperature 0: asked again it would be empty again`,
  });
}

/** What `read` makes of a reply that was asked for at this temperature. */
export function answered(read: () => ChatReply, temperature: unknown): ChatReply {
  try {
    return read();
  } catch (error) {
    throw error instanceof CallError ? finalAtZero(error, temperature) : error;
  }
}
