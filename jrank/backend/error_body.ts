/**
 * Error bodies as the openai SDK reads them; what servers really send it would call "no body". And
 * what is an error although its status says that all is well.
 */
import { leanFetch } from "./lean_fetch.ts";

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
