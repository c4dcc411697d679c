/** Types of records, rankings, settings and charts are closed: a misspelt field does not compile, read or written. */
import { expect, it } from "vitest";
import type { Layer, VegaLiteSpec } from "../jrank/chart/chart.ts";
import type { Ranking, RankingRow } from "../jrank/core/ranking.ts";
import type { Judgment, Question } from "../jrank/core/types.ts";
import type { Config } from "../jrank/store/config/config.ts";

/** Every line is one that `npm run check` refuses, or else the comment above it is an error. */
function misspelt(
  ranking: Ranking,
  row: RankingRow,
  question: Question,
  judgment: Judgment,
  config: Config,
): unknown[] {
  // @ts-expect-error a misspelt field of a ranking is not there
  const ofRanking = ranking.warnigs;
  // @ts-expect-error nor of its row
  const ofRow = row.ratting;
  // @ts-expect-error nor of a question
  const ofQuestion = question.question;
  // @ts-expect-error nor of a judgment
  const ofJudgment = judgment.model_1_id;
  // @ts-expect-error nor of the settings
  const ofConfig = config.bench_mark;
  // @ts-expect-error a ranking with a misspelt field is none
  const writtenRanking: Ranking = { ...ranking, warnigs: [] };
  // @ts-expect-error nor is a row
  const writtenRow: RankingRow = { ...row, ratting: 1000 };
  // @ts-expect-error nor is a question
  const writtenQuestion: Question = { ...question, turnes: [] };
  // @ts-expect-error nor is a judgment
  const writtenJudgment: Judgment = { ...judgment, winer: 1 };
  // @ts-expect-error nor are settings
  const writtenConfig: Config = { ...config, bench_mark: "b" };
  // @ts-expect-error a value that is not in the table is none
  const otherTies: Ranking["ties"] = "halves";
  // @ts-expect-error nor is a status
  const otherStatus: RankingRow["status"] = "lost";
  // @ts-expect-error a chart is vega-lite's own type
  const chart: VegaLiteSpec = { data: { values: [] }, mark: { type: "rule", strokeWith: 2 } };
  // @ts-expect-error and so are its parts
  const layer: Layer = { mark: "rule", encoding: { x: { field: "from", type: "quantity" } } };
  return [
    [chart, layer],
    [ofRanking, ofRow, ofQuestion, ofJudgment, ofConfig],
    [writtenRanking, writtenRow, writtenQuestion, writtenJudgment, writtenConfig],
    [otherTies, otherStatus],
  ];
}

it("is held by the compiler", () => {
  expect(misspelt).toBeTypeOf("function");
});
