/**
 * Batches on disk: a folder for each, with `requests.jsonl` as the provider takes it,
 * `entries.jsonl` (which task each request is for), `events.jsonl` (what became of it) and
 * `results.jsonl`. A folder or a file of results appears whole or not at all.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { BatchEntry, BatchEvent, BatchStore, StoredBatch } from "../core/batch.ts";
import { UserError } from "../core/errors.ts";
import { openAppender } from "./appender.ts";
import { readJsonlIfPresent } from "./jsonl.ts";
import { writeError } from "./write_error.ts";

const UNFINISHED = ".tmp";

/** Writes a file and waits until the disk has it: what is sent next costs money. */
function writeDurably(file: string, lines: Iterable<string>): void {
  try {
    const fd = openSync(file, "w");
    try {
      for (const line of lines) {
        const bytes = Buffer.from(`${line}\n`);
        for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
      }
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    throw writeError(file, error);
  }
}

function jsonLines(rows: Iterable<unknown>): string[] {
  return [...rows].map((row) => JSON.stringify(row));
}

/** Reads a file of ours that was written whole; anything odd in it is an error, not skipped. */
function readWhole<Row>(file: string): Row[] {
  const { rows, problems } = readJsonlIfPresent(file, (value) => value as Row);
  const [problem] = problems;
  if (problem) {
    throw new UserError(
      `${file}:${problem.line}: a line of a batch is damaged; restore the file, or delete the folder of this batch to give up what it holds`,
    );
  }
  return rows;
}

function openStoredBatch(folder: string, name: string, removed: () => void): StoredBatch {
  const place = join(folder, name);
  const eventsFile = join(place, "events.jsonl");
  const resultsFile = join(place, "results.jsonl");
  // A torn last line of the journal is an event that did not happen; the provider is asked again.
  const events = readJsonlIfPresent(eventsFile, (value) => value as BatchEvent).rows;
  let entries: BatchEntry[] | undefined;
  return {
    name,
    requestsFile: join(place, "requests.jsonl"),
    get entries() {
      entries ??= readWhole<BatchEntry>(join(place, "entries.jsonl"));
      return entries;
    },
    events,
    note(event) {
      const appender = openAppender<BatchEvent>(eventsFile, () => {});
      appender.append(event);
      appender.close();
      events.push(event);
    },
    saveResults(lines) {
      writeDurably(`${resultsFile}${UNFINISHED}`, jsonLines(lines));
      renameSync(`${resultsFile}${UNFINISHED}`, resultsFile);
    },
    results: () => (existsSync(resultsFile) ? readWhole<unknown>(resultsFile) : undefined),
    remove: () => {
      rmSync(place, { recursive: true, force: true });
      removed();
    },
  };
}

/** The batches in a folder, which need not exist yet. */
export function openBatchStore(folder: string): BatchStore {
  const names = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !entry.name.endsWith(UNFINISHED))
        .map((entry) => entry.name)
        .sort()
    : [];
  const opened = (name: string): StoredBatch =>
    openStoredBatch(folder, name, () => {
      all = all.filter((batch) => batch.name !== name);
      open = open.filter((batch) => batch.name !== name);
    });
  let all = names.map(opened);
  const isCollected = ({ events }: StoredBatch): boolean =>
    events.some(({ event }) => event === "collected");
  let open = all.filter((batch) => !isCollected(batch));
  const settled = new Set<string>();
  /** How many tasks of an open batch are not settled yet. */
  const unsettled = new Map<string, Set<string>>();
  const waitingOf = (batch: StoredBatch): Set<string> => {
    let waiting = unsettled.get(batch.name);
    if (!waiting) {
      waiting = new Set(batch.entries.map(({ task }) => task.id).filter((id) => !settled.has(id)));
      unsettled.set(batch.name, waiting);
    }
    return waiting;
  };
  return {
    folder,
    open: () => open,
    refusals: () =>
      all.flatMap(({ events }) => {
        const written = events.find(({ event }) => event === "written");
        const fields = written?.event === "written" ? written.fields : [];
        return events.flatMap((event) =>
          event.event === "refused"
            ? [{ status: event.status, message: event.message, fields }]
            : [],
        );
      }),
    nextName(nonce) {
      const last = all.reduce(
        (most, { name }) => Math.max(most, Number.parseInt(name, 10) || 0),
        0,
      );
      return `${String(last + 1).padStart(4, "0")}-${nonce}`;
    },
    write({ name, lines, entries, written }) {
      const place = join(folder, name);
      const unfinished = `${place}${UNFINISHED}`;
      try {
        mkdirSync(unfinished, { recursive: true });
      } catch (error) {
        throw writeError(unfinished, error);
      }
      writeDurably(join(unfinished, "requests.jsonl"), lines);
      writeDurably(join(unfinished, "entries.jsonl"), jsonLines(entries));
      writeDurably(join(unfinished, "events.jsonl"), jsonLines([written]));
      renameSync(unfinished, place);
      const batch = opened(name);
      all = [...all, batch];
      open = [...open, batch];
      return batch;
    },
    settle(taskId, at) {
      settled.add(taskId);
      for (const batch of open) {
        const waiting = waitingOf(batch);
        waiting.delete(taskId);
        if (waiting.size > 0) continue;
        batch.note({ event: "collected", at });
        open = open.filter((other) => other !== batch);
      }
    },
  };
}
