/** Loopback servers that speak the batch protocols of OpenAI and Anthropic. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What comes of one request: a text, a refusal, no try in time, or no line at all. */
export type BatchedReply =
  | string
  | { status: number; message: string }
  | "expired"
  | { missing: true };

/** A request to the server, by what it does. */
export type BatchStep = "upload" | "create" | "list" | "look" | "results";

export interface BatchServerOptions {
  /** The reply to a request; `body` is what the model would get. Where it must use a tool, JSON is its input. */
  reply(body: Record<string, unknown>, customId: string): BatchedReply;
  /** How often a batch is looked at before it is over. */
  looks?: number;
  /** Whether a batch is refused as a whole. */
  ends?(batch: TestBatch): { code: string; message: string } | undefined;
  /** Called before a request is acted upon, and again after it, before the response is sent. */
  on?(step: BatchStep, when: "before" | "after", count: number): void;
  /** What goes wrong with the n-th request of a step, from 0: a status, or the connection. */
  fault?(step: BatchStep, count: number): number | "reset" | "reset after" | undefined;
}

interface TestBatch {
  id: string;
  name: string | undefined;
  created: number;
  requests: { custom_id: string; body: Record<string, unknown> }[];
  looks: number;
  status: string;
  errors: { code: string; message: string }[];
  /** What comes of its requests, decided when it is taken. */
  outcome: { custom_id: string; reply: BatchedReply }[];
  /** The same, once it is over. */
  results: { custom_id: string; reply: BatchedReply }[];
}

export interface BatchServer {
  url: string;
  batches: TestBatch[];
  /** The last message of every request that was answered, and so paid for. */
  paid: string[];
  /** How often each step was asked for. */
  counts: Record<BatchStep, number>;
  close(): Promise<void>;
}

interface Handled {
  step: BatchStep;
  /** Acts, and gives the response's body: an object, or text as it is. */
  act(): unknown;
}

async function bytesOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** Results in an order of their own: from the last to the first, the middle one in front. */
function disordered<T>(items: readonly T[]): T[] {
  const back = [...items].reverse();
  return [...back.splice(Math.floor(back.length / 2), 1), ...back];
}

function lastText(body: Record<string, unknown>): string {
  const messages = body.messages as { content: string }[];
  return messages.at(-1)?.content ?? "";
}

/** What both protocols share: batches that end after some looks, and whose replies are paid. */
function createState(options: BatchServerOptions) {
  const batches: TestBatch[] = [];
  const paid: string[] = [];
  return {
    batches,
    paid,
    create(requests: TestBatch["requests"], name: string | undefined): TestBatch {
      const batch: TestBatch = {
        id: `batch_${batches.length + 1}`,
        name,
        requests,
        looks: 0,
        created: Date.now(),
        status: "in_progress",
        errors: [],
        outcome: [],
        results: [],
      };
      batches.push(batch);
      // What is taken is worked on and paid for, whether anybody looks or not.
      const end = options.ends?.(batch);
      if (end) {
        batch.errors = [end];
        return batch;
      }
      for (const { custom_id, body } of requests) {
        const reply = options.reply(body, custom_id);
        if (typeof reply === "string" && reply !== "expired") paid.push(lastText(body));
        batch.outcome.push({ custom_id, reply });
      }
      return batch;
    },
    look(batch: TestBatch): TestBatch {
      batch.looks++;
      if (batch.status !== "in_progress" || batch.looks <= (options.looks ?? 0)) return batch;
      const isExpired = batch.outcome.some(({ reply }) => reply === "expired");
      batch.status = batch.errors.length > 0 ? "failed" : isExpired ? "expired" : "completed";
      batch.results = disordered(batch.outcome);
      return batch;
    },
  };
}

async function serve(
  options: BatchServerOptions,
  route: (method: string, url: URL, body: string) => Handled | undefined,
  state: ReturnType<typeof createState>,
): Promise<BatchServer> {
  const counts = { upload: 0, create: 0, list: 0, look: 0, results: 0 };
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const body = await bytesOf(request);
    const url = new URL(request.url ?? "", "http://localhost");
    const handled = route(request.method ?? "", url, body);
    if (!handled) {
      response.writeHead(404, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: { message: `no ${request.method} ${url.pathname}` } }));
      return;
    }
    const count = counts[handled.step]++;
    const fault = options.fault?.(handled.step, count);
    options.on?.(handled.step, "before", count);
    if (fault === "reset") return void request.socket.destroy();
    if (typeof fault === "number") {
      response.writeHead(fault, { "content-type": "application/json", "retry-after": "0" });
      response.end(JSON.stringify({ error: { message: `fault ${fault}` } }));
      return;
    }
    const result = handled.act();
    options.on?.(handled.step, "after", count);
    if (fault === "reset after") return void request.socket.destroy();
    const text = typeof result === "string" ? result : JSON.stringify(result);
    const type = typeof result === "string" ? "application/octet-stream" : "application/json";
    response.writeHead(200, { "content-type": type });
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    batches: state.batches,
    paid: state.paid,
    counts,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The file in an upload of multipart form data. */
function uploadedFile(body: string): string {
  const start = body.indexOf("\r\n\r\n", body.indexOf('name="file"')) + 4;
  return body.slice(start, body.indexOf("\r\n--", start));
}

const USAGE = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 };

/** A server that speaks OpenAI's Batch API; its base URL is `url + "/v1"`. */
export function startOpenAiBatchServer(options: BatchServerOptions): Promise<BatchServer> {
  const state = createState(options);
  const files = new Map<string, string>();
  const named = (id: string | undefined): TestBatch | undefined =>
    state.batches.find((batch) => batch.id === id);
  const shown = (batch: TestBatch) => {
    const failed = batch.results.filter(({ reply }) => typeof reply !== "string").length;
    const over = ["completed", "expired"].includes(batch.status);
    return {
      id: batch.id,
      object: "batch",
      endpoint: "/v1/chat/completions",
      status: batch.status,
      created_at: Math.floor(batch.created / 1000),
      ...(batch.name !== undefined && { metadata: { jrank_batch: batch.name } }),
      ...(batch.errors.length > 0 && { errors: { object: "list", data: batch.errors } }),
      ...(over && { output_file_id: `${batch.id}_out`, error_file_id: `${batch.id}_err` }),
      request_counts: {
        total: batch.requests.length,
        completed: batch.results.length - failed,
        failed,
      },
    };
  };
  const lineOf = ({ custom_id, reply }: TestBatch["results"][number]): object | undefined => {
    if (reply === "expired") {
      const message = "This request could not be executed before the completion window expired.";
      return { custom_id, response: null, error: { code: "batch_expired", message } };
    }
    if (typeof reply === "string") {
      const message = { role: "assistant", content: reply };
      const choices = [{ index: 0, message, finish_reason: "stop" }];
      const body = { object: "chat.completion", choices, usage: USAGE };
      return { custom_id, response: { status_code: 200, body }, error: null };
    }
    if ("missing" in reply) return undefined;
    const body = { error: { message: reply.message } };
    return { custom_id, response: { status_code: reply.status, body }, error: null };
  };
  const contentOf = (file: string): string => {
    const batch = named(file.replace(/_(?:out|err)$/, ""));
    const isError = file.endsWith("_err");
    return (batch?.results ?? [])
      .filter(({ reply }) => (typeof reply !== "string" || reply === "expired") === isError)
      .map(lineOf)
      .filter((line) => line !== undefined)
      .map((line) => `${JSON.stringify(line)}\n`)
      .join("");
  };
  return serve(
    options,
    (method, url, body) => {
      const [, version, kind, id, part] = url.pathname.split("/");
      if (version !== "v1") return undefined;
      if (method === "POST" && kind === "files") {
        return {
          step: "upload",
          act: () => {
            const file = `file_${files.size + 1}`;
            files.set(file, uploadedFile(body));
            return { id: file, object: "file", purpose: "batch" };
          },
        };
      }
      if (method === "POST" && kind === "batches") {
        return {
          step: "create",
          act: () => {
            const { input_file_id, metadata } = JSON.parse(body);
            const lines = (files.get(input_file_id) ?? "").trim().split("\n");
            const requests = lines.map((line) => JSON.parse(line));
            return shown(state.create(requests, metadata?.jrank_batch));
          },
        };
      }
      if (kind === "batches" && id === undefined) {
        const data = [...state.batches].reverse();
        return { step: "list", act: () => ({ object: "list", data: data.map(shown) }) };
      }
      if (kind === "batches") {
        const batch = named(id);
        return batch && { step: "look", act: () => shown(state.look(batch)) };
      }
      return kind === "files" && part === "content"
        ? { step: "results", act: () => contentOf(id as string) }
        : undefined;
    },
    state,
  );
}

/** A server that speaks Anthropic's Message Batches; its base URL is `url`. */
export function startAnthropicBatchServer(options: BatchServerOptions): Promise<BatchServer> {
  const state = createState(options);
  let origin = "";
  const shown = (batch: TestBatch) => {
    const over = batch.status !== "in_progress";
    const count = (isIt: (reply: BatchedReply) => boolean): number =>
      batch.results.filter(({ reply }) => isIt(reply)).length;
    return {
      id: batch.id,
      type: "message_batch",
      created_at: new Date(batch.created).toISOString(),
      processing_status: over ? "ended" : "in_progress",
      results_url: over ? `${origin}/v1/messages/batches/${batch.id}/results` : null,
      request_counts: {
        processing: batch.requests.length - batch.results.length,
        succeeded: count((reply) => typeof reply === "string" && reply !== "expired"),
        errored: count((reply) => typeof reply !== "string"),
        canceled: 0,
        expired: count((reply) => reply === "expired"),
      },
    };
  };
  const resultOf = (
    reply: Exclude<BatchedReply, { missing: true }>,
    body: Record<string, unknown> = {},
  ): object => {
    if (reply === "expired") return { type: "expired" };
    if (typeof reply !== "string") {
      const type = TYPES[reply.status] ?? "api_error";
      const error = { type, message: reply.message };
      return { type: "errored", error: { type: "error", error } };
    }
    const usage = { input_tokens: 100, output_tokens: 20 };
    const isUsed = body.tool_choice !== undefined && reply.startsWith("{");
    const content = isUsed
      ? [{ type: "tool_use", id: "t", name: "verdict", input: JSON.parse(reply) }]
      : reply === ""
        ? []
        : [{ type: "text", text: reply }];
    const stop_reason = isUsed ? "tool_use" : "end_turn";
    const message = { type: "message", role: "assistant", content, stop_reason, usage };
    return { type: "succeeded", message };
  };
  const linesOf = ({ results, requests }: TestBatch): string => {
    const bodies = new Map(requests.map(({ custom_id, body }) => [custom_id, body]));
    return results
      .flatMap(({ custom_id, reply }) =>
        typeof reply === "object" && "missing" in reply
          ? []
          : [`${JSON.stringify({ custom_id, result: resultOf(reply, bodies.get(custom_id)) })}\n`],
      )
      .join("");
  };
  const server = serve(
    options,
    (method, url, body) => {
      const [, , , kind, id, part] = url.pathname.split("/");
      if (kind !== "batches") return undefined;
      if (method === "POST" && id === undefined) {
        return {
          step: "create",
          act: () => {
            const { requests } = JSON.parse(body) as { requests: Record<string, unknown>[] };
            const taken = requests.map(({ custom_id, params }) => ({ custom_id, body: params }));
            return shown(state.create(taken as TestBatch["requests"], undefined));
          },
        };
      }
      if (id === undefined) {
        const data = [...state.batches].reverse();
        return {
          step: "list",
          act: () => ({ data: data.map((one) => shown(state.look(one))), has_more: false }),
        };
      }
      const batch = state.batches.find((one) => one.id === id);
      if (!batch) return undefined;
      return part === "results"
        ? { step: "results", act: () => linesOf(batch) }
        : { step: "look", act: () => shown(state.look(batch)) };
    },
    state,
  );
  return server.then((running) => {
    origin = running.url;
    return running;
  });
}

const TYPES: Record<number, string> = {
  400: "invalid_request_error",
  401: "authentication_error",
  404: "not_found_error",
  429: "rate_limit_error",
  529: "overloaded_error",
};
