/** Finds, fetches and loads GGUF files. */
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import {
  getLlama,
  type Llama,
  LlamaLogLevel,
  type LlamaModel,
  resolveModelFile,
} from "node-llama-cpp";
import { messageOf, UserError } from "../core/errors.ts";
import type { BackendSpec } from "./backend.ts";

export interface Loading {
  log(text: string): void;
  /** Aborted: give up fetching and loading. */
  signal?: AbortSignal | undefined;
}

/**
 * The path of a file, by a path or by a URI (`hf:user/repo:Q4_K_M`, `hf:user/repo/file.gguf`,
 * `https://…`) that node-llama-cpp fetches once; HF_TOKEN opens what is gated. `what` names the file
 * in messages.
 */
export async function locateGguf(
  path: string,
  what: string,
  { log, signal }: Loading,
): Promise<string> {
  if (!/^(?:hf|huggingface|https?):/.test(path)) {
    const file = resolve(path);
    if (existsSync(file)) return file;
    throw new UserError(`there is no ${what} ${file}; check its path`);
  }
  log(`Fetching ${path} …`);
  try {
    return await resolveModelFile(path, {
      cli: process.stderr.isTTY === true,
      deleteTempFileOnCancel: false,
      ...(signal && { signal }),
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw new UserError(
      `the ${what} ${path} cannot be fetched: ${messageOf(error)}. Check the address; a gated model needs HF_TOKEN.`,
    );
  }
}

/**
 * Threads for the mathematics: one fewer than the cores that do it. llama.cpp's threads wait by
 * spinning, so that one for which there is no core holds all of them up: on two cores, one thread
 * made 157 tokens a second and two made 5 while others used the machine.
 */
export function threadsFor(spec: BackendSpec, llama: Llama): number {
  const cores = Math.min(availableParallelism(), llama.cpuMathCores);
  return spec.local?.threads ?? Math.max(1, cores - 1);
}

/** Loads a model; a file that is none is a `UserError`. */
export async function loadGguf(
  spec: BackendSpec,
  file: string,
  { log, signal }: Loading,
): Promise<{ model: LlamaModel; threads: number; dispose(): Promise<void> }> {
  const local = spec.local ?? {};
  const gpu = local.gpu === "cpu" ? false : (local.gpu ?? "auto");
  const llama = await getLlama({
    gpu,
    build: "never",
    ...(local.threads !== undefined && { maxThreads: local.threads }),
    logLevel: LlamaLogLevel.error,
    // llama.cpp says why a file cannot be loaded only here.
    logger: (_level, message) => log(`${spec.id}: ${message.trim()}`),
  }).catch((error: unknown) => {
    throw new UserError(`${spec.id}: llama.cpp cannot run with gpu ${gpu}: ${messageOf(error)}`);
  });
  const threads = threadsFor(spec, llama);
  llama.maxThreads = threads;
  const model = await llama
    .loadModel({
      modelPath: file,
      ...(gpu === false && { gpuLayers: 0 }),
      ...(signal && { loadSignal: signal }),
    })
    .catch(async (error: unknown) => {
      await llama.dispose();
      signal?.throwIfAborted();
      throw new UserError(
        `${spec.id}: ${file} cannot be loaded as a GGUF model: ${messageOf(error)}. Fetch or convert the file again.`,
      );
    });
  return {
    ...{ model, threads },
    dispose: async () => {
      await model.dispose();
      await llama.dispose();
    },
  };
}
