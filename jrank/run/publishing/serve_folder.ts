/** Shows a folder in a browser on this machine. */
import { createReadStream, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { isThisMachine, listen, namesThisMachine, type RunningServer } from "../command/listen.ts";

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

/** Serves the files of a folder; on this machine only unless `host` says otherwise. */
export function serveFolder(
  folder: string,
  { host = "127.0.0.1", port = 0 }: { host?: string; port?: number } = {},
): Promise<RunningServer> {
  const isLocal = isThisMachine(host);
  return listen((request, response) => answer(folder, isLocal, request, response), { host, port });
}

function answer(
  folder: string,
  isLocal: boolean,
  request: IncomingMessage,
  response: ServerResponse,
): unknown {
  const { method, url = "/" } = request;
  const refuse = (status: number, text: string): ServerResponse =>
    response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
  if (isLocal && !namesThisMachine(request)) return refuse(403, "Wrong host");
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
