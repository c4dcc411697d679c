/** The data files of a site; see `core/site_data.ts` for their shape. */

import { basename } from "node:path";
import type {
  SiteBoard,
  SiteChart,
  SiteGames,
  SiteGrades,
  SiteHistory,
  SiteModel,
  SiteQuestion,
  SiteRanking,
} from "../core/site_data.ts";
import type { Answer } from "../core/types.ts";
import { onQuestions } from "../stats/raters/mt_bench.ts";
import type { SiteFiles, SiteSource, SourceJudge, SourceRanking } from "./site_input.ts";
import { siteFacts } from "./tables/table.ts";

/** Reasons for the end of a reply that say nothing about it. */
const USUAL_ENDS = ["stop", "end_turn", "eogToken", "STOP", "COMPLETE", "complete"];

/** The models of a site, in the order of their ids: everyone who is ranked, answered or was judged. */
function siteModels({ rankings, answers, judges, grades, labels }: SiteSource): SiteModel[] {
  const ids = new Set([
    ...rankings.flatMap(({ ranking }) => ranking.ranking.map(({ model_id }) => model_id)),
    ...answers.keys(),
    ...grades.map(({ model }) => model),
    ...judges.flatMap(({ games }) => games.flatMap(({ first, second }) => [first, second])),
  ]);
  const rows = new Map(
    rankings.flatMap(({ ranking }) => ranking.ranking.map((row) => [row.model_id, row] as const)),
  );
  return [...ids].sort().map((id) => ({
    id,
    name: labels.get(id)?.displayName ?? rows.get(id)?.display_name ?? id,
    license: labels.get(id)?.license ?? rows.get(id)?.license ?? "unknown",
    ...(labels.get(id)?.link !== undefined && { link: labels.get(id)?.link as string }),
  }));
}

/** Everything but the texts. Games on questions that the benchmark no longer has are left out. */
export function siteBoard(source: SiteSource): SiteBoard {
  const { title, description, benchmark, language, questions, answers, judges } = source;
  const models = siteModels(source);
  const numbers = numbersOf(source, models);
  return {
    version: 1,
    title,
    description,
    benchmark,
    language,
    models,
    questions: questions.map(({ question_id, category, turns }) => ({
      id: String(question_id),
      category,
      turns,
      answered: models.flatMap(({ id }, k) =>
        answers.get(id)?.has(String(question_id)) ? [k] : [],
      ),
    })),
    judges: judges.map((judge) => ({
      id: judge.id,
      offline: judge.offline,
      person: judge.person ?? false,
      games: gameColumns(judge, numbers),
    })),
    grades: gradeColumns(source, numbers),
    ...(source.scores && { scores: source.scores.board }),
    rankings: source.rankings.map((ranking) => siteRanking(ranking, judges, numbers)),
    published: source.published.map(({ shown }) => shown),
    charts: source.combined.charts.map((path) =>
      siteChart(basename(path), path, source.combined.files),
    ),
    cards: [...(source.cards ?? [])],
    ...(source.made && { made: source.made }),
    has_texts: source.texts,
  };
}

function siteRanking(
  source: SourceRanking,
  judges: readonly SourceJudge[],
  numbers: Numbers,
): SiteRanking {
  const { ranking, stale, path, chartFolder, charts, files, badges } = source;
  // What the page does not show stays in the ranking's own file: these grow with the square of models.
  const { rank_probability: _, stronger_probability: __, ...shown } = ranking;
  return {
    ranking: shown,
    stale,
    judge: judges.findIndex(({ id }) => id === ranking.judge),
    json: `${path}.json`,
    csv: `${path}.csv`,
    markdown: `${path}.md`,
    charts: charts.map((name) => siteChart(name, `${chartFolder}/${name}`, files)),
    badges: [...badges],
    command: source.command ?? "",
    facts: { en: siteFacts(ranking, "en"), ja: siteFacts(ranking, "ja") },
    history: earlier(source, numbers),
  };
}

/** Rankings before this one that the page tells of. */
const MOST_EARLIER = 30;

function earlier({ ranking, history = [] }: SourceRanking, { models }: Numbers): SiteHistory[] {
  return history
    .filter(({ date }) => Date.parse(date) < Date.parse(ranking.date))
    .slice(-MOST_EARLIER)
    .map(({ date, n_judgments, ranking: rows }) => {
      const known = rows.filter(({ model_id }) => models.has(model_id));
      return {
        date,
        judgments: n_judgments,
        model: known.map(({ model_id }) => models.get(model_id) as number),
        rating: known.map((row) => row.rating ?? null),
        lower: known.map((row) => row.ci_lower ?? null),
        upper: known.map((row) => row.ci_upper ?? null),
        rank: known.map((row) => row.rank ?? null),
      };
    });
}

const CHART_ENDINGS = ["svg", "dark.svg", "png", "vl.json", "dark.vl.json", "vg.json"];

function siteChart(name: string, path: string, files: SiteFiles): SiteChart {
  const svg = files.get(`${path}.svg`);
  const size = typeof svg === "string" ? /width="([\d.]+)" height="([\d.]+)"/.exec(svg) : null;
  return {
    name,
    path,
    // Every chart with a spec has an interactive page too: see `site_charts.ts`.
    endings: [
      ...CHART_ENDINGS.filter((ending) => files.has(`${path}.${ending}`)),
      ...(files.has(`${path}.vl.json`) ? ["html"] : []),
    ],
    width: Number(size?.[1] ?? 640),
    height: Number(size?.[2] ?? 400),
  };
}

/** The texts of every question, in the order of the questions. */
export function siteQuestions(source: SiteSource): SiteQuestion[] {
  const { questions, references, answers, judges, grades } = source;
  const models = siteModels(source);
  const numbers = numbersOf(source, models);
  const texts: SiteQuestion[] = questions.map(({ question_id }) => ({
    references: [...(references.get(String(question_id)) ?? [])],
    answers: models.flatMap(({ id }, model) => {
      const answer = answers.get(id)?.get(String(question_id));
      return answer ? [{ model, ...answerTexts(answer) }] : [];
    }),
    judgments: [],
    grades: [],
  }));
  judges.forEach((judge, k) => {
    shownGames(judge, numbers).forEach(({ question, prompt, text }, game) => {
      const at = numbers.questions.get(question ?? "");
      if (at !== undefined) texts[at].judgments.push({ judge: k, game, prompt, text });
    });
  });
  for (const { question_id, model, judge, turn, score, judgment } of grades) {
    const at = numbers.questions.get(String(question_id));
    const index = numbers.models.get(model);
    if (at === undefined || index === undefined) continue;
    texts[at].grades.push({ judge: judge[0], model: index, turn, score, text: judgment });
  }
  return texts;
}

/** The first choice, which is the one that judges see. */
function answerTexts({ choices }: Answer): { turns: string[]; notes: string[] } {
  const [choice] = choices;
  return {
    turns: choice?.turns ?? [],
    notes: (choice?.finish_reasons ?? []).map((reason) =>
      USUAL_ENDS.includes(reason) ? "" : reason,
    ),
  };
}

interface Numbers {
  models: ReadonlyMap<string, number>;
  questions: ReadonlyMap<string, number>;
}

/** Numbers of models and questions by their ids. */
function numbersOf({ questions }: SiteSource, models: readonly SiteModel[]): Numbers {
  return {
    models: new Map(models.map(({ id }, k) => [id, k])),
    questions: new Map(questions.map(({ question_id }, k) => [String(question_id), k])),
  };
}

/** The games of a judge that the site shows, in the order of the file. */
function shownGames({ games }: SourceJudge, { questions }: Numbers) {
  return games.filter(({ question }) => question === undefined || questions.has(question));
}

/** Those games as columns. */
function gameColumns(judge: SourceJudge, numbers: Numbers): SiteGames {
  const games = shownGames(judge, numbers);
  const model = (id: string): number => numbers.models.get(id) as number;
  return {
    question: games.map(({ question }) => numbers.questions.get(question ?? "") ?? -1),
    first: games.map(({ first }) => model(first)),
    second: games.map(({ second }) => model(second)),
    outcome: games.map(({ outcome }) => (outcome === "error" ? 0 : outcome)),
    turn: games.map(({ turn }) => turn ?? 1),
    ...(games.some(({ soft }) => soft !== undefined) && {
      soft: games.map(({ soft }) => soft ?? null),
    }),
    ...(games.some(({ weight }) => weight !== 1) && {
      weight: games.map(({ weight }) => weight),
    }),
    time: games.map(({ time }) => Math.round(time)),
  };
}

/** Grades of the questions that there are, by judge, and how many are of others. */
function gradeColumns({ grades }: SiteSource, { models, questions }: Numbers): SiteGrades[] {
  const judges = [...new Set(grades.map(({ judge }) => judge[0]))];
  return judges.map((judge) => {
    const { counted, removed } = onQuestions(
      grades
        .filter((grade) => grade.judge[0] === judge)
        .map(({ model, question_id, turn, score }) => {
          return { model, question: String(question_id), turn, score };
        }),
      questions,
    );
    return {
      judge,
      removed,
      model: counted.map(({ model }) => models.get(model) as number),
      question: counted.map(({ question }) => questions.get(question) as number),
      turn: counted.map(({ turn }) => turn),
      score: counted.map(({ score }) => score),
    };
  });
}
