/**
 * What the SDKs use to send a request. Node's own fetch spends more on streams than on the reply:
 * with 64 calls in flight the plain HTTP client needs a third less time and memory.
 */

import http from "node:http";
import https from "node:https";
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, type ZlibOptions } from "node:zlib";
import { say } from "../../core/message.ts";
import { shownAddress } from "../../core/secrets.ts";
import { CallError } from "../call/backend.ts";

// Idle connections do not keep the process alive.
const AGENTS = {
  "http:": new http.Agent({ keepAlive: true, scheduling: "lifo" }),
  "https:": new https.Agent({ keepAlive: true, scheduling: "lifo" }),
};

/**
 * The largest reply that is taken, packed or not, in bytes: room for the results of a full batch
 * (50,000 requests), far more than any single reply has. A server that never ends would fill the
 * memory otherwise.
 */
const LARGEST_REPLY = 512 * 2 ** 20;
/** The same for the reply to one chat request. */
const LARGEST_CHAT_REPLY = 32 * 2 ** 20;

type Decoder = (body: Buffer, options: ZlibOptions, done: DecoderDone) => void;
type DecoderDone = (error: Error | null, result: Buffer) => void;
const DECODERS: Record<string, Decoder> = {
  gzip: gunzip,
  deflate: inflate,
  br: brotliDecompress,
};
/** Replies without a body. */
const EMPTY = [204, 205, 304];

/**
 * `fetch` for requests whose body is a text and whose reply comes whole; others (uploads, streams)
 * go to Node's own. A reply has a largest size. What a request carries goes to no other host than
 * the one that was asked: a redirect there is an error, except that a plain GET is sent on, without
 * keys.
 */
export const leanFetch: typeof fetch = async (input, init = {}) => {
  const isRequest = input instanceof Request;
  let url = new URL(isRequest ? input.url : String(input));
  const { body, method = "GET" } = init;
  const limit = body == null ? LARGEST_REPLY : LARGEST_CHAT_REPLY;
  const isWhole =
    !isRequest &&
    url.protocol in AGENTS &&
    (body == null || (typeof body === "string" && !/"stream"\s*:\s*true/.test(body)));
  let { headers } = init;
  for (let hops = 0; hops <= MOST_HOPS; hops++) {
    const request: RequestInit = { ...init, ...(headers && { headers }), redirect: "manual" };
    const response = isWhole
      ? await send(url, request, limit)
      : limited(await fetch(isRequest ? input : url.href, request), limit);
    if (!REDIRECTS.includes(response.status)) return response;
    const location = response.headers.get("location") ?? "";
    const next = URL.canParse(location, url.href) ? new URL(location, url.href) : undefined;
    const keepsRequest = response.status === 307 || response.status === 308;
    const isSameHost = next?.origin === url.origin;
    const mayFollow = method === "GET" ? !isRequest : isSameHost && keepsRequest && isWhole;
    if (next === undefined || !mayFollow) throw redirected(url, next);
    if (!isSameHost) headers = {};
    url = next;
  }
  throw new CallError("stop", say`${shownAddress(url.href)} is one redirect after another`);
};

const REDIRECTS = [301, 302, 303, 307, 308];
const MOST_HOPS = 5;

function redirected(from: URL, to: URL | undefined): CallError {
  const target = to === undefined ? "nowhere" : shownAddress(to.href);
  return new CallError(
    "stop",
    say`${shownAddress(from.href)} sends the request on to ${target}. Prompts go to no other address than base_url; if that is the right one, set base_url to it`,
  );
}

function tooLarge(limit: number): CallError {
  return new CallError("call", say`the reply does not end: it was cut at ${limit / 2 ** 20} MB`, {
    mayBeBilled: true,
  });
}

/** The response, whose body fails where it grows beyond the limit. */
function limited(response: Response, limit: number): Response {
  if (response.body === null) return response;
  let size = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      size += chunk.byteLength;
      if (size > limit) controller.error(tooLarge(limit));
      else controller.enqueue(chunk);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(counter), { status, statusText, headers });
}

/** Sends a request with a text, or none, and gives the whole reply. */
async function send(url: URL, request: RequestInit, limit: number): Promise<Response> {
  const { method = "GET", body, signal } = request;
  const { request: open } = url.protocol === "https:" ? https : http;
  const headers = { ...recordOf(request.headers) };
  if (body != null) headers["content-length"] = String(Buffer.byteLength(body as string));
  const agent = AGENTS[url.protocol as keyof typeof AGENTS];
  signal?.throwIfAborted();
  let abort = (): void => {};
  const { incoming, bytes } = await new Promise<{
    incoming: http.IncomingMessage;
    bytes: Buffer;
  }>((resolve, reject) => {
    const outgoing = open(url, { method, headers, agent }, (incoming) => {
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > limit) incoming.destroy(tooLarge(limit));
        else chunks.push(chunk);
      });
      incoming.on("error", reject);
      incoming.on("end", () => resolve({ incoming, bytes: Buffer.concat(chunks) }));
    });
    outgoing.on("error", reject);
    // Node's own option for it costs as much as the rest of the request.
    abort = () => {
      reject(signal?.reason);
      outgoing.destroy();
    };
    signal?.addEventListener("abort", abort);
    outgoing.end(body ?? undefined);
  }).finally(() => signal?.removeEventListener("abort", abort));
  const status = incoming.statusCode ?? 0;
  const encoding = incoming.headers["content-encoding"];
  const isEmpty = EMPTY.includes(status);
  return wholeResponse(isEmpty ? undefined : await decoded(bytes, encoding, limit), {
    status,
    statusText: incoming.statusMessage ?? "",
    found: incoming.headers,
  });
}

/** Headers as Node's client takes them; a record is taken as it is. */
function recordOf(headers: RequestInit["headers"]): Record<string, string> {
  if (headers === undefined) return {};
  const isRecord = !(headers instanceof Headers) && !Array.isArray(headers);
  return isRecord ? (headers as Record<string, string>) : Object.fromEntries(new Headers(headers));
}

/**
 * A response whose body is here. One of Node's makes a stream of it, on ports of its own, and reads
 * that; it is made only for those who ask for more than the text, as the headers for those who ask.
 */
function wholeResponse(
  bytes: Uint8Array<ArrayBuffer> | undefined,
  about: { status: number; statusText: string; found: http.IncomingHttpHeaders },
): Response {
  const { status, statusText, found } = about;
  const text = async (): Promise<string> => new TextDecoder().decode(bytes);
  let asked: Headers | undefined;
  const headers = (): Headers => {
    asked ??= new Headers(headersOf(found));
    return asked;
  };
  let made: Response | undefined;
  const full = (): Response => {
    made ??= new Response(bytes ?? null, { status, statusText, headers: headers() });
    return made;
  };
  return {
    status,
    statusText,
    get headers() {
      return headers();
    },
    ok: status >= 200 && status < 300,
    url: "",
    redirected: false,
    type: "default",
    text,
    json: async () => JSON.parse(await text()),
    get body() {
      return full().body;
    },
    get bodyUsed() {
      return made?.bodyUsed ?? false;
    },
    arrayBuffer: () => full().arrayBuffer(),
    blob: () => full().blob(),
    clone: () => full().clone(),
    formData: () => full().formData(),
  };
}

function headersOf(found: http.IncomingHttpHeaders): [string, string][] {
  return Object.entries(found).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
  );
}

async function decoded(
  body: Buffer,
  encoding: string | undefined,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const decoder = DECODERS[encoding ?? "identity"];
  if (!decoder) return new Uint8Array(body);
  const decode = promisify<Buffer, ZlibOptions, Buffer>(decoder);
  return new Uint8Array(
    await decode(body, { maxOutputLength: limit }).catch((error: NodeJS.ErrnoException) => {
      throw error.code === "ERR_BUFFER_TOO_LARGE" ? tooLarge(limit) : error;
    }),
  );
}
