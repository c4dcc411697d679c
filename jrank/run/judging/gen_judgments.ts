/** Judgments of a benchmark, by judges named by flags. */

import { dirname } from "node:path";
import { UsageError, UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { batchFolder } from "../../store/answers/benchmark.ts";
import { forgetRefusals } from "../../store/books/refusal_book.ts";
import { asOriginal, type Config, resolveConfig } from "../../store/config/config.ts";
import { lockBenchmark } from "../../store/files/lock.ts";
import { type Context, Incomplete, Interrupted } from "../command/command.ts";
import { configHere, dataDirOf, type FoundConfig } from "../command/command_settings.ts";
import {
  flagsOf,
  JUDGING_SETTINGS,
  type Overrides,
  overridesOf,
  withOverrides,
} from "../command/options.ts";
import { withJournal } from "../command/run_journal.ts";
import { reportHealth } from "../models/answers_health.ts";
import { type BenchmarkData, readBenchmark } from "../models/benchmark_data.ts";
import { capsOf, requirePrices, withBudget } from "../models/capped_budget.ts";
import { withModelIds } from "../models/config_models.ts";
import { findPrices, withPrice } from "../models/given_prices.ts";
import { missingWords } from "../models/missing.ts";
import {
  type Contestant,
  contestantsFrom,
  namesWithoutAnswers,
  tellIncomplete,
  tellOtherNames,
} from "../models/model_answers.ts";
import type { Model } from "../models/models.ts";
import { judgesNamed } from "../models/named_models.ts";
import { checkQuestions } from "../models/question_checks.ts";
import { firstTurns } from "./asking/items.ts";
import { gradeAnswers } from "./grade.ts";
import { judgePairs } from "./judge.ts";
import {
  askedOf,
  forEachJudge,
  gradeJobOf,
  pairJobOf,
  planAll,
  type Run,
  tellEstimates,
} from "./judge_stage.ts";
import { confirmEstimates } from "./matches/estimate.ts";
import { type JudgingAct, playing } from "./matches/judge_job.ts";
import type { JudgePlan } from "./matches/judge_plan.ts";
import { describeReport, missingOf } from "./matches/judging_report.ts";
import { unreadLine } from "./matches/rejudging.ts";

const FLAGS = flagsOf(JUDGING_SETTINGS);

/** Flags of gen_judgment.ts: its own, and those of settings by their names in camel case. */
export interface GenJudgmentsFlags extends JudgingAct, Readonly<Record<string, unknown>> {
  benchName: string;
  judgeModel: string[];
  /** A config in place of config.json here; false: none. */
  config?: string | false;
  retryRefused?: boolean;
  dryRun?: boolean;
  yes?: boolean;
  skipConfirm?: boolean;
}

/** Judges what is missing, judge after judge. */
export async function genJudgments(flags: GenJudgmentsFlags, context: Context): Promise<void> {
  const { log, out } = context;
  if (flags.language !== undefined && flags.promptLanguage === undefined) {
    log(
      say`Notice: --language is the language in which this command speaks; that of the judge prompts is --prompt-language.`,
    );
  }
  const here = await configHere(flags.config, context);
  const isAbout = here?.config.benchmark_name === flags.benchName;
  // A config that is about another benchmark, or about other judges, says nothing of this judging.
  const isNamed = here?.config.models.judge_models.some(({ id }) => flags.judgeModel.includes(id));
  const about = isAbout && isNamed ? here : undefined;
  const over = overridesOf(flags, FLAGS);
  const given = withOverrides(about && asOriginal(about.written), over);
  checkJudging(resolveConfig(given), over, flags);
  if (here === undefined) checkBatchFlags(over, over.batch ?? false);
  const data = readBenchmark(
    dataDirOf(given.data_dir ?? (isAbout ? here?.config.data_dir : undefined)),
    flags.benchName,
    { referenceName: given.reference_name, log },
  );
  const named = [...(over.model_list ?? []), over.models?.baseline_model, over.new_model];
  tellOtherNames(
    data.answers,
    named.filter((id) => id !== undefined),
    { where: say`Of the models named`, log },
  );
  const config = resolveConfig(
    withModelIds(given, data.answers, { file: about?.file ?? "", log: () => {} }),
  );
  const { contestants, withoutAnswers } = contestantsFrom(
    data.answers,
    playing(config) ?? [...data.answers.keys()],
  );
  if (withoutAnswers.length > 0) {
    throw new UserError(
      say`${data.bench.folder} has no answers of ${namesWithoutAnswers(data.answers, withoutAnswers)}`,
    );
  }
  const questions = firstTurns(data.questions.slice(0, config.first_n), config.judge_turns);
  checkQuestions(data.bench, questions);
  tellIncomplete(contestants, questions, log);
  const prices = findPrices(config.prices, { folder: about ? dirname(about.file) : ".", log });
  const judges = judgesNamed(flags, here && withIdsHere(here, data), log);
  checkBatchFlags(
    over,
    judges.some(({ spec }) => spec.batch),
  );
  const run: Run = {
    config,
    data,
    questions,
    contestants: [],
    judges: judges.map((judge) => withPrice(judge, prices)),
    act: { extend: flags.extend, rejudge: flags.rejudge },
    context,
  };
  // Plans are made under the lock, so that they still hold when they are carried out.
  const lock = flags.dryRun ? undefined : lockBenchmark(data.bench.folder, log);
  try {
    const { estimates, plans } = await planAll(run, contestants, flags.dryRun ?? false);
    if (flags.dryRun) {
      tellEstimates(estimates, out);
      out(say`This was a dry run: nothing was called or paid for.`);
      return;
    }
    const caps = capsOf(config);
    requirePrices(run.judges, caps);
    const isDone = estimates.every(({ calls, inBatches }) => calls + inBatches === 0);
    // Hints for a person before money is spent; with nothing to judge only --strict needs them.
    if (!isDone || config.strict) {
      const models = contestants.map(({ id }) => id);
      await reportHealth(questions, data.answers, models, { strict: config.strict, context });
    }
    await confirmEstimates(estimates, { yes: flags.yes || flags.skipConfirm || false, context });
    const asked = { ...askedOf(run), contestants: contestants.map(({ id }) => id) };
    if (flags.retryRefused) {
      const kind = config.evaluation_mode === "single" ? "single" : "pair";
      for (const { spec } of run.judges) forgetRefusals(batchFolder(data.bench, spec.id, kind));
    }
    await withJournal(
      {
        bench: data.bench,
        command: "gen_judgment.ts",
        now: context.now,
        journal: context.journal,
        asked,
      },
      (journal) =>
        withBudget(data.bench, caps, { ...context, journal }, (paying) =>
          judgeAllOf({ ...run, context: paying }, contestants, plans),
        ),
    );
  } finally {
    lock?.release();
  }
}

/** Has every judge judge, and tells what came of it. */
async function judgeAllOf(
  run: Run,
  contestants: readonly Contestant[],
  plans: ReadonlyMap<Model, JudgePlan>,
): Promise<void> {
  const { log, out, interrupt } = run.context;
  const reports = await forEachJudge(run, async (judge, calm) => {
    const report =
      run.config.evaluation_mode === "single"
        ? await gradeAnswers(gradeJobOf(run, judge, contestants), calm)
        : await judgePairs(pairJobOf(run, judge, contestants), calm, plans.get(judge));
    out(describeReport(report));
    return report;
  });
  for (const report of reports) {
    const line = unreadLine(report);
    if (line !== undefined) log(line);
  }
  if (interrupt.stopping.aborted) {
    throw new Interrupted(say`Interrupted. Every judgment so far is stored; run again to go on.`);
  }
  const words = missingWords([{ what: "judgment", ...missingOf(reports) }], {
    acceptRefusals: run.config.accept_refusals,
  });
  if (words !== undefined) throw new Incomplete(words);
}

/** The config with its contestants' ids as the answers say them, where it is about this benchmark. */
function withIdsHere({ written, config, file }: FoundConfig, { bench, answers }: BenchmarkData) {
  if (config.benchmark_name !== bench.name) return { config, file };
  const renamed = withModelIds(written, answers, { file, log: () => {} });
  return { config: resolveConfig(renamed), file };
}

/** Throws `UsageError` where flags of batches are given and no judge is asked through them. */
function checkBatchFlags({ detach, batch_round }: Overrides, inBatches: boolean): void {
  if (inBatches) return;
  if (detach) throw new UsageError(say`--detach goes with --batch`);
  if (batch_round !== undefined) throw new UsageError(say`--batch-round goes with --batch`);
}

/** Throws `UsageError` where what says how much is judged, and what for, does not go together. */
function checkJudging(config: Config, over: Overrides, { extend }: JudgingAct): void {
  const { evaluation_mode: mode, stop, schedule, goal } = config;
  const n = config.n ?? stop.n;
  const hasTarget = stop.half_width !== undefined || stop.separated;
  if (mode === "pairwise-baseline" && config.models.baseline_model === undefined) {
    throw new UsageError(say`--mode pairwise-baseline needs --baseline-model`);
  }
  if (mode !== "pairwise-n") {
    if (hasTarget || extend !== undefined) {
      throw new UsageError(
        say`--stop-half-width, --stop-separated and --extend are for --mode pairwise-n; ${mode} judges everything`,
      );
    }
    return;
  }
  if (extend !== undefined && [over.n, over.stop?.half_width, over.stop?.separated].some(Boolean)) {
    throw new UsageError(say`--extend says how much is judged; leave out --n and the stop rules`);
  }
  if (n === undefined && extend === undefined) {
    if (!hasTarget) {
      throw new UsageError(
        say`--mode pairwise-n needs --n, the number of judgments to collect, or --stop-half-width, --stop-separated or --extend`,
      );
    }
    if (schedule === "fewest-matches") {
      throw new UsageError(say`--schedule fewest-matches needs --n even with a stop rule`);
    }
  }
  if ((goal === "new-model") !== (config.new_model !== undefined)) {
    throw new UsageError(say`--goal new-model and --new-model <id> go together`);
  }
  if (over.anchor !== undefined && (goal !== "new-model" || hasTarget)) {
    throw new UsageError(
      say`--anchor is for --goal new-model, with --n or --extend: the stop rules need the board's own judgments`,
    );
  }
  if ((goal === "top-k") !== (config.top_k_models !== undefined)) {
    throw new UsageError(say`--goal top-k and --top-k-models <n> go together`);
  }
}
