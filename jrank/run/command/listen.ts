/** A server of this program for browsers on this machine, or for others where a host is asked for. */
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { UserError } from "../../core/errors.ts";
import { type Message, say } from "../../core/message.ts";

const LOOPBACK = ["127.0.0.1", "localhost", "::1", "[::1]"];

/** Whether only this machine reaches a host. */
export const isThisMachine = (host: string): boolean => LOOPBACK.includes(host);

/** Whether a request names this machine: a page elsewhere could give it a name of its own and read along. */
export function namesThisMachine({ headers }: IncomingMessage): boolean {
  return isThisMachine((headers.host ?? "").replace(/:\d+$/, ""));
}

/** A running server. */
export interface RunningServer {
  url: string;
  close(): Promise<void>;
}

/**
 * Listens on this machine only unless `host` says otherwise; port 0 is any that is free.
 * @throws UserError where the place cannot be had.
 */
export async function listen(
  answer: RequestListener,
  { host = "127.0.0.1", port = 0 }: { host?: string | undefined; port?: number | undefined } = {},
): Promise<RunningServer> {
  const server = createServer(answer);
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
