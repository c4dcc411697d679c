/** What changed since an earlier ranking. */
import { UserError } from "../../core/errors.ts";
import { type Message, say } from "../../core/message.ts";
import { plainTable } from "../../report/text_table.ts";
import type { Prior } from "../../stats/fit/prior.ts";
import { compareRankings, ratedByBoth } from "../../stats/rank/compare_rankings.ts";
import {
  type ChangeErrors,
  changeErrors,
  refitted,
  weightsOfEarlier,
} from "../../stats/rank/shared_judgments.ts";
import type { RankingFile } from "../../store/books/ranking_file.ts";
import type { Ranked } from "./numbers/rank.ts";

/** A table of the changes, and which of them are more than chance. `prior`: that of the fit. */
export async function changesTable(
  before: RankingFile,
  ranked: Ranked,
  prior: Prior,
): Promise<Message> {
  const after = ranked.ranking;
  if (before.scale !== after.scale || before.base !== after.base || before.ties !== after.ties) {
    throw new UserError(
      say`the rankings have different scales, bases or tie models, so their ratings cannot be compared`,
    );
  }
  const isRate = after.compute === "winrate";
  if ((before.compute === "winrate") !== isRate) {
    throw new UserError(
      isRate
        ? say`the earlier ranking holds ratings and this one win rates, which cannot be compared`
        : say`the earlier ranking holds win rates and this one ratings, which cannot be compared`,
    );
  }
  const errors = sharedErrors(before, ranked, prior);
  const changes = compareRankings(before.ranking, after.ranking, { errors });
  if (changes.length === 0) return say`\nThe two rankings rate no model in common.`;
  const rows = changes.map((row) => [
    row.model_id,
    ...[row.before, row.after, row.change, row.standard_error].map((value) =>
      value.toFixed(isRate ? 3 : 0),
    ),
    row.p_value < 0.001 ? "<0.001" : row.p_value.toFixed(3),
    row.is_significant ? say`significant` : "",
  ]);
  const head = [say`Model`, say`Before`, say`After`, say`Change`, say`Std. error`, "p", ""];
  const table = await plainTable(head, rows, "lrrrrrl");
  const count = changes.filter((row) => row.is_significant).length;
  const since = before.date ?? say`the earlier ranking`;
  const judge = before.judge ? ` (${before.judge})` : "";
  const whole = say`\nSince ${since}${judge}:\n${table}\n${count} of ${changes.length} changes are more than chance (95 %, all models together).`;
  return say`${whole}\n${errors ? BASIS[errors.unit] : INDEPENDENT}`;
}

/** What the errors of the changes rest on. */
const BASIS = {
  question: say`The judgments of the earlier ranking are among these: errors are those of the difference, by leaving each question out of both.`,
  judgment: say`The judgments of the earlier ranking are among these: errors are those of the difference, by leaving each judgment out of both.`,
} as const;
const INDEPENDENT = say`The judgments of the earlier ranking were not found among these, so errors are taken as independent: where the two share judgments or questions, more changes may be real than this tells.`;

/** Ratings that a refit gives again agree to this share of the scale. */
const SAME = 1e-4;

/**
 * The errors of changes between rankings that share judgments, where the judgments of the earlier one are
 * found among those of the later: their numbers by model and the ratings that they give must be its
 * own. Undefined where they are not, and for posteriors, win rates, weights and published boards.
 */
function sharedErrors(
  before: RankingFile,
  { ranking, numbers, fitted: comparisons }: Ranked,
  prior: Prior,
): ChangeErrors | undefined {
  const { compute, ties, anchor, reweighted, scale, base } = ranking;
  const after = numbers.fit;
  const judgments = before.n_judgments;
  if (after === null || typeof judgments !== "number" || before.compute !== compute) return;
  if ((compute !== "mle" && compute !== "map") || anchor || reweighted || before.reweighted) return;
  const weight = weightsOfEarlier(comparisons, before.ranking, judgments);
  if (weight === null) return;
  const homeAdvantage = typeof before.home_advantage === "object" && before.home_advantage !== null;
  const fit = refitted(comparisons, weight, { ties, homeAdvantage, prior });
  const factor = scale / Math.log(base);
  const both = ratedByBoth(before.ranking, ranking.ranking);
  const models = both.map(({ model_id }) => model_id);
  const gaps = both.map(
    (row) => row.before - factor * fit.strengths[fit.models.indexOf(row.model_id)],
  );
  const isSame = Math.max(...gaps) - Math.min(...gaps) < SAME * scale;
  if (!isSame) return;
  const errors = changeErrors(fit, after, models, { comparisons, weight });
  if (errors === null) return;
  return { ...errors, standardErrors: errors.standardErrors.map((error) => factor * error) };
}
