/** The ranking that a config asks for, of whatever judgments: one builder for every command. */
import { resolve } from "node:path";
import { UsageError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import type { RankSettings } from "../../stats/rank/rank_options.ts";
import type { ModelAnswers } from "../../store/answers/benchmark.ts";
import { modelAliases } from "../../store/answers/model_names.ts";
import type { Config } from "../../store/config/config.ts";
import type { Overrides } from "../command/options.ts";
import { contestantsOf, labelsOf } from "../models/models.ts";
import { answerCosts } from "./numbers/answer_costs.ts";
import type { RankFilesJob, RankingPaths } from "./rank_votes.ts";
import { rankOptionsOf } from "./ranking_settings.ts";

/** What is ranked. */
interface Ranked
  extends Pick<
    RankFilesJob,
    "places" | "benchmark" | "judge" | "questions" | "models" | "named" | "offline" | "reading"
  > {
  answers: ReadonlyMap<string, ModelAnswers>;
  /** Whether the answers are those that were judged. */
  hasAnswers: boolean;
  /** Files that are read beside the judgments. */
  inputs: readonly string[];
  /** Prompts of the run, and the texts as they are now. */
  counting: Pick<NonNullable<RankFilesJob["counting"]>, "prompts" | "now">;
}

/** An anchored ranking is written beside the ranking that it is anchored to, never over it. */
export function anchoredPlaces(
  places: RankingPaths,
  { anchor }: Config,
  outputPath?: string,
): RankingPaths {
  if (anchor === undefined) return places;
  if (outputPath === undefined) {
    return {
      ...places,
      ranking: `${places.ranking}_anchored`,
      charts: `${places.charts}_anchored`,
    };
  }
  if (resolve(outputPath) === resolve(anchor)) {
    throw new UsageError(say`--output-path is the anchor itself; write the new ranking elsewhere`);
  }
  return places;
}

/** What an anchor changes of a ranking; what reads boards is loaded with the first. */
async function boardJob(
  { anchor, covariance }: { anchor: string; covariance: string | undefined },
  options: RankSettings,
  given: Overrides,
): Promise<Pick<RankFilesJob, "board" | "options">> {
  const { anchoredOptions, readBoard } = await import("./numbers/published_board.ts");
  const board = readBoard(anchor, covariance);
  return {
    board,
    options: anchoredOptions(options, board, { ...given, initRating: given.init_rating }),
  };
}

/** The ranking of `what` that the config asks for; `given`: by flags, which an anchor may refuse. */
export async function rankingJobOf(
  config: Config,
  { answers, hasAnswers, counting, ...what }: Ranked,
  given: Overrides = {},
): Promise<RankFilesJob> {
  const { anchor, anchor_covariance: covariance, control: terms, chain_path: chain } = config;
  if (terms?.some((term) => term !== "judge") && !hasAnswers) {
    throw new UsageError(
      say`--control of answers' features needs the benchmark that holds them: give --bench-name beside --input-file`,
    );
  }
  const options = rankOptionsOf(config);
  const onBoard =
    anchor === undefined ? undefined : await boardJob({ anchor, covariance }, options, given);
  const contestants = contestantsOf(config);
  return {
    ...what,
    inputs: [
      ...[anchor, covariance].filter((file) => file !== undefined),
      ...what.inputs,
      ...[...answers.values()].map(({ file }) => file),
    ],
    mode: config.evaluation_mode,
    aliases: modelAliases(answers),
    labels: labelsOf(contestants),
    options,
    ...onBoard,
    reweight: config.reweight,
    replays: config.replays,
    charts: config.charts,
    makeCharts: config.make_charts,
    counting: {
      ...counting,
      prompts: config.prompt ?? counting.prompts,
      // Judging them again is for judging.
      stale: config.stale === "drop" ? "drop" : config.stale && "keep",
    },
    covariance: config.covariance,
    costs: answerCosts(answers, (model) => contestants.find(({ spec }) => spec.id === model)?.spec),
    control: terms && { terms, answers },
    csvBom: config.csv_bom,
    ...(chain !== undefined && { chainPath: resolve(chain) }),
  };
}
