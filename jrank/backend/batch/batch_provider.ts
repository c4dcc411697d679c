/**
 * The contract of a provider of batches: requests handed over together, at half the price, answered
 * within a day. Waiting, resuming and matching replies to requests are done once, around it
 * (`batch_backend.ts`).
 */

import { readFileSync } from "node:fs";
import type { SendingMark } from "../../core/batch.ts";
import { saidBy, UserError } from "../../core/errors.ts";
import { type Said, say } from "../../core/message.ts";
import type { ChatReply, ChatRequest } from "../call/backend.ts";

/** How far a batch is. */
export interface BatchProgress {
  /** `running`; `ended`, with results of some or all requests; `failed` as a whole, without any. */
  state: "running" | "ended" | "failed";
  done: number;
  failed: number;
  total: number;
  /** In the provider's words. */
  words: string;
  /** Why it failed as a whole; `full` when the provider has too much of ours already. */
  problem?: { message: string; full: boolean };
}

/** Why a request got no reply; no status: it was not tried in time. */
export interface NoReply {
  status: number | undefined;
  message: string;
}

/** What came of one request. `reply` throws a `CallError` when what came is no usable answer. */
export type BatchOutcome = { reply(): ChatReply } | NoReply;

/** A batch as it is to be sent. */
interface BatchToSend {
  name: string;
  file: string;
  count: number;
  /** When it was about to be sent, in milliseconds. */
  sentAt: number;
  mark: SendingMark;
}

export interface BatchProvider {
  /** Who it is, in messages. */
  readonly where: string;
  readonly limits: { requests: number; bytes: number };
  /** One request as it is written and sent, and the names of the fields that the model gets. */
  lineOf(customId: string, request: ChatRequest): { line: string; fields: string[] };
  /**
   * Hands a batch over and gives its id. `sending` is called right before the moment from which on
   * the batch may exist at the provider.
   */
  create(
    batch: Omit<BatchToSend, "sentAt" | "mark">,
    options: { signal: AbortSignal; sending(mark: SendingMark): void },
  ): Promise<string>;
  /**
   * The id of a batch that may have been handed over before a crash; undefined: it is not there;
   * "not known yet": one that is still running may be it.
   */
  find(
    batch: BatchToSend,
    options: { signal: AbortSignal; isOurs(id: string): boolean },
  ): Promise<string | "not known yet" | undefined>;
  look(id: string, options: { signal: AbortSignal }): Promise<BatchProgress>;
  /** Every result there is, as the provider sent it, in any order. */
  results(id: string, options: { signal: AbortSignal }): Promise<unknown[]>;
  readResult(line: unknown): { customId: string; outcome: BatchOutcome };
  /** Learns from a refusal what not to send; tells it, or undefined where it teaches nothing. */
  learn(refusal: { status: number; message: string; fields: readonly string[] }): Said | undefined;
}

/** Reads them whole; they may have gone since they were written. */
export function readRequests(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UserError(
      say`the requests of a batch cannot be read any more (${saidBy(error)}). They were not sent; run the same command again.`,
    );
  }
}
