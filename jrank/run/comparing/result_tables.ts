/** The rows of LLM Judge's tables, out of files of judgments. */

import { UserError } from "../../core/errors.ts";
import { type Said, say } from "../../core/message.ts";
import type { TABLE_FORMATS, TextTable } from "../../report/tables/text_table.ts";
import { type Grade, gradeTable, onQuestions, pairTable } from "../../stats/raters/mt_bench.ts";
import {
  type Benchmark,
  type ModelAnswers,
  questionKey,
  readQuestions,
} from "../../store/answers/benchmark.ts";
import { modelAliases } from "../../store/answers/model_names.ts";
import { readJsonl } from "../../store/files/jsonl.ts";
import { parseSingleJudgment } from "../../store/files/records.ts";
import { readVoteList } from "../../store/votes/read_votes.ts";
import { type MadeRow, newestRows, promptConflicts } from "../../store/votes/row_survey.ts";
import { findingMessage, promptsMessage } from "../../words/findings.ts";
import { shownNumber, shownPercent } from "../../words/shown_number.ts";
import type { Context } from "../command/command.ts";
import { plural } from "../command/format.ts";
import { tellProblems } from "../models/benchmark_data.ts";
import { countedRows, countsOf } from "../ranking/files/counted_rows.ts";

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
  /** A config in place of config.json here; false: none. */
  config?: string | false;
}

type Answers = ReadonlyMap<string, ModelAnswers>;

export interface Result {
  table: TextTable;
  json: unknown;
  notes: Said[];
}

const fixed = (value: number | null): string => shownNumber(value, 2);
const percent = (value: number | null): string => shownPercent(value, 2);

/** Means of grades by turn and category. */
export function singleResult(
  files: readonly string[],
  { modelList, judgeModel, inputFile, repeats }: ShowResultFlags,
  { bench, answers }: { bench: Benchmark | undefined; answers: Answers },
  context: Context,
): Result {
  const aliases = modelAliases(answers);
  const questions =
    bench &&
    new Map(
      readQuestions(bench).questions.map(({ question_id, category }) => [
        questionKey(question_id),
        category,
      ]),
    );
  const grades: Grade[] = [];
  const made: MadeRow[] = [];
  /** Models that grade themselves, as gpt-4 does in MT-Bench's tables. */
  const ownGrades = new Set<string>();
  for (const file of files) {
    const { rows, problems } = readJsonl(file, parseSingleJudgment);
    tellProblems(problems, context.log);
    for (const row of rows) {
      const model = aliases.get(row.model) ?? row.model;
      if (modelList && !modelList.includes(model)) continue;
      if (inputFile && judgeModel !== undefined && row.judge[0] !== judgeModel) continue;
      const question = questionKey(row.question_id);
      const { turn, judge, hashes } = row;
      if (model === judge[0]) ownGrades.add(model);
      if (row.score !== -1 && (!questions || questions.has(question)))
        made.push({ question, turn, models: [model], judge, hashes });
      grades.push({
        model,
        question,
        turn: row.turn,
        score: row.score,
        category: questions?.get(question),
      });
    }
  }
  const { counted, removed } = onQuestions(grades, questions);
  if (counted.length === 0) {
    throw new UserError(
      removed === 0
        ? say`there are no grades in ${files.join(", ")}`
        : say`all ${removed} grades in ${files.join(", ")} are of questions that the benchmark does not have`,
    );
  }
  const { rows, repeated } = gradeTable(counted, { repeats });
  const prompts = promptConflicts(repeats === "last" ? newestRows(made) : made);
  const turns = rows[0]?.byTurn.length ?? 1;
  const names = Object.keys(rows[0]?.byCategory ?? {});
  const withoutScore = rows.reduce((sum, row) => sum + row.withoutScore, 0);
  return {
    table: {
      head: [
        say`Model`,
        ...Array.from({ length: turns }, (_, k) => say`Turn ${k + 1}`),
        ...[say`Average`, ...names, say`Graded`, say`No score`],
      ],
      rows: rows.map((row) => [
        ownGrades.has(row.model) ? `${row.model} *` : row.model,
        ...row.byTurn.map((mean) => fixed(mean)),
        fixed(row.average),
        ...names.map((name) => fixed(row.byCategory[name] ?? null)),
        ...[String(row.graded), String(row.withoutScore)],
      ]),
      aligns: `l${"r".repeat(turns + names.length + 3)}`,
    },
    json: rows.map((row) => (ownGrades.has(row.model) ? { ...row, graded_by_itself: true } : row)),
    notes: [
      ...(ownGrades.size > 0
        ? [say`* graded by itself; judges tend to favour their own answers.`]
        : []),
      ...(prompts.length > 0
        ? [
            say`Warning: the same answers were graded with several prompts, which may mean different things: ${promptsMessage(countsOf(prompts))}.`,
          ]
        : []),
      ...(withoutScore > 0
        ? [say`${plural(withoutScore, "grade")} without a score: left out of the means.`]
        : []),
      ...(removed > 0
        ? [
            say`${plural(removed, "grade")} of questions that the benchmark does not have: left out.`,
          ]
        : []),
      ...(repeated > 0
        ? [
            say`${plural(repeated, "row")} repeat an earlier grade of the same answer; ${repeats === "last" ? say`the last one counts (--repeats all counts every row)` : say`every row counts`}.`,
          ]
        : []),
    ],
  };
}

/** Wins, losses and ties of pairs. */
export async function pairResult(
  files: readonly string[],
  { modelList, judgeModel, inputFile, mode, baselineModel }: ShowResultFlags,
  answers: Answers,
  context: Context,
): Promise<Result> {
  const aliases = modelAliases(answers);
  const counted = countedRows(files, { aliases, isFiltered: true });
  const { votes, problems } = await readVoteList(files, { aliases, leave: counted.leave });
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
    if (withoutVerdict > 0) {
      throw new UserError(
        say`${plural(withoutVerdict, "pair")} in ${files.join(", ")}, all left out for a row without a verdict`,
      );
    }
    const models = [...new Set(votes.flatMap(({ first, second }) => [first, second]))].sort();
    throw new UserError(
      say`there are no pairs${baseline === undefined ? "" : say` against ${baseline}`} in ${files.join(", ")}; the models there are: ${models.join(", ") || say`none`}`,
    );
  }
  return {
    table: {
      head: [
        ...[say`Model`, say`Win`, say`Loss`, say`Tie`],
        ...[say`Win rate`, say`Loss rate`, say`Adjusted win rate`],
      ],
      rows: rows.map((row) => [
        ...[row.model, String(row.wins), String(row.losses), String(row.ties)],
        ...[row.winRate, row.lossRate, row.adjustedWinRate].map(percent),
      ]),
      aligns: "lrrrrrr",
    },
    json: rows,
    notes: [
      ...counted.findings.map((finding) => say`Warning: ${findingMessage(finding)}`),
      say`${plural(pairs, "pair")}${baseline === undefined ? "" : say` against ${baseline}`}; the two orders of a pair must agree, or it is a tie (${disagreeing} did not agree).`,
      ...(withoutVerdict > 0
        ? [say`${plural(withoutVerdict, "pair")} without a verdict: left out.`]
        : []),
    ],
  };
}
