/** Shows a folder in a browser on this machine. */
import { createReadStream, statSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, resolve, sep } from "node:path";
import { UserError } from "../../core/errors.ts";
import { type Message, say } from "../../core/message.ts";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".jsonl": "application/x-ndjson; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".md": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

const LOOPBACK = ["127.0.0.1", "localhost", "::1", "[::1]"];

/** A running server. */
export interface FolderServer {
  url: string;
  close(): Promise<void>;
}

/** Serves the files of a folder; on this machine only unless `host` says otherwise. */
export async function serveFolder(
  folder: string,
  { host = "127.0.0.1", port = 0 }: { host?: string; port?: number } = {},
): Promise<FolderServer> {
  const isLocal = LOOPBACK.includes(host);
  const server = createServer((request, response) => answer(folder, isLocal, request, response));
  await listening(server, host, port);
  const { port: chosen } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${chosen}/`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const place = `${host}:${port}`;
      const reasons: Record<string, Message> = {
        EADDRINUSE: say`${place} is in use; choose another --port`,
        EACCES: say`${place} may not be used; choose another --port`,
        EADDRNOTAVAIL: say`${place} is no address of this machine; choose another --host`,
        ENOTFOUND: say`${place} is no address of this machine; choose another --host`,
      };
      const reason = reasons[error.code ?? ""];
      fail(reason ? new UserError(reason) : error);
    });
    server.listen(port, host, done);
  });
}

function answer(
  folder: string,
  isLocal: boolean,
  { method, url = "/", headers }: IncomingMessage,
  response: ServerResponse,
): unknown {
  const refuse = (status: number, text: string): ServerResponse =>
    response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
  // A page elsewhere could give this machine a name of its own and read along.
  const name = (headers.host ?? "").replace(/:\d+$/, "");
  if (isLocal && !LOOPBACK.includes(name)) return refuse(403, "Wrong host");
  if (method !== "GET" && method !== "HEAD") return refuse(405, "GET only");
  const file = fileOf(folder, url);
  const size = file === undefined ? undefined : sizeOf(file);
  if (file === undefined || size === undefined) return refuse(404, "Not found");
  response.writeHead(200, {
    "content-type": TYPES[extname(file).toLowerCase()] ?? "application/octet-stream",
    "content-length": size,
    "cache-control": "no-cache",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
  });
  if (method === "HEAD") return response.end();
  return createReadStream(file)
    .on("error", () => response.destroy())
    .pipe(response);
}

/** The file that an address names; nothing outside the folder has an address. */
function fileOf(folder: string, url: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(url.split(/[?#]/, 1)[0] ?? "");
  } catch {
    return undefined;
  }
  if (path.includes("\0")) return undefined;
  const top = resolve(folder);
  const file = resolve(join(top, path.endsWith("/") ? `${path}index.html` : path));
  return file.startsWith(top + sep) ? file : undefined;
}

function sizeOf(file: string): number | undefined {
  try {
    const stats = statSync(file);
    return stats.isFile() ? stats.size : undefined;
  } catch {
    return undefined;
  }
}
