/** What changed since an earlier ranking. */
import { resolve } from "node:path";
import { UsageError, UserError } from "../../core/errors.ts";
import { type Message, say } from "../../core/message.ts";
import { plainTable } from "../../report/tables/text_table.ts";
import { hasQuestions } from "../../stats/data/clusters.ts";
import type { Comparisons } from "../../stats/data/comparisons.ts";
import type { Prior } from "../../stats/fit/prior.ts";
import { compareRankings, ratedByBoth } from "../../stats/rank/compare_rankings.ts";
import { priorOf } from "../../stats/rank/rank_options.ts";
import {
  type ChangeErrors,
  changeErrors,
  refitted,
  weightsOfEarlier,
} from "../../stats/rank/shared_judgments.ts";
import type { Fitted } from "../../stats/uncertainty/fitted.ts";
import type { RankingFile } from "../../store/books/ranking_file.ts";
import type { Context } from "../command/command.ts";
import type { Ranked } from "./numbers/rank.ts";
import { votesOf } from "./rank_files.ts";
import type { RankFilesJob } from "./rank_votes.ts";

/**
 * A table of the changes, and which of them are more than chance. `prior`: that of the fit. `named`: the
 * judgments of the earlier ranking, where it was said which they are.
 */
export async function changesTable(
  before: RankingFile,
  ranked: Ranked,
  prior: Prior,
  named?: EarlierRows,
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
  const errors = sharedErrors(before, ranked, prior, named);
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
  return say`${whole}\n${errors ? (named ? NAMED : BASIS[errors.unit]) : named ? NO_QUESTIONS : INDEPENDENT}`;
}

/** What the errors of the changes rest on. */
const BASIS = {
  question: say`The judgments of the earlier ranking are among these: errors are those of the difference, by leaving each question out of both.`,
  judgment: say`The judgments of the earlier ranking are among these: errors are those of the difference, by leaving each judgment out of both.`,
} as const;
const NAMED = say`Errors are those of the difference, by leaving each question out of both rankings.`;
const NO_QUESTIONS = say`Some judgments carry no question, so errors are taken as independent: where the two rankings share judgments, more changes may be real than this tells.`;
const INDEPENDENT = say`The judgments of the earlier ranking were not found among these, so errors are taken as independent: where the two share judgments or questions, more changes may be real than this tells.`;

/** Ratings that a refit gives again agree to this share of the scale. */
const SAME = 1e-4;

/** The judgments that an earlier ranking was made from, as weights of rows. */
interface EarlierRows {
  readonly comparisons: Comparisons;
  readonly weight: Float64Array;
}

/** The scale and the likelihood that both rankings have. */
type Shared = Pick<Ranked["ranking"], "compute" | "ties" | "scale" | "base">;

/** The fit behind an earlier ranking, made again; undefined where these rows give other ratings. */
function earlierFit(
  before: RankingFile,
  { comparisons, weight }: EarlierRows,
  { ties, scale, base }: Shared,
  prior: Prior,
): Fitted | undefined {
  const homeAdvantage = typeof before.home_advantage === "object" && before.home_advantage !== null;
  const fit = refitted(comparisons, weight, { ties, homeAdvantage, prior });
  const factor = scale / Math.log(base);
  const gaps = before.ranking.flatMap(({ model_id, rating }) =>
    rating === null ? [] : [rating - factor * fit.strengths[fit.models.indexOf(model_id)]],
  );
  const isSame = Math.max(...gaps) - Math.min(...gaps) < SAME * scale;
  return isSame ? fit : undefined;
}

/**
 * The judgments of `--compare-input`, which must give the ratings of the earlier ranking.
 *
 * @throws UserError where they do not.
 */
export async function earlierRows(
  before: RankingFile,
  job: RankFilesJob,
  { compareWith = "", compareInput }: { compareWith?: string; compareInput: readonly string[] },
  context: Pick<Context, "log">,
): Promise<EarlierRows> {
  const { options, board, reweight } = job;
  const isFit = options.compute === "mle" || options.compute === "map";
  if (!isFit || before.compute !== options.compute || board || reweight || before.reweighted) {
    throw new UsageError(
      say`--compare-input is for two rankings by mle, or by map, without --reweight and --anchor`,
    );
  }
  const { judge: _, by: __, ...reading } = job.reading ?? {};
  const { votes } = await votesOf(
    {
      ...job,
      places: { ...job.places, judgments: compareInput.map((file) => resolve(file)) },
      models: undefined,
      named: undefined,
      counting: {},
      reading,
    },
    context,
  );
  const rows = { comparisons: votes.comparisons, weight: weightsOf(votes.comparisons) };
  if (!earlierFit(before, rows, options, priorOf(options))) {
    throw new UserError(
      say`the judgments of --compare-input give other ratings than ${compareWith}; name those that it was made from, and the flags that it was made with`,
    );
  }
  return rows;
}

const weightsOf = ({ weight, first }: Comparisons): Float64Array =>
  weight ?? new Float64Array(first.length).fill(1);

/**
 * The errors of changes between rankings that share judgments or questions: where the judgments of the
 * earlier one are found among those of the later (their numbers by model and the ratings that they
 * give must be its own) or are named. Undefined where they are not, and for posteriors, win rates,
 * weights and published boards.
 */
function sharedErrors(
  before: RankingFile,
  { ranking, numbers, fitted: comparisons }: Ranked,
  prior: Prior,
  named: EarlierRows | undefined,
): ChangeErrors | undefined {
  const { compute, anchor, reweighted, scale, base } = ranking;
  const after = numbers.fit;
  const judgments = before.n_judgments;
  if (after === null || typeof judgments !== "number" || before.compute !== compute) return;
  if ((compute !== "mle" && compute !== "map") || anchor || reweighted || before.reweighted) return;
  const found = named ? null : weightsOfEarlier(comparisons, before.ranking, judgments);
  const rows = named ?? (found && { comparisons, weight: found });
  const fit = rows && earlierFit(before, rows, ranking, prior);
  if (!rows || !fit) return;
  // Judgments are left out one by one only where both rankings are made of the same rows.
  if (named && !(hasQuestions(fit.clustered) && hasQuestions(after.clustered))) return;
  const models = ratedByBoth(before.ranking, ranking.ranking).map(({ model_id }) => model_id);
  const errors = changeErrors(fit, after, models, rows);
  if (errors === null) return;
  const factor = scale / Math.log(base);
  return { ...errors, standardErrors: errors.standardErrors.map((error) => factor * error) };
}
