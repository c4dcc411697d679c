/**
 * Scores that other programs made, from their files: llm-jp-eval's results, lm-evaluation-harness's,
 * W&B's tables and CSV. Where a file has the samples, they are given too.
 */
import { existsSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import type { Graded, ScoredTask } from "../../core/scores/score_board.ts";
import type { TaskProfile } from "../../prompt/tasks/task_profile.ts";
import { SAMPLE_METRICS, TASK_METRICS } from "../../prompt/tasks/text_metrics.ts";
import { readJsonl } from "../files/jsonl.ts";
import { namesIn, readText } from "../files/text_file.ts";
import type { Table } from "../wandb/offline_run.ts";
import { type Fields, isFields } from "./neo_file.ts";

/** One part of one model's scores. */
export interface ImportedPart {
  /** Undefined where the file does not say whose scores they are. */
  model: string | undefined;
  name: string;
  source: "llm-jp-eval" | "lm-evaluation-harness" | "table";
  scale: number | null;
  profile?: TaskProfile;
  shots?: number;
  /** The numbers of the file, by column. */
  numbers: ReadonlyMap<string, number>;
  /** Replies beside references. */
  tasks?: readonly ScoredTask[];
  grades?: readonly Graded[];
  /** Scores of single samples, by column. */
  values?: ReadonlyMap<string, readonly number[]>;
}

const NUMBER = /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** A number, or a text that is one; undefined for all else. */
function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  return typeof value === "string" && NUMBER.test(value.trim()) ? Number(value) : undefined;
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

function numbersIn(fields: Fields): Map<string, number> {
  return new Map(
    Object.entries(fields).flatMap(([key, value]) => {
      const number = numberOf(value);
      return number === undefined ? [] : [[key, number] as const];
    }),
  );
}

/** 1 where every number lies between 0 and 1; else nobody says. */
function shareScale(numbers: ReadonlyMap<string, number>): number | null {
  return [...numbers.values()].every((number) => number >= 0 && number <= 1) ? 1 : null;
}

/** The metrics of a task, from the names of scores: `jnli_exact_match`. */
function metricsOf(task: string, names: Iterable<string>): string[] {
  const known = [...Object.keys(SAMPLE_METRICS), ...TASK_METRICS];
  return [...names]
    .filter((name) => name.startsWith(`${task}_`))
    .map((name) => name.slice(task.length + 1))
    .filter((metric) => known.includes(metric));
}

function llmJpEval(value: Fields): ImportedPart {
  const scores = numbersIn(value.scores as Fields);
  const outputs = isFields(value.outputs) ? value.outputs : {};
  const config = isFields(value.config) ? value.config : {};
  const info = isFields(config.metainfo) ? config.metainfo : {};
  const model = isFields(config.model) ? config.model : {};
  const shots = numberOf(config.num_few_shots ?? info.num_few_shots);
  const tasks = Object.entries(outputs).flatMap(([task, rows]): ScoredTask[] => {
    if (!Array.isArray(rows)) return [];
    const pairs = rows.flatMap((row) =>
      isFields(row) && typeof row.pred === "string" && row.gold !== undefined
        ? [{ reply: row.pred, reference: String(row.gold) }]
        : [],
    );
    return pairs.length === 0 ? [] : [{ task, metrics: metricsOf(task, scores.keys()), pairs }];
  });
  const profile: TaskProfile = scores.has("AVR")
    ? "llm-jp-eval-1.1"
    : ["MT", "HE", "EL"].some((name) => scores.has(name))
      ? "llm-jp-eval-1.3"
      : "neo";
  return {
    model:
      textOf(info.basemodel_name) ??
      textOf(info.model_name) ??
      textOf(model.pretrained_model_name_or_path) ??
      textOf(config.model_name),
    name: shots === undefined ? "llm_jp_eval" : `llm_jp_eval_${shots}shot`,
    source: "llm-jp-eval",
    scale: 1,
    profile,
    ...(shots !== undefined && { shots }),
    numbers: scores,
    ...(tasks.length > 0 && { tasks }),
  };
}

/** Scores of single samples in the harness's `samples_<task>_….jsonl` beside its results. */
function harnessSamples(file: string, tasks: readonly string[]): Map<string, number[]> {
  const values = new Map<string, number[]>();
  const folder = dirname(file);
  const stamp = /results_(.+)\.json$/.exec(basename(file))?.[1];
  for (const task of tasks) {
    const names = namesIn(folder).filter(
      (name) => name.startsWith(`samples_${task}_`) && name.endsWith(".jsonl"),
    );
    const own = names.find((name) => stamp !== undefined && name.includes(stamp)) ?? names.at(-1);
    if (own === undefined) continue;
    for (const row of readJsonl(join(folder, own), (value) => value as Fields).rows) {
      const filter = textOf(row.filter) ?? "none";
      for (const metric of Array.isArray(row.metrics) ? row.metrics : Object.keys(row)) {
        const score = numberOf(row[String(metric)] === true ? 1 : row[String(metric)]);
        if (score === undefined) continue;
        const column = `${task}_${metric}${filter === "none" ? "" : `_${filter}`}`;
        values.set(column, [...(values.get(column) ?? []), score]);
      }
    }
  }
  return values;
}

function harness(value: Fields, file: string): ImportedPart {
  const numbers = new Map<string, number>();
  const results = value.results as Fields;
  for (const [task, scores] of Object.entries(results)) {
    if (!isFields(scores)) continue;
    for (const [key, score] of Object.entries(scores)) {
      const [metric, filter = "none"] = key.split(",");
      const number = numberOf(score);
      if (number === undefined || metric.endsWith("_stderr") || metric === "sample_len") continue;
      numbers.set(`${task}_${metric}${filter === "none" ? "" : `_${filter}`}`, number);
    }
  }
  const samples = harnessSamples(file, Object.keys(results));
  const values = new Map([...samples].filter(([column]) => numbers.has(column)));
  const config = isFields(value.config) ? value.config : {};
  const argument = /pretrained=([^,]+)/.exec(String(config.model_args ?? ""))?.[1];
  return {
    model: textOf(value.model_name) ?? argument,
    name: "lm_eval",
    source: "lm-evaluation-harness",
    scale: shareScale(numbers),
    numbers,
    ...(values.size > 0 && { values }),
  };
}

/** Names of W&B tables as Neo and Nejumi 3 have them, without the run and the version. */
const TABLE_NAMES: readonly (readonly [name: RegExp, part: (found: RegExpExecArray) => string])[] =
  [
    [/jaster_leaderboard_table_(ja|en)_(\d+)shot/, ([, l, n]) => `jaster_${l}_${n}shot`],
    [/jaster_(\d+)shot_leaderboard_table/, ([, n]) => `jaster_ja_${n}shot`],
    [/mtbench_leaderboard_table(?:_(ja|en))?/, ([, l = "ja"]) => `mtbench_${l}`],
  ];

/** The part and the column that a column of the joint row means. */
function joinedColumn(name: string): [part: string, column: string] | undefined {
  const [, jaster, part] = /^(.+?)_(jaster_(?:ja|en)_\d+shot)$/.exec(name) ?? [];
  if (jaster !== undefined) return [part, jaster];
  const [, bench, language] = /^(.+?)_MTbench_(ja|en)$/.exec(name) ?? [];
  return bench === undefined ? undefined : [`mtbench_${language}`, bench];
}

const scaleOfPart = (name: string): number | null =>
  name.startsWith("jaster_") ? 1 : name.startsWith("mtbench_") ? 10 : null;

/** The mean of Nejumi 3's MT-Bench table goes by Neo's name. */
const plainColumn = (name: string): string => (name === "AVG_mtbench" ? "AVG" : name);

const MODEL_COLUMNS = ["model_name", "model", "model_id", "Model"];

/** Columns that say something about a row, not how good a model is. */
const NO_SCORES = [
  ...[...MODEL_COLUMNS, "run_name", "display_name", "test_mode", "num_few_shots", "date", "rank"],
  ...["size", "Size", "params"],
];

const byKey = <T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
};

/** Parts out of rows of samples: replies to tasks, or grades. */
function sampleParts(rows: readonly Fields[], file: string): ImportedPart[] | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  const isJaster = ["target_dataset", "pred", "true"].every((name) => name in first);
  const isGrades = ["question_id", "category", "score", "turn"].every((name) => name in first);
  const language = /_en(?:_|\.|$)/.test(basename(file)) ? "en" : "ja";
  const modelOf = (row: Fields): string => textOf(row.model_name ?? row.model) ?? "";
  if (isJaster) {
    const counting = rows.filter(
      ({ data_type }) => data_type === undefined || data_type === "test",
    );
    const keyOf = (row: Fields): string =>
      JSON.stringify([modelOf(row), numberOf(row.num_few_shots) ?? 0]);
    return [...byKey(counting, keyOf)].map(([key, own]) => {
      const [model, shots] = JSON.parse(key) as [string, number];
      const tasks = [...byKey(own, (row) => String(row.target_dataset))].map(
        ([task, samples]): ScoredTask => ({
          task,
          metrics: metricsInTable(task),
          pairs: samples.map((row) => ({
            reply: String(row.pred ?? ""),
            reference: String(row.true ?? ""),
          })),
        }),
      );
      return {
        model: model || undefined,
        name: `jaster_${language}_${shots}shot`,
        source: "table",
        scale: 1,
        profile: "neo",
        shots,
        numbers: new Map(),
        tasks,
      };
    });
  }
  if (!isGrades) return undefined;
  return [...byKey(rows, modelOf)].map(([model, own]) => ({
    model: model || undefined,
    name: `mtbench_${language}`,
    source: "table",
    scale: 10,
    numbers: new Map(),
    grades: own.flatMap((row) => {
      const score = numberOf(row.score);
      return score === undefined
        ? []
        : [
            {
              question: String(row.question_id),
              category: String(row.category),
              turn: numberOf(row.turn) ?? 1,
              score,
            },
          ];
    }),
  }));
}

/** The metric that Neo reports of a task, which a table of outputs does not say. */
function metricsInTable(task: string): string[] {
  if (["jemhopqa", "niilc", "jsquad", "wiki_reading", "aio"].includes(task)) return ["char_f1"];
  if (task.startsWith("wiki_") || task === "chabsa") return ["set_f1"];
  return task === "jsts" ? ["pearson", "spearman"] : ["exact_match"];
}

/** Parts out of rows of scores, one row a model. */
function scoreParts(rows: readonly Fields[], file: string): ImportedPart[] {
  const stem = basename(file).replace(/\.table\.json$|\.[^.]+$/, "");
  const named = TABLE_NAMES.flatMap(([name, part]) => {
    const found = name.exec(stem);
    return found ? [part(found)] : [];
  })[0];
  return rows.flatMap((row): ImportedPart[] => {
    const model = MODEL_COLUMNS.map((name) => textOf(row[name])).find((name) => name);
    const parts = new Map<string, Map<string, number>>();
    for (const [name, value] of Object.entries(row)) {
      const number = numberOf(value);
      if (number === undefined || NO_SCORES.includes(name)) continue;
      const [part, column] = joinedColumn(name) ?? [named ?? stem, plainColumn(name)];
      const own = parts.get(part) ?? new Map<string, number>();
      parts.set(part, own.set(column, number));
    }
    return [...parts].map(([name, numbers]) => ({
      model: model ?? textOf(row.model_name_MTbench_ja ?? row.model_name_MTbench_en),
      name,
      source: "table",
      scale: scaleOfPart(name) ?? shareScale(numbers),
      ...(/^jaster_/.test(name) && { profile: "neo" as const }),
      numbers,
    }));
  });
}

/** A table with its rows by their columns. */
function tableParts({ columns, data }: Table, file: string): ImportedPart[] {
  const rows = data.map((cells) =>
    Object.fromEntries(columns.map((column, k) => [column, cells[k]])),
  );
  return sampleParts(rows, file) ?? scoreParts(rows, file);
}

/** Whether a value is a table as W&B writes it. */
export function isTable(value: unknown): value is Table {
  return isFields(value) && Array.isArray(value.columns) && Array.isArray(value.data);
}

/** Reads a file of scores, whatever program it is of. */
export async function readScores(file: string): Promise<ImportedPart[]> {
  if (!existsSync(file)) throw new UserError(say`${file} is not there`);
  if ([".csv", ".tsv"].includes(extname(file))) {
    const { parse } = await import("csv-parse/sync");
    const [columns = [], ...data] = parse(readText(file), {
      bom: true,
      delimiter: extname(file) === ".tsv" ? "\t" : ",",
      skip_empty_lines: true,
    }) as string[][];
    return known(tableParts({ columns, data }, file), file);
  }
  let value: unknown;
  try {
    // Python writes NaN, which JSON does not know.
    value = JSON.parse(readText(file).replace(/(?<=[:,[]\s*)-?(?:NaN|Infinity)\b/g, "null"));
  } catch {
    throw new UserError(say`${file} is neither JSON nor CSV`);
  }
  if (isTable(value)) return known(tableParts(value, file), file);
  if (isFields(value) && isFields(value.scores)) return known([llmJpEval(value)], file);
  if (isFields(value) && isFields(value.results)) return known([harness(value, file)], file);
  throw unknown(file);
}

const unknown = (file: string): UserError =>
  new UserError(
    say`${file} is no file of scores that is known here: llm-jp-eval's result (scores), lm-evaluation-harness's results, a W&B table (columns, data) or CSV with a column of models`,
  );

function known(parts: ImportedPart[], file: string): ImportedPart[] {
  const sound = parts.filter(({ numbers, tasks, grades }) => numbers.size > 0 || tasks || grades);
  if (sound.length === 0) throw unknown(file);
  return sound;
}
