/** Judgments of a benchmark, by judges named by flags. */
import { UserError } from "../../core/errors.ts";
import type { Mode } from "../../schedule/schedules.ts";
import { lockBenchmark } from "../../store/lock.ts";
import { reportHealth } from "../answers_health.ts";
import { forEachModel } from "../at_once.ts";
import { readBenchmark } from "../benchmark_data.ts";
import { contestantsFrom, incompleteContestants } from "../board.ts";
import { type Context, Incomplete, Interrupted } from "../command.ts";
import { listSome, plural } from "../format.ts";
import { asJudge, toModel } from "../models.ts";
import { findPrices, withPrice } from "../prices.ts";
import { knownBoard } from "../ranking/published_board.ts";
import { type RunJournal, withJournal } from "../run_journal.ts";
import { DEFAULT_BATCH_ROUND, DEFAULT_PARALLEL, DEFAULT_SEED, dataDirOf } from "../settings.ts";
import { confirmEstimates, describeEstimate, describeTotal, type Estimate } from "./estimate.ts";
import { checkFlags, type GenJudgmentsFlags } from "./gen_judgments_flags.ts";
import { estimateGrades, gradeAnswers } from "./grade.ts";
import { firstTurns } from "./items.ts";
import { judgePairs } from "./judge.ts";
import type { JudgeSettings } from "./judge_job.ts";
import { estimatePairs, type JudgePlan, planJudging } from "./judge_plan.ts";
import { promptsFor } from "./judge_prompts.ts";
import { describeReport } from "./judge_report.ts";
import { describePrompts, promptNotices } from "./prompts_used.ts";

/** Judges what is missing, judge after judge. */
export async function genJudgments(flags: GenJudgmentsFlags, context: Context): Promise<void> {
  const { log, out, interrupt } = context;
  checkFlags(flags);
  const data = readBenchmark(dataDirOf(flags.dataDir), flags.benchName, {
    referenceName: flags.referenceName,
    log,
  });
  const ids = flags.modelList ?? [...data.answers.keys()];
  const { contestants, withoutAnswers } = contestantsFrom(data.answers, ids);
  if (withoutAnswers.length > 0) {
    throw new UserError(
      `there are no answers of ${listSome(withoutAnswers)} in ${data.bench.folder}; there are answers of: ${listSome([...data.answers.keys()], 20) || "nobody"}`,
    );
  }
  const questions = firstTurns(data.questions.slice(0, flags.firstN), flags.judgeTurns);
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
    budgetUsd: flags.budgetUsd,
    minutes: flags.minutes,
    detach: flags.detach ?? false,
  };
  const prices = findPrices(flags.prices, { folder: ".", log });
  const jobs = flags.judgeModel.map((id) => ({
    ...{ bench: data.bench, contestants, questions },
    judge: withPrice(
      asJudge(
        toModel({
          id,
          ...(flags.provider && { provider: flags.provider }),
          ...(flags.baseUrl && { base_url: flags.baseUrl }),
          ...(flags.batch && { batch: true }),
          ...(flags.apiKeyEnv !== undefined && { api_key_env: flags.apiKeyEnv }),
          ...(flags.temperature !== undefined && { temperature: flags.temperature }),
          ...(flags.maxTokens !== undefined && { max_tokens: flags.maxTokens }),
        }),
      ),
      prices,
    ),
    prompts: promptsFor(data, {
      ...{ file: flags.judgeFile, name: flags.judgePrompt, language: flags.language },
      referenceCategories: flags.referenceCategories,
    }),
  }));
  const { mode } = flags;
  const pairs = (chosen: Exclude<Mode, "single">): JudgeSettings => ({
    ...judging,
    ...{ mode: chosen, n: flags.n, schedule: flags.schedule, goal: flags.goal ?? "ranking" },
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
    const isDone = estimates.every(({ calls, inBatches }) => calls + inBatches === 0);
    // Hints for a person before money is spent; with nothing to judge only --strict needs them.
    if (!isDone || flags.strict) {
      const models = contestants.map(({ id }) => id);
      reportHealth(questions, data.answers, models, { strict: flags.strict ?? false, log });
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
        ...{ budget_usd: flags.budgetUsd, minutes: flags.minutes },
      },
    };
    const judgeAllJobs = async (journal: RunJournal): Promise<void> => {
      let spentUsd = 0;
      const reports = await forEachModel(
        jobs.map((job) => ({ ...job, model: job.judge })),
        { ...context, journal },
        async (job, calm) => {
          const report =
            mode === "single"
              ? await gradeAnswers({ ...job, settings: { ...judging, spentUsd } }, calm)
              : await judgePairs(
                  { ...job, settings: { ...pairs(mode), spentUsd } },
                  calm,
                  plans.get(job.judge),
                );
          spentUsd += report.usage.cost_usd ?? 0;
          out(describeReport(report));
          return report;
        },
        { oneByOne: flags.budgetUsd !== undefined },
      );
      if (interrupt.stopping.aborted) {
        throw new Interrupted("Interrupted. Every judgment so far is stored; run again to go on.");
      }
      const missing = reports.reduce((sum, report) => sum + report.missing, 0);
      if (missing > 0) {
        throw new Incomplete(
          `${plural(missing, "judgment")} missing because the calls failed; run again to try them anew.`,
        );
      }
    };
    await withJournal(run, judgeAllJobs);
  } finally {
    lock?.release();
  }
}
