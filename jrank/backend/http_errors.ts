/** What a failed call to a server means: try again, give this one up, or stop. */
import { messageOf } from "../core/errors.ts";
import { CallError } from "./backend.ts";

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

/** What looks like a key of somebody, whoever it belongs to. */
const LIKE_A_KEY = /\b(?:sk-|gsk_|xai-|AIza)[\w-]{12,}/g;

/** Takes keys out of a message, should a server have echoed them; long messages are cut after that. */
export function scrub(text: string, secret: string | undefined): string {
  const own = secret && secret.length >= 4 ? text.replaceAll(secret, "[key]") : text;
  const clean = own.replace(LIKE_A_KEY, "[key]");
  return clean.length > 600 ? `${clean.slice(0, 600)}…` : clean;
}

/** Words for the statuses that no retry mends. */
function advice(status: number, where: string): string {
  switch (status) {
    case 401:
    case 403:
      return `${where} refused the key; check the key and what it may use`;
    case 404:
      return `${where} does not know the model or the address; check path and base_url`;
    case 402:
      return `${where} says that the account has no credit`;
    default:
      return `${where} refused the request`;
  }
}

/** Requests that are refused for what they ask, while others may pass. */
const ABOUT_THIS_REQUEST =
  /context[ _]length|maximum context|too many tokens|prompt is too long|too long|content[ _](?:policy|filter|management)|safety|flagged/i;

/** What lies behind "Connection error.": the refused port, the unknown host. */
function causeOf(error: unknown): string {
  let deepest = error;
  while (deepest instanceof Error && deepest.cause !== undefined) deepest = deepest.cause;
  if (deepest === error) return "";
  const words = messageOf(deepest) || (deepest as HttpError).code;
  return words ? ` (${words})` : "";
}

/** Turns anything an SDK throws into a `CallError`; aborts are passed on as they are. */
export function toCallError(
  error: unknown,
  options: { where: string; secret: string | undefined; now: number },
): Error {
  if (error instanceof CallError) return error;
  const { status, headers, name, code } = error as HttpError;
  const { where, secret, now } = options;
  const message = scrub(`${messageOf(error)}${causeOf(error)}`, secret);
  if (status === undefined) {
    const isNetwork =
      name === "APIConnectionError" ||
      name === "APIConnectionTimeoutError" ||
      error instanceof SyntaxError ||
      error instanceof TypeError ||
      (code !== undefined && /^(?:E[A-Z]+|UND_ERR)/.test(code)) ||
      /connection|timed? ?out|socket|network|terminated/i.test(message);
    return isNetwork
      ? new CallError("retry", `${where}: ${message}`)
      : new CallError("call", `${where}: ${message}`);
  }
  const hint = { status, retryAfterMs: retryAfter(headers, now) };
  const isQuota = status === 429 && /insufficient_quota|exceeded your current quota/i.test(message);
  if (isQuota) return new CallError("stop", `${advice(402, where)}: ${message}`, hint);
  if (RETRIED.includes(status) || status >= 500) {
    return new CallError("retry", `${where}: ${message}`, hint);
  }
  if ((status === 400 || status === 413 || status === 422) && ABOUT_THIS_REQUEST.test(message)) {
    return new CallError("call", `${where}: ${message}`, hint);
  }
  return new CallError("stop", `${advice(status, where)}: ${message}`, hint);
}
