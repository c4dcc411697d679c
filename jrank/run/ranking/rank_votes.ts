/** One ranking of votes that are read: of all of them, or of a group of their rows. */
import { statSync } from "node:fs";
import type { Finding } from "../../core/finding.ts";
import type { Ranking } from "../../core/ranking.ts";
import type { Mode, Question } from "../../core/types.ts";
import type { Control } from "../../stats/data/style_control.ts";
import type { RankSettings } from "../../stats/rank/rank_options.ts";
import type { ModelAnswers } from "../../store/answers/benchmark.ts";
import type { Config } from "../../store/config/config.ts";
import type { CountedVotes, ReadVotesOptions } from "../../store/votes/read_votes.ts";
import type { CountedOptions } from "./files/counted_rows.ts";
import { leftOutFinding, leftOutOf } from "./files/left_out.ts";
import { type AnswerCost, rankingCosts } from "./numbers/answer_costs.ts";
import { controlledRatings } from "./numbers/control.ts";
import type { PublishedBoard } from "./numbers/published_board.ts";
import { questionItems, questionsWanted } from "./numbers/question_facts.ts";
import { type MadeRanking, type ModelLabel, type Ranked, rank } from "./numbers/rank.ts";
import type { CalibrateJob } from "./raters/calibrated.ts";
import type { PanelJob } from "./raters/panel_ranking.ts";

/** Where the games come from, and where results go. */
export interface RankingPaths {
  /** The files of games. */
  judgments: readonly string[];
  /** Where it is kept why judging them ended. */
  stop?: string;
  /** Path of the ranking without its ending. */
  ranking: string;
  /** Folder of the charts. */
  charts: string;
}

export interface RankFilesJob {
  places: RankingPaths;
  /** Files that are read beside the games. */
  inputs?: readonly string[];
  benchmark: string;
  judge: string;
  mode: Mode;
  /** Only these models; absent: all that were judged. */
  models?: readonly string[] | undefined;
  /** Names that must occur in the judgments: those of `--model-list`. */
  named?: readonly string[] | undefined;
  /** The ids of models that judgments may call by another name. */
  aliases?: ReadonlyMap<string, string> | undefined;
  /** The questions that count, by their keys; absent: all. */
  questions?: ReadonlyMap<string, Question> | undefined;
  /** The group of rows that is ranked, where it is one of several. */
  group?: Ranking["group"];
  labels: ReadonlyMap<string, ModelLabel>;
  options: RankSettings;
  charts: Config["charts"];
  makeCharts: boolean;
  /** Whether the judge is the offline one, which every result must say. */
  offline: boolean;
  /** Where the draws of mcmc are kept. */
  chainPath?: string | undefined;
  /** A published board that new models are ranked on. */
  board?: PublishedBoard | undefined;
  /** Whether every pair counts alike, however often it was played. */
  reweight?: boolean | undefined;
  /** Replays of the schedule's earlier rule, whose spread is taken out. */
  replays?: number | undefined;
  /** Further terms in the likelihood, and the answers whose features they may be. */
  control?: { terms: readonly Control[]; answers: ReadonlyMap<string, ModelAnswers> } | undefined;
  /** People's votes that the ranking is on the scale of. */
  calibrate?: CalibrateJob | undefined;
  /** What the answers used. */
  costs?: readonly AnswerCost[] | undefined;
  /** How several judges become one. */
  panel?: PanelJob | undefined;
  /** Whether to write the full covariance too. */
  covariance?: boolean;
  /** Whether the .csv begins with a byte order mark. */
  csvBom?: boolean | undefined;
  /** How the files are read: their format, filters, duplicates. */
  reading?: Omit<ReadVotesOptions, "models" | "questions" | "questionField" | "aliases" | "leave">;
  /** Which prompts count, and what is done with judgments of texts that have changed since. */
  counting?: Pick<CountedOptions, "prompts" | "now" | "stale">;
}

/** Ranks votes as the job says; `after`: what is told after what the numbers tell. */
export async function rankVotes(
  job: RankFilesJob,
  votes: CountedVotes,
  after: readonly Finding[] = [],
): Promise<Ranked> {
  const { benchmark, judge, mode, options, labels, board } = job;
  const much = leftOutFinding(votes);
  const made = await madeOf(job, votes);
  const ranked = await rank(
    made?.comparisons ?? votes.comparisons,
    {
      benchmark,
      judge,
      mode,
      options,
      labels,
      board,
      group: job.group,
      chainPath: job.chainPath,
      reweight: job.reweight,
      replays: job.replays,
      made,
      date: dateOf(votes, job.places.judgments),
    },
    {
      leftOut: leftOutOf(votes),
      duplicates: votes.duplicates,
      before: [
        ...(job.offline ? [{ kind: "offline-judge" as const }] : []),
        ...(much ? [much] : []),
        ...softFinding(votes),
      ],
      after: [...(made?.findings ?? []), ...after],
    },
  );
  const { control } = job;
  const ratings =
    control &&
    (await controlledRatings(
      { ...votes, comparisons: ranked.fitted },
      control.answers,
      control.terms,
      options,
      board?.anchor,
    ));
  return {
    ...ranked,
    ranking: {
      ...ranked.ranking,
      ...(much && { left_out_labels: votes.labelsLeftOut }),
      ...(ratings && { control: ratings }),
      // Of a group of questions the whole's costs are not its own.
      ...(job.group ? {} : rankingCosts(job.costs, ranked.ranking)),
      // What questions do to a likelihood says nothing of estimates that were made in another way.
      ...(made?.numbers
        ? {}
        : { ...questionItems(ranked, job.questions), ...questionsWanted(ranked) }),
    },
  };
}

/** How many of the judgments that count are soft, where any is. */
function softFinding({ soft, comparisons }: CountedVotes): Finding[] {
  const { weight, first } = comparisons;
  const judgments = weight?.reduce((sum, w) => sum + w, 0) ?? first.length;
  return soft > 0 ? [{ kind: "soft-verdicts", soft, judgments }] : [];
}

/** What is made of the votes in another way than by one judge's likelihood. */
async function madeOf(
  { calibrate, panel, options }: RankFilesJob,
  votes: CountedVotes,
): Promise<MadeRanking | undefined> {
  if (calibrate) {
    return (await import("./raters/calibrated.ts")).calibratedRanking(
      votes,
      calibrate,
      options,
      panel,
    );
  }
  return panel && (await import("./raters/panel_ranking.ts")).panelRanking(votes, panel, options);
}

/** When the newest judgment was made, or else when its file was last written. */
function dateOf({ newest }: CountedVotes, files: readonly string[]): string {
  const written = files.flatMap((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? []);
  return new Date(newest > 0 ? newest * 1000 : Math.max(...written)).toISOString();
}
