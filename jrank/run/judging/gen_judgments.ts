/** Judgments of a benchmark, by judges named by flags. */
import { dirname } from "node:path";
import { UserError } from "../../core/errors.ts";
import type { Mode } from "../../schedule/schedules.ts";
import { batchFolder } from "../../store/benchmark.ts";
import type { ConfigFile } from "../../store/config_schema.ts";
import { lockBenchmark } from "../../store/lock.ts";
import { modelIdOf } from "../../store/model_names.ts";
import { forgetRefusals } from "../../store/refusal_book.ts";
import { reportHealth } from "../answers_health.ts";
import { forEachModel } from "../at_once.ts";
import { type BenchmarkData, readBenchmark } from "../benchmark_data.ts";
import {
  contestantsFrom,
  incompleteContestants,
  namesWithoutAnswers,
  tellOtherNames,
} from "../board.ts";
import { isCapped, requirePrices, withBudget } from "../budget.ts";
import { type Context, Incomplete, Interrupted } from "../command.ts";
import { withModelIds } from "../config_models.ts";
import { plural } from "../format.ts";
import { missingWords } from "../missing.ts";
import { findPrices, withPrice } from "../prices.ts";
import { checkQuestions } from "../question_checks.ts";
import { knownBoard } from "../ranking/published_board.ts";
import { withJournal } from "../run_journal.ts";
import {
  configHere,
  DEFAULT_BATCH_ROUND,
  DEFAULT_PARALLEL,
  DEFAULT_SEED,
  dataDirOf,
  type FoundConfig,
} from "../settings.ts";
import { confirmEstimates, describeEstimate, describeTotal, type Estimate } from "./estimate.ts";
import { checkBatchFlags, checkFlags, type GenJudgmentsFlags } from "./gen_judgments_flags.ts";
import { estimateGrades, gradeAnswers } from "./grade.ts";
import { firstTurns } from "./items.ts";
import { judgePairs } from "./judge.ts";
import type { JudgeSettings } from "./judge_job.ts";
import { estimatePairs, type JudgePlan, planJudging } from "./judge_plan.ts";
import { promptsFor } from "./judge_prompts.ts";
import { describeReport, missingOf } from "./judge_report.ts";
import { judgesNamed, withJudgingOf } from "./judges_named.ts";
import { describePrompts, promptNotices } from "./prompts_used.ts";
import { tellChanged, unreadLine } from "./rejudging.ts";

/** The models of --model-list, and those that play whether they are listed or not. */
function playing({ modelList, mode, baselineModel, goal, newModel }: GenJudgmentsFlags) {
  const needed = [
    mode === "pairwise-baseline" ? baselineModel : undefined,
    goal === "new-model" ? newModel : undefined,
  ].filter((id) => id !== undefined);
  return modelList && [...new Set([...modelList, ...needed])];
}

/** Judges what is missing, judge after judge. */
export async function genJudgments(given: GenJudgmentsFlags, context: Context): Promise<void> {
  const { log, out, interrupt } = context;
  const here = await configHere(given.config, context);
  const about = configOfJudges(here, given);
  const settled = about ? withJudgingOf(about, given) : given;
  checkFlags(settled);
  if (here === undefined) checkBatchFlags(given, given.batch ?? false);
  const data = readBenchmark(
    dataDirOf(settled.dataDir, isAbout(here, given) ? here.config : undefined),
    settled.benchName,
    {
      referenceName: settled.referenceName,
      log,
    },
  );
  const flags = withFlaggedIds(settled, data.answers, log);
  const { contestants, withoutAnswers } = contestantsFrom(
    data.answers,
    playing(flags) ?? [...data.answers.keys()],
  );
  if (withoutAnswers.length > 0) {
    throw new UserError(
      `${data.bench.folder} has no answers of ${namesWithoutAnswers(data.answers, withoutAnswers)}`,
    );
  }
  const ids = contestants.map(({ id }) => id);
  const questions = firstTurns(data.questions.slice(0, flags.firstN), flags.judgeTurns);
  checkQuestions(data.bench, questions);
  for (const { id, missing } of incompleteContestants(contestants, questions)) {
    log(
      `Warning: ${id} has no complete answer to ${plural(missing, "question")} of ${questions.length}; it is judged on the others.`,
    );
  }
  const known = flags.anchor === undefined ? undefined : knownBoard(flags.anchor, flags.newModel);
  const judging = {
    parallel: flags.parallel ?? DEFAULT_PARALLEL,
    repair: flags.repair,
    judgeOwnAnswers: flags.judgeOwn ?? false,
    minutes: flags.minutes,
    detach: flags.detach ?? false,
    ...{ rejudge: flags.rejudge, stale: flags.stale },
  };
  const prices = findPrices(flags.prices ?? about?.prices, {
    folder: about && here ? dirname(here.file) : ".",
    log,
  });
  const judges = judgesNamed(given, here && withIdsHere(here, data), log);
  checkBatchFlags(
    given,
    judges.some(({ spec }) => spec.batch),
  );
  const jobs = judges.map((judge) => ({
    ...{ bench: data.bench, contestants, questions },
    judge: withPrice(judge, prices),
    prompts: promptsFor(data, {
      ...{ file: flags.judgeFile, name: flags.judgePrompt, language: flags.promptLanguage },
      referenceCategories: flags.referenceCategories,
    }),
  }));
  const { mode } = flags;
  const pairs = (chosen: Exclude<Mode, "single">): JudgeSettings => ({
    ...judging,
    ...{
      mode: chosen,
      n: flags.n,
      schedule: flags.schedule ?? "adaptive",
      goal: flags.goal ?? "ranking",
    },
    targets: { halfWidth: flags.stopHalfWidth, separated: flags.stopSeparated },
    ...{ extend: flags.extend, topK: flags.topK, newModel: flags.newModel, known },
    bothOrders: flags.bothOrders,
    baseline: flags.baselineModel,
    seed: flags.seed ?? DEFAULT_SEED,
    batchRound: flags.batchRound ?? DEFAULT_BATCH_ROUND,
  });
  const plans = new Map<(typeof jobs)[number]["judge"], JudgePlan>();
  const estimateOf = (job: (typeof jobs)[number]): Promise<Estimate> => {
    if (mode === "single") return estimateGrades({ ...job, settings: judging });
    const pairJob = { ...job, settings: pairs(mode) };
    const plan = planJudging(pairJob, log);
    plans.set(job.judge, plan);
    return estimatePairs(pairJob, plan);
  };
  // Plans are made under the lock, so that they still hold when they are carried out.
  const lock = flags.dryRun ? undefined : lockBenchmark(data.bench.folder, log);
  try {
    const estimates: Estimate[] = [];
    for (const job of jobs) estimates.push(await estimateOf(job));
    const isDryRun = flags.dryRun ?? false;
    for (const estimate of estimates) tellChanged(estimate, { stale: flags.stale, isDryRun, log });
    if (flags.dryRun) {
      for (const estimate of estimates) {
        out(`Judgments of ${describeEstimate(estimate)}`);
        out(describePrompts(estimate.judge, estimate.prompts));
        for (const notice of promptNotices(estimate.judge, estimate.prompts)) out(notice);
      }
      const total = describeTotal(estimates);
      if (total !== undefined) out(`Judgments of ${total}`);
      out("This was a dry run: nothing was called or paid for.");
      return;
    }
    const caps = { runUsd: flags.budgetUsd, totalUsd: flags.budgetTotalUsd };
    requirePrices(
      jobs.map(({ judge }) => judge),
      caps,
    );
    const isDone = estimates.every(({ calls, inBatches }) => calls + inBatches === 0);
    // Hints for a person before money is spent; with nothing to judge only --strict needs them.
    if (!isDone || flags.strict) {
      const models = contestants.map(({ id }) => id);
      await reportHealth(questions, data.answers, models, {
        strict: flags.strict ?? false,
        context,
      });
    }
    await confirmEstimates(estimates, { yes: flags.yes || flags.skipConfirm || false, context });
    const run = {
      ...{ bench: data.bench, command: "gen_judgment.ts", now: context.now },
      asked: {
        ...{ mode, n: flags.n, extend: flags.extend, schedule: flags.schedule, goal: flags.goal },
        ...{ both_orders: flags.bothOrders, baseline_model: flags.baselineModel },
        ...{ judges: flags.judgeModel, contestants: ids, questions: questions.length },
        ...{ judge_file: flags.judgeFile, judge_prompt: flags.judgePrompt },
        judge_turns: flags.judgeTurns,
        ...{ seed: flags.seed ?? DEFAULT_SEED, parallel: judging.parallel },
        ...{
          budget_usd: flags.budgetUsd,
          budget_total_usd: flags.budgetTotalUsd,
          minutes: flags.minutes,
        },
      },
    };
    if (flags.retryRefused) {
      const kind = mode === "single" ? "single" : "pair";
      for (const { judge } of jobs) forgetRefusals(batchFolder(data.bench, judge.spec.id, kind));
    }
    const judgeAllJobs = async (context: Context): Promise<void> => {
      const reports = await forEachModel(
        jobs.map((job) => ({ ...job, model: job.judge })),
        context,
        async (job, calm) => {
          const report =
            mode === "single"
              ? await gradeAnswers({ ...job, settings: judging }, calm)
              : await judgePairs({ ...job, settings: pairs(mode) }, calm, plans.get(job.judge));
          out(describeReport(report));
          return report;
        },
        { oneByOne: isCapped(caps) },
      );
      for (const report of reports) {
        const line = unreadLine(report);
        if (line !== undefined) log(line);
      }
      if (interrupt.stopping.aborted) {
        throw new Interrupted("Interrupted. Every judgment so far is stored; run again to go on.");
      }
      const words = missingWords([{ what: "judgment", ...missingOf(reports) }], {
        acceptRefusals: flags.acceptRefusals ?? false,
      });
      if (words !== undefined) throw new Incomplete(words);
    };
    await withJournal(run, (journal) =>
      withBudget(data.bench, caps, { ...context, journal }, judgeAllJobs),
    );
  } finally {
    lock?.release();
  }
}

/** The config whose settings count: it is about this benchmark and has one of these judges. */
function configOfJudges(
  here: FoundConfig | undefined,
  flags: GenJudgmentsFlags,
): ConfigFile | undefined {
  if (!isAbout(here, flags)) return undefined;
  const { config } = here;
  const isNamed = config.models.judge_models.some(({ id }) => flags.judgeModel.includes(id));
  return isNamed ? config : undefined;
}

function isAbout(
  here: FoundConfig | undefined,
  { benchName }: GenJudgmentsFlags,
): here is FoundConfig {
  return here?.config.benchmark_name === benchName;
}

/** The config with its contestants' ids as the answers say them, where it is about this benchmark. */
function withIdsHere({ config, file }: FoundConfig, { bench, answers }: BenchmarkData) {
  if (config.benchmark_name !== bench.name) return { config, file };
  return { config: withModelIds(config, answers, { file, log: () => {} }), file };
}

/** The flags with every contestant under its one id. */
function withFlaggedIds(
  flags: GenJudgmentsFlags,
  answers: BenchmarkData["answers"],
  log: (text: string) => void,
): GenJudgmentsFlags {
  const { modelList, baselineModel, newModel } = flags;
  const named = [...(modelList ?? []), baselineModel, newModel].filter((id) => id !== undefined);
  tellOtherNames(answers, named, { where: "Of the models named", log });
  return {
    ...flags,
    ...(baselineModel !== undefined && { baselineModel: modelIdOf(answers, baselineModel) }),
    ...(newModel !== undefined && { newModel: modelIdOf(answers, newModel) }),
  };
}
