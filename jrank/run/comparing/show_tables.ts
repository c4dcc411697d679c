/** LLM Judge's tables of stored judgments. */

import { join, resolve } from "node:path";
import { radarChart } from "../../chart/kinds/radar.ts";
import { UsageError, UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { suggest } from "../../core/suggest.ts";
import { TABLE_FORMATS } from "../../report/tables/text_table.ts";
import type { GradeRow } from "../../stats/raters/mt_bench.ts";
import {
  type Benchmark,
  chartFolder,
  type ModelAnswers,
  openBenchmark,
  readAnswers,
} from "../../store/answers/benchmark.ts";
import { listJudges, storedJudgmentFiles } from "../../store/answers/judgment_files.ts";
import { modelIdOf } from "../../store/answers/model_names.ts";
import type { Context } from "../command/command.ts";
import { configAbout, dataDirOf } from "../command/command_settings.ts";
import { tellOtherNames } from "../models/model_answers.ts";
import { pairResult, type Result, type ShowResultFlags, singleResult } from "./result_tables.ts";

/** Prints the table of a mode. */
export async function showResult(given: ShowResultFlags, context: Context): Promise<void> {
  if (given.mode === "pairwise-baseline" && given.baselineModel === undefined) {
    throw new UsageError(say`--mode pairwise-baseline needs --baseline-model`);
  }
  if (given.benchName === undefined && given.inputFile === undefined) {
    throw new UsageError(say`name a benchmark with --bench-name, or files with --input-file`);
  }
  const found =
    given.benchName === undefined
      ? undefined
      : await configAbout(given.benchName, given.config, context);
  const bench =
    given.benchName === undefined
      ? undefined
      : openBenchmark(dataDirOf(given.dataDir ?? found?.config.data_dir), given.benchName);
  const answers = bench ? readAnswers(bench).answers : new Map();
  const names = [...(given.modelList ?? []), given.baselineModel].filter((id) => id !== undefined);
  tellOtherNames(answers, names, { where: say`Of the models named`, log: context.log });
  const flags = withIds(given, answers);
  const kind = flags.mode === "single" ? "single" : "pair";
  const files =
    flags.inputFile?.map((file) => resolve(file)) ??
    storedJudgmentFiles(
      bench as Benchmark,
      judgeOf(bench as Benchmark, kind, flags.judgeModel),
      kind,
    );
  const result =
    kind === "single"
      ? singleResult(files, flags, { bench, answers }, context)
      : await pairResult(files, flags, answers, context);
  if (flags.format === "json") {
    context.out(JSON.stringify(result.json, null, 2));
  } else {
    context.out(await TABLE_FORMATS[flags.format](result.table));
  }
  for (const note of result.notes) context.log(note);
  if (flags.makeCharts) await drawRadar(flags, bench, result, context);
}

/** The flags with every model under its one id. */
function withIds(flags: ShowResultFlags, answers: ReadonlyMap<string, ModelAnswers>) {
  const { modelList, baselineModel } = flags;
  return {
    ...flags,
    ...(modelList && { modelList: modelList.map((id) => modelIdOf(answers, id)) }),
    ...(baselineModel !== undefined && { baselineModel: modelIdOf(answers, baselineModel) }),
  };
}

/** The radar over categories, in the benchmark's folder of charts. */
async function drawRadar(
  flags: ShowResultFlags,
  bench: Benchmark | undefined,
  { json }: Result,
  { out, log }: Context,
): Promise<void> {
  if (!bench || flags.mode !== "single") {
    throw new UsageError(
      say`--make-charts draws grades by category: it needs --bench-name and --mode single`,
    );
  }
  const rows = json as GradeRow[];
  const axes = Object.keys(rows[0]?.byCategory ?? {});
  const judge = judgeOf(bench, "single", flags.judgeModel);
  const spec = radarChart(
    axes,
    rows.map(({ model, byCategory }) => ({
      name: model,
      values: axes.map((axis) => byCategory[axis] ?? null),
    })),
    { most: 10, title: bench.name, subtitle: judge },
  );
  if (!spec)
    throw new UserError(say`a radar needs at least three categories; there are ${axes.length}`);
  const { writeChart } = await import("../ranking/files/write_charts.ts");
  const path = join(chartFolder(bench, judge), "radar");
  const written = await writeChart(spec, path, { title: `${bench.name}: radar` }, log);
  out(say`Chart: ${written} (also .svg, .png, .html)`);
}

function judgeOf(bench: Benchmark, kind: "single" | "pair", wanted: string | undefined): string {
  const judges = listJudges(bench, kind);
  const [only] = judges;
  if (wanted !== undefined && judges.includes(wanted)) return wanted;
  if (wanted === undefined && judges.length === 1) return only as string;
  throw new UserError(
    judges.length === 0
      ? say`${bench.name} has no ${kind} judgments yet; make some with gen_judgment.ts`
      : say`choose a judge with --judge-model; ${bench.name} has ${kind} judgments by: ${judges.join(", ")}.${wanted === undefined ? "" : suggest(wanted, judges)}`,
  );
}
