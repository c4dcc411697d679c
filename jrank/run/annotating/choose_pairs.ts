/** Chooses the games of judges on which people should vote, once for a benchmark. */
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { createRandom, type Random } from "../../core/random.ts";
import type { Question } from "../../core/types.ts";
import type { JudgePrompt } from "../../prompt/judge/judge_prompt.ts";
import { peopleSample, type SampledGame } from "../../schedule/people_sample.ts";
import { judgmentFile, questionKey } from "../../store/answers/benchmark.ts";
import { modelAliases } from "../../store/answers/model_names.ts";
import { PEOPLE_PROMPT } from "../../store/books/people.ts";
import type { PairToVote } from "../../store/books/people_pairs.ts";
import { judgedHashes } from "../../store/votes/judged_hashes.ts";
import { readPlayed } from "../../store/votes/played.ts";
import type { BenchmarkData } from "../models/benchmark_data.ts";

/** What people see, as a prompt: votes on changed texts are told by it. */
const SHOWN: JudgePrompt = {
  name: PEOPLE_PROMPT,
  type: "pairwise",
  system_prompt: "",
  prompt_template: "{question}{answer_a}{answer_b}{ref_answer_1}",
  output_format: "",
};

/** A game that could be voted on, by the names of its models. */
interface Candidate {
  question: Question;
  turn: number;
  models: readonly [string, string];
}

/**
 * So many pairs in the order in which they are voted on: among the games of the named judges, or,
 * where there is none, among all pairs of answers. Verdicts are not looked at.
 */
export function choosePairs(
  data: BenchmarkData,
  {
    judges,
    models,
    size,
    seed,
  }: {
    judges: readonly string[];
    models: readonly string[] | undefined;
    size: number;
    seed: number;
  },
): PairToVote[] {
  const random = createRandom(seed, "people's pairs");
  const wanted = new Set(models ?? data.answers.keys());
  const candidates = (judges.length === 0 ? allPairs(data) : judgedPairs(data, judges)).filter(
    ({ models: [one, two], question, turn }) =>
      wanted.has(one) &&
      wanted.has(two) &&
      [one, two].every((model) => (turnsOf(data, model, question)?.length ?? 0) >= turn),
  );
  if (candidates.length === 0) {
    throw new UserError(
      say`there is no pair of answers in ${data.bench.name} to vote on: answers of two models to one question are needed`,
    );
  }
  const index = (names: readonly string[]) => new Map(names.map((name, k) => [name, k]));
  const modelIndex = index([...data.answers.keys()]);
  const questionIndex = index(data.questions.map((q) => questionKey(q.question_id)));
  const categoryIndex = index([...new Set(data.questions.map(({ category }) => category))]);
  const games = candidates.map(
    ({ question, models: [first, second] }): SampledGame => ({
      first: modelIndex.get(first) as number,
      second: modelIndex.get(second) as number,
      question: questionIndex.get(questionKey(question.question_id)) as number,
      category: categoryIndex.get(question.category) as number,
    }),
  );
  return peopleSample(games, { size, random }).map(({ index: k, probability }) => {
    const { question, turn, models: shown } = candidates[k];
    const [one, two] = random.next() < 0.5 ? shown : [shown[1], shown[0]];
    return {
      pair: opaqueId(random),
      question_id: question.question_id,
      turn,
      model1_id: one,
      model2_id: two,
      probability: Number(probability.toPrecision(6)),
      hashes: hashesNow(data, question, turn, [one, two]),
    };
  });
}

/** Hashes of what a pair shows now. */
export function hashesNow(
  data: BenchmarkData,
  question: Question,
  turn: number,
  models: readonly string[],
): PairToVote["hashes"] {
  return judgedHashes({
    question,
    turn,
    answers: models.map((model) => turnsOf(data, model, question) ?? []),
    references: data.references.get(questionKey(question.question_id)),
    prompt: SHOWN,
  });
}

/** A model's replies to a question. */
export function turnsOf(
  { answers }: BenchmarkData,
  model: string,
  { question_id }: Question,
): readonly string[] | undefined {
  return answers.get(model)?.byQuestion.get(questionKey(question_id))?.choices[0]?.turns;
}

/** Eight letters and digits that say nothing. */
const opaqueId = (random: Random): string =>
  Array.from({ length: 8 }, () => random.below(36).toString(36)).join("");

/** Every pair of models that a judge gave a verdict on, each once, in the order of its first game. */
function judgedPairs(
  { bench, questions, answers }: BenchmarkData,
  judges: readonly string[],
): Candidate[] {
  const byKey = new Map(questions.map((question) => [questionKey(question.question_id), question]));
  const aliases = modelAliases(answers);
  const idOf = (name: string): string => aliases.get(name) ?? name;
  const games = new Map<string, Candidate & { by: Set<string> }>();
  for (const judge of judges) {
    for (const row of readPlayed(judgmentFile(bench, judge, "pair")).rows) {
      const question = byKey.get(row.question);
      const [one, two] = [idOf(row.model1_id), idOf(row.model2_id)];
      if (row.winner === "error" || question === undefined || one === two) continue;
      const key = JSON.stringify([row.question, row.turn, ...[one, two].sort()]);
      const game = games.get(key) ?? {
        question,
        turn: row.turn,
        models: [one, two] as const,
        by: new Set<string>(),
      };
      game.by.add(judge);
      games.set(key, game);
    }
  }
  // What all judges judged tells most about each of them.
  const all = [...games.values()];
  const shared = all.filter(({ by }) => by.size === judges.length);
  return shared.length >= all.length / 2 ? shared : all;
}

/** Every two answers to a question's last turn. */
function allPairs({ questions, answers }: BenchmarkData): Candidate[] {
  const names = [...answers.keys()];
  return questions.flatMap((question) =>
    names.flatMap((one, i) =>
      names
        .slice(i + 1)
        .map((two) => ({ question, turn: question.turns.length, models: [one, two] as const })),
    ),
  );
}
