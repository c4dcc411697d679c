/** Why the judging of pairs ended, kept beside the judgments for the ranking and for `--extend`. */
import { existsSync } from "node:fs";
import { z } from "zod";
import { type Benchmark, judgmentFile } from "./benchmark.ts";
import { readText } from "./text_file.ts";

const stopRecord = z.object({
  reason: z.enum([
    "n",
    "half-width",
    "separated",
    "budget",
    "minutes",
    "interrupted",
    "incomplete",
  ]),
  /** The reason for people. */
  text: z.string(),
  /** Judgments that were there when it ended. */
  judgments: z.int(),
  schedule: z.string(),
  /** Judgments that `--extend` asked for in all; a rerun after an interruption goes on to it. */
  extend_to: z.int().optional(),
});

export type StopRecord = z.infer<typeof stopRecord>;

/** Path of a judge's record. */
export function stopRecordFile(bench: Benchmark, judgeId: string): string {
  return judgmentFile(bench, judgeId, "pair").replace(/\.jsonl$/, "_stop.json");
}

/** The record, if there is one that can be read: it only describes, and judging goes on without it. */
export function readStopRecord(file: string): StopRecord | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return stopRecord.parse(JSON.parse(readText(file)));
  } catch {
    return undefined;
  }
}
