/** The ranking of judgments that exist: of a benchmark, or of a file. */
import { resolve } from "node:path";
import { UsageError, UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { priorOf } from "../../stats/rank/rank_options.ts";
import type { Benchmark, ModelAnswers } from "../../store/answers/benchmark.ts";
import { modelIdOf } from "../../store/answers/model_names.ts";
import { type Config, resolveConfig } from "../../store/config/config.ts";
import type { Context } from "../command/command.ts";
import { configAbout } from "../command/command_settings.ts";
import { overridesOf, withOverrides } from "../command/options.ts";
import { withModelIds } from "../models/config_models.ts";
import { tellOtherNames } from "../models/model_answers.ts";
import { judgesOf } from "../models/models.ts";
import type { RankedFiles } from "./rank_files.ts";
import type { RankFilesJob } from "./rank_votes.ts";
import { changesTable, earlierRows } from "./ranking_changes.ts";
import { anchoredPlaces, rankingJobOf } from "./ranking_job.ts";
import {
  checkRanking,
  type MakeRankingFlags,
  RANKING_FLAGS,
  readingOf,
} from "./ranking_settings.ts";
import { isPanelAsked, placesAsked, targetInBenchmark, targetOfFiles } from "./ranking_target.ts";
import { calibratedJob, panelJob } from "./raters_job.ts";
import { rankAndShow } from "./show_ranking.ts";

/** The flags without what the original says by default: any pairs, all models. */
function withoutOriginals({ mode, modelList, ...flags }: MakeRankingFlags): MakeRankingFlags {
  if (mode === "single") {
    throw new UsageError(
      say`--mode single is about grades, and a ranking is made of pairs: --mode pairwise ranks them; show_result.ts --mode single shows grades`,
    );
  }
  const isAll = Array.isArray(modelList) && modelList.length === 1 && modelList[0] === "all";
  return {
    ...flags,
    ...(mode !== "pairwise" && { mode }),
    ...(!isAll && { modelList }),
  };
}

/** A ranking to make, and what it comes from. */
interface AskedRanking {
  job: RankFilesJob;
  answers: ReadonlyMap<string, ModelAnswers>;
  config: Config;
  /** Absent: of files that belong to none. */
  bench: Benchmark | undefined;
}

/** The ranking that flags and the config ask for. */
export async function rankingAsked(
  given: MakeRankingFlags,
  context: Context,
): Promise<AskedRanking> {
  const flags = withoutOriginals(given);
  const over = overridesOf(flags, RANKING_FLAGS);
  const isFile = flags.inputFile !== undefined && flags.benchName === undefined;
  const found = isFile ? undefined : await configAbout(flags.benchName, flags.config, context);
  const written = withOverrides(found?.written, over);
  const said = resolveConfig(written);
  checkRanking(said, over);
  if (flags.chartDir !== undefined && !said.make_charts) {
    throw new UsageError(say`--chart-dir is where charts go, and --no-make-charts draws none`);
  }
  if (over.stale === "rejudge") {
    throw new UsageError(say`--stale rejudge is for gen_judgment.ts; a ranking can keep or drop`);
  }
  const {
    answers,
    counting,
    bench,
    missing = [],
    ...target
  } = isFile ? await targetOfFiles(flags, said) : await targetInBenchmark(flags, said);
  const config = resolveConfig(
    withModelIds(written, answers, { file: found?.file ?? "", log: () => {} }),
  );
  tellOtherNames(answers, over.model_list ?? [], { where: "Of --model-list", log: context.log });
  const compared = flags.compareWith;
  const own = await rankingJobOf(
    config,
    {
      ...target,
      answers,
      places: placesAsked(anchoredPlaces(target.places, config, flags.outputPath), flags),
      inputs: [compared, ...(flags.compareInput ?? []), found?.file].filter(
        (file) => file !== undefined,
      ),
      models: config.model_list?.map((name) => modelIdOf(answers, name)),
      named: over.model_list && config.model_list,
      hasAnswers: !isFile,
      offline: isOffline(
        target.judge,
        config.models.judge_models.length > 0 ? judgesOf(config) : [],
      ),
      reading: readingOf(config, flags.inputFile === undefined ? undefined : flags.judgeModel),
      counting,
    },
    over,
  );
  const job = isPanelAsked(flags, said) ? panelJob(own, config, missing) : own;
  return { job, answers, config, bench };
}

/** Ranks and prints. */
export async function makeRanking(flags: MakeRankingFlags, context: Context): Promise<void> {
  const { job, answers, config, bench } = await rankingAsked(flags, context);
  const compared = flags.compareWith;
  const earlier = compared === undefined ? undefined : await earlierRanking(compared);
  const { compareInput } = flags;
  if (compareInput && !earlier) {
    throw new UsageError(say`--compare-input belongs to --compare-with`);
  }
  const named =
    earlier && compareInput
      ? await earlierRows(earlier, job, { ...flags, compareInput }, context)
      : undefined;
  const calibrated = calibratedJob(job, config, { bench, answers, log: context.log });
  const changes =
    earlier &&
    ((ranked: RankedFiles) => changesTable(earlier, ranked, priorOf(job.options), named));
  await rankAndShow(job, context, changes).catch((error) => {
    // Judges that contradict each other have no ranking of their own; people's votes can decide.
    if (!(calibrated?.panel && error instanceof UserError)) throw error;
    context.log(say`Warning: no ranking of the panel: ${error}`);
  });
  if (calibrated === undefined) return;
  await rankAndShow(calibrated, context);
}

/** The ranking of another day; what checks its file is loaded with the first. */
async function earlierRanking(file: string) {
  const { readRankingFile } = await import("../../store/books/ranking_file.ts");
  return readRankingFile(resolve(file));
}

/** Whether the judge is the offline one, by the config or by its usual name. */
function isOffline(judge: string, judges: ReturnType<typeof judgesOf>): boolean {
  const known = judges.find(({ spec }) => spec.id === judge);
  return known ? known.spec.provider === "offline" : judge === "offline-judge";
}
