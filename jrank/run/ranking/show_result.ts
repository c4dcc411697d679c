/** LLM Judge's tables of stored judgments. */
import { join, resolve } from "node:path";
import { radarChart } from "../../chart/radar.ts";
import { UsageError, UserError } from "../../core/errors.ts";
import { TABLE_FORMATS, type TextTable } from "../../report/text_table.ts";
import { type Grade, type GradeRow, gradeTable, pairTable } from "../../stats/mt_bench.ts";
import {
  type Benchmark,
  chartFolder,
  judgmentFile,
  listJudges,
  openBenchmark,
  questionKey,
  readQuestions,
} from "../../store/benchmark.ts";
import { readJsonl } from "../../store/jsonl.ts";
import { readVoteList } from "../../store/read_votes.ts";
import { parseSingleJudgment } from "../../store/records.ts";
import { tellProblems } from "../benchmark_data.ts";
import type { Context } from "../command.ts";
import { plural } from "../format.ts";
import { dataDirOf } from "../settings.ts";

export interface ShowResultFlags {
  benchName?: string;
  dataDir?: string;
  mode: "single" | "pairwise-baseline" | "pairwise-all" | "pairwise-n";
  judgeModel?: string;
  baselineModel?: string;
  modelList?: string[];
  inputFile?: string[];
  format: keyof typeof TABLE_FORMATS | "json";
  repeats: "last" | "all";
  makeCharts?: boolean;
}

interface Result {
  table: TextTable;
  json: unknown;
  notes: string[];
}

const fixed = (value: number | null, digits = 2): string =>
  value === null ? "–" : value.toFixed(digits);
const percent = (value: number | null): string =>
  value === null ? "–" : `${(100 * value).toFixed(2)} %`;

/** Prints the table of a mode. */
export async function showResult(flags: ShowResultFlags, context: Context): Promise<void> {
  if (flags.mode === "pairwise-baseline" && flags.baselineModel === undefined) {
    throw new UsageError("--mode pairwise-baseline needs --baseline-model");
  }
  if (flags.benchName === undefined && flags.inputFile === undefined) {
    throw new UsageError("name a benchmark with --bench-name, or files with --input-file");
  }
  const bench =
    flags.benchName === undefined
      ? undefined
      : openBenchmark(dataDirOf(flags.dataDir), flags.benchName);
  const kind = flags.mode === "single" ? "single" : "pair";
  const files = flags.inputFile?.map((file) => resolve(file)) ?? [
    judgmentFile(bench as Benchmark, judgeOf(bench as Benchmark, kind, flags.judgeModel), kind),
  ];
  const result =
    kind === "single"
      ? singleResult(files, flags, bench, context)
      : await pairResult(files, flags, context);
  if (flags.format === "json") {
    context.out(JSON.stringify(result.json, null, 2));
  } else {
    context.out(await TABLE_FORMATS[flags.format](result.table));
  }
  for (const note of result.notes) context.log(note);
  if (flags.makeCharts) await drawRadar(flags, bench, result, context);
}

/** The radar over categories, in the benchmark's folder of charts. */
async function drawRadar(
  flags: ShowResultFlags,
  bench: Benchmark | undefined,
  { json }: Result,
  { out }: Context,
): Promise<void> {
  if (!bench || flags.mode !== "single") {
    throw new UsageError(
      "--make-charts draws grades by category: it needs --bench-name and --mode single",
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
    throw new UserError(`a radar needs at least three categories; there are ${axes.length}`);
  const { writeChart } = await import("./write_charts.ts");
  const path = join(chartFolder(bench, judge), "radar");
  const written = await writeChart(spec, path, { title: `${bench.name}: radar` });
  out(`Chart: ${written} (also .svg, .png, .html)`);
}

function judgeOf(bench: Benchmark, kind: "single" | "pair", wanted: string | undefined): string {
  const judges = listJudges(bench, kind);
  const [only] = judges;
  if (wanted !== undefined && judges.includes(wanted)) return wanted;
  if (wanted === undefined && judges.length === 1) return only as string;
  throw new UserError(
    judges.length === 0
      ? `${bench.name} has no ${kind} judgments yet; make some with gen_judgment.ts`
      : `choose a judge with --judge-model; ${bench.name} has ${kind} judgments by: ${judges.join(", ")}`,
  );
}

function singleResult(
  files: readonly string[],
  { modelList, judgeModel, inputFile, repeats }: ShowResultFlags,
  bench: Benchmark | undefined,
  context: Context,
): Result {
  const categories = new Map(
    (bench ? readQuestions(bench).questions : []).map(({ question_id, category }) => [
      questionKey(question_id),
      category,
    ]),
  );
  const grades: Grade[] = [];
  for (const file of files) {
    const { rows, problems } = readJsonl(file, parseSingleJudgment);
    tellProblems(problems, context.log);
    for (const row of rows) {
      if (modelList && !modelList.includes(row.model)) continue;
      if (inputFile && judgeModel !== undefined && row.judge[0] !== judgeModel) continue;
      const question = questionKey(row.question_id);
      grades.push({
        ...{ model: row.model, question, turn: row.turn, score: row.score },
        category: categories.get(question),
      });
    }
  }
  if (grades.length === 0) throw new UserError(`there are no grades in ${files.join(", ")}`);
  const { rows, repeated } = gradeTable(grades, { repeats });
  const turns = rows[0]?.byTurn.length ?? 1;
  const names = Object.keys(rows[0]?.byCategory ?? {});
  const withoutScore = rows.reduce((sum, row) => sum + row.withoutScore, 0);
  return {
    table: {
      head: [
        "Model",
        ...Array.from({ length: turns }, (_, k) => `Turn ${k + 1}`),
        ...["Average", ...names, "Graded", "No score"],
      ],
      rows: rows.map((row) => [
        row.model,
        ...row.byTurn.map((mean) => fixed(mean)),
        fixed(row.average),
        ...names.map((name) => fixed(row.byCategory[name] ?? null)),
        ...[String(row.graded), String(row.withoutScore)],
      ]),
      aligns: `l${"r".repeat(turns + names.length + 3)}`,
    },
    json: rows,
    notes: [
      ...(withoutScore > 0
        ? [`${plural(withoutScore, "grade")} without a score: left out of the means.`]
        : []),
      ...(repeated > 0
        ? [
            `${plural(repeated, "row")} repeat an earlier grade of the same answer; ${repeats === "last" ? "the last one counts (--repeats all counts every row)" : "every row counts"}.`,
          ]
        : []),
    ],
  };
}

async function pairResult(
  files: readonly string[],
  { modelList, judgeModel, inputFile, mode, baselineModel }: ShowResultFlags,
  context: Context,
): Promise<Result> {
  const { votes, problems } = await readVoteList(files);
  tellProblems(problems, context.log);
  const listed = votes.filter(
    ({ first, second, judge }) =>
      (!modelList ||
        [first, second].every((id) => modelList.includes(id) || id === baselineModel)) &&
      (!inputFile || judgeModel === undefined || judge === judgeModel),
  );
  const baseline = mode === "pairwise-baseline" ? baselineModel : undefined;
  const { rows, pairs, withoutVerdict, disagreeing } = pairTable(listed, { baseline });
  if (rows.length === 0) {
    const models = [...new Set(votes.flatMap(({ first, second }) => [first, second]))].sort();
    throw new UserError(
      `there are no pairs${baseline === undefined ? "" : ` against ${baseline}`} in ${files.join(", ")}; the models there are: ${models.join(", ") || "none"}`,
    );
  }
  return {
    table: {
      head: ["Model", "Win", "Loss", "Tie", "Win rate", "Loss rate", "Adjusted win rate"],
      rows: rows.map((row) => [
        ...[row.model, String(row.wins), String(row.losses), String(row.ties)],
        ...[row.winRate, row.lossRate, row.adjustedWinRate].map(percent),
      ]),
      aligns: "lrrrrrr",
    },
    json: rows,
    notes: [
      `${plural(pairs, "pair")}${baseline === undefined ? "" : ` against ${baseline}`}; the two orders of a pair must agree, or it is a tie (${disagreeing} did not agree).`,
      ...(withoutVerdict > 0
        ? [`${plural(withoutVerdict, "pair")} without a verdict: left out.`]
        : []),
    ],
  };
}
