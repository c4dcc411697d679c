/**
 * A judging anew that was begun, kept beside the judgments until it is finished: a rerun of the same
 * command then judges only what is left of it, and pays for nothing twice.
 */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { z } from "zod";
import { type Benchmark, type JudgmentKind, judgmentFile } from "./benchmark.ts";
import { writeWhole } from "./write_whole.ts";

const rejudgeRecord = z.object({
  /** What is judged again: errors, all, or the name of a prompt. */
  what: z.string(),
  /** Only judgments made before, in seconds since 1970. */
  before: z.number(),
});

export type RejudgeRecord = z.infer<typeof rejudgeRecord>;

function recordFile(bench: Benchmark, judgeId: string, kind: JudgmentKind): string {
  return judgmentFile(bench, judgeId, kind).replace(/\.jsonl$/, "_rejudge.json");
}

/** The record, where one of this kind of judging anew was begun and not finished. */
export function readRejudgeRecord(
  bench: Benchmark,
  judgeId: string,
  { kind, what }: { kind: JudgmentKind; what: string },
): RejudgeRecord | undefined {
  const file = recordFile(bench, judgeId, kind);
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
  writeWhole(recordFile(bench, judgeId, kind), `${JSON.stringify(record)}\n`);
}

/** Forgets it: it is finished. */
export function dropRejudgeRecord(bench: Benchmark, judgeId: string, kind: JudgmentKind): void {
  rmSync(recordFile(bench, judgeId, kind), { force: true });
}
