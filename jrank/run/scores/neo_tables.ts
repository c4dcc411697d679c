/** The tables of a run under Neo's names, with Neo's columns. */

import { columnOfPart, type ScorePart } from "../../core/scores/score_board.ts";
import type { SingleJudgment } from "../../core/types.ts";
import { fourDecimals, SAMPLE_METRICS } from "../../prompt/tasks/text_metrics.ts";
import type { Table } from "../../store/wandb/offline_run.ts";
import type { AnsweredSample } from "./jaster_part.ts";

/** A number as Neo's tables have it: jaster's with four decimals, grades as they are. */
const written = (value: number | null, part: ScorePart): number | null =>
  value === null || part.scale !== 1 ? value : Number(fourDecimals(value));

/** The names of a part's tables: `jaster_leaderboard_table_ja_0shot`. */
function tableName({ name }: ScorePart, kind: string): string {
  const [family, ...rest] = name.split("_");
  return [family, kind, ...rest].join("_");
}

/** The scores of a part in Neo's order: by column for jaster, the mean last for MT-Bench. */
function columnsOf(part: ScorePart): string[] {
  const names = Object.keys(part.scores).sort();
  if (part.scale === 1 || part.average === null) return names;
  return [...names.filter((name) => name !== part.average), part.average];
}

/** The row of scores, and for Japanese parts and MT-Bench the radar. */
export function scoreTables(part: ScorePart, model: string): Map<string, Table> {
  const columns = columnsOf(part);
  const values = columns.map((name) => written(part.scores[name].score, part));
  const isMtBench = part.scale !== 1;
  const tables = new Map<string, Table>([
    [
      tableName(part, "leaderboard_table"),
      isMtBench
        ? { columns: ["model_name", ...columns], data: [[model, ...values]] }
        : { columns, data: [values] },
    ],
  ]);
  if (part.categories.length > 0) {
    tables.set(tableName(part, "radar_table"), {
      columns: ["category", "score"],
      data: part.categories.flatMap((name) =>
        part.scores[name] === undefined ? [] : [[name, written(part.scores[name].score, part)]],
      ),
    });
  }
  return tables;
}

const OUTPUT_COLUMNS = [
  ...["run_name", "model_name", "target_dataset", "num_few_shots", "data_type", "id", "input"],
  ...["pred", "true", "prompt", "exact", "char_f1", "set_f1", "latency"],
];

/** Every sample of a jaster part: those that count, and the few that replies may be shown of. */
export function outputTables(
  part: ScorePart,
  samples: readonly AnsweredSample[],
  { model, run, shots }: { model: string; run: string; shots: number },
): Map<string, Table> {
  const rowsOf = (split: "test" | "dev"): unknown[][] =>
    samples
      .filter((sample) => sample.split === split && sample.answer !== undefined)
      .map(({ task, index, sample, question, reply, reference }) => [
        ...[run, model, task, shots, split, index, sample.input, reply, reference],
        question.turns[0],
        ...["exact_match", "char_f1", "set_f1"].map((name) =>
          SAMPLE_METRICS[name](reply, reference),
        ),
        null,
      ]);
  return new Map([
    [tableName(part, "output_table"), { columns: OUTPUT_COLUMNS, data: rowsOf("test") }],
    [tableName(part, "output_table_dev"), { columns: OUTPUT_COLUMNS, data: rowsOf("dev") }],
  ]);
}

/** A grade with the question and the answer that it is about. */
export interface GradedAnswer {
  row: SingleJudgment;
  category: string;
  answer_id: string;
  question: string;
  answer: string;
}

/** Every grade of MT-Bench, by question and turn. */
export function gradeTables(
  part: ScorePart,
  graded: readonly GradedAnswer[],
  model: string,
): Map<string, Table> {
  const sorted = [...graded].sort(
    (a, b) =>
      Number(a.row.question_id) - Number(b.row.question_id) ||
      String(a.row.question_id).localeCompare(String(b.row.question_id)) ||
      a.row.turn - b.row.turn,
  );
  return new Map([
    [
      tableName(part, "output_table"),
      {
        columns: [
          ...["question_id", "category", "answer_id", "model", "question", "answer", "judge"],
          ...["user_prompt", "judgment", "score", "turn", "tstamp"],
        ],
        data: sorted.map(({ row, category, answer_id, question, answer }) => [
          ...[row.question_id, category, answer_id, model, question, answer, row.judge.join(", ")],
          ...[row.user_prompt, row.judgment, row.score, row.turn, row.tstamp ?? null],
        ]),
      },
    ],
  ]);
}

/** The one row of a run: the scores of all its parts side by side. */
export function leaderboardTable(parts: readonly ScorePart[]): Table {
  const cells = parts.flatMap((part) =>
    columnsOf(part).map((name) => ({
      column: columnOfPart(part, name),
      value: written(part.scores[name].score, part),
    })),
  );
  return { columns: cells.map(({ column }) => column), data: [cells.map(({ value }) => value)] };
}
