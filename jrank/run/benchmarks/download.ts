/** Files of GitHub and Hugging Face: fetched whole, gone on with where they were cut, checked by hash. */
import { createHash } from "node:crypto";
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { messageOf, UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import type { PublicFile, Source } from "./public_benchmarks.ts";

type Env = Readonly<Record<string, string | undefined>>;

const bare = (address: string): string => address.replace(/\/+$/, "");
const parts = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

/** Where Hugging Face is: HF_ENDPOINT, as its own tools take it. */
export const hubOf = (env: Env): string => bare(env.HF_ENDPOINT || "https://huggingface.co");

/** The address of a file at its source. */
export function addressOf({ kind, id, revision }: Source, path: string, env: Env): string {
  if (kind === "github") {
    const base = bare(env.GITHUB_RAW_ENDPOINT || "https://raw.githubusercontent.com");
    return `${base}/${id}/${revision}/${parts(path)}`;
  }
  return `${hubOf(env)}/${kind}s/${id}/resolve/${revision}/${parts(path)}`;
}

/** The key of Hugging Face goes to Hugging Face alone; redirects to other hosts lose it. */
export const headersFor = ({ kind }: Pick<Source, "kind">, env: Env): Record<string, string> =>
  kind !== "github" && env.HF_TOKEN ? { authorization: `Bearer ${env.HF_TOKEN}` } : {};

async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

/** What a status means for a person. */
function refused(status: number, address: string): UserError {
  const access =
    status === 401 || status === 403
      ? say` Its publishers let in whom they know: accept their terms on the page of the data set, and set HF_TOKEN.`
      : "";
  return new UserError(say`${address} answered ${status}.${access}`);
}

/** How often a connection that breaks is taken up again, and how long is waited before. */
const TRIES = 4;
const WAIT_MS = 500;

/**
 * Fetches a file to a place, unless it is there. What a cut connection or a killed run leaves (`.part`)
 * is gone on with, if the server still has the same file. Throws `UserError`.
 */
export async function fetchFile(
  file: PublicFile,
  to: string,
  { env, signal }: { env: Env; signal: AbortSignal },
): Promise<void> {
  if (existsSync(to)) return;
  const address = addressOf(file.source, file.from, env);
  mkdirSync(dirname(to), { recursive: true });
  for (let tries = 1; ; tries++) {
    try {
      await fetchOnce(file, to, { address, env, signal });
      break;
    } catch (error) {
      if (error instanceof UserError || signal.aborted) throw error;
      if (tries === TRIES) {
        throw new UserError(
          say`${address} could not be fetched (${messageOf(error)}); what has come is kept, and the same command goes on with it`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, tries * WAIT_MS));
    }
  }
  if (file.sha256 !== undefined) {
    const found = await sha256Of(`${to}.part`);
    if (found !== file.sha256) {
      rmSync(`${to}.part`);
      throw new UserError(
        say`${address} is not the file that is known: its SHA-256 is ${found}, and should be ${file.sha256}. Nothing of it was taken`,
      );
    }
  }
  rmSync(`${to}.etag`, { force: true });
  renameSync(`${to}.part`, to);
}

async function fetchOnce(
  file: PublicFile,
  to: string,
  { address, env, signal }: { address: string; env: Env; signal: AbortSignal },
): Promise<void> {
  const part = `${to}.part`;
  const tag = existsSync(`${to}.etag`) ? readFileSync(`${to}.etag`, "utf8") : undefined;
  const begun = statSync(part, { throwIfNoEntry: false })?.size ?? 0;
  const goesOn = begun > 0 && tag !== undefined;
  const response = await fetch(address, {
    signal,
    headers: {
      ...headersFor(file.source, env),
      // Ranges are of the bytes as they lie there.
      "accept-encoding": "identity",
      ...(goesOn && { range: `bytes=${begun}-`, "if-range": tag }),
    },
  });
  if (response.status === 416 && goesOn) {
    rmSync(part);
    throw new Error("the part is longer than the file");
  }
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    if (response.status >= 500 || response.status === 429)
      throw new Error(`status ${response.status}`);
    throw refused(response.status, address);
  }
  const etag = response.headers.get("etag");
  if (etag === null || etag.startsWith("W/")) rmSync(`${to}.etag`, { force: true });
  else writeFileSync(`${to}.etag`, etag);
  const isRest = response.status === 206;
  const already = isRest ? begun : 0;
  await pipeline(
    Readable.fromWeb(response.body as never),
    createWriteStream(part, { flags: isRest ? "a" : "w" }),
  );
  const length = response.headers.get("content-length");
  const isPlain = (response.headers.get("content-encoding") ?? "identity") === "identity";
  if (length !== null && isPlain && statSync(part).size !== already + Number(length)) {
    throw new Error("the connection ended before the file did");
  }
}
