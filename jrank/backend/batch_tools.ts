/** What the parts of the batch backend share. */
import type { BatchAddress, BatchStore } from "../core/batch.ts";
import type { Random } from "../core/random.ts";
import type { Usage } from "../core/types.ts";
import type { ChatReply, ChatRequest } from "./backend.ts";
import type { BatchProgress, BatchProvider } from "./batch.ts";

/** Time, randomness and notices, handed down. */
export interface BatchTools {
  now(): number;
  random: Random;
  /** A text that no other batch of anybody has. */
  nonce(): string;
  log(text: string): void;
  /** Told how far a batch is, whenever it was looked at. */
  progress(name: string, at: BatchProgress): void;
  /** Waits; wakes early, without an error, when `stopping` is aborted. */
  pause(ms: number): Promise<void>;
  /** Aborted: wait no longer; what was handed over is collected by a later run. */
  stopping: AbortSignal;
  /** Return as soon as nothing is left to do but to wait. */
  detach: boolean;
}

/** Tools during one call of the backend; `signal` gives up requests in flight. */
export type CallTools = BatchTools & { signal: AbortSignal };

/** Where batches go, and where they are kept. */
export interface BatchPlaces {
  /** The model's name in files. */
  id: string;
  provider: BatchProvider;
  store: BatchStore;
  address: BatchAddress;
}

/** A caller that waits for its reply. */
export interface Waiter {
  key: string;
  request: ChatRequest;
  tries: number;
  /** What replies that could not be used have cost. */
  wasted: Usage;
  resolve(reply: ChatReply): void;
  reject(error: unknown): void;
}
