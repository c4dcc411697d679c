/** Where a GGUF model computes: a context of several sequences, with its adapters. */
import { basename } from "node:path";
import type { LlamaContext, LlamaContextSequence, LlamaModel } from "node-llama-cpp";
import { messageOf, UserError } from "../core/errors.ts";
import type { BackendSpec } from "./backend.ts";
import { type Loading, locateGguf } from "./gguf_file.ts";

export interface Adapter {
  filePath: string;
  scale: number;
}

/** The adapters with their files found; one named twice is an error. */
export async function adaptersOf({ id, local }: BackendSpec, loading: Loading): Promise<Adapter[]> {
  const adapters: Adapter[] = [];
  for (const { path, scale = 1 } of local?.lora ?? []) {
    const filePath = await locateGguf(path, "LoRA adapter", loading);
    // llama.cpp would take the last scale and say nothing.
    if (adapters.some((adapter) => adapter.filePath === filePath)) {
      throw new UserError(`${id}: the LoRA adapter ${path} is named twice; name it once`);
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
      ...{ contextSize, threads, sequences: parallel },
      ...(local.flash_attention !== undefined && { flashAttention: local.flash_attention }),
      ...(adapters.length > 0 && { lora: { adapters } }),
    });
  } catch (error) {
    const names = adapters.map(({ filePath }) => basename(filePath)).join(", ");
    throw new UserError(
      `${id}: a context of ${contextSize} tokens for ${parallel} at a time${names && ` with the LoRA ${names}`} cannot be made: ${messageOf(error)}. ${names ? "Check that the adapter belongs to this model and is a GGUF file, or lower" : "Lower"} --context-size or --parallel.`,
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
