/** What servers of OpenAI's protocol turn out not to take: learnt from their errors, once. */
import type { BackendSpec } from "./backend.ts";

export type Body = Record<string, unknown>;

/** Kept for the run. */
export interface Learnt {
  maxTokensField: "max_tokens" | "max_completion_tokens";
  /** The name of the limit was changed before; a server that takes neither is not asked for ever. */
  renamed: boolean;
  without: Set<string>;
  systemAsUser: boolean;
}

const DROPPABLE = [
  "temperature",
  "top_p",
  "seed",
  "stop",
  "response_format",
  "top_k",
  "repetition_penalty",
];

const REFUSED =
  /unsupported|not support|not allowed|unrecognized|unknown|extra|invalid|does not|only the default|not permitted|unexpected|forbidden|not enabled/i;
/** A value out of its range is the user's to mend, not a field to leave out. */
const OUT_OF_RANGE =
  /too (?:large|small|high|low|long)|at most|at least|maximum|minimum|between|(?:less|greater) than|out of range|above|below|exceed|must be (?:[<>≤≥]|in)/i;
const ABOUT_SYSTEM =
  /(?:system|developer)['"`]?[ _-]*(?:role|message|prompt|instruction)|role\b.*\bsystem\b|['"`]system['"`]/is;
/** What chat templates say that know no system message. */
const ROLES_ALTERNATE = /roles must alternate|must start with (?:a|the) user/i;

/** Nothing learnt yet. OpenAI itself wants its newer name of the token limit. */
export function nothingLearnt(spec: BackendSpec, baseUrl: string | undefined): Learnt {
  return {
    maxTokensField:
      spec.provider === "openai" && baseUrl === undefined ? "max_completion_tokens" : "max_tokens",
    renamed: false,
    without: new Set(),
    systemAsUser: false,
  };
}

/**
 * Learns from the refusal of a body. Tells what was learnt; "" where a call at the same time learnt
 * it already, so that this one need only be repeated; undefined where there is nothing to learn.
 */
export function learn(error: unknown, body: Body, learnt: Learnt): string | undefined {
  const { status } = error as { status?: number };
  if (status !== 400 && status !== 422) return undefined;
  const message = error instanceof Error ? error.message : String(error);
  if (OUT_OF_RANGE.test(message)) return undefined;
  if (/max_completion_tokens/.test(message)) {
    const sent = (["max_tokens", "max_completion_tokens"] as const).find((name) => name in body);
    if (sent !== undefined) return learnLimit(sent, learnt);
  }
  if (hasSystem(body) && (ROLES_ALTERNATE.test(message) || isAboutSystem(message))) {
    if (learnt.systemAsUser) return "";
    learnt.systemAsUser = true;
    return "takes no system message; it is put before the first message of the user";
  }
  const field = DROPPABLE.find(
    (name) => name in body && new RegExp(`\\b${name}\\b`).test(message) && REFUSED.test(message),
  );
  if (field === undefined) return undefined;
  if (learnt.without.has(field)) return "";
  learnt.without.add(field);
  return `takes no ${field}; it is left to the server`;
}

function learnLimit(sent: Learnt["maxTokensField"], learnt: Learnt): string | undefined {
  if (sent !== learnt.maxTokensField) return "";
  if (learnt.renamed) return undefined;
  learnt.renamed = true;
  learnt.maxTokensField = sent === "max_tokens" ? "max_completion_tokens" : "max_tokens";
  return `takes ${learnt.maxTokensField} in place of ${sent}`;
}

const isAboutSystem = (message: string): boolean =>
  ABOUT_SYSTEM.test(message) && REFUSED.test(message);

/** Whether a system message was sent; of a batch only the names of the fields are known. */
const hasSystem = ({ messages }: Body): boolean =>
  Array.isArray(messages)
    ? messages.some(({ role }: { role: string }) => role === "system")
    : messages !== undefined;
