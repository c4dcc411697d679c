/** The pairs of answers that people vote on. */
import { join } from "node:path";
import { z } from "zod";
import type { QuestionId } from "../../core/types.ts";
import type { Benchmark } from "../answers/benchmark.ts";
import { type FileProblem, readJsonlIfPresent } from "../files/jsonl.ts";
import { writeNew } from "../files/write_whole.ts";
import { shortHash } from "../votes/judged_hashes.ts";

/** A pair in the order in which its answers are sent; the page may turn them. */
export interface PairToVote {
  pair: string;
  question_id: QuestionId;
  turn: number;
  model1_id: string;
  model2_id: string;
  /** That it was chosen; see `schedule/people_sample.ts`. */
  probability: number;
  /** Of the texts as they were when it was chosen. */
  hashes: { prompt: string; question: string; answers: string[]; reference?: string };
}

const row = z.object({
  pair: z.string(),
  question_id: z.union([z.string(), z.number()]),
  turn: z.number(),
  model1_id: z.string(),
  model2_id: z.string(),
  probability: z.number(),
  hashes: z.object({
    prompt: z.string(),
    question: z.string(),
    answers: z.array(z.string()),
    reference: z.string().optional(),
  }),
});

/** Where it is kept which models the opaque ids of pairs stand for: a file that stays at home. */
export function pairsFile({ folder }: Benchmark): string {
  return join(folder, "people", "pairs.jsonl");
}

/** The pairs in the order in which they are voted on; none before they are chosen. */
export function readPairs(bench: Benchmark): { rows: PairToVote[]; problems: FileProblem[] } {
  return readJsonlIfPresent(pairsFile(bench), (value) => row.parse(value) as PairToVote);
}

/** Keeps the pairs; false where a process at the same time was first, whose pairs stay. */
export function writePairs(bench: Benchmark, pairs: readonly PairToVote[]): boolean {
  return writeNew(pairsFile(bench), pairs.map((pair) => `${JSON.stringify(pair)}\n`).join(""));
}

/** Tells a set of pairs from every other. */
export function setOf(pairs: readonly PairToVote[]): string {
  return shortHash(pairs.map(({ pair }) => pair));
}
