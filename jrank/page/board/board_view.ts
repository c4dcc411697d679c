/** The leaderboard: the published ranking, or one that is made here from what the reader chose. */
import { UserError } from "../../core/errors.ts";
import type { Finding } from "../../core/finding.ts";
import type { SiteRanking } from "../../core/site_data.ts";
import { LICENSES } from "../../core/types.ts";
import { groupRatings, shownCount } from "../../words/shown_number.ts";
import type { App, View } from "../parts/app.ts";
import { type Choice, choiceOf, filterPanel, keyOf, resetHash } from "../parts/board_filter.ts";
import { checkbox, searchField, select } from "../parts/controls.ts";
import { h, plain } from "../parts/dom.ts";
import { levelText, ratingText } from "../parts/number_format.ts";
import { comparisonsOf, optionsOf, rerank } from "../parts/rerank.ts";
import { goTo, hashOf } from "../parts/route.ts";
import { warningList } from "../parts/warnings.ts";
import { answersView } from "../views/answers_view.ts";
import { gradesView } from "../views/grades_view.ts";
import { boardRows, type Head } from "./board_rows.ts";
import { chartsSection, filesSection } from "./files_section.ts";
import { groupsSection } from "./groups_section.ts";
import { madeSection } from "./made_section.ts";
import { methodSection } from "./method_section.ts";
import { publishedSection } from "./published_section.ts";
import { rankingTable } from "./ranking_table.ts";

export const boardView: View = (app) => {
  const { board, words } = app;
  if (board.rankings.length === 0) {
    if (board.grades.length > 0) {
      const grades = gradesView(app);
      return { ...grades, content: [...grades.content, ...publishedSection(app)] };
    }
    if (board.judges.length === 0 && board.published.length === 0) return answersView(app);
    const heading = h("h1", {}, h("bdi", {}, plain(board.title)));
    return {
      title: "",
      content:
        board.published.length > 0
          ? [heading, ...publishedSection(app)]
          : [h("p", {}, words.nothingLeft)],
    };
  }
  const choice = choiceOf(app);
  const { published } = choice;
  return {
    title: "",
    content: [
      h("h1", {}, h("bdi", {}, plain(board.title))),
      ...(board.description === ""
        ? []
        : [h("p", { class: "lead", dir: "auto" }, board.description)]),
      ...(published.judge >= 0 && board.judges[published.judge].offline
        ? [h("p", { class: "notice strong" }, words.offline)]
        : []),
      h("p", { class: "facts" }, headFacts(app, published)),
      rankingPicker(app, choice),
      ...(published.judge === -1 ? [] : [filterPanel(app, choice, () => warmUp(app, published))]),
      ...tableOf(app, choice),
      ...groupsSection(app, published),
      ...costSection(app, published),
      methodSection(app, published, choice.filter !== undefined),
      chartsSection(app, published, choice.filter),
      filesSection(app, published, choice.filter !== undefined),
      ...madeSection(app, published),
      ...publishedSection(app),
    ],
  };
};

/** What the command prints of costs: the cheapest that is not told apart from the best. */
function costSection({ words }: App, { facts }: SiteRanking): HTMLElement[] {
  const { costs } = facts[words.language];
  if (costs.length === 0) return [];
  return [
    h(
      "section",
      {},
      h("h2", {}, words.aboutCosts),
      costs.map((text) => h("p", {}, plain(text))),
    ),
  ];
}

/** What is ranked, and from how much. */
function headFacts({ board, words }: App, { ranking }: SiteRanking): string {
  const { benchmark, n_questions, n_judgments } = ranking;
  const models = ranking.ranking.length;
  const count = [models, n_questions || board.questions.length, n_judgments].map(shownCount);
  return words.headFacts(plain(benchmark), ...(count as [string, string, string]));
}

/** Which of the published rankings. */
function rankingPicker({ board, words }: App, { published }: Choice): HTMLElement {
  const { ranking } = published;
  const date = ranking.date.slice(0, 10);
  const label = ({ judge, compute }: typeof ranking): string =>
    `${judge} · ${words.methods[compute] ?? compute}`;
  return h(
    "div",
    { class: "fields" },
    board.rankings.length > 1
      ? select(
          words.ranking,
          board.rankings.map((one) => ({ value: keyOf(one), text: label(one.ranking) })),
          keyOf(published),
          (value) => {
            goTo(hashOf("", { ranking: value }));
          },
        )
      : null,
    h("p", { class: "published" }, words.published(plain(ranking.judge), date)),
    published.stale ? h("p", { class: "notice" }, words.stale) : null,
  );
}

/** The table with its search field; above it whether the numbers are the published ones. */
function tableOf(app: App, { published, filter }: Choice): Node[] {
  const { board, words } = app;
  const { ranking } = published;
  const notice = h("div", { class: "notice", role: "status", hidden: true });
  let rows: Parameters<typeof boardRows>[1] = ranking.ranking;
  let head: Head = ranking;
  let findings: readonly Finding[] = [];
  if (filter) {
    notice.hidden = false;
    const before = performance.now();
    try {
      const again = rerank(board, ranking, filter);
      const ms = Math.max(1, Math.round(performance.now() - before));
      notice.append(words.recomputed(again.n_judgments, ms), " ");
      findings = again.findings;
      rows = again.ranking;
      head = { ...ranking, compute: filter.compute };
    } catch (error) {
      // Anything else is a bug, and main shows it.
      if (!(error instanceof UserError)) throw error;
      const isEmpty = comparisonsOf(board, filter).first.length === 0;
      notice.append(isEmpty ? words.nothingLeft : error.message, " ");
      rows = [];
    }
    notice.append(
      h("a", { href: resetHash(app) }, words.reset),
      ...(findings.length === 0 ? [] : [warningList(words, { findings, warnings: [] })]),
    );
  }
  const judges = filter?.judges ?? (published.judge === -1 ? [] : [published.judge]);
  const drawn = boardRows(board, rows, judges, filter ? undefined : published);
  const table = rankingTable(app, drawn, head);
  const licenses = LICENSES.filter((one) => drawn.some(({ license }) => license === one));
  return [
    notice,
    h(
      "div",
      { class: "fields" },
      searchField(words.findModel, table.wanted, (text) => table.find(text)),
      licenses.length > 1
        ? select(
            words.license,
            [
              { value: "", text: words.allLicenses },
              ...licenses.map((value) => ({ value, text: words.licenses[value] })),
            ],
            table.licensed,
            (license) => table.only(license),
          )
        : null,
      h(
        "details",
        { class: "columns", "data-key": "columns" },
        h("summary", {}, words.columns),
        table.columns.map((column) =>
          checkbox(column.label, table.isShown(column), (isWanted) => table.show(column, isWanted)),
        ),
      ),
    ),
    table.element,
    h("p", { class: "quiet" }, words.barLegend(levelText(ranking.confidence))),
    ...(groupRatings(rows).size === 0
      ? []
      : [h("p", {}, words.inGroupText(ratingText(ranking.init_rating, ranking)))]),
  ];
}

let isWarm = false;

/**
 * Ranks once while the reader looks at the controls: browsers run code slowly at first, and the
 * ranking that somebody waits for is then the second.
 */
function warmUp({ board }: App, { ranking, judge }: SiteRanking): void {
  if (isWarm) return;
  isWarm = true;
  const { compute, ties, homeAdvantage } = optionsOf(ranking);
  const models = new Set(board.models.map((_, k) => k));
  setTimeout(() => {
    const settings = { ...ranking, bootstrap_n: Math.min(ranking.bootstrap_n, 100) };
    rerank(board, settings, {
      judges: [judge],
      questions: null,
      models,
      compute,
      ties,
      homeAdvantage,
    });
  });
}
