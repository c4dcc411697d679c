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
  statSync,
} from "node:fs";
import { join } from "node:path";
import type { BatchEntry, BatchEvent, BatchStore, StoredBatch } from "../../core/batch.ts";
import { FileGone, UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { mendTail } from "../files/appender.ts";
import { flushFolder, writeAll } from "../files/file_bytes.ts";
import { readJsonlIfPresent } from "../files/jsonl.ts";
import { nameBeside } from "../files/leftovers.ts";
import { guarded } from "../files/write_error.ts";
import { writeFlushed, writeWhole } from "../files/write_whole.ts";

const UNFINISHED = ".tmp";

/** Whether a folder is not a batch: one that was not finished, or what was rescued of one. */
function isNone(name: string): boolean {
  return name.endsWith(UNFINISHED) || new RegExp(`\\.${RESCUED}\\d*$`).test(name);
}

function* endedLines(lines: Iterable<string>): Iterable<string> {
  for (const line of lines) yield `${line}\n`;
}

/** The batches in a folder, which need not exist yet. */
export function openBatchStore(folder: string): BatchStore {
  const names = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !isNone(entry.name))
        .map((entry) => entry.name)
        .sort()
    : [];
  const opened = (name: string): StoredBatch =>
    openStoredBatch(join(folder, name), name, () => {
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
      guarded(place, () => {
        mkdirSync(unfinished, { recursive: true });
        writeFlushed(join(unfinished, "requests.jsonl"), endedLines(lines));
        writeFlushed(join(unfinished, "entries.jsonl"), jsonLines(entries));
        writeFlushed(join(unfinished, "events.jsonl"), jsonLines([written]));
        renameSync(unfinished, place);
      });
      flushFolder(folder);
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

/** Rows as lines, one at a time: batches are long. */
function* jsonLines(rows: Iterable<unknown>): Iterable<string> {
  for (const row of rows) yield `${JSON.stringify(row)}\n`;
}

/** Reads a file of ours that was written whole; anything odd in it is an error, not skipped. */
function readWhole<Row>(file: string): Row[] {
  const { rows, problems } = readJsonlIfPresent(file, (value) => value as Row);
  const [problem] = problems;
  if (problem) {
    throw new UserError(
      say`${file}:${problem.line ?? 0}: a line of a batch is damaged; restore the file, or delete the folder of this batch to give up what it holds`,
    );
  }
  return rows;
}

/** The ending of a folder with what is known of a batch whose own folder went away. */
const RESCUED = "rescued";

/** What the batch was about to be told when its folder was seen to be gone. */
interface News {
  event?: BatchEvent;
  results?: readonly unknown[];
}

/** What tells whether a journal is the one that was written last. */
function markOf(file: string): string | undefined {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev}/${found.ino}/${found.size}`;
}

/** Adds an event; the disk is waited for where money goes with it. */
function appendEvent(file: string, event: BatchEvent): void {
  guarded(file, () => {
    const fd = openSync(file, "a+");
    try {
      mendTail(fd, file, () => {});
      writeAll(fd, Buffer.from(`${JSON.stringify(event)}\n`));
      if (event.event === "sending" || event.event === "created") fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  });
}

/** Opens a batch in its folder; `removed` is told when it is forgotten. */
function openStoredBatch(place: string, name: string, removed: () => void): StoredBatch {
  const eventsFile = join(place, "events.jsonl");
  const resultsFile = join(place, "results.jsonl");
  // A torn last line of the journal is an event that did not happen; the provider is asked again.
  const events = readJsonlIfPresent(eventsFile, (value) => value as BatchEvent).rows;
  let mark = markOf(eventsFile);
  let entries: BatchEntry[] | undefined;
  let gone: FileGone | undefined;

  /** Keeps what is known in a folder beside, from which the batch can be collected. */
  const rescue = ({ event, results }: News): FileGone => {
    const beside = nameBeside(place, RESCUED);
    writeWhole(join(beside, "entries.jsonl"), jsonLines(batch.entries));
    writeWhole(join(beside, "events.jsonl"), jsonLines(event ? [...events, event] : events));
    if (results) writeWhole(join(beside, "results.jsonl"), jsonLines(results));
    return new FileGone(
      say`${place} was deleted, replaced or cut while its batch was at work, so the run was stopped. What is known of the batch is kept in ${beside}. To go on with it, put that folder in the place of ${place} and run the same command again.`,
    );
  };
  const check = (news: News): void => {
    if (gone === undefined && markOf(eventsFile) === mark) return;
    gone ??= rescue(news);
    throw gone;
  };
  const batch: StoredBatch = {
    name,
    requestsFile: join(place, "requests.jsonl"),
    get entries() {
      entries ??= readWhole<BatchEntry>(join(place, "entries.jsonl"));
      return entries;
    },
    events,
    note(event) {
      // When everything is stored as rows, nothing can be lost with the folder.
      const isOver = event.event === "collected";
      if (!isOver) check({ event });
      if (!isOver || existsSync(eventsFile)) {
        appendEvent(eventsFile, event);
        mark = markOf(eventsFile);
      }
      events.push(event);
    },
    saveResults(lines) {
      const all = [...lines];
      check({ results: all });
      writeWhole(resultsFile, jsonLines(all));
    },
    results: () => (existsSync(resultsFile) ? readWhole<unknown>(resultsFile) : undefined),
    remove: () => {
      rmSync(place, { recursive: true, force: true });
      removed();
    },
  };
  return batch;
}
