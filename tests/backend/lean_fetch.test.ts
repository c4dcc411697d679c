import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { leanFetch } from "../../jrank/backend/api/lean_fetch.ts";

const routes: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
  "/echo": async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method, headers } = request;
    response.setHeader("content-type", "application/json");
    const body = Buffer.concat(chunks).toString();
    response.end(JSON.stringify({ method, length: headers["content-length"], body }));
  },
  "/gzip": (_, response) => {
    response.setHeader("content-encoding", "gzip");
    response.end(gzipSync("圧縮された返事"));
  },
  "/teapot": (_, response) => {
    response.writeHead(418, { "retry-after": "7", "set-cookie": ["a=1", "b=2"] });
    response.end("short and stout");
  },
  "/none": (_, response) => {
    response.writeHead(204);
    response.end();
  },
  "/moved": (_, response) => {
    response.writeHead(307, { location: "/echo" });
    response.end();
  },
  "/half": (_, response) => {
    response.writeHead(200, { "content-length": "100" });
    response.write("only this");
    setTimeout(() => response.destroy(), 10);
  },
  "/hang": () => {},
};
const server = createServer((request, response) => routes[request.url ?? ""]?.(request, response));
let base = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

it("sends a text and gives the whole reply", async () => {
  const response = await leanFetch(`${base}/echo`, {
    method: "POST",
    body: "質問",
    headers: new Headers({ "content-type": "text/plain" }),
  });
  expect(response.ok).toBe(true);
  expect(await response.json()).toEqual({ method: "POST", length: "6", body: "質問" });
  expect(await (await leanFetch(new URL(`${base}/echo`))).json()).toMatchObject({ method: "GET" });
});

it("gives status, headers, decoded and empty bodies as fetch does", async () => {
  const teapot = await leanFetch(`${base}/teapot`);
  expect([teapot.status, teapot.headers.get("retry-after"), await teapot.text()]).toEqual([
    418,
    "7",
    "short and stout",
  ]);
  expect(await (await leanFetch(`${base}/gzip`)).text()).toBe("圧縮された返事");
  expect((await leanFetch(`${base}/none`)).body).toBeNull();
});

it("leaves redirects, streams and uploads to fetch", async () => {
  const init = { method: "POST", body: '{"stream": true}' };
  expect(await (await leanFetch(`${base}/moved`, { method: "POST", body: "x" })).json()).toEqual({
    method: "POST",
    length: "1",
    body: "x",
  });
  expect(await (await leanFetch(`${base}/echo`, init)).json()).toMatchObject({ body: init.body });
  const upload = new FormData();
  upload.set("a", "b");
  const echoed = await leanFetch(`${base}/echo`, { method: "POST", body: upload });
  expect(((await echoed.json()) as { body: string }).body).toContain('name="a"');
});

it("fails where a connection ends early, is refused, or is aborted", async () => {
  await expect(leanFetch(`${base}/half`)).rejects.toMatchObject({ code: "ECONNRESET" });
  await expect(leanFetch("http://127.0.0.1:1/")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  const controller = new AbortController();
  const hanging = leanFetch(`${base}/hang`, { signal: controller.signal });
  setTimeout(() => controller.abort(), 10);
  await expect(hanging).rejects.toMatchObject({ name: "AbortError" });
});
