/** A GGUF file as llama.cpp holds it: the model, and the contexts with their adapters. */

import { availableParallelism } from "node:os";
import { basename } from "node:path";
import { setTimeout } from "node:timers/promises";
import {
  getLlama,
  type Llama,
  type LlamaContext,
  type LlamaContextSequence,
  LlamaLogLevel,
  type LlamaModel,
} from "node-llama-cpp";
import { messageOf, saidBy, UserError } from "../../core/errors.ts";
import { type Said, say } from "../../core/message.ts";
import type { BackendSpec, LocalModelOptions } from "../call/backend.ts";
import { type Loading, locateGguf, pointerFault } from "./gguf_file.ts";

type Gpu = NonNullable<LocalModelOptions["gpu"]>;

/**
 * Threads for the mathematics: one fewer than the cores that do it. llama.cpp's threads wait by
 * spinning, so that one for which there is no core holds all of them up: on two cores, one thread
 * made 157 tokens a second and two made 5 while others used the machine.
 */
function threadsFor(spec: BackendSpec, llama: Llama): number {
  const cores = Math.min(availableParallelism(), llama.cpuMathCores);
  return spec.local?.threads ?? Math.max(1, cores - 1);
}

type Listener = (message: string) => void;

/**
 * llama.cpp runs once in a process: node-llama-cpp's second start would lose what it says. By the
 * kind of GPU; `listener` is whoever loads or runs a model now.
 */
const running = new Map<string, Promise<Llama>>();
let listener: Listener = () => {};

async function startLlama(gpu: Gpu): Promise<Llama> {
  const started =
    running.get(gpu) ??
    getLlama({
      gpu: gpu === "cpu" ? false : gpu,
      build: "never",
      logLevel: LlamaLogLevel.error,
      logger: (_level, message) => {
        for (const line of message.trim().split("\n")) listener(line);
      },
    });
  running.set(gpu, started);
  try {
    return await started;
  } catch (error) {
    running.delete(gpu);
    throw error;
  }
}

/** Loads a model; a file that is none is a `UserError` with llama.cpp's reason. */
export async function loadGguf(
  spec: BackendSpec,
  file: string,
  { log, signal }: Loading,
): Promise<{ model: LlamaModel; threads: number; dispose(): Promise<void> }> {
  const { gpu = "auto" } = spec.local ?? {};
  const llama = await startLlama(gpu).catch((error: unknown) => {
    throw new UserError(
      say`${spec.id}: llama.cpp cannot run with gpu ${gpu}: ${saidBy(error)}. Leave gpu out to take what there is, or set it to cpu.`,
    );
  });
  const threads = threadsFor(spec, llama);
  llama.maxThreads = threads;
  /** Why a file cannot be loaded llama.cpp says only here. */
  const said: string[] = [];
  listener = (message) => said.push(message);
  const model = await llama
    .loadModel({
      modelPath: file,
      ...(gpu === "cpu" && { gpuLayers: 0 }),
      ...(signal && { loadSignal: signal }),
    })
    .catch(async (error: unknown) => {
      // llama.cpp's messages come by way of the event loop, on a busy machine later than its failure.
      for (let k = 0; k < LOOKS && !said.some(isTelling); k++) await setTimeout(LOOK_MS);
      signal?.throwIfAborted();
      throw new UserError(
        say`${spec.id}: ${file} cannot be loaded as a GGUF model: ${whyNot(file, messageOf(error), said)}`,
      );
    });
  listener = (message) => log(`${spec.id}: ${message}`);
  said.forEach(listener);
  return { model, threads, dispose: () => model.dispose() };
}

/** So often, so far apart, it is looked for the reason why a file cannot be loaded. */
const LOOKS = 50;
const LOOK_MS = 10;

/** Whether a message of llama.cpp says more than that it failed. */
const isTelling = (line: string): boolean => !/failed to load model(?: from .*)?$/.test(line);

/** The reason in llama.cpp's own words, and what a person can do about it. */
function whyNot(file: string, message: string, said: readonly string[]): Said {
  const pointer = pointerFault(file);
  if (pointer !== undefined) return pointer;
  const telling = said.filter(isTelling);
  const [line = message] = telling.length > 0 ? telling : [message];
  const reason = line.replace(/^\w+: (?:error loading model: )?/, "").replace(/\.+$/, "");
  const advice =
    /unknown model architecture|only supports up to version|unknown (?:pre-tokenizer|tokenizer)/i.test(
      reason,
    )
      ? say`This llama.cpp does not know the model; use a newer node-llama-cpp, or run it in a server and name that with base_url (docs/api_models.md).`
      : /memory|alloc|vram/i.test(reason)
        ? say`There is not enough memory for it; take a smaller quantization, or --gpu cpu.`
        : say`Fetch or convert the file again.`;
  return say`${reason}. ${advice}`;
}

interface Adapter {
  filePath: string;
  scale: number;
}

/** The adapters with their files found; one named twice is an error. */
export async function adaptersOf({ id, local }: BackendSpec, loading: Loading): Promise<Adapter[]> {
  const adapters: Adapter[] = [];
  for (const { path, scale = 1 } of local?.lora ?? []) {
    const filePath = await locateGguf(path, say`LoRA adapter`, loading);
    // llama.cpp would take the last scale and say nothing.
    if (adapters.some((adapter) => adapter.filePath === filePath)) {
      throw new UserError(say`${id}: the LoRA adapter ${path} is named twice; name it once`);
    }
    adapters.push({ filePath, scale });
  }
  return adapters;
}

/** A context of `parallel` sequences; too large a one, or a wrong adapter, is a `UserError`. */
export async function contextOf(
  { id, local = {} }: BackendSpec,
  model: LlamaModel,
  options: { contextSize: number; parallel: number; threads: number; adapters: Adapter[] },
): Promise<LlamaContext> {
  const { contextSize, parallel, threads, adapters } = options;
  try {
    return await model.createContext({
      contextSize,
      threads,
      sequences: parallel,
      ...(local.flash_attention !== undefined && { flashAttention: local.flash_attention }),
      ...(adapters.length > 0 && { lora: { adapters } }),
    });
  } catch (error) {
    const names = adapters.map(({ filePath }) => basename(filePath)).join(", ");
    throw new UserError(
      say`${id}: a context of ${contextSize} tokens for ${parallel} at a time${names && say` with the LoRA ${names}`} cannot be made: ${saidBy(error)}. ${names ? say`Check that the adapter belongs to this model and is a GGUF file, or lower --context-size or --parallel.` : say`Lower --context-size or --parallel.`}`,
    );
  }
}

/** Hands out the sequences of a context, one user at a time. */
export function sequencePool(sequences: LlamaContextSequence[]) {
  const free = [...sequences];
  const waiting: ((sequence: LlamaContextSequence) => void)[] = [];
  return {
    take: async (): Promise<LlamaContextSequence> =>
      free.pop() ?? new Promise((resolve) => waiting.push(resolve)),
    giveBack(sequence: LlamaContextSequence): void {
      const next = waiting.shift();
      if (next) next(sequence);
      else free.push(sequence);
    },
  };
}
