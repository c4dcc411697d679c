/** A small benchmark on disk: every model has an answer to every question. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Judgment } from "../../jrank/core/types.ts";

const jsonl = (rows: object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

/** Writes `folder/b` with so many questions and the answers of the models. */
export function writeSmallBench(
  folder: string,
  { questions, models }: { questions: number; models: readonly string[] },
): string {
  const bench = join(folder, "b");
  mkdirSync(join(bench, "answers"), { recursive: true });
  const ids = Array.from({ length: questions }, (_, k) => `q${k}`);
  writeFileSync(
    join(bench, "questions.jsonl"),
    jsonl(ids.map((id) => ({ question_id: id, category: "c", turns: [`質問${id}です。`] }))),
  );
  for (const model of models) {
    const answers = ids.map((question_id) => ({
      question_id,
      answer_id: "",
      model_id: model,
      choices: [{ index: 0, turns: [`${model}の${question_id}への答えです。`] }],
    }));
    writeFileSync(join(bench, `answers/${model}.jsonl`), jsonl(answers));
  }
  return bench;
}

/** The rows of a judge, none before it has begun; what is just being written is none yet. */
export function storedPairs(bench: string, judge: string): Judgment[] {
  const file = join(bench, "model_judgment", `${judge}_pair.jsonl`);
  if (!existsSync(file)) return [];
  const text = readFileSync(file, "utf8");
  const lines = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Judgment);
}

/**
 * Who wins between two answers: it depends on who they are, never on who stands first, and every
 * model wins, loses and ties somewhere.
 */
function winnerBetween(first: string, second: string, question: string): 1 | 2 | 3 {
  const [low, high] = [first, second].sort();
  const sum = [...`${low}${question}${high}${low}`].reduce(
    (all, letter) => all + (letter.codePointAt(0) ?? 0),
    0,
  );
  if (sum % 5 === 0) return 3;
  return (sum % 5 < 4 ? low : high) === first ? 1 : 2;
}

/** What the judge of a small benchmark says: it reads the two answers as they are shown. To all else, 1. */
export function judgeSmallBench(body: Record<string, unknown>): string {
  const messages = body.messages as { role: string; content: string }[];
  const prompt = messages.find(({ role }) => role === "user")?.content ?? "";
  const shown = [...prompt.matchAll(/(\w+)の(\w+)への答えです。/g)];
  const [[, first = "", question = ""] = [], [, second = ""] = []] = shown;
  if (shown.length !== 2) return "1";
  return String(winnerBetween(first, second, question));
}

/**
 * Every stored verdict is what `judgeSmallBench` decided about the answers of the two models in the
 * order that is stored: a row with its models swapped, or a prompt that showed them so, is a fault.
 */
export function expectWinners(bench: string, judge: string): void {
  const rows = storedPairs(bench, judge);
  expect(rows.map(({ winner }) => winner)).not.toContain("error");
  expectWinnersIn(rows);
}

/** The same for rows, some of which may have no verdict. */
export function expectWinnersIn(judged: readonly Judgment[]): void {
  const rows = judged.filter(({ winner }) => winner !== "error");
  expect(rows.length).toBeGreaterThan(0);
  for (const { question_id, model1_id, model2_id, winner } of rows) {
    const wanted = winnerBetween(model1_id, model2_id, String(question_id));
    expect({ question_id, model1_id, model2_id, winner }).toMatchObject({ winner: wanted });
  }
}

/** A stored verdict, with what a test looks at. */
export interface Game {
  question_id: string;
  model1_id: string;
  model2_id: string;
  winner: 1 | 2 | 3;
  judge: [string, string];
  turn: number;
  tstamp: number;
  probability?: number;
}

/**
 * Every pair on every question, in an order of chance, by a judge that sees the strengths and prefers
 * a place; closer than `ties` is a tie.
 */
export function gamesOf(
  judge: string,
  strengths: Readonly<Record<string, number>>,
  {
    questions,
    place = 0,
    ties,
    random,
  }: { questions: number; place?: number; ties: number; random: { next(): number } },
): Game[] {
  const models = Object.keys(strengths);
  return Array.from({ length: questions }, (_, q) =>
    models.flatMap((a, i) =>
      models.slice(i + 1).map((b): Game => {
        const [one, two] = random.next() < 0.5 ? [a, b] : [b, a];
        const u = random.next();
        const score = place + strengths[one] - strengths[two] + Math.log(u / (1 - u));
        return {
          question_id: `q${q}`,
          model1_id: one,
          model2_id: two,
          winner: Math.abs(score) < ties ? 3 : score > 0 ? 1 : 2,
          judge: [judge, "p"],
          turn: 1,
          tstamp: 1,
        };
      }),
    ),
  ).flat();
}

/** Writes rows of a judge into a benchmark. */
export function writeGames(bench: string, judge: string, games: readonly object[]): void {
  mkdirSync(join(bench, "model_judgment"), { recursive: true });
  writeFileSync(join(bench, "model_judgment", `${judge}_pair.jsonl`), jsonl([...games]));
}
