/** Blend runs of Neo: tables of earlier runs side by side in one row. */
import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { z } from "zod";
import { UserError } from "../../core/errors.ts";
import { joined, say } from "../../core/message.ts";
import type { ScorePart, ScoreRow } from "../../core/scores/score_board.ts";
import { makeBoard, overallOf } from "../../stats/scores/make_board.ts";
import { describeIssues, faultList } from "../../store/config/schema_faults.ts";
import { lockBenchmark } from "../../store/files/lock.ts";
import { namesIn } from "../../store/files/text_file.ts";
import type { Fields } from "../../store/scores/neo_file.ts";
import { readNejumiYaml } from "../../store/scores/neo_file.ts";
import { readRow, scoresFolder, writeRow } from "../../store/scores/score_files.ts";
import { isTable, readScores } from "../../store/scores/score_imports.ts";
import type { Table } from "../../store/wandb/offline_run.ts";
import type { Context } from "../command/command.ts";
import { dataDirOf } from "../command/command_settings.ts";
import { ALL_SETTINGS, flagsOf, overridesOf } from "../command/options.ts";
import type { PipelineFlags } from "../pipeline/pipeline.ts";
import { writeBoards } from "./board_files.ts";
import { importedPart } from "./imported_part.ts";
import { shown } from "./jaster_part.ts";
import type { Drawing } from "./jaster_scores.ts";
import { drawingOf } from "./leaderboard.ts";

const TASKS = [
  ...["jaster_ja_0_shot", "jaster_ja_4_shot", "jaster_en_0_shot", "jaster_en_4_shot"],
  ...["mtbench_ja", "mtbench_en"],
] as const;

const oldRun = z.object({
  run_path: z.string(),
  tasks: z.array(z.enum(TASKS)).min(1),
});

const blendSchema = z.object({
  run_chain: z.boolean().optional(),
  new_run: z
    .object({ entity: z.string(), project: z.string(), run_name: z.string() })
    .partial()
    .nullish(),
  old_runs: z.array(oldRun).min(1),
});

type Blend = z.infer<typeof blendSchema>;
type Task = (typeof TASKS)[number];

/** What was taken over of one task. */
export interface TakenOver {
  part: ScorePart;
  /** Whose scores they are, as far as their files say. */
  model: string | undefined;
  isTest: boolean;
  /** All its tables, unchanged. */
  tables: Map<string, Table>;
  /** The table of its scores. */
  leaderboard: Table;
}

function checkedBlend(value: Fields, file: string): Blend {
  const found = blendSchema.safeParse(value);
  if (!found.success) {
    throw new UserError(
      say`${basename(file)}: ${faultList(describeIssues(found.error, value, blendSchema))}`,
    );
  }
  const tasks = found.data.old_runs.flatMap(({ tasks: own }) => own);
  const twice = tasks.find((task, k) => tasks.indexOf(task) !== k);
  if (twice === undefined) return found.data;
  throw new UserError(
    say`${basename(file)}: ${twice} is taken from two runs. Tasks must be unique`,
  );
}

/** The names that a task's tables may have; the number of examples is not in the task's name. */
function leaderboardName(task: Task): RegExp {
  const [, language, shots] = /^jaster_(ja|en)_(\d)_shot$/.exec(task) ?? [];
  if (language === undefined) return new RegExp(`^mtbench_leaderboard_table_${task.slice(-2)}$`);
  const count = shots === "0" ? "0" : "[1-9]\\d*";
  return new RegExp(`^jaster_leaderboard_table_${language}_${count}shot$`);
}

const TABLE_FILE = /\.table\.json$/;

/** Table files of a run by the tables' names: those of a folder, or of downloaded artifacts. */
function tableFiles(path: string, base: string): { files: Map<string, string>; folder?: string } {
  for (const folder of [resolve(base, path), resolve(path)]) {
    if (existsSync(folder) && statSync(folder).isDirectory()) {
      const names = namesIn(folder).filter((name) => TABLE_FILE.test(name));
      const files = names.map(
        (name) => [name.replace(TABLE_FILE, ""), join(folder, name)] as const,
      );
      return { files: new Map(files), folder };
    }
  }
  const id = path.split("/").at(-1) ?? "";
  const artifacts = resolve("artifacts");
  const files = new Map<string, string>();
  for (const name of existsSync(artifacts) ? namesIn(artifacts) : []) {
    const [, table] = new RegExp(`^run-${id.replace(/\W/g, "\\$&")}-(.+):v\\d+$`).exec(name) ?? [];
    const file = table && join(artifacts, name, `${table}.table.json`);
    // Later versions sort behind earlier ones and come over them.
    if (file && existsSync(file)) files.set(table, file);
  }
  return { files };
}

function readTable(file: string): Table {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (isTable(value)) return value;
  } catch {
    // Said below.
  }
  throw new UserError(say`${file} is no table of W&B (columns, data)`);
}

async function takeOver(
  { run_path, tasks }: z.infer<typeof oldRun>,
  { file, drawing, date }: { file: string; drawing: Drawing; date: string },
): Promise<TakenOver[]> {
  const { files, folder } = tableFiles(run_path, dirname(file));
  const row = folder === undefined ? undefined : readRow(folder);
  const taken: TakenOver[] = [];
  for (const task of tasks) {
    const pattern = leaderboardName(task);
    const name = [...files.keys()].find((one) => pattern.test(one));
    if (name === undefined) {
      const table = task.startsWith("mtbench")
        ? `mtbench_leaderboard_table_${task.slice(-2)}`
        : `${task.slice(0, 6)}_leaderboard_table_${task.slice(7).replace("_shot", "shot")}`;
      const fetching = `wandb artifact get ${run_path.split("/").slice(0, 2).join("/")}/run-${run_path.split("/").at(-1)}-${table}:latest`;
      throw new UserError(
        say`${basename(file)}: there is no table of ${task} of ${run_path}, neither as a folder nor in artifacts/. Fetch it with\n  ${fetching}`,
      );
    }
    const suffix = name.replace(/^.*leaderboard_table_/, "");
    const family = name.split("_")[0];
    const own = [...files].filter(
      ([one]) => one.startsWith(`${family}_`) && one.endsWith(`_${suffix}`),
    );
    const source = files.get(name) as string;
    const partName = `${family}_${suffix}`;
    const ownPart = row?.parts.find((part) => part.name === partName);
    const [imported] = await readScores(source);
    const samples = own.find(([one]) => one === `${family}_output_table_${suffix}`)?.[1];
    const [fromSamples] = samples === undefined ? [] : await readScores(samples);
    const of = (ownPart === undefined ? fromSamples : undefined) ?? imported;
    const made = importedPart(
      { ...of, name: partName, numbers: imported.numbers },
      { file: samples ?? source, date, drawing },
    );
    taken.push({
      part: ownPart ?? made.part,
      model: row?.model ?? imported.model ?? fromSamples?.model,
      isTest: row?.test_mode ?? false,
      tables: new Map(own.map(([one, path]) => [one, readTable(path)])),
      leaderboard: readTable(source),
    });
  }
  return taken;
}

/** The joint row: every column of a table that is taken over has the suffix, the model's name too. */
export function blendedTable(taken: readonly TakenOver[]): Table {
  const columns = taken.flatMap(({ part, leaderboard }) => {
    const [, language] = /^mtbench_(ja|en)$/.exec(part.name) ?? [];
    const suffix = language === undefined ? part.name : `MTbench_${language}`;
    return leaderboard.columns.map((column) => `${column}_${suffix}`);
  });
  return { columns, data: [taken.flatMap(({ leaderboard }) => leaderboard.data[0] ?? [])] };
}

/** Warns of parts that are of different models or making; test mode and whole runs never mix. */
function checkAlike(taken: readonly TakenOver[], isTest: boolean, { log }: Context): void {
  if (taken.some((one) => one.isTest !== isTest)) {
    throw new UserError(
      say`runs in test mode and whole ones cannot be blended: the few samples of test mode are no result`,
    );
  }
  const models = [...new Set(taken.flatMap(({ model }) => model ?? []))];
  if (models.length > 1) {
    log(
      say`Warning: the runs are of different models (${joined(models)}); the row would be of none of them.`,
    );
  }
  const rows = taken.map(
    ({ part, model }, k): ScoreRow => ({
      model: `${model ?? "?"} #${k + 1}`,
      display_name: model ?? "?",
      date: part.date,
      test_mode: isTest,
      // Under one name, so that what must be alike among parts is compared.
      parts: [{ ...part, name: part.name.split("_").slice(0, 2).join("_") }],
      overall: null,
    }),
  );
  const about = { date: "", test_mode: isTest, confidence: 0.95 };
  for (const warning of makeBoard(rows, about).warnings) log(say`Warning: ${warning}`);
}

/** The runs that a config of Neo carries over into its own, where it stands beside and is switched on. */
export async function chainedRuns(
  ownParts: readonly string[],
  { isTest, drawing, context }: { isTest: boolean; drawing: Drawing; context: Context },
): Promise<TakenOver[]> {
  const file = resolve("blend_run_configs", "config.yaml");
  if (!existsSync(file)) return [];
  const value = await readNejumiYaml(file);
  if ((value as Fields | undefined)?.run_chain !== true) return [];
  const blend = checkedBlend(value as Fields, file);
  const date = new Date(context.now()).toISOString();
  const taken: TakenOver[] = [];
  for (const run of blend.old_runs) taken.push(...(await takeOver(run, { file, drawing, date })));
  const own = new Set(ownParts);
  const twice = taken.find(({ part }) => own.has(part.name));
  if (twice !== undefined) {
    throw new UserError(
      say`${shown(file)}: ${twice.part.name} is carried over and switched on in the config. Tasks must be unique`,
    );
  }
  checkAlike(taken, isTest, context);
  return taken;
}

/** Makes one row of the runs that a blend config names. */
export async function runBlend(
  value: Fields,
  flags: PipelineFlags & { config: string },
  context: Context,
): Promise<void> {
  const over = overridesOf(flags, flagsOf(ALL_SETTINGS));
  const drawing = drawingOf(over);
  const folder = scoresFolder(dataDirOf(over.data_dir));
  const file = flags.config;
  const blend = checkedBlend(value, file);
  if (blend.run_chain === true) {
    throw new UserError(
      say`${basename(file)}: run_chain is true, so the old runs go into the run of a Neo config: run that one, with this file at blend_run_configs/config.yaml`,
    );
  }
  const date = new Date(context.now()).toISOString();
  const taken: TakenOver[] = [];
  for (const run of blend.old_runs) taken.push(...(await takeOver(run, { file, drawing, date })));
  const isTest = taken[0]?.isTest ?? false;
  checkAlike(taken, isTest, context);
  const name = blend.new_run?.run_name ?? taken.find(({ model }) => model)?.model ?? "blended";
  if (flags.dryRun) {
    context.out(say`${name}: ${joined(taken.map(({ part }) => part.name))}`);
    context.out(say`This was a dry run: nothing was called or paid for.`);
    return;
  }
  mkdirSync(folder, { recursive: true });
  const lock = lockBenchmark(folder, context.log);
  try {
    const parts = taken.map(({ part }) => part);
    const row: ScoreRow = {
      model: name,
      display_name: name,
      date,
      test_mode: isTest,
      parts,
      overall: overallOf(parts, drawing.confidence),
    };
    const tables = new Map([
      ...taken.flatMap(({ tables: own }) => [...own]),
      ["leaderboard_table", blendedTable(taken)] as const,
    ]);
    context.out(say`Tables:  ${shown(writeRow(folder, row, tables))}`);
    await writeBoards(folder, { isTest, confidence: drawing.confidence }, context);
  } finally {
    lock.release();
  }
}
