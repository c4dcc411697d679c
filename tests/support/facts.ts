/**
 * Facts of published data that the checkout carries itself, in tests/fixtures: who won which game,
 * lengths of answers, reference numbers. No text of anybody is in them. fixtures/facts.test.ts makes
 * them from ../shared, and compares them with it where it is there.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../fixtures/", import.meta.url));

/** The path of a fixture, by the path that its source has in ../shared. */
export function factsPath(path: string): string {
  return root + path;
}

/** Stored judgments without their texts: a vote is "question first second winner" by number. */
export interface VotesFile {
  source: string;
  models: string[];
  questions: (string | number)[];
  /** The judge and each of its prompts: a vote with the k-th of several has a fifth number, k. */
  judges?: [string, string][];
  votes: string[];
}

/** A judgment as it stands in a file of votes. */
export interface StoredVote {
  question_id: string | number;
  model1_id: string;
  model2_id: string;
  /** 1, 2, 3 for neither; "error" where the reply had no verdict. */
  winner: 1 | 2 | 3 | "error";
  judge?: [string, string];
  turn?: number;
}

/** The judgments of `<path>.votes.json`, in their order. */
export function storedVotes(path: string): StoredVote[] {
  const file: VotesFile = JSON.parse(readFileSync(factsPath(`${path}.votes.json`), "utf8"));
  return file.votes.map((vote) => {
    const [question = 0, first = 0, second = 0, winner = 0, judge = 0] = vote
      .split(" ")
      .map(Number);
    return {
      question_id: file.questions[question] as string | number,
      model1_id: file.models[first] as string,
      model2_id: file.models[second] as string,
      winner: winner === 0 ? "error" : (winner as 1 | 2 | 3),
      ...(file.judges && { judge: file.judges[judge], turn: 1 }),
    };
  });
}

/** Writes those judgments to a folder as the program stores them, and gives the file's path. */
export function writeVotes(folder: string, path: string): string {
  const file = join(folder, `${path.split("/").at(-1)}.jsonl`);
  writeFileSync(
    file,
    storedVotes(path)
      .map((row) => `${JSON.stringify(row)}\n`)
      .join(""),
  );
  return file;
}

/** Small published tables: a count is "first second outcome games", models by number. */
type CountsFile = Record<string, { source: string; models: string[]; counts: string[] }>;

/** The counts of a table, by the path that its source has in ../shared. */
export function storedCounts(
  path: string,
): { first: string; second: string; outcome: 1 | 2 | 3; weight: number }[] {
  const file: CountsFile = JSON.parse(readFileSync(factsPath("data/counts.json"), "utf8"));
  const table = file[path];
  if (table === undefined) throw new Error(`there are no counts of ${path}`);
  return table.counts.map((count) => {
    const [first = 0, second = 0, outcome = 0, weight = 0] = count.split(" ").map(Number);
    return {
      first: table.models[first] as string,
      second: table.models[second] as string,
      outcome: outcome as 1 | 2 | 3,
      weight,
    };
  });
}

/** What is known of the answers to Rakuda v1: by model, for each question. */
export interface AnswersFile {
  source: string;
  questions: string[];
  /** The style's features in this order, then the number of characters. */
  columns: string[];
  answers: Record<string, number[][]>;
}

/** A row of numbers for each answer to Rakuda v1, by "model question" and the column's name. */
export function rakudaAnswers(): Map<string, Record<string, number>> {
  const file: AnswersFile = JSON.parse(
    readFileSync(factsPath("data/rakuda_v1/answers.json"), "utf8"),
  );
  return new Map(
    Object.entries(file.answers).flatMap(([model, rows]) =>
      rows.map((row, k): [string, Record<string, number>] => [
        `${model} ${file.questions[k]}`,
        Object.fromEntries(file.columns.map((name, at) => [name, row[at]])),
      ]),
    ),
  );
}
