/** What servers turn out not to take, whatever their protocol: learnt from their errors, once. */
import { type Said, say } from "../../core/message.ts";
import type { BackendSpec } from "../call/backend.ts";
import { refusalIn, toCallError } from "./http_errors.ts";

export type Body = Record<string, unknown>;

/** Kept for the run. */
export interface Learnt {
  maxTokensField: "max_tokens" | "max_completion_tokens";
  /** The name of the limit was changed before; a server that takes neither is not asked for ever. */
  renamed: boolean;
  without: Set<string>;
  systemAsUser: boolean;
}

/** Fields that can be left to the server; a limit of tokens is none of them. */
const DROPPABLE = [
  "temperature",
  "top_p",
  "seed",
  "stop",
  "stop_sequences",
  "response_format",
  "top_k",
  "repetition_penalty",
];

/** Refusals of a key, of an account, or for now: they say nothing about fields. */
const TEACHES_NOTHING = [401, 402, 403, 408, 409, 425, 429];
const REFUSED =
  /unsupported|not support|not allowed|unrecogni[sz]ed|not recogni[sz]ed|unknown|extra|invalid|does not|do not|cannot|can't|only the default|not permitted|unexpected|forbidden|not enabled|not implemented|not available|not accept|deprecated|no longer|must not|disallowed|only be set/i;
/** A value out of its range is the user's to mend, not a field to leave out. */
const OUT_OF_RANGE =
  /too (?:large|small|high|low|long)|at most|at least|maximum|minimum|between|(?:less|greater) than|out of range|above|below|exceed|must be (?:[<>≤≥]|in)/i;
const EXCLUSIVE =
  /\bboth\b|only one|together|mutually exclusive|\beither\b|at the same time|simultaneous/i;
const BOTH = ["temperature", "top_p"];
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
export function learn(error: unknown, body: Body, learnt: Learnt): Said | undefined {
  const { status } = error as { status?: number };
  if (status !== undefined && TEACHES_NOTHING.includes(status)) return undefined;
  const message = error instanceof Error ? error.message : String(error);
  if (OUT_OF_RANGE.test(message)) return undefined;
  if (/max_completion_tokens/.test(message)) {
    const sent = (["max_tokens", "max_completion_tokens"] as const).find((name) => name in body);
    if (sent !== undefined) return learnLimit(sent, learnt);
  }
  if (hasSystem(body) && (ROLES_ALTERNATE.test(message) || isAboutSystem(message))) {
    if (learnt.systemAsUser) return "";
    learnt.systemAsUser = true;
    return say`takes no system message; it is put before the first message of the user`;
  }
  if (!REFUSED.test(message) && !EXCLUSIVE.test(message)) return undefined;
  const isPlain = status === 400 || status === 422;
  const named = DROPPABLE.filter(
    (name) => name in body && (isPlain ? isIn(message, name) : isBlamed(message, name)),
  );
  if (EXCLUSIVE.test(message) && BOTH.every((name) => isIn(message, name))) {
    // A server that says so of one alone cannot be helped by taking that away, too.
    if (!BOTH.every((name) => named.includes(name))) return undefined;
    return leaveOut("top_p", learnt, say`takes temperature or top_p, not both; top_p is left out`);
  }
  const [field] = REFUSED.test(message) ? named : [];
  if (field === undefined) return undefined;
  return leaveOut(field, learnt, say`takes no ${field}; it is left to the server`);
}

function leaveOut(field: string, learnt: Learnt, words: Said): Said {
  if (learnt.without.has(field)) return "";
  learnt.without.add(field);
  return words;
}

const isIn = (message: string, name: string): boolean => new RegExp(`\\b${name}\\b`).test(message);

/**
 * Whether a message is about a field of this name. Statuses that stand for anything (500, 404, 200
 * with an error) come with words such as "stop" that mean something else.
 */
function isBlamed(message: string, name: string): boolean {
  const kind = "(?:param\\w*|arguments?|fields?|options?|keywords?|keys?|names?|inputs?)";
  const verb = "(?:support|accept|allow|take|know|permit|specif)\\w*";
  return new RegExp(
    [
      `['"\`]${name}['"\`]`,
      `\\b${kind}\\W{1,4}${name}\\b`,
      `\\b${verb}\\W{1,3}(?:the )?${name}\\b`,
      `\\b${name}\\W{1,3}(?:is|are|not|does|cannot|unsupported|and|or|${kind})\\b`,
    ].join("|"),
    "i",
  ).test(message);
}

function learnLimit(sent: Learnt["maxTokensField"], learnt: Learnt): Said | undefined {
  if (sent !== learnt.maxTokensField) return "";
  if (learnt.renamed) return undefined;
  learnt.renamed = true;
  learnt.maxTokensField = sent === "max_tokens" ? "max_completion_tokens" : "max_tokens";
  return say`takes ${learnt.maxTokensField} in place of ${sent}`;
}

const isAboutSystem = (message: string): boolean =>
  ABOUT_SYSTEM.test(message) && REFUSED.test(message);

/** Whether a system message was sent; of a batch only the names of the fields are known. */
const hasSystem = ({ messages, system }: Body): boolean =>
  system !== undefined ||
  (Array.isArray(messages)
    ? messages.some(({ role }: { role: string }) => role === "system")
    : messages !== undefined);

/** What `askLearning` needs to know of a connection. */
export interface Asking {
  where: string;
  baseUrl: string | undefined;
  secret: string | undefined;
  learnt: Learnt;
  log(text: Said): void;
}

/**
 * Sends a request, and again with what the server's refusals teach, until there is a reply. What
 * teaches nothing is thrown as a `CallError`; what is thrown after an abort is thrown as it is.
 */
export async function askLearning<Reply>(
  toBody: () => Body,
  send: (body: Body) => Promise<Reply>,
  { where, baseUrl, secret, learnt, log }: Asking,
  signal: AbortSignal,
): Promise<{ reply: Reply; temperature: unknown }> {
  for (;;) {
    const body = toBody();
    try {
      const reply = await send(body);
      const refusal = refusalIn(reply);
      if (refusal !== undefined) throw refusal;
      return { reply, temperature: body.temperature };
    } catch (error) {
      if (signal.aborted) throw error;
      const lesson = learn(error, body, learnt);
      if (lesson === undefined) {
        throw toCallError(error, { where, baseUrl, secret, now: Date.now() });
      }
      if (lesson !== "") log(say`${where} ${lesson}.`);
    }
  }
}
