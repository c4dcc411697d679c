/** Mean grades of the models, by turn and category, as LLM Judge shows them. */

import type { SiteBoard, SiteGrades } from "../../core/site_data.ts";
import { type GradeRow, gradeTable } from "../../stats/raters/mt_bench.ts";
import { shownNumber } from "../../words/shown_number.ts";
import type { App, View } from "../parts/app.ts";
import { select } from "../parts/controls.ts";
import { h, name, numberTable, plain } from "../parts/dom.ts";
import { changed, goTo } from "../parts/route.ts";

/** The reason for which rankings leave out judgments of such questions, too. */
const REMOVED = "a question that is not in the benchmark";

export const gradesView: View = (app) => {
  const { board, words, route } = app;
  const wanted = route.params.get("id");
  const grades = board.grades.find(({ judge }) => judge === wanted) ?? board.grades[0];
  if (!grades) return { title: words.grades, content: [h("h1", {}, words.notFound)] };
  const { rows } = gradeTable(gradesOf(board, grades));
  const counted = rows.reduce((sum, row) => sum + row.graded + row.withoutScore, 0);
  return {
    title: words.grades,
    content: [
      h("h1", {}, words.grades),
      ...(board.grades.length > 1
        ? [
            select(
              words.judge,
              board.grades.map(({ judge }) => ({ value: judge, text: judge })),
              grades.judge,
              (id) => {
                goTo(changed(route, { id }));
              },
            ),
          ]
        : []),
      h("p", {}, words.gradesBy(plain(grades.judge), counted)),
      ...(grades.removed > 0
        ? [h("p", {}, words.leftOut(grades.removed, words.reasons[REMOVED] ?? REMOVED))]
        : []),
      table(app, rows),
    ],
  };
};

function gradesOf({ models, questions }: SiteBoard, { model, question, turn, score }: SiteGrades) {
  return model.map((i, k) => ({
    model: models[i].id,
    question: questions[question[k]].id,
    category: questions[question[k]].category,
    turn: turn[k],
    score: score[k],
  }));
}

function table({ board, words }: App, rows: readonly GradeRow[]): HTMLElement {
  const turns = rows[0]?.byTurn.length ?? 1;
  const categories = Object.keys(rows[0]?.byCategory ?? {});
  const head = [
    words.model,
    words.average,
    ...(turns > 1 ? Array.from({ length: turns }, (_, k) => words.turn(k + 1)) : []),
    ...categories,
    words.graded,
    words.withoutScore,
  ];
  const mean = (value: number | null): string => shownNumber(value, 2);
  const shownName = (id: string): string => board.models.find((one) => one.id === id)?.name ?? id;
  return numberTable(
    words.grades,
    head.map(name),
    rows.map((row) => [
      name(shownName(row.model)),
      mean(row.average),
      ...(turns > 1 ? row.byTurn.map(mean) : []),
      ...categories.map((category) => mean(row.byCategory[category] ?? null)),
      String(row.graded),
      String(row.withoutScore),
    ]),
  );
}
