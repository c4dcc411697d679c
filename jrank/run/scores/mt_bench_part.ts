/** MT-Bench of a run: where its files come from, and its grades as scores by category. */
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { UserError } from "../../core/errors.ts";
import { type Said, say } from "../../core/message.ts";
import { createRandom } from "../../core/random.ts";
import type { Graded, ScorePart } from "../../core/scores/score_board.ts";
import type { Question } from "../../core/types.ts";
import { type ScoredStratum, scoreMeans } from "../../stats/scores/score_means.ts";
import { listBenchmarks } from "../../store/answers/benchmark.ts";
import { namesIn } from "../../store/files/text_file.ts";
import type { MtBenchPlaces } from "../../store/scores/neo_config.ts";
import type { Drawing } from "./jaster_scores.ts";

/** Grades from 1 to 10. */
const GRADES: readonly [number, number] = [1, 10];

/** A benchmark of MT-Bench and the judge's prompts, where the config's own were found. */
export interface MtBench {
  benchName: string;
  judgeFile: string | undefined;
  notices: Said[];
}

const fileIn = (artifact: string | undefined, name: string): string | undefined => {
  if (artifact === undefined) return undefined;
  const file = resolve("artifacts", artifact, name);
  return existsSync(file) ? file : undefined;
};

/**
 * Finds the benchmark in the data directory, or makes it from downloaded artifacts; nothing of it
 * comes with jrank.
 */
export function findMtBench(
  { benchNames, questions, references, prompts }: MtBenchPlaces,
  { dataDir, file }: { dataDir: string; file: string },
): MtBench {
  const there = listBenchmarks(dataDir);
  const found = benchNames.find((name) => there.includes(name));
  const asked = fileIn(questions, "question.jsonl");
  const benchName = found ?? benchNames[0];
  const folder = join(dataDir, benchName);
  const notices: Said[] = [];
  if (found === undefined) {
    if (asked === undefined) {
      const fetching = `wandb artifact get wandb-japan/llm-leaderboard/${questions}`;
      throw new UserError(
        say`${basename(file)}: the questions of MT-Bench are not there: no benchmark ${benchNames.join(", ")} in ${dataDir}${questions === undefined ? "" : say`, and no artifacts/${questions}/question.jsonl. Fetch it with\n  ${fetching}`}`,
      );
    }
    mkdirSync(join(folder, "reference_answer"), { recursive: true });
    const folderOfReferences = references && resolve("artifacts", references);
    if (folderOfReferences && existsSync(folderOfReferences)) {
      for (const name of namesIn(folderOfReferences).filter((one) => one.endsWith(".jsonl"))) {
        copyFileSync(join(folderOfReferences, name), join(folder, "reference_answer", name));
      }
    }
    copyFileSync(asked, join(folder, "questions.jsonl"));
    notices.push(say`The benchmark ${benchName} was made from artifacts/${questions ?? ""}.`);
  }
  const inBench = join(folder, "judge_prompts.jsonl");
  const judgeFile =
    fileIn(prompts, "judge_prompts.jsonl") ?? (existsSync(inBench) ? inBench : undefined);
  if (judgeFile === undefined) {
    notices.push(
      say`${benchName} is graded with jrank's own prompts: the config's (${prompts ?? "judge_prompts.jsonl"}) are not there. Its grades are not comparable with published ones.`,
    );
  }
  return { benchName, judgeFile, notices };
}

/** The first question of each category, as Neo's small sets have them. */
export function firstOfCategories(questions: readonly Question[]): Question[] {
  const seen = new Set<string>();
  return questions.filter(({ category }) => !seen.has(category) && seen.add(category));
}

/**
 * Scores by category and their mean. Grades that say none are left out, and several of one answer
 * count as their mean. Questions are drawn anew within each category. A category of which nothing is
 * graded is missing from the mean, never 0.
 */
export function mtBenchScores(
  grades: readonly Graded[],
  expected: readonly string[],
  { seed, rounds, confidence }: Drawing,
): Pick<ScorePart, "scale" | "average" | "categories" | "scores"> {
  const categories = [...new Set([...expected, ...grades.map(({ category }) => category)])].sort();
  const strata = categories.map((category): ScoredStratum => {
    const answers = new Map<string, Map<number, number[]>>();
    for (const grade of grades) {
      if (grade.category !== category || grade.score < 0) continue;
      const turns = answers.get(grade.question) ?? new Map<number, number[]>();
      turns.set(grade.turn, [...(turns.get(grade.turn) ?? []), grade.score]);
      answers.set(grade.question, turns);
    }
    // In one order, so that the same grades have the same interval.
    const sorted = [...answers].sort(([a], [b]) => (a < b ? -1 : 1));
    const units = sorted.map(([, turns]) =>
      [...turns.values()].map((scores) => scores.reduce((a, b) => a + b, 0) / scores.length),
    );
    const sums = units.map((scores) => scores.reduce((a, b) => a + b, 0));
    const counts = units.map((scores) => scores.length);
    return {
      units: units.length,
      columns: [{ name: category, kind: "mean", sums, counts, range: GRADES }],
    };
  });
  const scores = scoreMeans(strata, [{ name: "AVG", of: categories }], {
    random: createRandom(seed, "scores/mtbench"),
    rounds,
    confidence,
  });
  return {
    scale: 10,
    average: scores.has("AVG") ? "AVG" : null,
    categories,
    scores: Object.fromEntries(scores),
  };
}
