/** Votes of people: who is a person among the judges, and the pairs that people vote on. */
import { join } from "node:path";
import { z } from "zod";
import { UsageError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import type { QuestionId } from "../../core/types.ts";
import type { Benchmark } from "../answers/benchmark.ts";
import { type FileProblem, readJsonlIfPresent } from "../files/jsonl.ts";
import { writeNew } from "../files/write_whole.ts";
import { shortHash } from "../votes/judged_hashes.ts";

/** Stands in a row where a judge's prompt has its name. */
export const PEOPLE_PROMPT = "people";

const PREFIX = "person-";
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}\p{M} _.-]{0,39}$/u;

/** Whether a judge of the benchmark is a person. */
export function isPerson(judge: string): boolean {
  return judge.startsWith(PREFIX);
}

/**
 * The judge that a person is.
 * @throws UsageError where the name could not be that of a file.
 */
export function personOf(name: string): string {
  const tidy = name.normalize("NFC").trim();
  if (NAME.test(tidy)) return PREFIX + tidy;
  throw new UsageError(
    say`a rater's name is 1 to 40 letters, digits, spaces and - _ . , got ${JSON.stringify(name.slice(0, 60))}`,
  );
}

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
