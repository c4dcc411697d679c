/** The server of the page on which people vote. */
import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { UserError } from "../../core/errors.ts";
import { SERVED_POLICY, servedPage } from "../../report/annotation_page.ts";
import { type PageCode, pageCode } from "../../report/site_bundle.ts";
import { isThisMachine, listen, namesThisMachine, type RunningServer } from "../command/listen.ts";
import { sentVote, type VoteBook } from "./vote_book.ts";

/** A vote and the name of who votes are short. */
const MOST_BYTES = 10_000;

const asked = z.object({ rater: z.string().max(200), vote: sentVote.optional() });

/** A request that gets no answer but this. */
class Refused extends Error {
  readonly status: number;
  constructor(status: number, text: string) {
    super(text);
    this.status = status;
  }
}

interface Desk {
  book: VoteBook;
  code: PageCode;
  title: string;
  /** Null where only this machine can ask. */
  token: string | null;
}

/**
 * Serves the page and takes the votes. On another host than this machine every request for a pair
 * needs the token that stands in the address.
 */
export async function serveVotes(
  book: VoteBook,
  { title, host = "127.0.0.1", port }: { title: string; host?: string; port: number },
): Promise<RunningServer> {
  const token = isThisMachine(host) ? null : randomBytes(18).toString("base64url");
  const desk = { book, title, token, code: await pageCode("vote_page") };
  const server = await listen((request, response) => answer(desk, request, response), {
    host,
    port,
  });
  return { ...server, url: token === null ? server.url : `${server.url}?token=${token}` };
}

async function answer(desk: Desk, request: IncomingMessage, response: ServerResponse) {
  const send = (status: number, type: string, body: string): ServerResponse =>
    response
      .writeHead(status, {
        "content-type": `${type}; charset=utf-8`,
        "cache-control": "no-store",
        "content-security-policy": `${SERVED_POLICY}; frame-ancestors 'none'`,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
      })
      .end(body);
  try {
    const { path, token } = addressOf(request);
    if (desk.token === null && !namesThisMachine(request)) throw new Refused(403, "Wrong host");
    if (path === "/page.js") return send(200, "text/javascript", desk.code.script);
    if (path === "/style.css") return send(200, "text/css", desk.code.style);
    const given = request.headers.authorization?.replace(/^Bearer /, "") ?? token;
    if (desk.token !== null && !isSame(given, desk.token)) throw new Refused(403, "Wrong token");
    if (path === "/") return send(200, "text/html", servedPage(desk.title));
    if (path !== "/api/next" && path !== "/api/vote") throw new Refused(404, "Not found");
    checkOrigin(request);
    const { rater, vote } = parsed(await bodyOf(request));
    if (path === "/api/vote") {
      if (vote === undefined) throw new Refused(400, "No vote");
      desk.book.keep(rater, vote);
    }
    return send(200, "application/json", JSON.stringify(desk.book.progress(rater)));
  } catch (error) {
    if (error instanceof Refused) return send(error.status, "text/plain", `${error.message}\n`);
    const text = error instanceof UserError ? error.message : "the program failed";
    return send(error instanceof UserError ? 400 : 500, "text/plain", `${text}\n`);
  }
}

function addressOf({ url = "/" }: IncomingMessage): { path: string; token: string } {
  const [path, query = ""] = url.split("?", 2);
  return { path, token: new URLSearchParams(query).get("token") ?? "" };
}

/** Compares without telling by the time it takes how much is right. */
function isSame(given: string, wanted: string): boolean {
  const [one, two] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === two.length && timingSafeEqual(one, two);
}

/** Refuses what a page of another site could send in the name of this browser. */
function checkOrigin({ method, headers }: IncomingMessage): void {
  if (method !== "POST") throw new Refused(405, "POST only");
  if (!/^application\/json\b/.test(headers["content-type"] ?? ""))
    throw new Refused(415, "JSON only");
  const { origin, host } = headers;
  if (origin !== undefined && origin.replace(/^https?:\/\//, "") !== host) {
    throw new Refused(403, "Wrong origin");
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BYTES) throw new Refused(413, "Too long");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function parsed(body: string): z.infer<typeof asked> {
  try {
    return asked.parse(JSON.parse(body));
  } catch {
    throw new Refused(400, "Not understood");
  }
}
