/** A judge's ranking on the scale of people's votes: `--calibrate`. */

import { basename } from "node:path";
import { saidBy, UserError } from "../../../core/errors.ts";
import type { Finding } from "../../../core/finding.ts";
import { say } from "../../../core/message.ts";
import type { RankingCalibration } from "../../../core/ranking.ts";
import { suggest } from "../../../core/suggest.ts";
import { determinedRows, rankEstimates } from "../../../stats/anchored/rank_estimates.ts";
import type { StyleFeature } from "../../../stats/data/style_control.ts";
import type { RankSettings } from "../../../stats/rank/rank_options.ts";
import {
  type CalibratedStrengths,
  type Calibration,
  calibrate,
} from "../../../stats/raters/calibration.ts";
import { pairMeans } from "../../../stats/raters/vectors.ts";
import type { ModelAnswers } from "../../../store/answers/benchmark.ts";
import { ownFamily } from "../../../store/answers/model_family.ts";
import { type CountedVotes, readVoteList } from "../../../store/votes/read_votes.ts";
import type { Context } from "../../command/command.ts";
import { tellProblems } from "../../models/benchmark_data.ts";
import { countedRows } from "../files/counted_rows.ts";
import { styleTerms } from "../numbers/control.ts";
import type { MadeRanking } from "../numbers/rank.ts";
import { judgedPanel, type PanelJob, panelGames, panelInput } from "./panel_ranking.ts";

/** What a judge is calibrated to. */
export interface CalibrateJob {
  /** The judge's id, and what its provider calls it; or the panel's name. */
  judge: string;
  path: string | undefined;
  /** Files of people's votes. */
  files: readonly string[];
  /** Further models that the judge may favour. */
  suspects: readonly string[];
  /** What the judge may like in answers; absent: length, where the answers are known. */
  features: readonly StyleFeature[] | undefined;
  answers: ReadonlyMap<string, ModelAnswers>;
  aliases: ReadonlyMap<string, string> | undefined;
  log: Context["log"];
}

/** A difference of the two estimates by this many standard errors is worth a look. */
const APART = 2;

/**
 * The ranking of a judge's rows, or of those of a panel, calibrated.
 * @throws UserError where there are too few votes, or none on what the judge judged.
 */
export async function calibratedRanking(
  votes: CountedVotes,
  job: CalibrateJob,
  options: RankSettings,
  panel?: PanelJob | undefined,
): Promise<MadeRanking> {
  if (votes.comparisons.cluster === undefined) {
    throw new UserError(say`--calibrate needs judgments that name their questions`);
  }
  const games = panel && panelGames(votes, panel);
  const comparisons = games?.comparisons ?? votes.comparisons;
  const placed = determinedRows(comparisons);
  const { models, rows } = placed;
  if (models.length < 2) {
    throw new UserError(
      say`--calibrate: the judge's own judgments do not determine the ratings of two models yet`,
    );
  }
  const judged: JudgedVotes = {
    comparisons,
    contextOf: (k) => votes.contextOf(games?.votes[k] ?? k),
  };
  const people = await peopleOn(judged, rows, job);
  if (people.row.length === 0) {
    throw new UserError(
      say`--calibrate: none of the ${people.read} votes is on a pair that ${job.judge} judged (the same question, turn and models)`,
    );
  }
  const features = featuresOf(judged, rows, job);
  const unknown = job.suspects.find((model) => !comparisons.models.includes(model));
  if (unknown !== undefined) {
    throw new UserError(
      say`--calibrate-suspects names ${unknown}, which nobody judged.${suggest(unknown, comparisons.models)}`,
    );
  }
  const family =
    games?.facts.judges.flatMap((one) => one.family).filter((model) => models.includes(model)) ??
    ownFamily(job.judge, models, job.path);
  const declared = [...new Set([...family, ...job.suspects])];
  const judge = games?.judge ?? Array.from(comparisons.first, () => job.judge);
  const judges = [...new Set(rows.map((k) => judge[k]))].sort();
  const input = panelInput({ comparisons, judge }, placed, judges);
  const { weight } = comparisons;
  const told = calibrate({
    models,
    questions: comparisons.clusters.length,
    judged: {
      ...input,
      features: features.map(({ values }) => values),
      game: people.game,
      ...(weight && { weight: rows.map((k) => weight[k]) }),
    },
    people: {
      row: people.row,
      score: people.score,
      seen: people.seen,
      ...(people.probability && { probability: people.probability }),
    },
    modelFeatures: features.map(({ values }) =>
      pairMeans(models.length, Array.from(input.first), Array.from(input.second), values),
    ),
    suspects: declared.map((model) => models.indexOf(model)).filter((i) => i >= 0),
  });
  const facts = factsOf(told, models, options, {
    judge: job.judge,
    raters: people.raters,
    left_out: people.leftOut,
    weighted: people.probability !== undefined,
    declared,
    features: features.map(({ name }) => name),
  });
  const jointly =
    games && panel?.rule === "model" ? judgedPanel(games, placed, options) : undefined;
  const ofPanel = jointly ?? games;
  const numbers = rankEstimates(
    comparisons,
    { models, ...told[told.headline], degrees: told.questions - 1 },
    options,
    [...(ofPanel?.findings ?? []), ...findingsOf(told, models, facts)],
  );
  return {
    numbers,
    comparisons,
    facts: { calibration: facts, ...(ofPanel && { panel: ofPanel.facts }) },
  };
}

/** What a judge, or a panel, judged. */
type JudgedVotes = Pick<CountedVotes, "comparisons" | "contextOf">;

/** The first's score, by outcome. */
const SCORES = [Number.NaN, 1, 0, 0.5];

interface PeoplesVotes {
  raters: string[];
  read: number;
  leftOut: Record<string, number>;
  /** Index among the judge's rows. */
  row: number[];
  /** By row of the judge: which game it is of, in either order and by whatever judge. */
  game: number[];
  score: number[];
  seen: number[];
  /** Relative to each other; absent where some vote does not say it. */
  probability: number[] | undefined;
}

/** People's votes on the judge's rows, in the judge's order of the answers. */
async function peopleOn(
  { comparisons, contextOf }: JudgedVotes,
  rows: readonly number[],
  { files, aliases, log }: CalibrateJob,
): Promise<PeoplesVotes> {
  const { models, clusters, first, second } = comparisons;
  const cluster = comparisons.cluster as Uint32Array;
  const keyOf = (question: string, turn: number, one: string, two: string): string =>
    JSON.stringify([question, turn, ...[one, two].sort()]);
  const judged = new Map<string, { at: number; rows: number[] }>();
  const game = rows.map((k, r) => {
    const key = keyOf(clusters[cluster[k]], contextOf(k).turn, models[first[k]], models[second[k]]);
    const known = judged.get(key) ?? { at: judged.size, rows: [] };
    known.rows.push(r);
    judged.set(key, known);
    return known.at;
  });
  const { leave } = countedRows(files, { aliases });
  const { votes, problems } = await readVoteList(files, { aliases, leave });
  tellProblems(problems, log);
  const found: PeoplesVotes = {
    raters: [...new Set(votes.map(({ judge }) => judge).filter((name) => name !== undefined))],
    read: votes.length,
    leftOut: {},
    game,
    row: [],
    score: [],
    seen: [],
    probability: [],
  };
  if (found.raters.length === 0) found.raters = files.map((file) => basename(file));
  const leaveOut = (reason: string): void => {
    found.leftOut[reason] = (found.leftOut[reason] ?? 0) + 1;
  };
  for (const vote of votes) {
    const { outcome, question, turn = 1, weight, probability } = vote;
    const own =
      question === undefined
        ? undefined
        : judged.get(keyOf(question, turn, vote.first, vote.second))?.rows;
    if (outcome === "error") leaveOut("no verdict");
    else if (own === undefined) leaveOut("not judged by the judge");
    else if (weight > 0) {
      const isAsSeen = (r: number): boolean => models[first[rows[r]]] === vote.first;
      const r = own.find(isAsSeen) ?? own[0];
      const seen = isAsSeen(r) ? 1 : -1;
      found.row.push(r);
      found.seen.push(seen);
      found.score.push(seen === 1 ? SCORES[outcome] : 1 - SCORES[outcome]);
      // A vote that counts twice is one that was half as probable.
      if (probability === undefined) found.probability = undefined;
      else found.probability?.push(probability / weight);
    }
  }
  return found;
}

/** Declared features of the rows; length needs no asking where it can be told. */
function featuresOf(
  { comparisons, contextOf }: JudgedVotes,
  rows: readonly number[],
  { features, answers, log }: CalibrateJob,
): { name: string; values: number[] }[] {
  const wanted = features ?? (["length"] as const);
  if (wanted.length === 0 || (features === undefined && answers.size === 0)) return [];
  try {
    return styleTerms({ comparisons, contextOf }, answers, wanted).map(({ name, values }) => ({
      name,
      values: rows.map((k) => values[k]),
    }));
  } catch (error) {
    if (features !== undefined || !(error instanceof UserError)) throw error;
    log(say`Calibrated without allowing for a liking for length: ${saidBy(error)}`);
    return [];
  }
}

/** What the ranking file tells. */
function factsOf(
  told: Calibration,
  models: readonly string[],
  { scale, base, initRating, confidence }: RankSettings,
  given: Pick<
    RankingCalibration,
    "judge" | "raters" | "left_out" | "weighted" | "declared" | "features"
  >,
): RankingCalibration {
  const points = scale / Math.log(base);
  const t = told.quantile(confidence);
  const estimate = ({ strengths, covariance }: CalibratedStrengths, i: number) => {
    const half = points * t * Math.sqrt(covariance[i * (models.length + 1)]);
    const rating = initRating + points * strengths[i];
    return { rating, ci_lower: rating - half, ci_upper: rating + half };
  };
  return {
    ...given,
    votes: told.votes,
    questions: told.questions,
    headline: told.headline,
    reason: told.reason,
    lambda: told.lambda,
    slope: told.slope,
    z: told.z,
    judge_error: points * told.deviation,
    worth: told.worth,
    home_advantage: points * told.peoplesHomeAdvantage,
    ratings: models.map((model_id, i) => ({
      model_id,
      judge: estimate(told.judge, i),
      people: estimate(told.people, i),
      residual: estimate(told.residual, i),
      calibrated: estimate(told.calibrated, i),
    })),
  };
}

function findingsOf(
  told: Calibration,
  models: readonly string[],
  { declared, features }: RankingCalibration,
): Finding[] {
  const { residual, calibrated, reason, headline, z } = told;
  if (headline === "residual") {
    return [
      {
        kind: "calibration-refused",
        reason: reason === "many votes" ? "many-votes" : "gate",
        z,
      },
    ];
  }
  const apart = models.filter((_, i) => {
    const error = Math.sqrt(residual.covariance[i * (models.length + 1)]);
    return Math.abs(residual.strengths[i] - calibrated.strengths[i]) > APART * error;
  });
  return [
    { kind: "calibration-unprotected", declared: [...declared], features: [...features] },
    ...(apart.length > 0 ? [{ kind: "calibration-apart" as const, models: apart }] : []),
  ];
}
