/** Everything, from one config: answers, judgments, rankings, charts. */

import { dirname } from "node:path";
import { UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import { suggest } from "../../core/suggest.ts";
import { batchFolder } from "../../store/answers/benchmark.ts";
import { forgetRefusals } from "../../store/books/refusal_book.ts";
import {
  asOriginal,
  type Config,
  type ConfigFile,
  originalMeanings,
  resolveConfig,
} from "../../store/config/config.ts";
import { lockBenchmark } from "../../store/files/lock.ts";
import type { AnswerReport } from "../answering/answer.ts";
import { answerAll, askedContestants } from "../answering/answer_stage.ts";
import { type Context, Incomplete, Interrupted } from "../command/command.ts";
import { dataDirOf, findConfig, layBundled, selectQuestions } from "../command/command_settings.ts";
import { plural, shownPath } from "../command/format.ts";
import { ALL_SETTINGS, flagsOf, overridesOf } from "../command/options.ts";
import { withJournal } from "../command/run_journal.ts";
import { showResult } from "../comparing/show_tables.ts";
import { gradeAnswers, planGrading } from "../judging/grade.ts";
import { judgePairs } from "../judging/judge.ts";
import {
  askedOf,
  forEachJudge,
  gradeJobOf,
  pairJobOf,
  planAll,
  type Run,
} from "../judging/judge_stage.ts";
import { confirmEstimates } from "../judging/matches/estimate.ts";
import { type JudgingAct, playing } from "../judging/matches/judge_job.ts";
import { changedPairs } from "../judging/matches/judge_plan.ts";
import { describeReport, type JudgeReport, missingOf } from "../judging/matches/judging_report.ts";
import { tellChanged, unreadLine } from "../judging/matches/rejudging.ts";
import { reportHealth } from "../models/answers_health.ts";
import { dataDirOfBench, readBenchmark } from "../models/benchmark_data.ts";
import { capsOf, withBudget } from "../models/capped_budget.ts";
import { withModelIds } from "../models/config_models.ts";
import { findPrices, withPrice } from "../models/given_prices.ts";
import { missingWords } from "../models/missing.ts";
import {
  type Contestant,
  contestantsFrom,
  namesWithoutAnswers,
  tellIncomplete,
} from "../models/model_answers.ts";
import { contestantsOf, judgesOf, type Model } from "../models/models.ts";
import { checkQuestions } from "../models/question_checks.ts";
import { checkRankingPlace, keepOrphan } from "../ranking/files/ranking_place.ts";
import { placesIn } from "../ranking/rank_files.ts";
import { anchoredPlaces } from "../ranking/ranking_job.ts";
import { checkRanking } from "../ranking/ranking_settings.ts";
import { tellPlan } from "./dry_run.ts";
import { type FailedJudge, orFailed, publishAll, rankJudges } from "./rankings.ts";

/** Flags of streamline.ts: its own, and those of settings by their names in camel case. */
export interface PipelineFlags extends JudgingAct, Readonly<Record<string, unknown>> {
  config?: string;
  dryRun?: boolean;
  testMode?: boolean;
  yes?: boolean;
  retryRefused?: boolean;
}

/** The main job. Throws `Incomplete` when something that was asked for is still missing. */
export async function runPipeline(flags: PipelineFlags, context: Context): Promise<void> {
  const over = overridesOf(flags, flagsOf(ALL_SETTINGS));
  const { written: said, ...found } = await findConfig(flags.config, context, over);
  for (const note of originalMeanings(said)) context.log(note);
  const written = asOriginal(said);
  if (found.isExample) {
    context.log(
      say`There is no config.json here; using ${shownPath(found.file)}, which runs the bundled sample.`,
    );
    const laid = layBundled(written.benchmark_name, dataDirOf(written.data_dir));
    if (laid !== undefined) context.log(say`The sample is copied to ${shownPath(laid)}.`);
  }
  await runConfig({ ...found, written }, flags, context);
}

/**
 * Runs a config; `choose` says which questions of the benchmark are asked. A budget that the context
 * has already pays for it.
 */
export async function runConfig(
  { written, file, isExample = false }: { written: ConfigFile; file: string; isExample?: boolean },
  flags: PipelineFlags,
  context: Context,
  choose = selectQuestions,
): Promise<void> {
  const { log } = context;
  const over = overridesOf(flags, flagsOf(ALL_SETTINGS));
  const data = readBenchmark(dataDirOf(written.data_dir), written.benchmark_name, {
    referenceName: written.reference_name,
    log,
  });
  const config = resolveConfig(withModelIds(written, data.answers, { file: shownPath(file), log }));
  const questions = choose(data.questions, {
    firstN: config.first_n,
    testMode: flags.testMode ?? false,
  });
  checkQuestions(data.bench, questions);
  const prices = findPrices(config.prices, { folder: dirname(file), log });
  const run: Run = {
    config,
    data,
    questions,
    context,
    contestants: listed(contestantsOf(config), config).map((model) => withPrice(model, prices)),
    judges: judgesOf(config).map((model) => withPrice(model, prices)),
    act: { extend: flags.extend, rejudge: flags.rejudge },
  };
  checkDetach(run);
  checkRanking(config, over);
  if (run.act.extend !== undefined && config.evaluation_mode !== "pairwise-n") {
    throw new UserError(
      say`--extend is for evaluation_mode "pairwise-n"; "${config.evaluation_mode ?? ""}" judges everything`,
    );
  }
  if (run.contestants.length === 0) {
    throw new UserError(
      say`the config names no contestant; add some to models.api_models or models.local_models`,
    );
  }
  if (config.chain_path !== undefined && run.judges.length > 1) {
    throw new UserError(say`chain_path keeps the draws of one ranking; there are several judges`);
  }
  if (config.makes_site || config.publish) {
    const { checkConfigured } = await import("../publishing/build_site.ts");
    await checkConfigured(config);
  }
  checkRankings(run, flags.dryRun ?? false);
  if (flags.dryRun) return tellPlan(run);

  const lock = lockBenchmark(data.bench.folder, log);
  try {
    await withJournal(
      {
        bench: data.bench,
        command: "streamline.ts",
        now: context.now,
        journal: context.journal,
        asked: askedOf(run),
      },
      (journal) => {
        const act = (paying: Context) =>
          perform({ ...run, context: paying }, flags, isExample ? file : undefined);
        const telling = { ...context, journal };
        if (context.budget) return act(telling);
        return withBudget(data.bench, capsOf(config), telling, act);
      },
    );
  } finally {
    lock.release();
  }
}

/** The contestants of `model_list`, and those that play whether they are listed or not. */
function listed(contestants: Model[], config: Config): Model[] {
  const ids = playing(config);
  const unknown = ids?.find((id) => !contestants.some(({ spec }) => spec.id === id));
  if (unknown !== undefined) {
    const known = contestants.map(({ spec }) => spec.id);
    throw new UserError(
      say`model_list names ${unknown}, which is not one of the contestants.${suggest(unknown, known)}`,
    );
  }
  return ids ? contestants.filter(({ spec }) => ids.includes(spec.id)) : contestants;
}

/** Answers, judgments, rankings and what is published of them. */
async function perform(run: Run, flags: PipelineFlags, example: string | undefined): Promise<void> {
  const { config, context } = run;
  const { log, out } = context;
  if (flags.retryRefused) forgetAllRefusals(run);
  checkUnchanged(run);
  const answers = await answerAll(run);
  const { waiting, stopped } = answers;
  stopIfInterrupted(context);
  if (stopped !== undefined) {
    throw new Incomplete(
      say`Answers are missing, because ${stopped}. Everything so far is stored; raise the budget and run the same command again to go on.`,
    );
  }
  if (reportWaiting(waiting, "answer", context)) return;
  const contestants = await checkedContestants(run);
  const { estimates, plans } = await planAll(run, contestants, false);
  await confirmEstimates(estimates, { yes: flags.yes ?? false, context });
  if (config.evaluation_mode === "single") {
    await gradeAll(run, contestants, answers);
    return;
  }
  const failed: FailedJudge[] = [];
  const made = await forEachJudge(run, (judge, calm) =>
    orFailed(run, judge.spec.id, failed, () =>
      judgePairs(pairJobOf(run, judge, contestants), calm, plans.get(judge)),
    ),
  );
  const reports = made.filter((report) => report !== undefined);
  stopIfInterrupted(context);
  for (const report of reports) log(describeReport(report));
  if (reportWaiting(waitingIn(reports), "judgment", context)) return;
  await rankJudges(
    run,
    reports.map(({ judge }) => judge),
    {
      contestants,
      failed,
      plans: [...plans].map(([judge, plan]) => ({ judge: judge.spec.id, plan })),
    },
  );
  await publishAll(run);
  if (example !== undefined) {
    out(say`\nThis was the bundled sample with the offline judge. For a ranking of your own:`);
    out(`  1. cp ${shownPath(example)} config.json`);
    out(say`  2. put a key into .env, for example OPENAI_API_KEY=… (see .env.example)`);
    out(say`  3. name your contestants and your judge in config.json, and run this again`);
  }
  tellUnread(reports, log);
  reportMissing(run, reports, answers);
  if (failed.length > 0) {
    throw new Incomplete(
      say`${failed.map(({ judge }) => judge).join(", ")} failed: see the warnings, and run the same command again.`,
    );
  }
}

/** The contestants that can be judged; one without any answer is an error that says what to do. */
async function checkedContestants(run: Run): Promise<Contestant[]> {
  const { config, data, questions, context } = run;
  const { answers } = readBenchmark(dataDirOfBench(data), data.bench.name, {
    referenceName: config.reference_name,
    log: () => {},
  });
  const { contestants, withoutAnswers } = contestantsFrom(
    answers,
    run.contestants.map(({ spec }) => spec.id),
  );
  if (withoutAnswers.length > 0) {
    const recorded = run.contestants.filter(({ spec }) => withoutAnswers.includes(spec.id));
    const isRecorded = recorded.some(({ spec }) => spec.provider === "recorded");
    throw new UserError(
      say`${data.bench.folder} has no answers of ${namesWithoutAnswers(answers, withoutAnswers)}${isRecorded ? say` A contestant with provider recorded needs its answers there.` : ""}`,
    );
  }
  tellIncomplete(contestants, questions, context.log);
  await reportHealth(
    questions,
    answers,
    contestants.map(({ id }) => id),
    { strict: config.strict, context },
  );
  return contestants;
}

/** Has everything asked again that anybody was refused for good. */
function forgetAllRefusals({ data: { bench }, contestants, judges }: Run): void {
  for (const { spec } of contestants) forgetRefusals(batchFolder(bench, spec.id, "answers"));
  for (const { spec } of judges) {
    for (const kind of ["pair", "single"] as const)
      forgetRefusals(batchFolder(bench, spec.id, kind));
  }
}

/** Fails before a long run where its rankings would take the place of something else. */
function checkRankings({ config, data, judges, context }: Run, isDryRun: boolean): void {
  if (config.evaluation_mode === "single") return;
  for (const { spec } of judges) {
    const { ranking, judgments } = anchoredPlaces(
      placesIn(data.bench, spec.id, config.compute),
      config,
    );
    checkRankingPlace(ranking, { covariance: config.covariance });
    keepOrphan(ranking, judgments, { isDryRun, log: context.log });
  }
}

/** Says last which judgments have no verdict, and what can be done. */
function tellUnread(reports: readonly JudgeReport[], log: Context["log"]): void {
  for (const report of reports) {
    const line = unreadLine(report);
    if (line !== undefined) log(line);
  }
}

/**
 * Stored judgments of texts that have changed since stop the run before answers are paid for, unless
 * it is chosen what becomes of them; where there is nothing to answer, judging sees to it.
 */
function checkUnchanged(run: Run): void {
  if (askedContestants(run).every(({ open }) => open.length === 0)) return;
  const { contestants } = contestantsFrom(
    run.data.answers,
    run.contestants.map(({ spec }) => spec.id),
  );
  for (const judge of run.judges) {
    const changed =
      run.config.evaluation_mode === "single"
        ? planGrading(gradeJobOf(run, judge, contestants)).changed
        : changedPairs(pairJobOf(run, judge, contestants));
    const estimate = { judge: judge.spec.id, changed, calls: 1 };
    tellChanged(estimate, { stale: run.config.stale, isDryRun: false, log: () => {} });
  }
}

/** Only batches can be left to themselves. */
function checkDetach({ config: { detach }, contestants, judges }: Run): void {
  if (!detach || [...contestants, ...judges].some(({ spec }) => spec.batch)) return;
  throw new UserError(
    say`--detach is for models asked through batches; set "batch": true in the config, or leave it out`,
  );
}

/** Single grading in place of pairs: grades, and their table. */
async function gradeAll(
  run: Run,
  contestants: readonly Contestant[],
  answers: Pick<AnswerReport, "failed" | "refused">,
): Promise<void> {
  const { data, context } = run;
  const reports = await forEachJudge(run, (judge, calm) =>
    gradeAnswers(gradeJobOf(run, judge, contestants), calm),
  );
  stopIfInterrupted(context);
  if (reportWaiting(waitingIn(reports), "grade", context)) return;
  for (const report of reports) {
    context.log(describeReport(report));
    context.out(say`\n${data.bench.name}, graded by ${report.judge}\n`);
    await showResult(
      {
        benchName: data.bench.name,
        dataDir: dataDirOfBench(data),
        mode: "single",
        judgeModel: report.judge,
        format: "text",
        repeats: "last",
        modelList: contestants.map(({ id }) => id),
        config: false,
      },
      context,
    );
  }
  await publishAll(run);
  tellUnread(reports, context.log);
  reportMissing(run, reports, answers);
}

function waitingIn(reports: readonly JudgeReport[]): number {
  return reports.reduce((sum, { waiting }) => sum + waiting, 0);
}

function stopIfInterrupted({ interrupt }: Context): void {
  if (!interrupt.stopping.aborted) return;
  throw new Interrupted(
    say`Interrupted. Everything that was paid for is stored; run the same command again to go on.`,
  );
}

/** Says what lies in batches; true when there is something, and the rest of the job must wait. */
function reportWaiting(waiting: number, what: string, { out }: Context): boolean {
  if (waiting === 0) return false;
  out(
    say`${plural(waiting, what)} in batches; run the same command again to collect them and to go on.`,
  );
  return true;
}

function reportMissing(
  { config }: Run,
  reports: readonly JudgeReport[],
  answers: Pick<AnswerReport, "failed" | "refused">,
): void {
  const words = missingWords(
    [
      { what: "judgment", ...missingOf(reports) },
      { what: "answer", missing: answers.failed, refused: answers.refused },
    ],
    { acceptRefusals: config.accept_refusals },
  );
  if (words !== undefined) throw new Incomplete(words);
}
