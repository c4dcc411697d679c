/** Ranks what has been judged: the numbers, as a ranking file holds them. */
import { UserError } from "../../../core/errors.ts";
import type { Finding } from "../../../core/finding.ts";
import { say } from "../../../core/message.ts";
import type { Ranking } from "../../../core/ranking.ts";
import type { License, Mode } from "../../../core/types.ts";
import type { Anchor } from "../../../stats/anchored/anchor.ts";
import { withNewModels } from "../../../stats/anchored/anchored_fit.ts";
import { collapse } from "../../../stats/data/collapse.ts";
import { type Comparisons, countQuestions, hardVerdicts } from "../../../stats/data/comparisons.ts";
import { pairWeights } from "../../../stats/data/reweight.ts";
import { positionCounts, winRates } from "../../../stats/data/win_rate.ts";
import { FLAT } from "../../../stats/fit/prior.ts";
import { rankModels } from "../../../stats/rank/rank_models.ts";
import type { RankSettings } from "../../../stats/rank/rank_options.ts";
import {
  chanceFields,
  fitFields,
  methodFields,
  type RankedModels,
} from "../../../stats/rank/ranked_models.ts";
import { fitModel } from "../../../stats/uncertainty/fitted.ts";
import { lookAlikes } from "../../../store/answers/model_names.ts";
import { writeWhole } from "../../../store/files/write_whole.ts";
import { findingText } from "../../../words/findings.ts";
import { anchorFacts, mergedRows } from "./anchored_ranking.ts";
import { rankingOutlook } from "./outlook.ts";
import type { PublishedBoard } from "./published_board.ts";

/** Version of the ranking file's fields. */
const SCHEMA_VERSION = 1;

/** Why judgments are left out on an anchored board. */
const KNOWN = "between models of the anchor";

/** How a model is shown. */
export interface ModelLabel {
  displayName: string;
  license: License;
}

/** A ranking that is made in another way than by one judge's likelihood, and what its file tells of that. */
export interface MadeRanking {
  /** Absent: the likelihood is the usual one, of other rows. */
  numbers?: RankedModels;
  /** The rows that it is of, where they are not those that were read. */
  comparisons?: Comparisons;
  /** What is to be told, where it is not among the numbers' own. */
  findings?: readonly Finding[];
  facts: Pick<Ranking, "calibration" | "panel">;
}

interface RankJob {
  benchmark: string;
  judge: string;
  mode: Mode;
  options: RankSettings;
  labels: ReadonlyMap<string, ModelLabel>;
  /** ISO 8601. */
  date: string;
  /** Where the draws of mcmc are kept, or taken from where they are there already. */
  chainPath?: string | undefined;
  /** A published board that new models are ranked on. */
  board?: PublishedBoard | undefined;
  /** Whether every pair counts alike, however often it was played. */
  reweight?: boolean | undefined;
  /** Replays of the schedule's earlier rule, whose spread is taken out. */
  replays?: number | undefined;
  /** The group of rows that is ranked, where it is one of several. */
  group?: Ranking["group"];
  /** A ranking of the rows that was made in another way. */
  made?: MadeRanking | undefined;
}

export interface Ranked {
  ranking: Ranking;
  numbers: RankedModels;
  /** The judgments that count. */
  comparisons: Comparisons;
  /** All that were given, with the weights of the fit. */
  fitted: Comparisons;
}

/** Ranks columns; what was left out on the way to them is passed in. */
export async function rank(
  comparisons: Comparisons,
  job: RankJob,
  {
    leftOut,
    duplicates,
    before,
    after,
  }: {
    leftOut: Record<string, number>;
    duplicates: number;
    /** What is told before what the numbers tell, and after it. */
    before?: readonly Finding[];
    after?: readonly Finding[];
  },
): Promise<Ranked> {
  const { board } = job;
  const replayed = await replayedBoard(comparisons, job, after);
  const options = replayed ? { ...job.options, spread: Math.max(1, replayed.slope) } : job.options;
  const fitted = job.reweight ? reweightedRows(comparisons, board?.anchor) : comparisons;
  // What only boards need (ml-matrix) is loaded with the first of them.
  const onBoard =
    board &&
    (await import("../../../stats/anchored/rank_anchored.ts")).rankAnchored(
      fitted,
      board.anchor,
      options,
    );
  const counted = board ? withNewModels(comparisons, board.anchor.models).used : comparisons;
  const made = job.made?.numbers ?? onBoard ?? (await rankKept(fitted, { ...job, options }));
  const numbers = job.reweight ? withWholeTallies(made, counted, options) : made;
  const published = (model: string): ModelLabel => {
    const row = board?.ranking.ranking.find(({ model_id }) => model_id === model);
    return { displayName: row?.display_name ?? model, license: row?.license ?? "unknown" };
  };
  // Verdicts that share a game are no judgments that a schedule could hand out.
  const isShared = job.made?.comparisons?.weight !== undefined;
  // Where the table has no interval, nothing is said about its width either.
  const hasIntervals = numbers.ranking.every(
    ({ ci_lower, ci_upper }) => ci_lower !== null && ci_upper !== null,
  );
  const outlook =
    onBoard || isShared || job.made?.numbers || job.reweight || !hasIntervals
      ? undefined
      : rankingOutlook(comparisons, options);
  const findings: Finding[] = [...(before ?? []), ...numbers.findings];
  if (duplicates > 0) {
    const isLeftOut = leftOut["a duplicate"] !== undefined;
    findings.push({ kind: "duplicates", judgments: duplicates, leftOut: isLeftOut });
  }
  const models = (board ? mergedRows(numbers.ranking, board) : numbers.ranking).map((row) => ({
    ...row,
    display_name: (job.labels.get(row.model_id) ?? published(row.model_id)).displayName,
    license: (job.labels.get(row.model_id) ?? published(row.model_id)).license,
  }));
  const alike = lookAlikes(models.map(({ model_id }) => model_id));
  findings.push(...(replayed ? withReplays(after ?? [], replayed) : (after ?? [])));
  findings.push(...alike.map((group) => ({ kind: "look-alikes" as const, models: group })));
  const ranking: Ranking = {
    schema_version: SCHEMA_VERSION,
    date: job.date,
    benchmark: job.benchmark,
    judge: job.judge,
    mode: job.mode,
    ...(job.group && { group: job.group }),
    ...methodFields(numbers, options),
    by_position: positionCounts(counted),
    left_out: {
      ...leftOut,
      ...(onBoard && onBoard.anchored.leftOut > 0 && { [KNOWN]: onBoard.anchored.leftOut }),
    },
    ...(job.reweight && { reweighted: "every pair alike" }),
    ...(replayed && { replayed: { ...replayed } }),
    ...(onBoard && board && { anchor: anchorFacts(onBoard, board) }),
    ...job.made?.facts,
    ...(outlook && { outlook }),
    ...fitFields(numbers, options),
    ...told(findings),
    ranking: models,
    ...chanceFields(numbers),
  };
  return { ranking, numbers, comparisons: counted, fitted };
}

/** The standard error from which on a slope by replays is not worth dividing by. */
const UNSURE = 0.15;

/** How far the schedule's earlier rule sets the ratings of these judgments apart, where that is asked for. */
async function replayedBoard(
  comparisons: Comparisons,
  { replays, options: { homeAdvantage, seed } }: RankJob,
  findings: readonly Finding[] = [],
): Promise<Ranking["replayed"] | undefined> {
  if (replays === undefined) return;
  if (!findings.some(({ kind }) => kind === "earlier-schedule")) {
    throw new UserError(
      say`--replays has nothing to take out: these judgments were not chosen by an earlier rule of the adaptive schedule`,
    );
  }
  const counts = collapse(hardVerdicts(comparisons));
  const fit = fitModel("half", { comparisons, counts, homeAdvantage, prior: FLAT });
  if (!fit.strengths.every(Number.isFinite)) {
    throw new UserError(
      say`--replays needs ratings of all models, and these judgments do not determine each; use --compute map`,
    );
  }
  const { replayedSpread } = await import("../../../schedule/foresight/replayed_spread.ts");
  const { slope, standardError } = replayedSpread(
    {
      strengths: fit.strengths,
      covariance: fit.covariance("cr3"),
      homeAdvantage: fit.homeAdvantage,
      counts,
      questions: countQuestions(comparisons),
    },
    { replays, seed },
  );
  // Where models hardly differ by more than their errors, nobody can tell what sets them apart.
  if (!(standardError < UNSURE)) {
    throw new UserError(
      say`--replays finds no sure measure of how far ratings lie apart: these models differ by little more than their errors. Use more replays, or --compute map`,
    );
  }
  return { replays, slope, standard_error: standardError };
}

/** What is told of the matches' earlier rule, now that its spread is taken out. */
const withReplays = (
  findings: readonly Finding[],
  { replays, slope }: NonNullable<Ranking["replayed"]>,
): Finding[] =>
  findings.map((finding) =>
    finding.kind === "earlier-schedule"
      ? { ...finding, kind: "replayed-spread", replays, slope }
      : finding,
  );

/** The judgments with weights by which every pair counts alike: on a board the pairs with a new model. */
export function reweightedRows(comparisons: Comparisons, anchor?: Anchor): Comparisons {
  const { models, first, second } = comparisons;
  const known = models.map((model) => anchor?.models.includes(model) ?? false);
  const given = comparisons.weight ?? new Float64Array(first.length).fill(1);
  const weight = given.map((w, k) => (known[first[k]] && known[second[k]] ? 0 : w));
  return { ...comparisons, weight: pairWeights({ ...comparisons, weight }) };
}

/** What a ranking file has of findings: themselves, and in English for readers of sentences. */
const told = (findings: Finding[]) => ({
  warnings: findings.map((finding) => findingText(finding, "en")),
  findings,
});

/** Weighted fits with the matches as they were played, in whole numbers. */
function withWholeTallies(
  numbers: RankedModels,
  comparisons: Comparisons,
  { confidence }: Pick<RankSettings, "confidence">,
): RankedModels {
  const counts = collapse(hardVerdicts(comparisons));
  const all = winRates(counts, { confidence, rows: comparisons });
  const rates = new Map(all.map((rate, i) => [comparisons.models[i], rate]));
  return {
    ...numbers,
    n_judgments: counts.count.reduce((sum, n) => sum + n, 0),
    ranking: numbers.ranking.map((row) => {
      const rate = rates.get(row.model_id);
      if (rate === undefined) return row;
      const { matches, wins, losses, ties } = rate;
      return {
        ...row,
        n_matches: matches,
        wins,
        losses,
        ties,
        win_rate: rate.rate,
        win_rate_lower: rate.lower,
        win_rate_upper: rate.upper,
        design_effect: null,
      };
    }),
  };
}

/** Ranks, with the posterior's draws from their file or written to it. */
async function rankKept(
  comparisons: Comparisons,
  { options, chainPath }: RankJob,
): Promise<RankedModels> {
  if (chainPath === undefined) return rankModels(comparisons, options);
  const { chainFile, readChain } = await import("./chain_file.ts");
  const kept = readChain(chainPath, comparisons, options);
  const numbers = rankModels(comparisons, { ...options, ...(kept && { posterior: kept }) });
  if (kept === undefined && numbers.draws && numbers.posterior) {
    const made = { draws: numbers.draws, summary: numbers.posterior };
    writeWhole(chainPath, chainFile(made, comparisons, options));
  }
  return numbers;
}
