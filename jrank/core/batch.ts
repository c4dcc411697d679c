/**
 * What lies on disk of a batch: the requests that were handed to a provider together, what became of
 * them, and its results. A batch is written before it is sent and kept until every reply in it has
 * become a row, so that a crash at any moment loses nothing and pays nothing twice.
 */

/** What a request is for; the same task is asked for by the same id after a restart. */
export interface BatchTask {
  id: string;
  /** What the caller needs to know again to use the reply. */
  note?: unknown;
}

/** One request of a batch. */
export interface BatchEntry {
  /** Its name at the provider; results are matched by it. */
  custom_id: string;
  /** A digest of task, messages and parameters: an equal request has an equal key. */
  key: string;
  task: BatchTask;
  /** How many messages it had: what follows a reply has more. */
  depth: number;
}

/** Where a batch was sent. */
export interface BatchAddress {
  provider: string;
  model: string;
  base_url: string | undefined;
}

/** What helps to find a batch again that was perhaps sent. */
export interface SendingMark {
  /** The uploaded file that it was to be made of. */
  file?: string;
  /** The newest batch at the provider before it; "" for none. */
  after?: string;
}

/** A line of a batch's journal, in the order in which things happened; `at` in milliseconds. */
export type BatchEvent =
  | ({ event: "written"; at: number; fields: string[] } & BatchAddress)
  /** From now on the provider may have it. */
  | ({ event: "sending"; at: number } & SendingMark)
  | { event: "created"; at: number; id: string }
  /** Requests of it were refused for what they ask; later batches are written accordingly. */
  | { event: "refused"; at: number; status: number; message: string }
  /** The provider did not take the batch as a whole; `full`: it has too much of ours already. */
  | { event: "failed"; at: number; message: string; full: boolean }
  /** Everything in it is stored as rows. */
  | { event: "collected"; at: number };

/** A batch on disk. */
export interface StoredBatch {
  readonly name: string;
  /** The requests as the provider takes them, one a line. */
  readonly requestsFile: string;
  readonly entries: readonly BatchEntry[];
  readonly events: readonly BatchEvent[];
  /** Adds to the journal; on disk when it returns. */
  note(event: BatchEvent): void;
  /** Keeps the provider's results, all at once. */
  saveResults(lines: Iterable<unknown>): void;
  /** The results as they were saved; undefined before. */
  results(): unknown[] | undefined;
  /** Forgets a batch that was never sent. */
  remove(): void;
}

/** The batches of one judge or contestant. */
export interface BatchStore {
  readonly folder: string;
  /** Those not collected yet, the oldest first. */
  open(): readonly StoredBatch[];
  /** What batches so far taught about the model, the collected ones included. */
  refusals(): { status: number; message: string; fields: string[] }[];
  /** The name of the next batch, told apart by `nonce` from any other benchmark's. */
  nextName(nonce: string): string;
  write(batch: {
    name: string;
    /** The requests as the provider takes them. */
    lines: readonly string[];
    entries: readonly BatchEntry[];
    written: BatchEvent;
  }): StoredBatch;
  /** Tells that what came of a task is stored. */
  settle(taskId: string, at: number): void;
}
