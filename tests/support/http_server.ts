/** Loopback servers for tests: real HTTP, scripted replies and faults. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What goes wrong with a request; a number is a status. */
export type Fault =
  | { status: number; body?: unknown; headers?: Record<string, string> }
  | { page: string }
  | "reset"
  | "html"
  | "bad json"
  | "empty"
  | "hang";

export interface RecordedRequest {
  path: string;
  headers: IncomingMessage["headers"];
  body: Record<string, unknown>;
}

export interface TestServer {
  /** http://127.0.0.1:port */
  url: string;
  requests: RecordedRequest[];
  /** The most requests that were being answered at one time. */
  readonly mostAtATime: number;
  close(): Promise<void>;
}

export interface ServerOptions {
  /** The reply to a request: a text, which the protocol wraps. */
  reply(request: RecordedRequest, index: number): string | Promise<string>;
  /** What goes wrong with the n-th request, from 0. */
  fault?(index: number, request: RecordedRequest): Fault | undefined;
  delayMs?: number;
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text === "" ? {} : JSON.parse(text);
}

function send(response: ServerResponse, status: number, body: string, type = "application/json") {
  response.writeHead(status, { "content-type": type });
  response.end(body);
}

/** Starts a server that answers every POST through `wrap`. */
export async function startServer(
  options: ServerOptions,
  wrap: (text: string, request: RecordedRequest) => unknown,
): Promise<TestServer> {
  const requests: RecordedRequest[] = [];
  let atATime = 0;
  let mostAtATime = 0;
  const server = createServer(async (incoming, response) => {
    const request: RecordedRequest = {
      path: incoming.url ?? "",
      headers: incoming.headers,
      body: await readBody(incoming),
    };
    const index = requests.push(request) - 1;
    atATime++;
    mostAtATime = Math.max(mostAtATime, atATime);
    response.on("close", () => atATime--);
    const fault = options.fault?.(index, request);
    if (options.delayMs) await new Promise((resolve) => setTimeout(resolve, options.delayMs));
    if (fault === "hang") return;
    if (fault === "reset") {
      incoming.socket.destroy();
      return;
    }
    if (fault === "html")
      return send(response, 200, "<html><body>Bad gateway</body></html>", "text/html");
    if (typeof fault === "object" && "page" in fault) {
      return send(response, 200, fault.page, "text/html");
    }
    if (fault === "bad json") return send(response, 200, '{"choices": [');
    if (fault === "empty") return send(response, 200, JSON.stringify(wrap("", request)));
    if (fault) {
      response.writeHead(fault.status, { "content-type": "application/json", ...fault.headers });
      response.end(JSON.stringify(fault.body ?? { error: { message: `fault ${fault.status}` } }));
      return;
    }
    send(response, 200, JSON.stringify(wrap(await options.reply(request, index), request)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    get mostAtATime() {
      return mostAtATime;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A server as vLLM is: it chats, and continues texts. Its base URL is `url + "/v1"`. */
export function startOpenAiServer(options: ServerOptions): Promise<TestServer> {
  return startServer(options, (text, { body, path }) => ({
    id: "chatcmpl-test",
    object: "chat.completion",
    created: 1_700_000_000,
    model: body.model,
    choices: [
      {
        index: 0,
        ...(path.endsWith("/chat/completions")
          ? { message: { role: "assistant", content: text } }
          : { text }),
        finish_reason: "stop",
      },
    ],
    usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
  }));
}

/** A server that speaks Anthropic's messages protocol. */
export function startAnthropicServer(options: ServerOptions): Promise<TestServer> {
  return startServer(options, (text, { body }) => ({
    id: "msg_test",
    type: "message",
    role: "assistant",
    model: body.model,
    content: text === "" ? [] : [{ type: "text", text }],
    stop_reason: "end_turn",
    stop_sequence: null,
    usage: { input_tokens: 100, output_tokens: 20 },
  }));
}
