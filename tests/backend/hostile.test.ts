/** Servers and files that mean harm: told and given up, and nothing of ours goes elsewhere. */
import { writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { leanFetch } from "../../jrank/backend/api/lean_fetch.ts";
import { createBackend } from "../../jrank/backend/backends.ts";
import type { CallError } from "../../jrank/backend/call/backend.ts";
import { readGgufTemplate } from "../../jrank/backend/local/gguf_template.ts";
import { ownSpeaker } from "../../jrank/backend/local/speaker.ts";
import { UserError } from "../../jrank/core/errors.ts";
import { temporaryFolder } from "../support/command.ts";
import { scriptedGguf } from "../support/scripted_gguf.ts";

const folder = temporaryFolder();
const seen: { host: string; path: string; headers: IncomingMessage["headers"]; body: string }[] =
  [];
let home = "";
let away = "";
const handler =
  (host: string) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const path = request.url ?? "";
    seen.push({ host, path, headers: request.headers, body });
    if (path.includes("/elsewhere")) {
      response.writeHead(307, { location: `${away}/v1/chat/completions?token=abc` }).end();
    } else if (path.includes("/round")) {
      response.writeHead(308, { location: path }).end();
    } else if (path.includes("/endless")) {
      const piece = Buffer.alloc(1 << 20, 32);
      const more = (): void => {
        while (!response.destroyed && response.write(piece));
      };
      response.on("drain", more);
      more();
    } else if (path.includes("/bomb")) {
      response.writeHead(200, { "content-encoding": "gzip" });
      response.end(gzipSync(Buffer.alloc(40 * 2 ** 20, 32)));
    } else {
      response.end("{}");
    }
  };
const servers = ["home", "away"].map((name) => createServer(handler(name)));
beforeAll(async () => {
  for (const server of servers) {
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  }
  [home, away] = servers.map(
    (server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  ) as [string, string];
});
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  folder.remove();
});

const post = {
  method: "POST",
  body: '{"prompt":"secret"}',
  headers: { authorization: "Bearer k" },
};

describe("a server", () => {
  it.each(["openai", "anthropic"] as const)(
    "that sends prompts of %s on to another host gets no second one",
    async (provider) => {
      seen.length = 0;
      const backend = await createBackend(
        { id: "m", path: "m", provider, base_url: `${home}/elsewhere` },
        { env: {}, log: () => {} },
      );
      const error: CallError = await backend
        .generate(
          {
            messages: [{ role: "user", content: "prompt" }],
            params: { max_tokens: 5 },
            subject: { kind: "answer", question: {} as never, turn: 1, choice: 0 },
          },
          { signal: new AbortController().signal },
        )
        .then(
          () => expect.fail("it went through"),
          (thrown) => thrown,
        );
      expect(error.kind).toBe("stop");
      expect(error.message).toContain(`on to ${away}/v1/chat/completions?…`);
      expect(error.message).not.toContain("abc");
      expect(seen.map(({ host }) => host)).toEqual(["home"]);
    },
  );

  it("that sends a stream or an upload on to another host gets no second one either", async () => {
    seen.length = 0;
    const stream = { ...post, body: '{"stream":true}' };
    await expect(leanFetch(`${home}/elsewhere`, stream)).rejects.toThrow(/sends the request on/);
    const upload = { method: "POST", body: new FormData() };
    await expect(leanFetch(`${home}/elsewhere`, upload)).rejects.toThrow(/sends the request on/);
    expect(seen.map(({ host }) => host)).toEqual(["home", "home"]);
  });

  it("may send a plain GET on, but no key goes along", async () => {
    seen.length = 0;
    const headers = { authorization: "Bearer k", "x-api-key": "k" };
    expect((await leanFetch(`${home}/elsewhere`, { headers })).status).toBe(200);
    const [first, second] = seen;
    expect(first?.headers["x-api-key"]).toBe("k");
    expect(second).toMatchObject({ host: "away", body: "" });
    expect(second?.headers).not.toHaveProperty("authorization");
    expect(second?.headers).not.toHaveProperty("x-api-key");
  });

  it("that redirects for ever is given up", async () => {
    await expect(leanFetch(`${home}/round`, post)).rejects.toThrow(/one redirect after another/);
  });

  it("whose reply does not end, or unpacks to more than any reply has, is cut off", async () => {
    for (const init of [post, { ...post, body: '{"stream":true}' }]) {
      const whole = leanFetch(`${home}/endless`, init).then((reply) => reply.text());
      await expect(whole).rejects.toThrow(/does not end: it was cut at 32 MB/);
    }
    await expect(leanFetch(`${home}/bomb`, post)).rejects.toThrow(/does not end/);
  });
});

describe("an address", () => {
  const opened = (base_url: string, provider: "openai" | "azure" | "anthropic" = "openai") =>
    createBackend({ id: "m", path: "m", provider, base_url }, { env: {}, log: () => {} });

  it.each([
    "http://user:hunter2@127.0.0.1:1/v1",
    "http://hunter2@127.0.0.1:1/v1",
    "http://127.0.0.1:1/v1?api_key=hunter2",
    "http://127.0.0.1:1/v1#hunter2",
    "ftp://user:hunter2@127.0.0.1/v1",
  ])("with a secret is refused and not repeated: %s", async (url) => {
    for (const provider of ["openai", "azure", "anthropic"] as const) {
      const error = await opened(url, provider).catch((thrown) => thrown);
      expect(error).toBeInstanceOf(UserError);
      expect(error.message).toMatch(/base_url (?:holds|must)/);
      expect(error.message).not.toContain("hunter2");
    }
  });
});

describe("a file", () => {
  const head = (tensors: bigint, pairs: bigint): Buffer => {
    const bytes = Buffer.alloc(24);
    bytes.write("GGUF");
    bytes.writeUInt32LE(3, 4);
    bytes.writeBigUInt64LE(tensors, 8);
    bytes.writeBigUInt64LE(pairs, 16);
    return bytes;
  };

  it.each([
    ["pairs without end", head(0n, 2n ** 62n)],
    ["tensors without end", head(2n ** 62n, 0n)],
    ["a text of many petabytes", Buffer.concat([head(0n, 1n), Buffer.alloc(64, 0x7f)])],
    ["no GGUF", Buffer.from("something else, long enough to be looked into by a reader")],
  ])("that claims %s is refused", async (_, bytes) => {
    const file = join(folder.path, `${Math.abs(bytes.readInt32LE(8))}-${bytes.length}.gguf`);
    writeFileSync(file, bytes);
    await expect(readGgufTemplate(file, { log: () => {} }, 2)).rejects.toThrow(
      /cannot be read as a GGUF model/,
    );
  });

  it("that is good is read, however long a busy machine takes", async () => {
    const file = join(folder.path, "slow.gguf");
    writeFileSync(file, scriptedGguf({ says: "はい" }));
    const used = vi.spyOn(process, "cpuUsage").mockReturnValue({ user: 0, system: 0 });
    const head = readGgufTemplate(file, { log: () => {} }, 0.001);
    expect(await head.finally(() => used.mockRestore())).toMatchObject({ bos: "<s>", eos: "</s>" });
  });

  it("whose template loops is refused", () => {
    const chatTemplate =
      "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}";
    const speaker = ownSpeaker({ chatTemplate, bos: "", eos: "" });
    expect(() => speaker?.render([{ role: "user", content: "a" }])).toThrow(
      /does not come to an end within 3 s/,
    );
  });
});
