/** How the numbers came about, and what to know before quoting them, in plain words. */
import type { SiteRanking } from "../core/site_data.ts";
import type { Ranking } from "../core/types.ts";
import type { App } from "./app.ts";
import { h, plain } from "./dom.ts";
import { levelText } from "./format.ts";
import { warningList } from "./warnings.ts";
import type { Words } from "./words.ts";

const RESAMPLED = ["bootstrap", "percentile", "basic"];

/** What the interval is, by how it was made. */
function intervalText(
  { intervals }: Words,
  { confidence, ci, bootstrap_n, bootstrap_unit }: Ranking,
): string {
  const level = levelText(confidence);
  if (ci === "posterior") return intervals.posterior(level);
  if (!RESAMPLED.includes(ci)) return intervals.formula(level, ci);
  return intervals[bootstrap_unit === "question" ? "question" : "judgment"](level, bootstrap_n);
}

/** Warnings first, because they are what a reader must not miss. */
export function methodSection({ words }: App, { ranking }: SiteRanking): HTMLElement {
  const { home_advantage: home, left_out, warnings } = ranking;
  const questions = typeof ranking.n_questions === "number" ? ranking.n_questions : 0;
  const points = (value: number | null): string => (value === null ? "?" : value.toFixed(1));
  return h(
    "section",
    {},
    h("h2", {}, words.warnings),
    warnings.length === 0 ? h("p", {}, words.noWarnings) : warningList(words, warnings),
    h("h2", {}, words.method),
    h("p", {}, words.facts(ranking.n_judgments, questions, plain(ranking.judge))),
    ranking.compute === "winrate"
      ? null
      : [
          h(
            "p",
            {},
            words.strengths[ranking.compute] ?? "",
            " ",
            words.points(ranking.scale, ranking.base, ranking.init_rating),
          ),
          h("p", {}, intervalText(words, ranking), " ", words.overlap),
          words.placesAndRates.map((paragraph) => h("p", {}, paragraph)),
        ],
    home && home.estimate !== null
      ? h("p", {}, words.homeText(points(home.estimate), points(home.lower), points(home.upper)))
      : null,
    Object.entries(left_out).map(([reason, count]) =>
      h("p", {}, words.leftOut(count, plain(reason))),
    ),
  );
}
