/** One model: its ratings then and now, its games by category, question and opponent, and samples. */
import type { SiteRanking } from "../../core/site_data.ts";
import { shownCount, shownNumber, shownRanks } from "../../words/shown_number.ts";
import { type App, indexIn, type View } from "../parts/app.ts";
import { publishedOf } from "../parts/board_filter.ts";
import { loadQuestion } from "../parts/data.ts";
import { fill, h, name, numberTable, plain } from "../parts/dom.ts";
import { type Expected, expectedBy, pointsOf } from "../parts/expected.ts";
import {
  type BoardGame,
  gamesWhere,
  groupedBy,
  matchHash,
  modelName,
  verdictText,
} from "../parts/game.ts";
import { intervalBar, scaleOf } from "../parts/interval_bar.ts";
import { judgeWords, prose } from "../parts/markdown.ts";
import {
  chanceText,
  intervalText,
  levelText,
  percentText,
  ratingText,
} from "../parts/number_format.ts";
import { hashOf, modelHash } from "../parts/route.ts";

export const modelView: View = (app) => {
  const { board, words, route } = app;
  const model = indexIn(board.models, route.params.get("id"));
  if (model === undefined) return { title: "", content: [h("h1", {}, words.notFound)] };
  const { id, name: shown, license, link } = board.models[model];
  const published = rankingOf(app, id);
  const expected = expectedBy(app, published);
  const judge = published?.judge ?? -1;
  const games = gamesWhere(
    board,
    (game) =>
      (judge === -1 || game.judge === judge) &&
      game.first !== game.second &&
      (game.first === model || game.second === model),
  );
  const played = games.filter(({ outcome }) => outcome !== 0);
  return {
    title: shown,
    content: [
      h("h1", {}, name(shown)),
      h(
        "p",
        { class: "facts" },
        shown === id ? null : [name(id), " · "],
        h("span", { class: `license license-${license}` }, words.licenses[license]),
        link === undefined
          ? null
          : [
              " · ",
              h("a", { href: link, rel: "noopener noreferrer nofollow ugc" }, words.morePage),
            ],
        games.length === 0
          ? null
          : [" · ", h("a", { href: hashOf("pair", { a: id }) }, words.pairs)],
      ),
      ratingsSection(app, id),
      ...(published ? historySection(app, published, model) : []),
      ...(published ? groupsOf(app, published, id) : []),
      ...(played.length === 0
        ? []
        : [
            recordSection(app, played, model),
            opponentsSection(app, played, model, expected),
            ...questionsSections(app, played, model, expected),
            ...samplesSection(app, played, model, expected),
          ]),
    ],
  };
};

/** The ranking that the address names, or the first that has the model. */
function rankingOf(app: App, id: string): SiteRanking | undefined {
  const has = ({ ranking }: SiteRanking): boolean =>
    ranking.ranking.some(({ model_id }) => model_id === id);
  const named = publishedOf(app);
  return named && has(named) ? named : app.board.rankings.find(has);
}

/** What every published ranking says of it. */
function ratingsSection({ board, words }: App, id: string): HTMLElement {
  const rows = board.rankings.flatMap(({ ranking }) =>
    ranking.ranking
      .filter(({ model_id }) => model_id === id)
      .map((row) => [
        h(
          "span",
          {},
          name(ranking.judge),
          ` · ${words.methods[ranking.compute] ?? ranking.compute}`,
        ),
        row.rank === null ? "–" : String(row.rank),
        ratingText(row.rating, ranking),
        intervalText(row, ranking),
        shownRanks(row.rank_lower, row.rank_upper),
        chanceText(row.stronger_than_next_confidence),
        percentText(row.win_rate),
        shownCount(row.n_matches),
      ]),
  );
  return h(
    "section",
    {},
    h("h2", {}, words.ratings),
    rows.length === 0
      ? h("p", {}, words.notFound)
      : numberTable(
          words.ratings,
          [
            ...[words.ranking, words.rank, words.rating, words.bounds, words.rankRange],
            ...[words.confident, words.winRate, words.matches],
          ],
          rows,
        ),
  );
}

/** Its rating and rank in the rankings before, with this one last. */
function historySection(app: App, { ranking, history }: SiteRanking, model: number): HTMLElement[] {
  const { board, words } = app;
  const { id, license } = board.models[model];
  const now = ranking.ranking.find(({ model_id }) => model_id === id);
  const before = history.flatMap(({ date, model: models, rating, lower, upper, rank }) => {
    const at = models.indexOf(model);
    return at === -1
      ? []
      : [{ date, rating: rating[at], ci_lower: lower[at], ci_upper: upper[at], rank: rank[at] }];
  });
  if (before.length === 0 || now === undefined) return [];
  const { rating, ci_lower, ci_upper, rank } = now;
  const lines = [...before, { date: ranking.date, rating, ci_lower, ci_upper, rank }].map(
    (line) => ({
      ...line,
      lower: null,
      upper: null,
    }),
  );
  const scale = scaleOf(lines);
  const number = (value: number | null): string => ratingText(value, ranking);
  return [
    h(
      "section",
      {},
      h("h2", {}, words.history),
      numberTable(
        words.history,
        [
          words.date,
          words.rank,
          words.rating,
          words.bounds,
          words.interval(levelText(ranking.confidence)),
        ],
        lines
          .map((line) => [
            line.date.slice(0, 10),
            line.rank === null ? "–" : String(line.rank),
            number(line.rating),
            intervalText(line, ranking),
            scale
              ? h(
                  "div",
                  { class: "column-bar" },
                  intervalBar(
                    line,
                    license,
                    scale,
                    words.ratingIs(
                      number(line.rating),
                      number(line.ci_lower),
                      number(line.ci_upper),
                    ),
                  ),
                )
              : "",
          ])
          .reverse(),
      ),
    ),
  ];
}

/** Its ratings by group, where the ranking has them. */
function groupsOf({ words }: App, { ranking }: SiteRanking, id: string): HTMLElement[] {
  const { by } = ranking;
  const rows = (by?.groups ?? []).flatMap(({ value, ratings }) =>
    ratings
      .filter(({ model_id }) => model_id === id)
      .map((row) => [
        name(value),
        row.rank === null ? "–" : String(row.rank),
        ratingText(row.rating, ranking),
        intervalText(row, ranking),
      ]),
  );
  if (by === undefined || rows.length === 0) return [];
  return [
    h(
      "section",
      {},
      h("h2", {}, words.byGroup(by.field)),
      h("p", { class: "quiet" }, words.byGroupText),
      numberTable(
        words.byGroup(by.field),
        [by.field, words.rank, words.rating, words.bounds],
        rows,
      ),
    ),
  ];
}

/** Won, lost and tied games, and the points of them. */
function recordOf(games: readonly BoardGame[], model: number) {
  const points = games.map((game) => pointsOf(game, model) ?? 0);
  const count = (wanted: number): number => points.filter((one) => one === wanted).length;
  return {
    text: `${count(1)} · ${count(0)} · ${count(0.5)}`,
    points: points.reduce((sum, one) => sum + one, 0),
  };
}

/** The record by category. */
function recordSection(app: App, games: readonly BoardGame[], model: number): HTMLElement {
  const { board, words } = app;
  const judges = [...new Set(games.map(({ judge }) => board.judges[judge].id))];
  const groups = groupedBy(games, ({ question }) => board.questions[question]?.category ?? "");
  return h(
    "section",
    {},
    h("h2", {}, words.byCategories),
    h("p", { class: "quiet" }, words.recordText(plain(judges.join(", ")))),
    numberTable(
      words.byCategories,
      [words.category, words.wonLostTied, words.share],
      [...groups]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([category, own]) => {
          const { text, points } = recordOf(own, model);
          return [name(String(category)), text, percentText(points / own.length, 0)];
        }),
    ),
  );
}

/** The points that the ratings expect of games, or null. */
function expectedOf(games: readonly BoardGame[], model: number, expected: Expected | undefined) {
  let sum = 0;
  for (const { first, second } of games) {
    const one = expected?.(model, first === model ? second : first) ?? null;
    if (one === null) return null;
    sum += one;
  }
  return sum;
}

/** Whom it beats: its record against each other model, the strongest first. */
function opponentsSection(
  app: App,
  games: readonly BoardGame[],
  model: number,
  expected: Expected | undefined,
): HTMLElement {
  const { board, words } = app;
  const order = publishedOf(app)?.ranking.ranking.map(({ model_id }) => model_id) ?? [];
  const placeOf = (other: number): number => {
    const place = order.indexOf(board.models[other]?.id ?? "");
    return place === -1 ? order.length : place;
  };
  const groups = groupedBy(games, ({ first, second }) => (first === model ? second : first));
  return h(
    "section",
    {},
    h("h2", {}, words.opponents),
    numberTable(
      words.opponents,
      [words.model, words.wonLostTied, words.share, words.expected, words.pairs],
      [...groups]
        .sort(([a], [b]) => placeOf(Number(a)) - placeOf(Number(b)))
        .map(([key, own]) => {
          const other = Number(key);
          const { text, points } = recordOf(own, model);
          const chance = expected?.(model, other) ?? null;
          return [
            h("a", { href: modelHash(board.models[other].id) }, modelName(app, other)),
            text,
            percentText(points / own.length, 0),
            chance === null ? "–" : chanceText(chance),
            h(
              "a",
              { href: hashOf("pair", { a: board.models[model].id, b: board.models[other].id }) },
              words.pairs,
            ),
          ];
        }),
    ),
  );
}

const MOST_QUESTIONS = 5;

/** The questions on which it did best and worst, against what its rating expects. */
function questionsSections(
  app: App,
  games: readonly BoardGame[],
  model: number,
  expected: Expected | undefined,
): HTMLElement[] {
  const { board, words } = app;
  const all = [...groupedBy(games, ({ question }) => question)].flatMap(([key, own]) => {
    const question = board.questions[Number(key)];
    if (question === undefined) return [];
    const { points } = recordOf(own, model);
    const wanted = expectedOf(own, model, expected);
    return [
      { question, points, of: own.length, wanted, more: points - (wanted ?? own.length / 2) },
    ];
  });
  all.sort((a, b) => b.more - a.more);
  const best = all.filter(({ more }) => more > 0).slice(0, MOST_QUESTIONS);
  const worst = all
    .filter(({ more }) => more < 0)
    .slice(-MOST_QUESTIONS)
    .reverse();
  const list = (heading: string, questions: typeof all): HTMLElement[] =>
    questions.length === 0
      ? []
      : [
          h("h2", {}, heading),
          h(
            "ul",
            { class: "questions" },
            questions.map(({ question, points, of, wanted }) =>
              h(
                "li",
                {},
                h(
                  "a",
                  { href: hashOf("question", { id: question.id, a: board.models[model].id }) },
                  h("span", { class: "tag" }, name(question.category)),
                  h("span", { class: "id" }, name(question.id)),
                  h("bdi", { class: "text" }, plain((question.turns[0] ?? "").slice(0, 80))),
                  h(
                    "span",
                    { class: "quiet" },
                    wanted === null
                      ? words.pointsOf(shownNumber(points, points % 1 ? 1 : 0), String(of))
                      : words.ofExpected(
                          shownNumber(points, points % 1 ? 1 : 0),
                          String(of),
                          shownNumber(wanted, 1),
                        ),
                  ),
                ),
              ),
            ),
          ),
        ];
  const lists = [...list(words.bestQuestions, best), ...list(words.worstQuestions, worst)];
  return lists.length === 0
    ? []
    : [h("section", {}, lists, h("p", { class: "quiet" }, words.fewGames))];
}

/** A game that it won against the odds, one that was nearly even, and one that it lost so. */
function samplesSection(
  app: App,
  games: readonly BoardGame[],
  model: number,
  expected: Expected | undefined,
): HTMLElement[] {
  const { board, words } = app;
  if (!board.has_texts) return [];
  const rated = games
    .filter(({ question }) => board.questions[question] !== undefined)
    .map((game) => {
      const chance = expected?.(model, game.first === model ? game.second : game.first) ?? 0.5;
      return { game, chance, more: (pointsOf(game, model) ?? 0) - chance };
    });
  const by = (value: (one: (typeof rated)[number]) => number) =>
    rated.toSorted((a, b) => value(a) - value(b));
  const chosen = [
    { kind: words.sampleKinds.won, ordered: by(({ more }) => -more) },
    { kind: words.sampleKinds.close, ordered: by(({ chance }) => Math.abs(chance - 0.5)) },
    { kind: words.sampleKinds.lost, ordered: by(({ more }) => more) },
  ];
  const seen = new Set<number>();
  const panels = chosen.flatMap(({ kind, ordered }, k) => {
    const one = ordered.find(({ game }) => !seen.has(game.question));
    if (one === undefined) return [];
    seen.add(one.game.question);
    return [samplePanel(app, kind, one.game, model, k === 0)];
  });
  return panels.length === 0 ? [] : [h("section", {}, h("h2", {}, words.samples), panels)];
}

function samplePanel(app: App, kind: string, game: BoardGame, model: number, isOpen: boolean) {
  const { board, words } = app;
  const { id, turns } = board.questions[game.question];
  const content = h("div", { "aria-busy": "true" }, words.loading);
  let isLoaded = false;
  const load = async (): Promise<void> => {
    if (isLoaded) return;
    isLoaded = true;
    const { answers, judgments } = await loadQuestion(game.question);
    const answer = answers.find((one) => one.model === model);
    const said = judgments.find((one) => one.judge === game.judge && one.game === game.game);
    const nameOf = (index: number): string => board.models[index].name;
    const turn = Math.max(0, Math.min(game.turn, answer?.turns.length ?? 1) - 1);
    fill(
      content,
      h("div", { class: "asked" }, prose(turns[turn] ?? turns[0] ?? "")),
      answer === undefined
        ? h("p", { class: "quiet" }, words.noAnswer)
        : h(
            "article",
            { class: "answer" },
            h("h3", {}, name(nameOf(model))),
            prose(answer.turns[turn] ?? ""),
          ),
      said === undefined || said.text === ""
        ? null
        : h(
            "article",
            { class: "card" },
            h(
              "h3",
              {},
              name(board.judges[game.judge].id),
              h("span", { class: "verdict" }, verdictText(app, game)),
            ),
            judgeWords(said.text, [nameOf(game.first), nameOf(game.second)]),
          ),
      h(
        "p",
        {},
        h(
          "a",
          { href: matchHash(app, game.question, game.first, game.second) },
          words.wholeComparison,
        ),
      ),
    );
    content.removeAttribute("aria-busy");
  };
  const start = (): void => {
    load().catch((error: unknown) => {
      fill(content, h("p", { role: "alert" }, words.failed(String(error))));
    });
  };
  const details = h(
    "details",
    {
      class: "panel sample",
      "data-key": `sample ${kind}`,
      open: isOpen,
      toggle: (event) => {
        if ((event.target as HTMLDetailsElement).open) start();
      },
    },
    h("summary", {}, `${kind}: `, name(id), ` · ${verdictText(app, game)}`),
    content,
  );
  return details;
}
