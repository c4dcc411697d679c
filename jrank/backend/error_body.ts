/** Error bodies as the openai SDK reads them; what servers really send it would call "no body". */
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
