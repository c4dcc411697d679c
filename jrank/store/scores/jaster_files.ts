/** The files of jaster tasks: where they lie, and what is in them. */
import { existsSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { RowError, saidBy, UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import type { TaskSample } from "../../prompt/tasks/task_prompt.ts";
import { namesIn, readText } from "../files/text_file.ts";
import { isFields } from "./neo_file.ts";

/** One split of a task. */
export interface TaskFile {
  instruction: string;
  /** The most tokens of a reply, as one old tokenizer counts them. */
  outputLength: number;
  metrics: string[];
  samples: TaskSample[];
  /** Asks for a pattern to be found in the reply, which Neo does not do. */
  wantsPattern: boolean;
}

export type Split = "test" | "dev" | "train";

/** The folder that holds `test/`, `dev/` and `train/`. */
export interface JasterFolder {
  folder: string;
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

/** Finds the data as Neo names them: in a folder, in a downloaded artifact, in the data directory. */
export function findJaster(
  { folder, artifact }: { folder: string; artifact: string | undefined },
  { dataDir, file }: { dataDir: string; file: string },
): JasterFolder {
  const relative = folder.replace(/^\/+/, "");
  const name = artifact?.split("/").at(-1);
  const places = [
    resolve(folder),
    resolve(relative),
    ...(name === undefined ? [] : [resolve("artifacts", name, relative)]),
    join(dataDir, relative),
  ];
  for (const place of new Set(places)) {
    const test = basename(place) === "test" ? place : join(place, "test");
    if (isFolder(test)) return { folder: dirname(test) };
  }
  throw new UserError(
    say`${basename(file)}: the data of jaster are not there. Looked in: ${[...new Set(places)].join(", ")}. Fetch them with\n  wandb artifact get ${artifact ?? "wandb-japan/llm-leaderboard/jaster:v11"}\nor make them with the preprocessing of llm-jp-eval and name their folder in llm_jp_eval.dataset_dir`,
  );
}

/** The tasks that have test samples. */
export function tasksIn({ folder }: JasterFolder): string[] {
  return namesIn(join(folder, "test"))
    .filter((name) => name.endsWith(".json"))
    .map((name) => basename(name, ".json"));
}

/** One split of a task; undefined where it has none. */
export function readTaskFile(
  { folder }: JasterFolder,
  split: Split,
  task: string,
): TaskFile | undefined {
  const file = join(folder, split, `${task}.json`);
  if (!existsSync(file)) return undefined;
  try {
    return parseTaskFile(JSON.parse(readText(file)));
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(say`${file}: ${saidBy(error)}`);
  }
}

function parseTaskFile(value: unknown): TaskFile {
  if (!isFields(value)) throw new RowError(say`expected a JSON object`);
  const {
    instruction,
    output_length,
    metrics,
    samples,
    answer_pattern_id,
    answer_extract_pattern,
  } = value;
  if (typeof instruction !== "string") throw new RowError(say`"instruction" must be a text`);
  const length = Number(output_length);
  if (!Number.isInteger(length) || length < 1) {
    throw new RowError(say`"output_length" must be a whole number of at least 1`);
  }
  if (!Array.isArray(metrics) || !metrics.every((metric) => typeof metric === "string")) {
    throw new RowError(say`"metrics" must be a list of texts`);
  }
  if (!Array.isArray(samples)) throw new RowError(say`"samples" must be a list`);
  return {
    instruction,
    outputLength: length,
    metrics,
    samples: samples.map(parseSample),
    wantsPattern: Boolean(answer_pattern_id ?? answer_extract_pattern),
  };
}

function parseSample(value: unknown, k: number): TaskSample {
  if (isFields(value) && typeof value.input === "string") {
    const { input, output } = value;
    if (typeof output === "string" || typeof output === "number") {
      return { input, output: String(output) };
    }
  }
  throw new RowError(say`samples[${k}] must have the texts "input" and "output"`);
}
