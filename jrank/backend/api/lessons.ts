/** What servers turn out not to take, whatever their protocol: learnt from their errors, once. */
import { type Said, say } from "../../core/message.ts";
import type { BackendSpec, CallError } from "../call/backend.ts";
import { refusalIn, toCallError } from "./http_errors.ts";

export type Body = Record<string, unknown>;

/** Kept for the run. */
export interface Learnt {
  maxTokensField: "max_tokens" | "max_completion_tokens";
  /** The name of the limit was changed before; a server that takes neither is not asked for ever. */
  renamed: boolean;
  without: Set<string>;
  systemAsUser: boolean;
  /** Whether a request with a schema was answered. */
  tookSchema: boolean;
  /** What this server and model are called among those that take no schema. */
  name: string;
}

/** Stands for a JSON Schema in what a server does not take, whatever the protocol calls it. */
export const SCHEMA_FIELD = "response_format";
/** Servers with their models that take no schema: known to every later connection of this run. */
const WITHOUT_SCHEMA = new Set<string>();
/** How servers speak of a schema that they do not take. */
const ABOUT_SCHEMA =
  /response_format|json[_ ]?schema|structured[_ -]?outputs?|guided|grammar|tool_choice|\btools?\b|input_schema|schema/i;
/** The same without words that an error of the server's own may have. */
const NAMES_SCHEMA = /response_format|json_schema|structured[_ -]?outputs?|guided|tool_choice/i;
/** Refusals that may be of the schema though they do not say so. */
const PERHAPS_SCHEMA = [400, 422, 501];
const hasSchema = (body: Body): boolean => SCHEMA_FIELD in body || "tool_choice" in body;

/** Fields that can be left to the server; a limit of tokens is none of them. */
const DROPPABLE = [
  "temperature",
  "top_p",
  "seed",
  "stop",
  "stop_sequences",
  "response_format",
  "logprobs",
  "top_logprobs",
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
  const name = `${spec.provider} ${baseUrl ?? ""} ${spec.path}`;
  return {
    maxTokensField:
      spec.provider === "openai" && baseUrl === undefined ? "max_completion_tokens" : "max_tokens",
    renamed: false,
    without: new Set(WITHOUT_SCHEMA.has(name) ? [SCHEMA_FIELD] : []),
    systemAsUser: false,
    tookSchema: false,
    name,
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
  const names = (status ?? 0) >= 500 && status !== 501 ? NAMES_SCHEMA : ABOUT_SCHEMA;
  if (hasSchema(body) && names.test(message)) return leaveSchemaOut(learnt);
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

function leaveSchemaOut(learnt: Learnt): Said {
  WITHOUT_SCHEMA.add(learnt.name);
  return leaveOut(
    SCHEMA_FIELD,
    learnt,
    say`takes no JSON schema for its replies; verdicts are asked for in text`,
  );
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
interface Asking {
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
): Promise<{ reply: Reply; temperature: unknown; structured: "fields" | false }> {
  /** A refusal that does not say why, since which the schema is left out to see whether it is that. */
  let unexplained: CallError | undefined;
  for (;;) {
    const body = toBody();
    try {
      const reply = await send(body);
      const refusal = refusalIn(reply);
      if (refusal !== undefined) throw refusal;
      if (hasSchema(body)) learnt.tookSchema = true;
      if (unexplained) {
        WITHOUT_SCHEMA.add(learnt.name);
        log(
          say`${where} refused a request with a JSON schema and took it without; verdicts are asked for in text.`,
        );
      }
      return { reply, temperature: body.temperature, structured: hasSchema(body) && "fields" };
    } catch (error) {
      if (signal.aborted) throw error;
      const lesson = learn(error, body, learnt);
      if (lesson === undefined) {
        const fault = toCallError(error, { where, baseUrl, secret, now: Date.now() });
        if (unexplained) {
          learnt.without.delete(SCHEMA_FIELD);
          throw unexplained;
        }
        const isPerhaps = PERHAPS_SCHEMA.includes(fault.status ?? 0) && fault.refusal === undefined;
        if (!hasSchema(body) || learnt.tookSchema || !isPerhaps) throw fault;
        unexplained = fault;
        learnt.without.add(SCHEMA_FIELD);
        continue;
      }
      if (lesson !== "") log(say`${where} ${lesson}.`);
    }
  }
}
