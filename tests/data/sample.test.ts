/** The sample benchmark is what the documents say it is, and ranks as it is meant to. */

import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createRandom } from "../../jrank/core/random.ts";
import type { Question } from "../../jrank/core/types.ts";
import {
  measureAnswer,
  offlineWinner,
  saysFact,
} from "../../jrank/prompt/offline/offline_judge.ts";
import { languageOf } from "../../jrank/prompt/text_language.ts";
import { type ComparisonInput, comparisonsFrom, rankModels } from "../../jrank/stats/index.ts";
import {
  answerFile,
  openBenchmark,
  readAnswers,
  readQuestions,
  readReferences,
} from "../../jrank/store/answers/benchmark.ts";
import { checkHealth } from "../support/check_health.ts";

const bench = openBenchmark(join(import.meta.dirname, "../../jrank/data"), "sample");
const { questions, problems: questionProblems } = readQuestions(bench);
const { answers, problems: answerProblems } = readAnswers(bench);
const { references, name, problems: referenceProblems } = readReferences(bench, undefined);
const models = [...answers.keys()];

const referenceOf = (question: Question) => references.get(String(question.question_id)) ?? [];
const answerOf = (model: string, question: Question) =>
  answers.get(model)?.byQuestion.get(String(question.question_id))?.choices[0]?.turns ?? [];
const measure = (model: string, question: Question, turn: number) =>
  measureAnswer(answerOf(model, question)[turn - 1] ?? "", referenceOf(question), {
    turn,
    facts: question.required_facts,
  });

describe("the sample's questions", () => {
  test("24 over four categories, four of them in English and four of two turns", () => {
    expect(questions).toHaveLength(24);
    expect(new Set(questions.map(({ category }) => category)).size).toBe(4);
    const language = (code: string) =>
      questions.filter(({ turns }) => languageOf(turns.join("")) === code).length;
    expect([language("ja"), language("en")]).toEqual([20, 4]);
    expect(questions.filter(({ turns }) => turns.length === 2)).toHaveLength(4);
  });

  test("nothing in its files is wrong", () => {
    expect([...questionProblems, ...answerProblems, ...referenceProblems]).toEqual([]);
    expect(name).toBe("reference");
  });

  test("every turn has a reference answer, and every required fact is in one", () => {
    for (const question of questions) {
      expect(referenceOf(question)).toHaveLength(question.turns.length);
      for (const spellings of question.required_facts ?? []) {
        expect(
          referenceOf(question).some((text) => saysFact(text, spellings)),
          `${question.question_id}: ${spellings.join(" or ")}`,
        ).toBe(true);
      }
      for (let turn = 1; turn <= question.turns.length; turn++) {
        const perfect = measureAnswer(
          referenceOf(question)[turn - 1] ?? "",
          referenceOf(question),
          {
            turn,
            facts: question.required_facts,
          },
        );
        expect(perfect.score).toBeCloseTo(100, 9);
        expect(perfect.factsWanted).toBeGreaterThan(0);
      }
    }
  });
});

describe("the sample's contestants", () => {
  test("eight, each with an answer to every turn, in files named as the program names them", () => {
    expect(models).toHaveLength(8);
    for (const [model, { file }] of answers) {
      expect(file).toBe(answerFile(bench, model));
      for (const question of questions) {
        expect(answerOf(model, question)).toHaveLength(question.turns.length);
      }
    }
  });

  test("one writes English, one echoes, one has an empty and a truncated answer", () => {
    for (const question of questions) {
      expect(languageOf(answerOf("sample/ayame-en", question).join(" "))).toBe("en");
      expect(answerOf("yamabiko-1b", question)).toEqual(question.turns);
    }
    const empty = models.flatMap((model) =>
      questions
        .filter((question) => answerOf(model, question).includes(""))
        .map(({ question_id }) => [model, question_id]),
    );
    expect(empty).toEqual([["nazuna-7b:base", "sci-02"]]);
    const truncated = [...answers.values()].flatMap(({ byQuestion, model_id }) =>
      [...byQuestion.values()]
        .filter(({ choices }) => choices[0]?.finish_reasons?.includes("length"))
        .map(({ question_id }) => [model_id, question_id]),
    );
    expect(truncated).toEqual([["nazuna-7b:base", "sci-06"]]);
  });
});

test("the health check finds what is wrong with them, and nothing else", () => {
  const found = checkHealth(
    questions,
    new Map([...answers].map(([model, { byQuestion }]) => [model, [...byQuestion.values()]])),
  ).map(({ model_id, check, question_ids }) => [model_id, check, question_ids.length]);
  expect(found.sort()).toEqual([
    ["nazuna-7b:base", "empty", 1],
    ["nazuna-7b:base", "truncated", 1],
    ["sample/ayame-en", "wrong_language", 20],
    ["yamabiko-1b", "echo", 24],
  ]);
});

/** Games between random pairs on random questions, judged offline. */
function randomGames(n: number, seed: number): ComparisonInput[] {
  const random = createRandom(seed);
  const games = new Map<string, ComparisonInput>();
  while (games.size < n) {
    const first = models[random.below(models.length)] as string;
    const second = models[random.below(models.length)] as string;
    const question = questions[random.below(questions.length)] as Question;
    if (first === second) continue;
    const turn = 1 + random.below(question.turns.length);
    games.set([first, second, question.question_id, turn].join(), {
      first,
      second,
      outcome: offlineWinner(measure(first, question, turn), measure(second, question, turn)),
      cluster: question.question_id,
    });
  }
  return [...games.values()];
}

describe("300 offline judgments of the sample", () => {
  test.each([1, 2, 3, 4, 5])(
    "determine every strength and put them in a sensible order (seed %i)",
    (seed) => {
      const games = randomGames(300, seed);
      const { ranking } = rankModels(comparisonsFrom(games), { bootstrapN: 20, seed });
      expect(ranking.map(({ status }) => status)).toEqual(models.map(() => "ok"));
      const order = ranking.map(({ model_id }) => model_id);
      const upper = ["sample/kaede-70b", "sample/tsubaki:2026-01", "hinoki-8b", "sample/sugi-13b"];
      expect(order.slice(0, 4).sort()).toEqual(upper.sort());
      expect(order.slice(0, 2)).toContain("sample/kaede-70b");
      const ties = games.filter(({ outcome }) => outcome === 3).length;
      expect(ties).toBeGreaterThan(10);
      expect(ties).toBeLessThan(50);
    },
  );
});
