/** A benchmark's rankings, grades, answers and charts as a run of W&B. */
import { say } from "../../core/message.ts";
import type { Ranking } from "../../core/ranking.ts";
import type { SiteSource } from "../../report/site_input.ts";
import { gradeTable } from "../../stats/raters/mt_bench.ts";
import type { Config } from "../../store/config/config.ts";
import type { Picture, Table } from "../../store/wandb/offline_run.ts";
import type { Context } from "../command/command.ts";
import { readSiteSource, type SourceOptions } from "./site_source.ts";
import { writeWandb } from "./wandb_folder.ts";

function rankingTable({ ranking }: Ranking): Table {
  const columns = [
    ...["rank", "rank_lower", "rank_upper", "model_id", "display_name", "rating", "ci_lower"],
    ...["ci_upper", "n_matches", "wins", "losses", "ties", "win_rate", "status"],
  ] as const;
  return { columns: [...columns], data: ranking.map((row) => columns.map((name) => row[name])) };
}

function gradeTables({ grades, questions }: SiteSource): Map<string, Table> {
  const category = new Map(questions.map((one) => [String(one.question_id), one.category]));
  const byJudge = new Map<string, SiteSource["grades"][number][]>();
  for (const grade of grades) {
    byJudge.set(grade.judge[0], [...(byJudge.get(grade.judge[0]) ?? []), grade]);
  }
  return new Map(
    [...byJudge].flatMap(([judge, own]) => {
      const { rows } = gradeTable(
        own.map(({ model, question_id, turn, score }) => ({
          ...{ model, turn, score, question: String(question_id) },
          category: category.get(String(question_id)),
        })),
      );
      const names = Object.keys(rows[0]?.byCategory ?? {});
      return [
        [
          `grades_${judge}`,
          {
            columns: ["model", "average", ...names, "graded", "without_score"],
            data: rows.map((row) => [
              ...[row.model, row.average, ...names.map((name) => row.byCategory[name] ?? null)],
              ...[row.graded, row.withoutScore],
            ]),
          },
        ],
        [
          `grades_output_${judge}`,
          {
            columns: ["question_id", "category", "model", "turn", "score", "judgment"],
            data: own.map((row) => [
              ...[String(row.question_id), category.get(String(row.question_id)) ?? null],
              ...[row.model, row.turn, row.score, row.judgment],
            ]),
          },
        ],
      ] as [string, Table][];
    }),
  );
}

function answerTable({ questions, answers }: SiteSource): Table {
  return {
    columns: ["question_id", "category", "model", "turn", "question", "answer"],
    data: questions.flatMap(({ question_id, category, turns }) =>
      [...answers].flatMap(([model, byQuestion]) =>
        (byQuestion.get(String(question_id))?.choices[0]?.turns ?? []).map((answer, k) => [
          ...[String(question_id), category, model, k + 1, turns[k] ?? "", answer],
        ]),
      ),
    ),
  };
}

function judgmentTable({ judges }: SiteSource): Table {
  return {
    columns: ["judge", "question_id", "turn", "model1", "model2", "winner", "prompt", "judgment"],
    data: judges.flatMap(({ id, games }) =>
      games.map(({ question, turn = 1, first, second, outcome, prompt, text }) => [
        ...[id, question ?? null, turn, first, second, String(outcome), prompt, text],
      ]),
    ),
  };
}

/** Charts as PNG, by their names with the judge's. */
function picturesOf({ rankings, combined }: SiteSource): Picture[] {
  const files = [...rankings.flatMap((ranking) => [...ranking.files]), ...combined.files];
  const pictures = new Map<string, Uint8Array>();
  for (const [path, content] of files) {
    const name = /^charts\/(.+)\.png$/.exec(path)?.[1];
    if (name !== undefined && typeof content !== "string") pictures.set(name, content);
  }
  return [...pictures].map(([name, png]) => ({ name: name.replaceAll("/", "_"), png }));
}

/** Writes what a benchmark has as an offline run, where the config asks for one. */
export async function writeWandbOfBenchmark(
  config: Config,
  job: Pick<SourceOptions, "data" | "isOffline">,
  context: Context,
): Promise<void> {
  const { wandb } = config;
  if (wandb === undefined) return;
  const source = await readSiteSource({ ...job, config }, context);
  const { bench } = job.data;
  const rankings = source.rankings.map(({ ranking }) => ranking);
  const tables = new Map<string, Table>([
    ...rankings.map(
      (ranking) => [`ranking_${ranking.judge}_${ranking.compute}`, rankingTable(ranking)] as const,
    ),
    ...gradeTables(source),
    ...(config.site.texts
      ? [
          ["answers", answerTable(source)] as const,
          ["judgments", judgmentTable(source)] as const,
        ].filter(([, { data }]) => data.length > 0)
      : []),
  ]);
  if (tables.size === 0) {
    context.log(say`There is nothing for W&B yet.`);
    return;
  }
  const { entity, project, run_name } = wandb;
  await writeWandb(
    {
      entity,
      project,
      name: run_name ?? bench.name,
      config: {
        benchmark: bench.name,
        mode: config.evaluation_mode,
        models: [...source.answers.keys()],
        judges: config.models.judge_models.map(({ id }) => id),
        seed: config.seed,
        rankings: rankings.map(({ judge, compute, n_judgments, confidence, warnings }) => ({
          ...{ judge, compute, n_judgments, confidence, warnings },
        })),
      },
      numbers: new Map(
        rankings.flatMap(({ judge, compute, ranking }) =>
          ranking.flatMap(({ model_id, rating }) =>
            rating === null ? [] : [[`rating/${judge}_${compute}/${model_id}`, rating] as const],
          ),
        ),
      ),
      tables,
      pictures: picturesOf(source),
    },
    bench.folder,
    context,
  );
}
