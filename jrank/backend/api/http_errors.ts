/**
 * Errors of API servers as errors of a call: what the status, the headers and the body of a refusal
 * mean.
 */

import { messageOf } from "../../core/errors.ts";
import { type Message, type Said, say } from "../../core/message.ts";
import { withoutSecrets } from "../../core/secrets.ts";
import { CallError, changedError } from "../call/backend.ts";
import { leanFetch } from "./lean_fetch.ts";

const RETRIED = [408, 409, 425, 429];

interface HttpError {
  status?: number | undefined;
  headers?: { get(name: string): string | null } | undefined;
  name?: string;
  code?: string;
}

/** Milliseconds of a Retry-After header (seconds or a date), where there is one. */
function retryAfter(headers: HttpError["headers"], now: number): number | undefined {
  const precise = Number(headers?.get("retry-after-ms") ?? Number.NaN);
  if (Number.isFinite(precise)) return precise;
  const value = headers?.get("retry-after");
  if (value === null || value === undefined) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return seconds * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Takes keys out of a message, should a server have echoed them; long messages are cut after that. */
export function scrub(text: string, secret: string | undefined): string {
  const own = secret && secret.length >= 4 ? text.replaceAll(secret, "[key]") : text;
  const clean = withoutSecrets(own, new Map());
  return clean.length > 600 ? `${clean.slice(0, 600)}…` : clean;
}

/** Words for the statuses that no retry mends. */
function advice(status: number, where: string): Message {
  switch (status) {
    case 401:
    case 403:
      return say`${where} refused the key; check the key and what it may use`;
    case 404:
    case 405:
      return say`${where} does not know the model or the address; check path and base_url`;
    case 402:
      return say`${where} says that the account has no credit`;
    default:
      return say`${where} refused the request`;
  }
}

/** Requests that are refused for what they ask, while others may pass: too long, or not wanted. */
const TOO_LONG =
  /context[ _](?:length|window)|maximum context|too many (?:input |prompt )?tokens|too long|too large for/i;
const NOT_WANTED =
  /content[ _-](?:policy|filter|management)|safety|flagged|moderation|inappropriate|data_inspection|usage polic|prohibited content|responsible ai/i;

/** Failures before anything was sent: nobody can have been paid. */
const NEVER_SENT =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CERT_|certificate|self.signed|ERR_TLS|Invalid URL/i;

/** Pages of gateways about servers that may come back; others are simply no reply. */
const PASSING_PAGE =
  /bad gateway|gateway time-?out|unavailable|just a moment|try again|maintenance|overload|temporar|error 5\d\d|50[0234]/i;
/** What servers say of a path that they do not have. */
const NO_SUCH_PATH =
  /unexpected endpoint|no (?:such )?route|route not found|cannot post|unknown (?:url|endpoint|path)|endpoint not found|invalid (?:url|path|endpoint)/i;

/** What to try where an address seems to be wrong. */
function addressHint(baseUrl: string | undefined): Said {
  if (baseUrl === undefined || !URL.canParse(baseUrl)) return "";
  return /\/v\d|openai|compat|\/api/i.test(new URL(baseUrl).pathname)
    ? say` (is base_url right? It is the address before /chat/completions or, at Anthropic, before /v1/messages)`
    : say` (does base_url lack /v1?)`;
}

/** What lies behind "Connection error.": the refused port, the unknown host. */
function causeOf(error: unknown): string {
  let deepest = error;
  while (deepest instanceof Error && deepest.cause !== undefined) deepest = deepest.cause;
  if (deepest === error) return "";
  const words = messageOf(deepest) || (deepest as HttpError).code;
  return words ? ` (${words})` : "";
}

/** A failure that is told already, which an SDK has wrapped in its own. */
function callErrorBehind(error: unknown): CallError | undefined {
  let at = error;
  while (at instanceof Error && !(at instanceof CallError)) at = at.cause;
  return at instanceof CallError ? at : undefined;
}

/** Turns anything an SDK throws into a `CallError`; aborts are passed on as they are. */
export function toCallError(
  error: unknown,
  options: {
    where: string;
    /** Where it was sent, for a hint at what is wrong with it. */
    baseUrl?: string | undefined;
    secret: string | undefined;
    now: number;
  },
): CallError {
  const told = callErrorBehind(error);
  if (told === error) return told as CallError;
  if (told !== undefined) {
    return changedError(told, { said: say`${options.where}: ${told}` });
  }
  const { status, headers } = error as HttpError;
  const { where, baseUrl, secret, now } = options;
  const message = scrub(`${messageOf(error)}${causeOf(error)}`, secret);
  if (error instanceof WebPage) {
    if (PASSING_PAGE.test(message)) {
      return new CallError("retry", say`${where} sent a web page: ${message}`, {
        mayBeBilled: true,
      });
    }
    const words = say`${where} sent a web page in place of a reply: "${message}"${addressHint(baseUrl)}`;
    return new CallError("stop", words);
  }
  if ((status === undefined || status < 500) && NO_SUCH_PATH.test(message)) {
    return new CallError(
      "stop",
      say`${where} has no such address: ${message}${addressHint(baseUrl)}`,
    );
  }
  if (status === undefined) return withoutStatus(error as HttpError, `${where}: ${message}`);
  const hint = { status, retryAfterMs: retryAfter(headers, now) };
  const isQuota = status === 429 && /insufficient_quota|exceeded your current quota/i.test(message);
  if (isQuota) return new CallError("stop", say`${advice(402, where)}: ${message}`, hint);
  if (RETRIED.includes(status) || status >= 500) {
    // A refusal at the door ("overloaded", "come back in …") is not billed; other failures may be.
    const atTheDoor = status === 529 || (status === 503 && hint.retryAfterMs !== undefined);
    const mayBeBilled = status >= 500 && !atTheDoor;
    return new CallError("retry", `${where}: ${message}`, { ...hint, mayBeBilled });
  }
  if ([400, 403, 413, 422].includes(status)) {
    // Some say it by a code alone, such as "content_filter" or "context_length_exceeded".
    const words = `${message} ${(error as HttpError).code ?? ""}`;
    const refusal = NOT_WANTED.test(words)
      ? "content"
      : TOO_LONG.test(words) && status !== 403
        ? "length"
        : undefined;
    if (refusal) return new CallError("call", `${where}: ${message}`, { ...hint, refusal });
  }
  const about = [404, 405].includes(status) ? addressHint(baseUrl) : "";
  return new CallError("stop", say`${advice(status, where)}: ${message}${about}`, hint);
}

/** A failure without a status: mostly of the connection, and then it may pass. */
function withoutStatus(error: HttpError, message: string): CallError {
  const { name, code } = error;
  const mayBeBilled = !NEVER_SENT.test(message);
  const isNetwork =
    name === "APIConnectionError" ||
    name === "APIConnectionTimeoutError" ||
    error instanceof SyntaxError ||
    error instanceof TypeError ||
    (code !== undefined && /^(?:E[A-Z]+|UND_ERR)/.test(code)) ||
    /connection|timed? ?out|socket|network|terminated/i.test(message);
  return new CallError(isNetwork ? "retry" : "call", message, { mayBeBilled });
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null;

/** The words of an error: `{message}` of vLLM, `{detail}` of FastAPI, `[{error}]` of Google. */
function errorIn(body: unknown): unknown {
  const first = Array.isArray(body) ? body[0] : body;
  if (!isObject(first)) return { message: JSON.stringify(body) };
  if (first.error !== undefined) return first.error;
  const { message, detail } = first;
  if (typeof message === "string") return { ...first, message };
  return { message: typeof detail === "string" ? detail : JSON.stringify(detail ?? first) };
}

/** A call, with what it throws as a `CallError`; after an abort as it is. */
export async function withCallErrors<T>(
  act: () => PromiseLike<T>,
  { where, secret, signal }: { where: string; secret: string; signal: AbortSignal },
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (signal.aborted) throw error;
    throw toCallError(error, { where, secret, now: Date.now() });
  }
}

/** `fetch` whose failures carry their words where the SDK looks for them, in `error`. */
export async function fetchWithWords(
  input: string | URL | Request,
  init?: RequestInit,
): Promise<Response> {
  const response = await leanFetch(input, init);
  if (response.ok) return response;
  const text = await response.text();
  const headers = new Headers(response.headers);
  // They describe the body as it came.
  headers.delete("content-length");
  headers.delete("content-encoding");
  const { status, statusText } = response;
  let body = text;
  try {
    body = JSON.stringify({ error: errorIn(JSON.parse(text)) });
  } catch {
    // A page or plain words: the SDK takes them as they are.
  }
  return new Response(body, { status, statusText, headers });
}

/** The statuses that the types of errors stand for. */
const STATUS_OF_TYPE: Record<string, number> = {
  invalid_request_error: 400,
  BadRequestError: 400,
  authentication_error: 401,
  permission_error: 403,
  not_found_error: 404,
  NotFoundError: 404,
  rate_limit_error: 429,
  api_error: 500,
  server_error: 500,
  overloaded_error: 529,
};

/** A reply that says it is good, and is an error: as the SDK would have thrown it. */
export function refusalIn(reply: unknown): Error | undefined {
  if (typeof reply === "string" && /^\s*</.test(reply)) return new WebPage(reply);
  if (!isObject(reply)) return undefined;
  const [choice] = (Array.isArray(reply.choices) ? reply.choices : []) as Json[];
  const said = (choice?.message as Json | undefined)?.content ?? reply.content;
  const found = reply.error ?? choice?.error;
  if (!found || (typeof said === "string" ? said !== "" : isObject(said))) return undefined;
  const { message, code, status, type } = isObject(found) ? found : { message: found };
  const told = [code, status].map(Number).find((number) => number >= 400 && number < 600);
  return Object.assign(new Error(typeof message === "string" ? message : JSON.stringify(found)), {
    status: told ?? STATUS_OF_TYPE[String(type)],
  });
}

/** What a page is about stands at its beginning. */
const LOOKED_AT = 10_000;

/** A page for people where a reply was expected. */
export class WebPage extends Error {
  override readonly name = "WebPage";
  constructor(html: string) {
    const start = html.slice(0, LOOKED_AT);
    const title = /<title[^<>]*>([\s\S]{0,200}?)<\/title>/i.exec(start)?.[1];
    const words = start.replace(/<(script|style)[\s\S]*?<\/\1>/gi, " ").replace(/<[^<>]*>/g, " ");
    super((title ?? words).replace(/\s+/g, " ").trim().slice(0, 120));
  }
}
