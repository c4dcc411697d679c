/** Everything, from one config: answers, judgments, rankings, charts. */
import { dirname, join, relative } from "node:path";
import { MOST_SERIES } from "../chart/theme.ts";
import { UserError } from "../core/errors.ts";
import { chartFolder, findAnswers, rankingPath, readAnswers } from "../store/benchmark.ts";
import { lockBenchmark } from "../store/lock.ts";
import { answerQuestions, openQuestions } from "./answer.ts";
import { reportHealth } from "./answers_health.ts";
import { forEachModel } from "./at_once.ts";
import { type BenchmarkData, readBenchmark } from "./benchmark_data.ts";
import { type Contestant, contestantsFrom, incompleteContestants } from "./board.ts";
import { type Context, Incomplete, Interrupted } from "./command.ts";
import { labelsOf, rankOptionsOf } from "./config_labels.ts";
import { confirmEstimates } from "./confirm.ts";
import { describeEstimate } from "./estimate.ts";
import { listSome, plural } from "./format.ts";
import { gradeAnswers } from "./grade.ts";
import { type JudgePlan, judgePairs } from "./judge.ts";
import { describeReport, type JudgeReport } from "./judge_all.ts";
import { contestantsOf, judgesOf, type Model } from "./models.ts";
import { compareRankingFiles } from "./overplot.ts";
import {
  askedOf,
  estimateOf,
  forEachJudge,
  gradeJobOf,
  pairJobOf,
  type Run,
} from "./pipeline_jobs.ts";
import { findPrices, withPrice } from "./prices.ts";
import { placesIn, questionKeys, rankFiles } from "./rank_files.ts";
import { withJournal } from "./run_journal.ts";
import { DEFAULT_PARALLEL, dataDirOf, findConfig, selectQuestions } from "./settings.ts";
import { showRanking } from "./show_ranking.ts";
import { showResult } from "./show_result.ts";

export interface PipelineFlags {
  config?: string;
  dataDir?: string;
  dryRun?: boolean;
  testMode?: boolean;
  extend?: number;
  detach?: boolean;
  yes?: boolean;
  strict?: boolean;
}

/** The main job. Throws `Incomplete` when something that was asked for is still missing. */
export async function runPipeline(flags: PipelineFlags, context: Context): Promise<void> {
  const { log } = context;
  const { config, file, isExample } = await findConfig(flags.config, context);
  if (isExample) {
    log(
      `There is no config.json here; using ${relative(".", file)}, which runs the bundled sample.`,
    );
  }
  const dataDir = dataDirOf(flags.dataDir, config);
  const data = readBenchmark(dataDir, config.benchmark_name, {
    referenceName: config.reference_name,
    log,
  });
  const questions = selectQuestions(data.questions, {
    firstN: config.first_n,
    testMode: flags.testMode ?? false,
  });
  const prices = findPrices(config.prices, { folder: dirname(file), log });
  const run: Run = {
    ...{ config, data, questions, context },
    contestants: contestantsOf(config).map((model) => withPrice(model, prices)),
    judges: judgesOf(config).map((model) => withPrice(model, prices)),
    extend: flags.extend,
    detach: flags.detach ?? false,
  };
  checkDetach(run);
  if (run.extend !== undefined && (config.evaluation_mode ?? "pairwise-n") !== "pairwise-n") {
    throw new UserError(
      `--extend is for evaluation_mode "pairwise-n"; "${config.evaluation_mode}" judges everything`,
    );
  }
  if (run.contestants.length === 0) {
    throw new UserError(
      "the config names no contestant; add some to models.api_models or models.local_models",
    );
  }
  if (flags.dryRun) return planOnly(run);

  const lock = lockBenchmark(data.bench.folder, log);
  try {
    await withJournal(
      {
        ...{ bench: data.bench, command: "streamline.ts", now: context.now },
        asked: askedOf(run),
      },
      (journal) => perform({ ...run, context: { ...context, journal } }, flags, isExample),
    );
  } finally {
    lock.release();
  }
}

/** Answers, judgments, rankings and what is published of them. */
async function perform(run: Run, flags: PipelineFlags, isExample: boolean): Promise<void> {
  const { config, data, context } = run;
  const { log, out } = context;
  const { failed: failedAnswers, waiting } = await answerAll(run);
  stopIfInterrupted(context);
  if (reportWaiting(waiting, "answer", context)) return;
  const contestants = checkedContestants(run, flags.strict ?? false);
  const plans = await confirmCosts(run, contestants, flags.yes ?? false);
  if (config.evaluation_mode === "single") {
    await gradeAll(run, contestants, failedAnswers, flags.dataDir);
    return;
  }
  const reports = await forEachJudge(run, (judge, spentUsd, calm) =>
    judgePairs(pairJobOf(run, judge, contestants, spentUsd), calm, plans.get(judge)),
  );
  stopIfInterrupted(context);
  for (const report of reports) log(describeReport(report));
  if (reportWaiting(waitingIn(reports), "judgment", context)) return;
  const rated: string[] = [];
  const options = rankOptionsOf(config);
  for (const { judge } of reports) {
    const ranked = await rankFiles(
      {
        places: placesIn(data.bench, judge, options.compute),
        benchmark: data.bench.name,
        questions: questionKeys(data.questions),
        judge,
        mode: config.evaluation_mode ?? "pairwise-n",
        models: contestants.map(({ id }) => id),
        labels: labelsOf(run.contestants),
        options,
        ...(config.control && {
          control: { terms: config.control, answers: readAnswers(data.bench).answers },
        }),
        charts: config.charts ?? {},
        makeCharts: true,
        offline: isOffline(run, judge),
      },
      context,
    );
    await showRanking(ranked, chartFolder(data.bench, judge), out);
    const file = `${rankingPath(data.bench, judge, options.compute)}.json`;
    if (ranked.ranking.ranking.some(({ rating }) => rating !== null)) rated.push(file);
  }
  await compareJudges(run, rated);
  await publishAll(run, flags.dataDir);
  if (isExample) {
    out(
      [
        "",
        "This was the bundled sample with the offline judge. For a ranking of your own:",
        "  1. cp config.json.example config.json",
        "  2. put a key into .env, for example OPENAI_API_KEY=… (see .env.example)",
        "  3. name your contestants and your judge in config.json, and run this again",
      ].join("\n"),
    );
  }
  reportMissing(reports, failedAnswers);
}

/** Only batches can be left to themselves. */
function checkDetach({ detach, contestants, judges }: Run): void {
  if (!detach || [...contestants, ...judges].some(({ spec }) => spec.batch)) return;
  throw new UserError(
    '--detach is for models asked through batches; set "batch": true in the config, or leave it out',
  );
}

/** The website folder and publishing, where the config asks for them. */
async function publishAll(run: Run, dataDir: string | undefined): Promise<void> {
  const { config, data, context } = run;
  if (!config.site && !config.publish) return;
  const { publishConfigured } = await import("./build_site.ts");
  // Answers may have been generated since the benchmark was read.
  const now = readBenchmark(dataDirOf(dataDir, config), data.bench.name, {
    referenceName: config.reference_name,
    log: () => {},
  });
  await publishConfigured(
    config,
    { data: now, isOffline: (judge) => isOffline(run, judge) },
    context,
  );
}

/** Several judges in one chart, beside the folders of each. */
async function compareJudges({ config, data, context }: Run, rankings: string[]): Promise<void> {
  if (rankings.length < 2 || rankings.length > MOST_SERIES) return;
  const flags = {
    labels: new Map<number, string>(),
    chartDir: join(data.bench.folder, "charts"),
    ...(config.charts && { charts: config.charts }),
  };
  context.out("\nThe judges compared\n");
  await compareRankingFiles(rankings, flags, context.out);
}

/** Single grading in place of pairs: grades, and their table. */
async function gradeAll(
  run: Run,
  contestants: readonly Contestant[],
  failedAnswers: number,
  dataDir: string | undefined,
): Promise<void> {
  const { data, context } = run;
  const reports = await forEachJudge(run, (judge, spentUsd, calm) =>
    gradeAnswers(gradeJobOf(run, judge, contestants, spentUsd), calm),
  );
  stopIfInterrupted(context);
  if (reportWaiting(waitingIn(reports), "grade", context)) return;
  for (const report of reports) {
    context.log(describeReport(report));
    context.out(`\n${data.bench.name}, graded by ${report.judge}\n`);
    await showResult(
      {
        ...{ benchName: data.bench.name, dataDir: dataDirOfBench(data), mode: "single" },
        ...{ judgeModel: report.judge, format: "text", repeats: "last" },
        modelList: contestants.map(({ id }) => id),
      },
      context,
    );
  }
  await publishAll(run, dataDir);
  reportMissing(reports, failedAnswers);
}

function waitingIn(reports: readonly JudgeReport[]): number {
  return reports.reduce((sum, { waiting }) => sum + waiting, 0);
}

function stopIfInterrupted({ interrupt }: Context): void {
  if (!interrupt.stopping.aborted) return;
  throw new Interrupted(
    "Interrupted. Everything that was paid for is stored; run the same command again to go on.",
  );
}

function isOffline(run: Run, judge: string): boolean {
  return run.judges.some(({ spec }) => spec.id === judge && spec.provider === "offline");
}

/** Asks every contestant what it has not answered; counts what failed and what lies in batches. */
async function answerAll(run: Run): Promise<{ failed: number; waiting: number }> {
  const { config, data, questions, contestants, context } = run;
  const asked = contestants.filter(({ spec }) => spec.provider !== "recorded");
  const reports = await forEachModel(
    asked.map((model) => ({ model })),
    context,
    ({ model }, calm) =>
      answerQuestions(
        {
          ...{ bench: data.bench, model, questions, detach: run.detach },
          numChoices: config.num_choices ?? 1,
          parallel: config.parallel ?? DEFAULT_PARALLEL,
        },
        calm,
      ),
  );
  return {
    failed: reports.reduce((sum, report) => sum + report.failed, 0),
    waiting: reports.reduce((sum, report) => sum + report.waiting, 0),
  };
}

/** Says what lies in batches; true when there is something, and the rest of the job must wait. */
function reportWaiting(waiting: number, what: string, { out }: Context): boolean {
  if (waiting === 0) return false;
  out(
    `${plural(waiting, what)} in batches; run the same command again to collect them and to go on.`,
  );
  return true;
}

/** The contestants that can be judged; one without any answer is an error that says what to do. */
function checkedContestants(run: Run, strict: boolean): Contestant[] {
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
      `there are no answers of ${listSome(withoutAnswers)} in ${data.bench.folder}${isRecorded ? "; a contestant with provider recorded needs its answers there" : ""}. There are answers of: ${listSome([...answers.keys()], 20) || "nobody"}`,
    );
  }
  for (const { id, missing } of incompleteContestants(contestants, questions)) {
    context.log(
      `Warning: ${id} has no complete answer to ${plural(missing, "question")} of ${questions.length}; it is judged on the others.`,
    );
  }
  reportHealth(
    questions,
    answers,
    contestants.map(({ id }) => id),
    { strict, log: context.log },
  );
  return contestants;
}

/** Tells what judging will cost, and asks once where it costs something; gives the plans made. */
async function confirmCosts(
  run: Run,
  contestants: readonly Contestant[],
  yes: boolean,
): Promise<Map<Model, JudgePlan>> {
  const { context } = run;
  const estimates = [];
  const plans = new Map<Model, JudgePlan>();
  for (const judge of run.judges) {
    const { estimate, plan } = await estimateOf(run, judge, contestants);
    estimates.push(estimate);
    if (plan) plans.set(judge, plan);
  }
  await confirmEstimates(estimates, { yes, context });
  return plans;
}

function dataDirOfBench({ bench }: BenchmarkData): string {
  return bench.folder.slice(0, -bench.name.length);
}

function reportMissing(reports: readonly JudgeReport[], failedAnswers: number): void {
  const failed = reports.reduce((sum, report) => sum + report.failed, 0);
  if (failed + failedAnswers === 0) return;
  throw new Incomplete(
    `${plural(failed, "judgment")} and ${plural(failedAnswers, "answer")} are missing because their calls failed; run the same command again to try them anew.`,
  );
}

/** Tells what a run would do; calls nobody. */
async function planOnly(run: Run): Promise<void> {
  const { config, data, questions, contestants, judges, context } = run;
  const { out } = context;
  out(`${plural(questions.length, "question")}, ${plural(contestants.length, "contestant")}`);
  for (const { spec } of contestants) {
    if (spec.provider === "recorded") continue;
    const open = openQuestions(
      questions,
      findAnswers(data.answers, spec.id)?.byQuestion,
      config.num_choices ?? 1,
    );
    out(`Answers of ${spec.id}: ${plural(open.length, "question")} to ask`);
  }
  const { contestants: ready } = contestantsFrom(
    data.answers,
    contestants.map(({ spec }) => spec.id),
  );
  if (ready.length < contestants.length) {
    out(
      `Judging can be estimated when there are answers; now there are those of ${plural(ready.length, "contestant")} of ${contestants.length}.`,
    );
  } else {
    for (const judge of judges) {
      out(`Judgments of ${describeEstimate((await estimateOf(run, judge, ready)).estimate)}`);
    }
  }
  out("This was a dry run: nothing was called or paid for.");
}
