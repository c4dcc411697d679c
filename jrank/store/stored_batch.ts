/** One batch on disk, while it is with the provider. */
import { closeSync, existsSync, fsyncSync, openSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { BatchEntry, BatchEvent, StoredBatch } from "../core/batch.ts";
import { FileGone, UserError } from "../core/errors.ts";
import { writeAll } from "./file_bytes.ts";
import { readJsonlIfPresent } from "./jsonl.ts";
import { mendTail } from "./mend_tail.ts";
import { nameBeside } from "./name_beside.ts";
import { guarded } from "./write_error.ts";
import { writeWhole } from "./write_whole.ts";

/** Rows as lines, one at a time: batches are long. */
export function* jsonLines(rows: Iterable<unknown>): Iterable<string> {
  for (const row of rows) yield `${JSON.stringify(row)}\n`;
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

/** The ending of a folder with what is known of a batch whose own folder went away. */
export const RESCUED = "rescued";

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
function append(file: string, event: BatchEvent): void {
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
export function openStoredBatch(place: string, name: string, removed: () => void): StoredBatch {
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
      `${place} was deleted, replaced or cut while its batch was at work, so the run was stopped. What is known of the batch is kept in ${beside}. To go on with it, put that folder in the place of ${place} and run the same command again.`,
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
        append(eventsFile, event);
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
