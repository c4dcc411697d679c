/** One judge: how its verdicts fall, and every judgment it made. */
import { type App, indexIn, type View } from "../parts/app.ts";
import { select } from "../parts/controls.ts";
import { fill, h, name } from "../parts/dom.ts";
import { type BoardGame, gamesWhere, matchHash, modelName, verdictText } from "../parts/game.ts";
import { percentText } from "../parts/number_format.ts";
import { changed } from "../parts/route.ts";

const PAGE = 100;

export const judgeView: View = (app) => {
  const { board, words, route } = app;
  const judge = indexIn(board.judges, route.params.get("id")) ?? 0;
  if (board.judges.length === 0)
    return { title: words.judges, content: [h("p", {}, words.nothingLeft)] };
  const verdict = route.params.get("verdict") ?? "";
  const category = route.params.get("category") ?? "";
  const all = gamesWhere(board, (game) => game.judge === judge);
  const shown = all.filter(
    ({ outcome, question }) =>
      (verdict === "" || String(outcome) === verdict) &&
      (category === "" || board.questions[question]?.category === category),
  );
  const go = (values: Record<string, string | null>): void => {
    location.hash = changed(route, values);
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
        select(words.verdict, [{ value: "", text: words.anyVerdict }, ...kinds], verdict, (value) =>
          go({ verdict: value === "" ? null : value }),
        ),
        categories.length > 1
          ? select(
              words.category,
              [
                { value: "", text: words.all },
                ...categories.map((value) => ({ value, text: value })),
              ],
              category,
              (value) => go({ category: value === "" ? null : value }),
            )
          : null,
      ),
      h("h2", {}, words.verdicts),
      h(
        "ul",
        {},
        kinds.map(({ value, text }) => {
          const count = all.filter(({ outcome }) => String(outcome) === value).length;
          return h("li", {}, `${text}: ${count} (${percentText(count / (all.length || 1), 0)})`);
        }),
      ),
      h("h2", {}, `${words.found(shown.length)}`),
      gameList(app, shown),
    ],
  };
};

/** The games, a page of them at a time. */
function gameList(app: App, games: readonly BoardGame[]): HTMLElement {
  const { board, words } = app;
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
          ` ${verdictText(app, game)}`,
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
