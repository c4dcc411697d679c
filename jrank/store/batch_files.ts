/**
 * Batches on disk: a folder for each, with `requests.jsonl` as the provider takes it,
 * `entries.jsonl` (which task each request is for), `events.jsonl` (what became of it) and
 * `results.jsonl`. A folder or a file of results appears whole or not at all.
 */
import { existsSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { BatchStore, StoredBatch } from "../core/batch.ts";
import { flushFolder } from "./file_bytes.ts";
import { jsonLines, openStoredBatch, RESCUED } from "./stored_batch.ts";
import { guarded } from "./write_error.ts";
import { writeFlushed } from "./write_whole.ts";

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
