/** Long answers come as a stream, because the SDK refuses to wait for them. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createBackend } from "../../jrank/backend/backends.ts";

const bodies: Record<string, unknown>[] = [];
let refuse = false;
const server = createServer(async (request, response) => {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  bodies.push(JSON.parse(text));
  if (refuse) {
    response.writeHead(529, { "content-type": "application/json" });
    response.end(JSON.stringify({ type: "error", error: { type: "overloaded_error" } }));
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (type: string, more: object): boolean =>
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`);
  const message = { id: "m", type: "message", role: "assistant", model: "x", content: [] };
  const usage = { input_tokens: 9, output_tokens: 1 };
  send("message_start", { message: { ...message, stop_reason: null, usage } });
  send("content_block_start", { index: 0, content_block: { type: "text", text: "" } });
  for (const part of ["長い", "答え"]) {
    send("content_block_delta", { index: 0, delta: { type: "text_delta", text: part } });
  }
  send("content_block_stop", { index: 0 });
  send("message_delta", { delta: { stop_reason: "max_tokens" }, usage: { output_tokens: 7 } });
  send("message_stop", {});
  response.end();
});
beforeAll(() => new Promise<void>((go) => server.listen(0, "127.0.0.1", go)));
afterAll(() => server.close());

const ask = async () => {
  const { port } = server.address() as AddressInfo;
  const base_url = `http://127.0.0.1:${port}`;
  const backend = await createBackend(
    { id: "m", provider: "anthropic", path: "claude-x", base_url },
    { env: {}, log: () => {} },
  );
  const question = { question_id: 1, category: "c", turns: ["Q"] };
  return backend.generate(
    {
      messages: [{ role: "user", content: "Q" }],
      params: { max_tokens: 32_000 },
      subject: { kind: "answer", question, turn: 1, choice: 0 },
    },
    { signal: new AbortController().signal },
  );
};

it("puts a streamed answer together", async () => {
  expect(await ask()).toEqual({
    text: "長い答え",
    finish_reason: "length",
    usage: { input_tokens: 9, output_tokens: 7 },
    served_model: "x",
  });
  expect(bodies[0]).toEqual({
    model: "claude-x",
    max_tokens: 32_000,
    stream: true,
    messages: [{ role: "user", content: "Q" }],
  });
});

it("has its failures tried again like any other", async () => {
  refuse = true;
  await expect(ask()).rejects.toMatchObject({ kind: "retry", status: 529 });
});
