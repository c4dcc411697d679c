/** Finds GGUF files, and fetches those that are named by an address. */

import { createHash } from "node:crypto";
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { messageOf, orMissing, UserError } from "../../core/errors.ts";
import { type Said, say } from "../../core/message.ts";
import { shownAddress } from "../../core/secrets.ts";

export interface Loading {
  log(text: Said): void;
  /** Aborted: give up fetching and loading. */
  signal?: AbortSignal | undefined;
}

/** Whether a path is an address to fetch from. */
export const isFetched = (path: string): boolean => /^(?:hf|huggingface|https?):/i.test(path);

/**
 * The path of a file, by a path or by a URI (`hf:user/repo:Q4_K_M`, `hf:user/repo/file.gguf`,
 * `https://…`) that node-llama-cpp fetches once; HF_TOKEN opens what is gated. `what` names the file
 * in messages.
 */
export async function locateGguf(path: string, what: Said, loading: Loading): Promise<string> {
  if (!isFetched(path)) return localFile(path, what);
  const { resolveModelFile } = await import("node-llama-cpp").catch(orMissing(what));
  const { log, signal } = loading;
  try {
    const uri = hubUri(path) ?? path;
    const fileName = nameOfFetched(uri);
    const named = fileName === undefined ? {} : { fileName };
    const fetched = await resolveModelFile(uri, { ...named, download: false, cli: false }).catch(
      () => undefined,
    );
    if (fetched !== undefined) return fetched;
    log(say`Fetching ${shownAddress(path)} …`);
    await reach(uri, signal);
    return await unlessAborted(
      resolveModelFile(uri, {
        ...named,
        cli: process.stderr.isTTY === true,
        deleteTempFileOnCancel: false,
        ...(signal && { signal }),
      }),
      signal,
    );
  } catch (error) {
    signal?.throwIfAborted();
    throw new UserError(
      say`the ${what} ${shownAddress(path)} cannot be fetched: ${messageOf(error).replaceAll(path, shownAddress(path))}. Check the address and the network, or fetch the file otherwise and give its path; a gated model needs HF_TOKEN.`,
    );
  }
}

/** The absolute path of a file that must be there; `what` names it in messages. */
export function localFile(path: string, what: Said): string {
  const file = resolve(path);
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) {
    if (!isHubId(path)) throw new UserError(say`there is no ${what} ${file}; check its path`);
    throw new UserError(
      say`there is no ${what} ${file}. If "${path}" is a model of Hugging Face, this program runs its GGUF form ("path": "hf:<user>/<repository>/<file>.gguf"), or asks a server that runs it: start \`vllm serve ${path}\`, and name it under api_models with "base_url": "http://localhost:8000/v1" (gen_api_model_answer.ts --model ${path} --base-url http://localhost:8000/v1)`,
    );
  }
  if (found.isFile()) return file;
  throw new UserError(say`the ${what} ${file} is a folder; name the .gguf file in it`);
}

/** Whether a path looks like the id of a model on Hugging Face, as the originals take them. */
const isHubId = (path: string): boolean =>
  /^[A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*$/.test(path) && !/\.gguf$/i.test(path);

/** What to do where a file is only git's pointer to the model; undefined where it is none. */
export function pointerFault(file: string): Said | undefined {
  const start = Buffer.alloc(64);
  const descriptor = openSync(file, "r");
  try {
    const text = start.toString("latin1", 0, readSync(descriptor, start));
    return text.startsWith("version https://git-lfs")
      ? say`it is only git's pointer to the file; run \`git lfs pull\` in its folder`
      : undefined;
  } finally {
    closeSync(descriptor);
  }
}

/** The `hf:` URI of a page or file of the hub, which is stored under a name of its own. */
function hubUri(path: string): string | undefined {
  const [, repo, branch, file] =
    /^https?:\/\/(?:huggingface\.co|hf\.co)\/([^/]+\/[^/]+)\/(?:resolve|blob)\/([^/]+)\/([^?#]+)/i.exec(
      path,
    ) ?? [];
  if (repo === undefined || branch === undefined || file === undefined) return undefined;
  return `hf:${repo}/${decodeURIComponent(file)}${branch === "main" ? "" : `#${branch}`}`;
}

/**
 * The name of what a plain address gives. By the last part of the address alone, as node-llama-cpp
 * has it, two models called `ggml-model-Q4_K_M.gguf` would be one.
 */
function nameOfFetched(uri: string): string | undefined {
  if (!/^https?:/i.test(uri)) return undefined;
  const last = decodeURIComponent(new URL(uri).pathname.split("/").at(-1) ?? "");
  const bare = last
    .replace(/(?:-\d{5}-of-\d{5})?\.gguf.*$/i, "")
    .replace(/[^\p{L}\p{N}._-]/gu, "_");
  return `${createHash("sha256").update(uri).digest("hex").slice(0, 10)}-${bare}.gguf`;
}

const REACH_MS = 20_000;

/** Fails at once where nobody answers, or only with an error of the server; the download itself would try again for many minutes. */
async function reach(path: string, signal: AbortSignal | undefined): Promise<void> {
  const { MODEL_ENDPOINT, HF_ENDPOINT } = process.env;
  const address = /^https?:/i.test(path)
    ? path
    : MODEL_ENDPOINT || HF_ENDPOINT || "https://huggingface.co";
  const { host } = new URL(address);
  const limit = AbortSignal.timeout(REACH_MS);
  const { status } = await fetch(address, {
    method: "HEAD",
    redirect: "manual",
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
  }).catch((error: Error) => {
    throw new Error(`${host} does not answer (${messageOf(error.cause ?? error)})`);
  });
  if (status >= 500) throw new Error(`${host} answers ${status}; try again later`);
}

/** The promise, or the signal's reason as soon as it is aborted. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
