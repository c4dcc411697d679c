/** Reads what a benchmark holds, and tells what is wrong with it. */
import { type Said, say } from "../../core/message.ts";
import type { Question } from "../../core/types.ts";
import {
  type Benchmark,
  type ModelAnswers,
  openBenchmark,
  questionKey,
  readAnswers,
  readQuestions,
  readReferences,
} from "../../store/answers/benchmark.ts";
import { describeProblem, type FileProblem } from "../../store/files/jsonl.ts";
import { type CurrentTexts, currentTexts } from "../../store/votes/judged_hashes.ts";

export interface BenchmarkData {
  bench: Benchmark;
  questions: Question[];
  answers: Map<string, ModelAnswers>;
  references: Map<string, readonly string[]>;
  referenceName: string | undefined;
}

/** Reads questions, answers and references; problems in the files are told, not fatal. */
export function readBenchmark(
  dataDir: string,
  name: string,
  { referenceName, log }: { referenceName?: string | undefined; log(text: Said): void },
): BenchmarkData {
  const bench = openBenchmark(dataDir, name);
  const { questions, problems } = readQuestions(bench);
  const found = readAnswers(bench);
  const referenced = readReferences(bench, referenceName);
  tellProblems([...problems, ...found.problems, ...referenced.problems], log);
  const references = new Map(referenced.references);
  for (const { question_id, reference } of questions) {
    const key = questionKey(question_id);
    if (reference && !references.has(key)) references.set(key, reference);
  }
  return {
    bench,
    questions,
    answers: found.answers,
    references,
    referenceName: referenced.name,
  };
}

/** Up to ten lines of problems, and how many more there are. */
export function tellProblems(problems: readonly FileProblem[], log: (text: Said) => void): void {
  for (const problem of problems.slice(0, 10)) log(say`Warning: ${describeProblem(problem)}`);
  if (problems.length > 10)
    log(say`Warning: and ${problems.length - 10} more problems in the files.`);
}

/** The folder of benchmarks that this one lies in. */
export function dataDirOfBench({ bench }: BenchmarkData): string {
  return bench.folder.slice(0, -bench.name.length);
}

/** Hashes of a benchmark's questions and answers; its references are the affair of judging. */
export function textsNow(
  questions: readonly Question[],
  answers: ReadonlyMap<string, ModelAnswers>,
): CurrentTexts {
  return currentTexts({
    questions,
    references: new Map(),
    turnsOf: (model, question) => answers.get(model)?.byQuestion.get(question)?.choices[0]?.turns,
  });
}
