/** Games and grades of a site as columns of numbers. */
import type { SiteGames, SiteGrades, SiteModel } from "../core/site_data.ts";
import type { SiteSource, SourceJudge } from "./site_source.ts";

interface Numbers {
  models: ReadonlyMap<string, number>;
  questions: ReadonlyMap<string, number>;
}

/** Numbers of models and questions by their ids. */
export function numbersOf({ questions }: SiteSource, models: readonly SiteModel[]): Numbers {
  return {
    models: new Map(models.map(({ id }, k) => [id, k])),
    questions: new Map(questions.map(({ question_id }, k) => [String(question_id), k])),
  };
}

/** The games of a judge that the site shows, in the order of the file. */
export function shownGames({ games }: SourceJudge, { questions }: Numbers) {
  return games.filter(({ question }) => question === undefined || questions.has(question));
}

/** Those games as columns. */
export function gameColumns(judge: SourceJudge, numbers: Numbers): SiteGames {
  const games = shownGames(judge, numbers);
  const model = (id: string): number => numbers.models.get(id) as number;
  return {
    question: games.map(({ question }) => numbers.questions.get(question ?? "") ?? -1),
    first: games.map(({ first }) => model(first)),
    second: games.map(({ second }) => model(second)),
    outcome: games.map(({ outcome }) => (outcome === "error" ? 0 : outcome)),
    turn: games.map(({ turn }) => turn ?? 1),
    ...(games.some(({ weight }) => weight !== 1) && {
      weight: games.map(({ weight }) => weight),
    }),
    time: games.map(({ time }) => Math.round(time)),
  };
}

/** Grades of models and questions that the site shows, by judge. */
export function gradeColumns({ grades }: SiteSource, numbers: Numbers): SiteGrades[] {
  const byJudge = new Map<string, SiteGrades>();
  for (const { judge, model, question_id, turn, score } of grades) {
    const i = numbers.models.get(model);
    const q = numbers.questions.get(String(question_id));
    if (i === undefined || q === undefined) continue;
    const own = byJudge.get(judge[0]) ?? {
      ...{ judge: judge[0], model: [], question: [], turn: [], score: [] },
    };
    own.model.push(i);
    own.question.push(q);
    own.turn.push(turn);
    own.score.push(score);
    byJudge.set(judge[0], own);
  }
  return [...byJudge.values()];
}
