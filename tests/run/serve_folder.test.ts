/** The server of `--serve`: files of its folder, for this machine, and nothing else. */
import { mkdirSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunningServer } from "../../jrank/run/command/listen.ts";
import { serveFolder } from "../../jrank/run/publishing/serve_folder.ts";
import { runCommandLine, temporaryFolder } from "../support/command.ts";

const folder = temporaryFolder();
let server: RunningServer;

interface Reply {
  status: number;
  type: string | undefined;
  body: string;
}

/** Asks with the path as it is: `fetch` would tidy it up. */
function ask(path: string, { method = "GET", host = "" } = {}): Promise<Reply> {
  const { hostname, port } = new URL(server.url);
  return new Promise((resolve, reject) => {
    const asked = request(
      { hostname, port, path, method, headers: { host: host || `127.0.0.1:${port}` } },
      (response) => {
        let body = "";
        response.on("data", (chunk) => {
          body += chunk;
        });
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            body,
            type: response.headers["content-type"],
          }),
        );
      },
    );
    asked.on("error", reject);
    asked.end();
  });
}

beforeAll(async () => {
  mkdirSync(join(folder.path, "site", "badges"), { recursive: true });
  writeFileSync(join(folder.path, "secret"), "secret");
  writeFileSync(join(folder.path, "site-secret"), "secret");
  writeFileSync(join(folder.path, "site", "index.html"), "<p>here</p>");
  writeFileSync(join(folder.path, "site", "badges", "a%2Fb.svg"), "<svg/>");
  server = await serveFolder(join(folder.path, "site"));
});
afterAll(async () => {
  await server.close();
  folder.remove();
});

describe("serveFolder", () => {
  it("hands out files with their types", async () => {
    expect(await ask("/")).toEqual({
      status: 200,
      type: "text/html; charset=utf-8",
      body: "<p>here</p>",
    });
    expect(await ask("/index.html?x=1")).toMatchObject({ status: 200, body: "<p>here</p>" });
    expect(await ask("/badges/a%252Fb.svg")).toMatchObject({ status: 200, type: "image/svg+xml" });
    expect(await ask("/", { method: "HEAD" })).toMatchObject({ status: 200, body: "" });
  });

  it("leaves its folder by no path", async () => {
    for (const path of [
      ...["/../secret", "/..%2fsecret", "/%2e%2e/secret", "/badges/../../secret", "//secret"],
      ...["/..\\secret", "/%00", "/../site-secret", "/nothing", "/badges", "/%", "/badges/"],
    ]) {
      expect((await ask(path)).status, path).toBe(404);
    }
  });

  it("refuses other methods, and names that a page elsewhere gave this machine", async () => {
    expect((await ask("/", { method: "POST" })).status).toBe(405);
    expect((await ask("/", { host: "evil.example" })).status).toBe(403);
    expect((await ask("/", { host: "localhost:1" })).status).toBe(200);
  });

  it("listens on this machine only", async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ internal, family }) => !internal && family === "IPv4");
    const { port } = new URL(server.url);
    for (const { address } of others) {
      await expect(fetch(`http://${address}:${port}/`)).rejects.toThrow();
    }
  });

  it("says what to do about a port that is taken", async () => {
    const port = Number(new URL(server.url).port);
    await expect(serveFolder(folder.path, { port })).rejects.toThrow("choose another --port");
  });
});

describe("qa_browser.ts", () => {
  it("takes --host and --port with --serve only, and names what is missing", async () => {
    // Without --no-config it is LLM Judge's line, which serves.
    const line = ["--bench-name", "sample", "--port", "1", "--no-config"];
    const wrong = await runCommandLine("qa_browser", line, { cwd: folder.path });
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.stderr).toContain("--host and --port are for --serve");
    const none = await runCommandLine("qa_browser", ["--bench-name", "nothing"], {
      cwd: folder.path,
    });
    expect(none).toMatchObject({ code: 1 });
    expect(none.stderr).toContain('there is no benchmark "nothing"');
  });
});
