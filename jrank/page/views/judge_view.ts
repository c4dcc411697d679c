/** One judge: how its verdicts fall, and every judgment it made. */
import type { SiteTable } from "../../core/site_data.ts";
import { type App, indexIn, type View } from "../parts/app.ts";
import { publishedOf } from "../parts/board_filter.ts";
import { select, selectOrNone } from "../parts/controls.ts";
import { loadQuestion } from "../parts/data.ts";
import { fill, h, name, plain, tableFrame } from "../parts/dom.ts";
import { expectedBy, pointsOfFirst } from "../parts/expected.ts";
import {
  type BoardGame,
  gamesWhere,
  groupedBy,
  matchHash,
  modelName,
  verdictText,
  winnerOf,
} from "../parts/game.ts";
import { chanceText, percentText } from "../parts/number_format.ts";
import { changed, goTo } from "../parts/route.ts";

const PAGE = 100;

export const judgeView: View = (app) => {
  const { board, words, route } = app;
  const judge = indexIn(board.judges, route.params.get("id")) ?? 0;
  if (board.judges.length === 0)
    return { title: words.judges, content: [h("p", {}, words.nothingLeft)] };
  const verdict = route.params.get("verdict") ?? "";
  const category = route.params.get("category") ?? "";
  const all = gamesWhere(board, (game) => game.judge === judge);
  const only = route.params.get("show") ?? "";
  const order = route.params.get("order") ?? "";
  const chance = chanceOf(app);
  const wanted = all.filter(
    ({ outcome, question }) =>
      (verdict === "" || String(outcome) === verdict) &&
      (category === "" || board.questions[question]?.category === category),
  );
  const kept =
    only === "disagree" ? disagreed(app, judge) : only === "flipped" ? flipped(all) : null;
  const shown = inOrder(
    wanted.filter(({ game }) => kept === null || kept.has(game)),
    order,
    chance,
  );
  const go = (values: Record<string, string | null>): void => {
    goTo(changed(route, values));
  };
  const kinds = [
    { value: "1", text: words.firstWon },
    { value: "2", text: words.secondWon },
    { value: "3", text: words.tie },
    { value: "0", text: words.error },
  ];
  const categories = [...new Set(board.questions.map((question) => question.category))];
  return {
    title: `${words.judge} ${board.judges[judge].id}`,
    content: [
      h("h1", {}, name(board.judges[judge].id)),
      ...(board.judges[judge].offline ? [h("p", { class: "notice strong" }, words.offline)] : []),
      ...(board.judges[judge].person ? [h("p", { class: "facts" }, words.person)] : []),
      ...reportCard(app, board.judges[judge].id),
      h("h2", {}, words.verdicts),
      h(
        "ul",
        {},
        kinds.map(({ value, text }) => {
          const count = all.filter(({ outcome }) => String(outcome) === value).length;
          return h("li", {}, `${text}: ${count} (${percentText(count / (all.length || 1), 0)})`);
        }),
      ),
      h(
        "div",
        { class: "fields" },
        board.judges.length > 1
          ? select(
              words.judge,
              board.judges.map(({ id }) => ({ value: id, text: id })),
              board.judges[judge].id,
              (id) => go({ id }),
            )
          : null,
        selectOrNone(words.verdict, words.anyVerdict, kinds, verdict, (value) =>
          go({ verdict: value }),
        ),
        categories.length > 1
          ? selectOrNone(words.category, words.all, categories, category, (value) =>
              go({ category: value }),
            )
          : null,
        selectOrNone(
          words.shownOnly,
          words.allGames,
          [
            ...(board.judges.length > 1 ? [{ value: "disagree", text: words.disagree }] : []),
            { value: "flipped", text: words.flipped },
          ],
          only,
          (value) => go({ show: value }),
        ),
        selectOrNone(
          words.sorting,
          words.asStored,
          chance
            ? [
                { value: "close", text: words.closest },
                { value: "surprising", text: words.surprising },
              ]
            : [],
          order,
          (value) => go({ order: value }),
        ),
      ),
      h("h2", {}, `${words.found(shown.length)}`),
      gameList(app, shown, chance),
    ],
  };
};

/** Expected points of the answer shown first; null where that is not determined. */
type Chance = (game: BoardGame) => number | null;

/** By the ratings of the published ranking and what being shown first is worth in it. */
function chanceOf(app: App): Chance | undefined {
  const published = publishedOf(app);
  const expected = expectedBy(app, published);
  const home = published?.ranking.home_advantage?.estimate ?? 0;
  return expected && (({ first, second }) => expected(first, second, home));
}

/** The games by closeness or by surprise; games of which the ratings expect nothing stand last. */
function inOrder(
  games: readonly BoardGame[],
  order: string,
  chance: Chance | undefined,
): readonly BoardGame[] {
  if (chance === undefined || (order !== "close" && order !== "surprising")) return games;
  const key = (game: BoardGame): number => {
    const [expected, points] = [chance(game), pointsOfFirst(game)];
    if (expected === null) return Number.POSITIVE_INFINITY;
    if (order === "close") return Math.abs(expected - 0.5);
    return points === null ? Number.POSITIVE_INFINITY : -Math.abs(points - expected);
  };
  return games
    .map((game, place) => ({ game, place, key: key(game) }))
    .sort((a, b) => (a.key === b.key ? a.place - b.place : a.key - b.key))
    .map(({ game }) => game);
}

/** Two models on a turn of a question, in whichever order. */
const meeting = ({ question, turn, first, second }: BoardGame): string =>
  `${question}/${turn}/${Math.min(first, second)}/${Math.max(first, second)}`;

/** Rows of a judge's games of which another judge says something else. */
function disagreed({ board }: App, judge: number): Set<number> {
  const all = gamesWhere(board, ({ outcome }) => outcome !== 0);
  const said = new Map<string, Set<number | undefined>>();
  for (const game of all) {
    if (game.judge === judge) continue;
    said.set(meeting(game), (said.get(meeting(game)) ?? new Set()).add(winnerOf(game)));
  }
  const differs = (game: BoardGame): boolean => {
    const others = said.get(meeting(game));
    return others !== undefined && [...others].some((winner) => winner !== winnerOf(game));
  };
  return new Set(
    all.filter((game) => game.judge === judge && differs(game)).map(({ game }) => game),
  );
}

/** Rows of games whose winner changed when the answers changed places. */
function flipped(games: readonly BoardGame[]): Set<number> {
  const decided = games.filter(({ outcome }) => outcome !== 0);
  const changed = [...groupedBy(decided, meeting).values()].filter(
    (own) =>
      new Set(own.map((game) => winnerOf(game))).size > 1 &&
      new Set(own.map(({ first }) => first)).size > 1,
  );
  return new Set(changed.flat().map(({ game }) => game));
}

/** What judge_report.ts wrote of the judge. */
function reportCard({ board, words }: App, judge: string): HTMLElement[] {
  const card = board.cards.find((one) => one.judge === judge)?.text[words.language];
  if (card === undefined) return [];
  return [
    h(
      "section",
      {},
      h("h2", {}, words.reportCard),
      h(
        "ul",
        {},
        card.words.map((text) => h("li", {}, plain(text))),
      ),
      card.tables.map((table) => cardTable(table, words.reportCard)),
    ),
  ];
}

function cardTable({ head, rows }: SiteTable, label: string): HTMLElement {
  return tableFrame(
    label,
    head.map((text) => (text === "" ? h("td") : h("th", { scope: "col" }, name(text)))),
    rows.map((row) =>
      row.map((text, k) =>
        k === 0
          ? h("th", { scope: "row" }, plain(text))
          : h("td", { class: head.length > 2 ? "figures" : null }, plain(text)),
      ),
    ),
  );
}

/** The games, a page of them at a time. */
function gameList(app: App, games: readonly BoardGame[], chance: Chance | undefined): HTMLElement {
  const { board, words } = app;
  const preview = previews(app);
  const list = h("ul", { class: "games" });
  const more = h("p");
  let shown = 0;
  const grow = (): void => {
    for (const game of games.slice(shown, shown + PAGE)) {
      list.append(
        h(
          "li",
          {},
          h(
            "a",
            { href: matchHash(app, game.question, game.first, game.second) },
            name(board.questions[game.question]?.id ?? "?"),
            ": ",
            modelName(app, game.first),
            " : ",
            modelName(app, game.second),
          ),
          ` ${verdictText(app, game)} `,
          expectedText(app, game, chance),
          preview(game),
        ),
      );
    }
    shown = Math.min(games.length, shown + PAGE);
    const left = games.length - shown;
    fill(
      more,
      left > 0
        ? h("button", { type: "button", click: grow }, words.more(Math.min(PAGE, left)))
        : null,
    );
  };
  grow();
  return h("div", {}, list, more);
}

function expectedText({ words }: App, game: BoardGame, chance: Chance | undefined) {
  const expected = chance?.(game) ?? null;
  return expected === null
    ? null
    : h("span", { class: "quiet" }, words.expectedFirst(chanceText(expected)));
}

/** Letters of the judge's words that a line shows. */
const PREVIEW = 160;

/** Makes the line with the judge's first words, which are loaded when the reader comes to it. */
function previews({ board }: App): (game: BoardGame) => HTMLElement | null {
  if (!board.has_texts) return () => null;
  const waiting = new Map<Element, BoardGame>();
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const game = waiting.get(target);
      if (!isIntersecting || game === undefined) continue;
      observer.unobserve(target);
      waiting.delete(target);
      loadQuestion(game.question).then(
        ({ judgments }) => {
          const said = judgments.find((one) => one.judge === game.judge && one.game === game.game);
          const text = plain(
            (said?.text ?? "")
              .slice(0, 4 * PREVIEW)
              .replace(/\s+/g, " ")
              .trim(),
          );
          target.textContent = text.length > PREVIEW ? `${text.slice(0, PREVIEW)}…` : text;
        },
        // Without its words the line still says what was decided.
        () => {},
      );
    }
  });
  return (game) => {
    if (board.questions[game.question] === undefined) return null;
    const line = h("p", { class: "preview quiet", dir: "auto" });
    waiting.set(line, game);
    observer.observe(line);
    return line;
  };
}
