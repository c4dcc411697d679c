/**
 * Requests that were refused for good, in `refused/<model>_pair.jsonl` (`_single`, `_answers`) of a
 * benchmark: a rerun does not pay for them again. Who wants them asked anew deletes the file.
 */

import { existsSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Said } from "../../core/message.ts";
import { type Appender, openAppender } from "../files/appender.ts";
import { describeProblem, readJsonlIfPresent } from "../files/jsonl.ts";

interface Row<Reason extends string> {
  key: string;
  refusal: Reason;
  message: string;
  task?: string | undefined;
  tstamp?: number;
}

/** The file beside a model's batches of the same kind. */
function fileBeside(batches: string): string {
  return join(dirname(dirname(batches)), "refused", `${basename(batches)}.jsonl`);
}

/** Opens what is remembered for the model and the kind of work whose batches lie in this folder. */
export function openRefusals<Reason extends string>(
  batches: string,
  { now, log }: { now(): number; log(text: Said): void },
) {
  const file = fileBeside(batches);
  const { rows } = readJsonlIfPresent(file, (value) => value as Row<Reason>);
  const known = new Map(rows.map((row) => [row.key, row]));
  let appender: Appender<Row<Reason>> | undefined;
  return {
    get isEmpty() {
      return known.size === 0;
    },
    find: (key: string) => known.get(key),
    add(row: Row<Reason>): void {
      known.set(row.key, row);
      appender ??= openAppender<Row<Reason>>(file, (problem) => log(describeProblem(problem)));
      appender.append({ ...row, tstamp: now() / 1000 });
    },
    close: () => appender?.close(),
  };
}

/** Forgets what a model was refused, so that it is asked again. */
export function forgetRefusals(batches: string): void {
  const file = fileBeside(batches);
  if (existsSync(file)) rmSync(file);
}
