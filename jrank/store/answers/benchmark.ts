/** The folder of a benchmark: where its files are, and what is in them. */

import { existsSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { suggest } from "../../core/suggest.ts";
import type { Answer, Question, QuestionId } from "../../core/types.ts";
import { fileNameOf, idOfFileName } from "../files/file_name.ts";
import { type FileProblem, readJsonl, readJsonlIfPresent } from "../files/jsonl.ts";
import { parseAnswer, parseQuestion } from "../files/records.ts";
import { namesIn } from "../files/text_file.ts";

export interface Benchmark {
  name: string;
  /** Absolute path of its folder. */
  folder: string;
}

/** Answers of one model, one for each question; the last line of a question counts. */
export interface ModelAnswers {
  model_id: string;
  file: string;
  /** The id that the name of the file says. */
  fileId: string;
  /** The ids that its lines say. */
  inside: readonly string[];
  byQuestion: Map<string, Answer>;
}

const QUESTION_FILES = ["questions.jsonl", "question.jsonl"];
const ANSWER_FOLDERS = ["answers", "model_answer"];

/** Question ids are compared as text: "1" is 1. */
export function questionKey(id: QuestionId): string {
  return String(id);
}

function findQuestions(folder: string): string | undefined {
  return QUESTION_FILES.map((name) => join(folder, name)).find((file) => existsSync(file));
}

/** The files of a benchmark that the program only reads: its questions and reference answers. */
export function inputsOf({ folder }: Benchmark): string[] {
  return [
    ...QUESTION_FILES.map((name) => join(folder, name)).filter((file) => existsSync(file)),
    ...answerFiles(join(folder, "reference_answer")).map(({ file }) => file),
  ];
}

/** The benchmarks in a data folder: the folders that hold questions. */
export function listBenchmarks(dataDir: string): string[] {
  if (!existsSync(dataDir)) return [];
  return namesIn(dataDir).filter((name) => findQuestions(join(dataDir, name)) !== undefined);
}

/** Finds a benchmark; the error lists those that exist. */
export function openBenchmark(dataDir: string, name: string): Benchmark {
  const folder = resolve(dataDir, name);
  if (name !== "" && basename(folder) === name && findQuestions(folder)) return { name, folder };
  const known = listBenchmarks(dataDir);
  throw new UserError(
    say`there is no benchmark "${name}" in ${resolve(dataDir)} (a folder with questions.jsonl). ${
      known.length === 0
        ? say`There is none at all; --data-dir chooses another folder.`
        : say`There are: ${known.join(", ")}.${suggest(name, known)}`
    } get_benchmark.ts brings public ones (--list).`,
  );
}

/** The questions in the order of the file. Two questions with one id are an error. */
export function readQuestions(bench: Benchmark): {
  questions: Question[];
  problems: FileProblem[];
} {
  const file = findQuestions(bench.folder) as string;
  const { rows, problems } = readJsonl(file, parseQuestion);
  if (rows.length === 0) {
    const [first] = problems;
    const why =
      first === undefined ? say`it is empty` : say`line ${first.line ?? 1}: ${first.message}`;
    throw new UserError(
      say`${file} holds no question (${why}). A line is {"question_id": …, "category": …, "turns": ["…"]}`,
    );
  }
  const seen = new Set<string>();
  for (const { question_id } of rows) {
    if (seen.has(questionKey(question_id))) {
      throw new UserError(say`${file}: question_id "${question_id}" occurs twice; make ids unique`);
    }
    seen.add(questionKey(question_id));
  }
  return { questions: rows, problems };
}

/** Where new answers of a model are written. */
export function answerFile(bench: Benchmark, modelId: string): string {
  return join(bench.folder, answersFolder(bench), `${fileNameOf(modelId)}.jsonl`);
}

function answersFolder(bench: Benchmark): string {
  return ANSWER_FOLDERS.find((name) => existsSync(join(bench.folder, name))) ?? "answers";
}

/** Files of a folder of answers: `<model>.jsonl`, or jp-bench's `<model>/results.jsonl`. */
function answerFiles(folder: string): { file: string; model: string }[] {
  if (!existsSync(folder)) return [];
  return namesIn(folder)
    .flatMap((name) => {
      const path = join(folder, name);
      if (name.endsWith(".jsonl")) return [{ file: path, model: name.slice(0, -6) }];
      const results = join(path, "results.jsonl");
      return statSync(path).isDirectory() && existsSync(results)
        ? [{ file: results, model: name }]
        : [];
    })
    .map(({ file, model }) => ({ file, model: idOfFileName(model) ?? model }));
}

/** The answers of one file, under the one id inside it, or else under the name of the file. */
export function readAnswerFile(file: string, model: string, problems: FileProblem[]): ModelAnswers {
  const content = readJsonlIfPresent(file, (value) => parseAnswer(value, model));
  problems.push(...content.problems);
  const byQuestion = new Map<string, Answer>();
  let repeated = 0;
  for (const answer of content.rows) {
    const key = questionKey(answer.question_id);
    const earlier = byQuestion.get(key);
    // An answer grows by lines of one answer_id until it is complete; that is no repetition.
    const grows = earlier?.answer_id === answer.answer_id && answer.answer_id !== "";
    if (earlier && !grows) repeated++;
    byQuestion.set(key, answer);
  }
  if (repeated > 0) {
    problems.push({
      file,
      message: say`${repeated} lines repeat a question; the last line counts`,
    });
  }
  const inside = [...new Set(content.rows.map((answer) => answer.model_id))];
  const model_id = inside.length === 1 ? (inside[0] as string) : model;
  return { model_id, file, fileId: model, inside, byQuestion };
}

/**
 * The answers of every model that has a file, by model id. The id inside the file counts; where two
 * files say the same id, or a file says several, they go by their file names, and it is told. Two
 * files that would go by one name are an error: one of them would be lost.
 */
export function readAnswers(bench: Benchmark): {
  answers: Map<string, ModelAnswers>;
  problems: FileProblem[];
} {
  const problems: FileProblem[] = [];
  const files = ANSWER_FOLDERS.flatMap((folder) => answerFiles(join(bench.folder, folder)));
  const read = files.map(({ file, model }) => readAnswerFile(file, model, problems));
  const uses = new Map<string, number>();
  for (const { model_id } of read) uses.set(model_id, (uses.get(model_id) ?? 0) + 1);
  const answers = new Map<string, ModelAnswers>();
  for (const model of read) {
    const shared = (uses.get(model.model_id) as number) > 1;
    const model_id = shared ? model.fileId : model.model_id;
    if (shared && model.model_id !== model.fileId) {
      problems.push({
        file: model.file,
        message: say`another file says "${model.model_id}" too; this one goes by its name, "${model.fileId}"`,
      });
    } else if (model.inside.length > 1) {
      const ids = model.inside.map((id) => `"${id}"`).join(", ");
      problems.push({
        file: model.file,
        message: say`its lines say ${model.inside.length} model ids (${ids}); it goes by its name, "${model_id}"`,
      });
    }
    const other = answers.get(model_id);
    if (other) {
      throw new UserError(
        say`${other.file} and ${model.file} both hold answers of "${model_id}"; remove one of them, or give it another name and model_id`,
      );
    }
    answers.set(model_id, { ...model, model_id });
  }
  return { answers, problems };
}

/** The reference answers of the given name, or, without a name, of the only file there is. */
export function readReferences(
  bench: Benchmark,
  name: string | undefined,
): {
  references: Map<string, readonly string[]>;
  name: string | undefined;
  problems: FileProblem[];
} {
  const problems: FileProblem[] = [];
  const files = answerFiles(join(bench.folder, "reference_answer"));
  const chosen =
    name === undefined
      ? files.length <= 1
        ? files[0]
        : files.find(({ model }) => model === "reference")
      : files.find(({ model }) => model === name);
  if (!chosen && (name !== undefined || files.length > 1)) {
    const known = files.map(({ model }) => model);
    throw new UserError(
      name === undefined
        ? say`${bench.name} has several reference answers (${known.join(", ")}); choose one with reference_name (--reference-name)`
        : say`there are no reference answers "${name}" in ${join(bench.folder, "reference_answer")}; there are: ${known.join(", ") || say`none`}`,
    );
  }
  const references = new Map<string, readonly string[]>();
  if (chosen) {
    for (const [key, answer] of readAnswerFile(chosen.file, chosen.model, problems).byQuestion) {
      const [choice] = answer.choices;
      if (choice) references.set(key, choice.turns);
    }
  }
  return { references, name: chosen?.model, problems };
}

export type JudgmentKind = "pair" | "single";

/** Where new judgments of a judge are written. */
export function judgmentFile(bench: Benchmark, judgeId: string, kind: JudgmentKind): string {
  return join(bench.folder, "model_judgment", `${fileNameOf(judgeId)}_${kind}.jsonl`);
}

/** Where it is kept why a judge's judging of pairs ended. */
export function stopRecordFile(bench: Benchmark, judgeId: string): string {
  return judgmentFile(bench, judgeId, "pair").replace(/\.jsonl$/, "_stop.json");
}

/** Where the batches of a judge's judgments, or of a contestant's answers, are kept. */
export function batchFolder(
  bench: Benchmark,
  modelId: string,
  kind: JudgmentKind | "answers",
): string {
  return join(bench.folder, "batches", `${fileNameOf(modelId)}_${kind}`);
}

/** Path of a ranking without its ending. */
export function rankingPath(bench: Benchmark, judgeId: string, compute: string): string {
  return join(bench.folder, "rankings", `${fileNameOf(judgeId)}_${compute}`);
}

/** The folder of a judge's charts. */
export function chartFolder(bench: Benchmark, judgeId: string): string {
  return join(bench.folder, "charts", fileNameOf(judgeId));
}
