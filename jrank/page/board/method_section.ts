/** How the numbers came about, and what to know before quoting them, in plain words. */

import type { Ranking, RankingControl, RankingOutlook } from "../../core/ranking.ts";
import type { SiteFacts, SiteRanking } from "../../core/site_data.ts";
import type { PageWords } from "../../words/page_en.ts";
import { shownNumber } from "../../words/shown_number.ts";
import type { App } from "../parts/app.ts";
import { h, name, plain } from "../parts/dom.ts";
import { levelText } from "../parts/number_format.ts";
import { hashOf } from "../parts/route.ts";
import { warningList } from "../parts/warnings.ts";

const RESAMPLED = ["bootstrap", "percentile", "basic"];

/** What the interval is, by how it was made. */
function intervalText(
  { intervals }: PageWords,
  { confidence, ci, bootstrap_n, bootstrap_unit }: Ranking,
): string {
  const level = levelText(confidence);
  if (ci === "posterior") return intervals.posterior(level);
  if (!RESAMPLED.includes(ci)) return intervals.formula(level, ci);
  return intervals[bootstrap_unit === "question" ? "question" : "judgment"](level, bootstrap_n);
}

function outlookText(words: PageWords, outlook: RankingOutlook): string {
  const points = (value: number): string => shownNumber(value);
  return words.outlook(
    points(outlook.half_width_mean),
    points(outlook.half_width_widest),
    outlook.more_judgments,
    points(outlook.more_half_width_mean),
    points(outlook.more_half_width_widest),
  );
}

/** What was held equal, and how much it is worth. */
function controlTerms(words: PageWords, control: RankingControl | undefined): HTMLElement | null {
  if (!control) return null;
  const points = (value: number | null): string => (value === null ? "?" : shownNumber(value, 1));
  return h(
    "div",
    {},
    h("p", {}, words.controlText),
    h(
      "ul",
      {},
      control.terms.map(({ name: term, effect, lower, upper, ...unit }) =>
        h("li", {}, words.termText(term, unit, points(effect), points(lower), points(upper))),
      ),
    ),
  );
}

/** The questions that a single rating hangs on most, each with the way to its answers. */
function influentialQuestions({ board, words }: App, ranking: Ranking): HTMLElement | null {
  const known = (ranking.influential_questions ?? []).filter(({ question }) =>
    board.questions.some(({ id }) => id === question),
  );
  if (known.length === 0) return null;
  return h(
    "div",
    {},
    h("p", {}, words.influential),
    h(
      "ul",
      {},
      known.map(({ question, model_id, change }) =>
        h(
          "li",
          {},
          h("a", { href: hashOf("question", { id: question, a: model_id }) }, name(question)),
          ": ",
          words.moves(plain(model_id), `${change > 0 ? "+" : ""}${shownNumber(change)}`),
        ),
      ),
    ),
  );
}

/** What the command prints of a panel's judges, of people's votes and of the questions. */
const factsOf = ({ panel, people, questions }: SiteFacts): HTMLElement[] =>
  [...panel, ...people, ...questions].map((text) => h("p", {}, plain(text)));

/** Warnings first, because they are what a reader must not miss. */
export function methodSection(
  app: App,
  { ranking, facts }: SiteRanking,
  isRankedAnew: boolean,
): HTMLElement {
  const { words } = app;
  const { home_advantage: home, left_out, warnings } = ranking;
  const questions = ranking.n_questions;
  const points = (value: number | null): string => (value === null ? "?" : shownNumber(value, 1));
  return h(
    "section",
    {},
    h("h2", {}, words.warnings),
    isRankedAnew ? h("p", { class: "notice" }, words.ofPublished) : null,
    warnings.length === 0 ? h("p", {}, words.noWarnings) : warningList(words, ranking),
    h("h2", {}, words.method),
    isRankedAnew ? h("p", { class: "notice" }, words.ofPublished) : null,
    h("p", {}, words.facts(ranking.n_judgments, questions, plain(ranking.judge))),
    ranking.compute === "winrate"
      ? h("p", {}, words.winRateText, " ", words.winRateUnit(ranking.win_rate_unit))
      : [
          h(
            "p",
            {},
            words.strengths[ranking.compute] ?? "",
            " ",
            words.points(ranking.scale, ranking.base, ranking.init_rating),
          ),
          h("p", {}, intervalText(words, ranking), " ", words.overlap),
          h("p", {}, words.winRateText, " ", words.winRateUnit(ranking.win_rate_unit)),
          h("p", {}, words.tiedText(levelText(ranking.confidence))),
          ranking.outlook && ranking.mode === "pairwise-n"
            ? h("p", {}, outlookText(words, ranking.outlook))
            : null,
        ],
    home && home.estimate !== null
      ? h("p", {}, words.homeText(points(home.estimate), points(home.lower), points(home.upper)))
      : null,
    controlTerms(words, ranking.control),
    factsOf(facts[words.language]),
    ranking.anchor
      ? h("p", {}, words.anchored(plain(ranking.anchor.judge), ranking.anchor.date.slice(0, 10)))
      : null,
    ranking.reweighted === undefined ? null : h("p", {}, words.reweighted),
    influentialQuestions(app, ranking),
    Object.entries(left_out).map(([reason, count]) =>
      h("p", {}, words.leftOut(count, plain(words.reasons[reason] ?? reason))),
    ),
  );
}
