/** Keeps people's votes: each is on the disk before the next pair is shown. */
import { z } from "zod";
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { foreignField, type Judgment, type Winner } from "../../core/types.ts";
import {
  type AnnotationPair,
  type AnnotationProgress,
  type AnnotationVote,
  CHOICES,
  usualSeconds,
} from "../../schedule/annotation_data.ts";
import { judgmentFile, questionKey } from "../../store/answers/benchmark.ts";
import { PEOPLE_PROMPT, personOf } from "../../store/books/people.ts";
import { type PairToVote, pairsFile } from "../../store/books/people_pairs.ts";
import { type Appender, openAppender } from "../../store/files/appender.ts";
import { readJsonlIfPresent } from "../../store/files/jsonl.ts";
import { shortHash } from "../../store/votes/judged_hashes.ts";
import type { Context } from "../command/command.ts";
import { type BenchmarkData, tellProblems } from "../models/benchmark_data.ts";
import { hashesNow, turnsOf } from "./choose_pairs.ts";

/** A vote as a page sends it. */
export const sentVote = z.object({
  pair: z.string().max(100),
  choice: z.enum(CHOICES),
  turned: z.boolean(),
  seconds: z.number().min(0),
  time: z.number().positive(),
});

/** The votes of all raters on the pairs of a benchmark. */
export interface VoteBook {
  progress(rater: string): AnnotationProgress;
  /** Keeps a vote; false where it was kept before. */
  keep(rater: string, vote: AnnotationVote): boolean;
  close(): void;
}

/** The pairs whose texts are as they were when they were chosen, with what is sent of them. */
export function pairsToShow(
  data: BenchmarkData,
  pairs: readonly PairToVote[],
  log: Context["log"],
): { pair: PairToVote; shown: AnnotationPair }[] {
  const byKey = new Map(data.questions.map((one) => [questionKey(one.question_id), one]));
  const current = pairs.flatMap((pair) => {
    const question = byKey.get(questionKey(pair.question_id));
    if (question === undefined) return [];
    const { turn, model1_id, model2_id } = pair;
    const now = hashesNow(data, question, turn, [model1_id, model2_id]);
    if (shortHash(now) !== shortHash(pair.hashes)) return [];
    const repliesOf = (model: string) => (turnsOf(data, model, question) ?? []).slice(0, turn);
    return [
      {
        pair,
        shown: {
          id: pair.pair,
          turns: question.turns.slice(0, turn),
          references: (data.references.get(questionKey(question.question_id)) ?? []).slice(0, turn),
          answers: [repliesOf(model1_id), repliesOf(model2_id)] as const,
        },
      },
    ];
  });
  if (current.length < pairs.length) {
    log(
      say`Warning: ${pairs.length - current.length} of ${pairs.length} pairs are left out: their question or answers have changed since they were chosen. Move ${pairsFile(data.bench)} away to have pairs chosen anew.`,
    );
  }
  return current;
}

interface RatersVotes {
  file: Appender<Judgment>;
  /** The newest vote on each pair: when, and how long it took. */
  newest: Map<string, { time: number; seconds: number }>;
}

/** Opens the book; `pairs`: those that are known, `shown`: those that are asked for, in their order. */
export function openVoteBook(
  data: BenchmarkData,
  { pairs, shown }: { pairs: readonly PairToVote[]; shown: readonly AnnotationPair[] },
  { log }: Pick<Context, "log">,
): VoteBook {
  const byId = new Map(pairs.map((pair) => [pair.pair, pair]));
  const raters = new Map<string, RatersVotes>();
  const votesOf = (rater: string): RatersVotes => {
    const judge = personOf(rater);
    const known = raters.get(judge);
    if (known) return known;
    const file = judgmentFile(data.bench, judge, "pair");
    const newest = readVotes(file, log);
    const opened = {
      newest,
      file: openAppender<Judgment>(file, (problem) => tellProblems([problem], log)),
    };
    raters.set(judge, opened);
    return opened;
  };
  return {
    progress(rater) {
      const { newest } = votesOf(rater);
      const open = shown.find(({ id }) => !newest.has(id));
      return {
        done: shown.filter(({ id }) => newest.has(id)).length,
        wanted: shown.length,
        secondsEach: usualSeconds([...newest.values()].map(({ seconds }) => seconds)),
        pair: open ?? null,
      };
    },
    keep(rater, vote) {
      const pair = byId.get(vote.pair);
      if (pair === undefined) {
        throw new UserError(say`there is no pair "${vote.pair}" in ${pairsFile(data.bench)}`);
      }
      const { file, newest } = votesOf(rater);
      if ((newest.get(vote.pair)?.time ?? Number.NEGATIVE_INFINITY) >= vote.time) return false;
      file.append(rowOf(personOf(rater), pair, vote));
      file.flush();
      newest.set(vote.pair, { time: vote.time, seconds: vote.seconds });
      return true;
    },
    close() {
      for (const { file } of raters.values()) file.close();
    },
  };
}

/** A person's votes so far. */
function readVotes(file: string, log: Context["log"]): RatersVotes["newest"] {
  const newest: RatersVotes["newest"] = new Map();
  const { rows, problems } = readJsonlIfPresent(file, (value) => value as Judgment);
  tellProblems(problems, log);
  for (const row of rows) {
    if (row.judge?.[1] !== PEOPLE_PROMPT) {
      throw new UserError(
        say`${file} holds judgments that are no votes of a person; choose another name`,
      );
    }
    const pair = foreignField(row, "pair");
    if (typeof pair !== "string") continue;
    newest.set(pair, { time: row.tstamp ?? 0, seconds: Number(foreignField(row, "seconds") ?? 0) });
  }
  return newest;
}

/** A vote as a judgment, in the order in which the person saw the answers. */
function rowOf(judge: string, pair: PairToVote, vote: AnnotationVote): Judgment {
  const { turned, choice } = vote;
  const { hashes } = pair;
  const [first, second] = turned
    ? [pair.model2_id, pair.model1_id]
    : [pair.model1_id, pair.model2_id];
  const winners: Record<AnnotationVote["choice"], Winner> = {
    first: 1,
    second: 2,
    tie: 3,
    skip: "error",
  };
  const row = {
    question_id: pair.question_id,
    model1_id: first,
    model2_id: second,
    winner: winners[choice],
    judge: [judge, PEOPLE_PROMPT] as [string, string],
    prompt: "",
    judgment: choice === "skip" ? "skipped" : "",
    turn: pair.turn,
    hashes: { ...hashes, answers: turned ? hashes.answers.toReversed() : hashes.answers },
    pair: pair.pair,
    probability: pair.probability,
    seconds: vote.seconds,
    tstamp: vote.time,
  };
  return row;
}
