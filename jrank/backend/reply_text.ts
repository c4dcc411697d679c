/** From a server's message to an answer: thinking kept apart, an empty answer is a failure. */
import { CallError, type ChatReply } from "./backend.ts";

const CHANNEL =
  /<\|channel\|>(\w+)[^<]*<\|message\|>([\s\S]*?)(?=<\|(?:end|return|call|start|channel)\|>|$)/g;

/** The channels of gpt-oss: "final" is the answer, the others are thinking. */
function splitChannels(text: string): { answer: string; thinking: string | undefined } | undefined {
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
  if (answer.trim() === "") throw emptyAnswer(parts, thought !== undefined);
  return { text: answer, ...(thought !== undefined && { reasoning: thought }), ...rest };
}

/** Endings after which the same call would end the same way, and be paid for again. */
const FINAL = ["length", "content_filter", "refusal"];

function emptyAnswer(
  { finish_reason, usage }: Pick<ChatReply, "finish_reason" | "usage">,
  hasThought: boolean,
): CallError {
  const thought = hasThought || (usage.reasoning_tokens ?? 0) > 0;
  const message =
    finish_reason !== "length"
      ? `the answer is empty (finish reason: ${finish_reason})`
      : thought
        ? "the answer is empty because all tokens went into thinking; raise max_tokens"
        : "the answer is empty although all tokens were used; raise max_tokens";
  return new CallError(FINAL.includes(finish_reason) ? "call" : "retry", message, { usage });
}
