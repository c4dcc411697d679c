/** A ranking for each group of rows (`--by`): that of its rows alone. */
import { basename, dirname, join } from "node:path";
import { UserError } from "../../core/errors.ts";
import { say, storedMessage } from "../../core/message.ts";
import type { Ranking, RankingGroups, ShrinkageRefused } from "../../core/ranking.ts";
import { groupEffects } from "../../stats/questions/group_effects.ts";
import { fileNameOf } from "../../store/files/file_name.ts";
import type { CountedVotes, ReadVotes } from "../../store/votes/read_votes.ts";
import { anchoredOptions, readBoard } from "./numbers/published_board.ts";
import type { Ranked } from "./numbers/rank.ts";
import { type RankFilesJob, rankVotes } from "./rank_votes.ts";

/** A ranking with the job and the votes that it was made of. */
export interface RankedVotes {
  job: RankFilesJob;
  votes: CountedVotes;
  ranked: Ranked;
}

/**
 * The rankings of the groups, and what the ranking of all tells of them; undefined where no groups are
 * wanted. A group that cannot be ranked says why, and the others are ranked all the same.
 */
export async function rankGroups(
  job: RankFilesJob,
  { groups, ungrouped }: ReadVotes,
  whole: Ranked,
): Promise<{ ranked: RankedVotes[]; fact: RankingGroups } | undefined> {
  const field = job.reading?.by;
  if (field === undefined) return undefined;
  const ranked: RankedVotes[] = [];
  const facts: RankingGroups["groups"] = [];
  for (const [value, votes] of groups) {
    try {
      const one = groupJob(job, { field, value });
      if (votes.comparisons.first.length === 0) throw new UserError(say`no judgment of it counts`);
      const made = { job: one, votes, ranked: await rankVotes(one, votes) };
      ranked.push(made);
      facts.push({ value, file: fileOf(made), ...summaryOf(made.ranked.ranking) });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const n_judgments = votes.comparisons.first.length;
      const refused = storedMessage(error.said);
      facts.push({ value, refused, n_judgments, n_questions: 0, ratings: [] });
    }
  }
  checkNames(ranked);
  return { ranked, fact: { field, ungrouped, groups: facts, ...shrunkenGroups(whole, groups) } };
}

/** The job of one group: its places are beside those of the whole, and so is its board. */
function groupJob(job: RankFilesJob, group: Required<Ranking>["group"]): RankFilesJob {
  const { places, board, options } = job;
  const { stop: _, ...others } = places;
  const onBoard = board && boardOf(board, group);
  return {
    ...job,
    group,
    places: {
      ...others,
      ranking: beside(places.ranking, group),
      charts: beside(places.charts, group),
    },
    ...(onBoard && { board: onBoard, options: anchoredOptions(options, onBoard, options) }),
  };
}

/** The place of a group beside that of the whole, both without an ending. */
const beside = (path: string, { field, value }: Required<Ranking>["group"]): string =>
  join(`${path}_by_${fileNameOf(field)}`, fileNameOf(value));

/**
 * The group's own board: how strong its models are in this group, which the ratings of everything do
 * not tell.
 */
function boardOf(
  { file, covariance }: Required<RankFilesJob>["board"] & object,
  group: Required<Ranking>["group"],
) {
  const own = beside(file.replace(/\.json$/, ""), group);
  try {
    return readBoard(`${own}.json`, covariance && `${own}_covariance.json`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const flags = [`--by ${group.field}`, ...(covariance === undefined ? [] : ["--covariance"])];
    throw new UserError(
      say`the anchor was not ranked by ${group.field}, so how strong its models are in this group is not known (${error}). Rank its judgments with ${flags.join(" ")}`,
    );
  }
}

/** Two values that are one file where names are not told apart by capital letters. */
function checkNames(ranked: readonly RankedVotes[]): void {
  const seen = new Map<string, string>();
  for (const { job } of ranked) {
    const { field = "", value = "" } = job.group ?? {};
    const name = job.places.ranking.toLowerCase();
    const other = seen.get(name);
    if (other !== undefined) {
      throw new UserError(
        say`--by ${field}: "${other}" and "${value}" would be one file; spell them alike or apart in the rows`,
      );
    }
    seen.set(name, value);
  }
}

/** The path of a group's ranking as the ranking of all names it. */
function fileOf({ job }: RankedVotes): string {
  const path = job.places.ranking;
  return `${basename(dirname(path))}/${basename(path)}.json`;
}

/** What stands of a group in the ranking of all. */
function summaryOf({ n_judgments, n_questions, more_questions: more, ranking }: Ranking) {
  return {
    n_judgments,
    n_questions,
    ...(more && { more_questions: more }),
    ratings: ranking.map(({ model_id, rating, ci_lower, ci_upper, rank, status }) => ({
      model_id,
      rating,
      ci_lower,
      ci_upper,
      rank,
      status,
    })),
  };
}

/** More models than these take minutes. */
const MOST_MODELS = 200;

/** The ratings of groups that lean on the whole, or why there are none. */
export function shrunkenGroups(
  { ranking, numbers }: Pick<Ranked, "ranking" | "numbers">,
  groups: ReadonlyMap<string, Pick<CountedVotes, "comparisons">>,
): Pick<RankingGroups, "shrinkage" | "shrinkage_refused"> {
  const refused = (why: ShrinkageRefused) => ({ shrinkage_refused: why });
  const { fit } = numbers;
  if (fit === null) return refused({ kind: "win-rates" });
  if (ranking.anchor) return refused({ kind: "board" });
  if (ranking.reweighted) return refused({ kind: "reweighted" });
  const rows = [...groups].map(([value, { comparisons }]) => ({ value, comparisons }));
  const { models, strengths, structure, parameters, homeAdvantage } = fit;
  const main = structure.component[structure.status.indexOf("ok")] ?? structure.component[0];
  const placed = [...models.keys()].filter(
    (i) => Number.isFinite(strengths[i]) && structure.component[i] === main,
  );
  if (placed.length > MOST_MODELS) return refused({ kind: "many-models", most: MOST_MODELS });
  const { likelihood, x, prior } = parameters;
  const effects = groupEffects(
    rows.map(({ comparisons }) => comparisons),
    {
      likelihood,
      tie: likelihood.tie === null ? 0 : x[x.length - 1],
      homeAdvantage,
      precision: prior.isFlat ? 0 : prior.precision[0],
      models: placed,
      confidence: ranking.confidence,
    },
  );
  if (effects === null) return refused({ kind: "few-groups" });
  const points = ranking.scale / Math.log(ranking.base);
  const rating = (value: number | undefined): number | null =>
    value === undefined ? null : ranking.init_rating + points * value;
  const gap = (value: number | undefined): number | null =>
    value === undefined ? null : points * value;
  const { spread, dispersion, degrees } = effects;
  return {
    shrinkage: {
      spread: points * spread.value,
      spread_lower: points * spread.lower,
      spread_upper: points * spread.upper,
      dispersion,
      degrees_of_freedom: degrees,
      groups: effects.groups.map(({ strengths: own, deviations, ownShare }, g) => ({
        value: rows[g].value,
        own_share: ownShare,
        ratings: ranking.ranking.map(({ model_id }) => {
          const at = placed.indexOf(models.indexOf(model_id));
          const [strength, deviation] = [own[at], deviations[at]];
          return {
            model_id,
            rating: rating(strength?.value),
            ci_lower: rating(strength?.lower),
            ci_upper: rating(strength?.upper),
            deviation: gap(deviation?.value),
            deviation_lower: gap(deviation?.lower),
            deviation_upper: gap(deviation?.upper),
          };
        }),
      })),
    },
  };
}
