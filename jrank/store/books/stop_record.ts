/**
 * What is kept beside the judgments: why the judging of pairs ended, for the ranking and for
 * `--extend`; and a judging anew that was begun, so that a rerun of the same command judges only
 * what is left of it and pays for nothing twice.
 */

import { existsSync, readFileSync, rmSync } from "node:fs";
import { z } from "zod";
import { STOP_REASONS } from "../../core/types.ts";
import { type Benchmark, type JudgmentKind, judgmentFile } from "../answers/benchmark.ts";
import { readText } from "../files/text_file.ts";
import { writeWhole } from "../files/write_whole.ts";

const stopRecord = z.object({
  reason: z.enum(STOP_REASONS),
  /** The reason for people. */
  text: z.string(),
  /** Judgments that were there when it ended. */
  judgments: z.int(),
  schedule: z.string(),
  /** Judgments that `--extend` asked for in all; a rerun after an interruption goes on to it. */
  extend_to: z.int().optional(),
});

export type StopRecord = z.infer<typeof stopRecord>;

/** The record, if there is one that can be read: it only describes, and judging goes on without it. */
export function readStopRecord(file: string): StopRecord | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return stopRecord.parse(JSON.parse(readText(file)));
  } catch {
    return undefined;
  }
}

const rejudgeRecord = z.object({
  /** What is judged again: errors, all, or the name of a prompt. */
  what: z.string(),
  /** Only judgments made before, in seconds since 1970. */
  before: z.number(),
});

type RejudgeRecord = z.infer<typeof rejudgeRecord>;

function rejudgeRecordFile(bench: Benchmark, judgeId: string, kind: JudgmentKind): string {
  return judgmentFile(bench, judgeId, kind).replace(/\.jsonl$/, "_rejudge.json");
}

/** The record, where one of this kind of judging anew was begun and not finished. */
export function readRejudgeRecord(
  bench: Benchmark,
  judgeId: string,
  { kind, what }: { kind: JudgmentKind; what: string },
): RejudgeRecord | undefined {
  const file = rejudgeRecordFile(bench, judgeId, kind);
  if (!existsSync(file)) return undefined;
  try {
    const record = rejudgeRecord.parse(JSON.parse(readFileSync(file, "utf8")));
    return record.what === what ? record : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps that it was begun. */
export function keepRejudgeRecord(
  bench: Benchmark,
  judgeId: string,
  { kind, record }: { kind: JudgmentKind; record: RejudgeRecord },
): void {
  writeWhole(rejudgeRecordFile(bench, judgeId, kind), `${JSON.stringify(record)}\n`);
}

/** Forgets it: it is finished. */
export function dropRejudgeRecord(bench: Benchmark, judgeId: string, kind: JudgmentKind): void {
  rmSync(rejudgeRecordFile(bench, judgeId, kind), { force: true });
}
