/** The ranking of judgments that exist: of a benchmark, or of a file. */
import { resolve } from "node:path";
import { UsageError } from "../../core/errors.ts";
import type { ModelAnswers } from "../../store/benchmark.ts";
import type { ConfigFile } from "../../store/config_schema.ts";
import { modelAliases, modelIdOf } from "../../store/model_names.ts";
import { readRankingFile } from "../../store/ranking_file.ts";
import { tellOtherNames } from "../board.ts";
import type { Context } from "../command.ts";
import { withModelIds } from "../config_models.ts";
import { contestantsOf, judgesOf } from "../models.ts";
import { configAbout } from "../settings.ts";
import { anchorTable } from "./anchor.ts";
import { labelsOf } from "./config_labels.ts";
import { anchoredOptions, type PublishedBoard, readBoard } from "./published_board.ts";
import { type RankFilesJob, type RankPlaces, rankFiles } from "./rank_files.ts";
import { changesTable } from "./ranking_changes.ts";
import {
  checkFlags,
  type GivenFlags,
  type MakeRankingFlags,
  optionsOf,
  readingOf,
} from "./ranking_flags.ts";
import { placesAsked, targetInBenchmark, targetOfFiles } from "./ranking_target.ts";
import { showRanking } from "./show_ranking.ts";

/** Ranks and prints. */
export async function makeRanking(given: GivenFlags, context: Context): Promise<void> {
  const isFile = given.inputFile !== undefined && given.benchName === undefined;
  const found = isFile ? undefined : await configAbout(given.benchName, given.config, context);
  const flags = { ...given, compute: given.compute ?? found?.config.compute ?? "mle" };
  checkFlags(flags);
  const { answers, counting, ...target } = isFile
    ? await targetOfFiles(flags)
    : await targetInBenchmark(flags, found?.config);
  const config = found && withModelIds(found.config, answers, { file: found.file, log: () => {} });
  const idsOf = (names: string[] | undefined) => names?.map((name) => modelIdOf(answers, name));
  const models = idsOf(flags.modelList);
  tellOtherNames(answers, flags.modelList ?? [], { where: "Of --model-list", log: context.log });
  const board = flags.anchor === undefined ? undefined : boardOf(flags.anchor, flags);
  const places = placesAsked(
    board ? besideAnchor(target.places, flags, board) : target.places,
    flags,
  );
  const charts = config?.charts ?? {};
  const job: RankFilesJob = {
    ...target,
    places,
    inputs: [
      ...[flags.anchor, flags.anchorCovariance, flags.compareWith, found?.file].filter(
        (file) => file !== undefined,
      ),
      ...[...answers.values()].map(({ file }) => file),
    ],
    mode: flags.mode ?? "pairwise-n",
    ...{ models, named: models, aliases: modelAliases(answers) },
    labels: config ? labelsOf(contestantsOf(config)) : new Map(),
    options: board
      ? anchoredOptions(optionsOf(flags, config), board, flags)
      : optionsOf(flags, config),
    board,
    reweight: flags.reweight,
    charts: {
      ...charts,
      advanced: flags.advancedCharts ?? charts.advanced,
      plot_skip_list: idsOf(flags.plotSkipList) ?? charts.plot_skip_list,
      posterior_models: idsOf(flags.posteriorModels) ?? charts.posterior_models,
    },
    makeCharts: flags.makeCharts,
    offline: isOffline(target.judge, config),
    reading: readingOf(flags),
    counting: { ...counting, prompts: flags.prompt, stale: flags.stale ?? staleOf(config) },
    covariance: flags.covariance ?? false,
    control: controlOf(flags, answers, isFile),
    csvBom: flags.csvBom ?? config?.csv_bom,
    ...(flags.chainPath !== undefined && { chainPath: resolve(flags.chainPath) }),
  };
  const earlier =
    flags.compareWith === undefined ? undefined : readRankingFile(resolve(flags.compareWith));
  const ranked = await rankFiles(job, context);
  await showRanking(ranked, places.charts, context);
  if (earlier) context.out(await changesTable(earlier, ranked.ranking));
  const { anchor } = ranked.ranking;
  if (anchor) context.out(await anchorTable(ranked.ranking, anchor));
}

/** The board of `--anchor`. */
function boardOf(file: string, flags: MakeRankingFlags): PublishedBoard {
  if ((flags.ci ?? "cr3") !== "cr3" || (flags.bootstrapN ?? 0) > 0) {
    throw new UsageError(
      "--anchor gives CR3 intervals by question; leave out --ci and --bootstrap-n",
    );
  }
  return readBoard(file, flags.anchorCovariance);
}

/** An anchored ranking is written beside the ranking that it is anchored to, never over it. */
function besideAnchor(
  places: RankPlaces,
  { outputPath }: MakeRankingFlags,
  { file }: PublishedBoard,
): RankPlaces {
  if (outputPath === undefined) {
    return {
      ...places,
      ranking: `${places.ranking}_anchored`,
      charts: `${places.charts}_anchored`,
    };
  }
  if (resolve(outputPath) === resolve(file)) {
    throw new UsageError("--output-path is the anchor itself; write the new ranking elsewhere");
  }
  return places;
}

/** The terms of `--control`, and the benchmark's answers where one is about them. */
function controlOf(
  { control: terms }: MakeRankingFlags,
  answers: ReadonlyMap<string, ModelAnswers>,
  isFile: boolean,
): RankFilesJob["control"] {
  if (terms === undefined) return undefined;
  if (isFile && terms.some((term) => term !== "judge")) {
    throw new UsageError(
      "--control of answers' features needs the benchmark that holds them: give --bench-name beside --input-file",
    );
  }
  return { terms, answers };
}

/** What the config says about judgments of changed texts; judging them again is for judging. */
function staleOf(config: ConfigFile | undefined): "keep" | "drop" | undefined {
  return config?.stale === "drop" ? "drop" : config?.stale && "keep";
}

function isOffline(judge: string, config: ConfigFile | undefined): boolean {
  const known = config && judgesOf(config).find(({ spec }) => spec.id === judge);
  return known ? known.spec.provider === "offline" : judge === "offline-judge";
}
