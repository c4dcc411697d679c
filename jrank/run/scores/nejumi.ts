/** A run of the Nejumi leaderboard, from its own config: jaster, MT-Bench, a row of the leaderboard. */

import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { radarChart } from "../../chart/kinds/radar.ts";
import { UserError } from "../../core/errors.ts";
import { joined, type Said, say } from "../../core/message.ts";
import { columnOfPart, type ScorePart, type ScoreRow } from "../../core/scores/score_board.ts";
import type { Question } from "../../core/types.ts";
import { averageOf, overallOf } from "../../stats/scores/make_board.ts";
import {
  type Benchmark,
  openBenchmark,
  questionKey,
  readAnswers,
  readQuestions,
} from "../../store/answers/benchmark.ts";
import { readSingleJudgments } from "../../store/answers/judgment_files.ts";
import { findAnswers, modelAliases } from "../../store/answers/model_names.ts";
import { type Config, type ConfigFile, resolveConfig } from "../../store/config/config.ts";
import type { ApiModelConfig, LocalModelConfig } from "../../store/config/model_settings.ts";
import { lockBenchmark } from "../../store/files/lock.ts";
import { readText } from "../../store/files/text_file.ts";
import { writeWhole } from "../../store/files/write_whole.ts";
import { findJaster } from "../../store/scores/jaster_files.ts";
import { type NeoConfig, type NeoPart, neoConfig } from "../../store/scores/neo_config.ts";
import type { Fields } from "../../store/scores/neo_file.ts";
import {
  boardPath,
  readRow,
  runFolder,
  scoresFolder,
  writeRow,
} from "../../store/scores/score_files.ts";
import type { Picture, Table } from "../../store/wandb/offline_run.ts";
import {
  type Answering,
  answerAll,
  askedContestants,
  faultsOf,
} from "../answering/answer_stage.ts";
import { type Context, Incomplete, Interrupted } from "../command/command.ts";
import { dataDirOf, selectQuestions } from "../command/command_settings.ts";
import { plural } from "../command/format.ts";
import {
  ALL_SETTINGS,
  flagsOf,
  type Overrides,
  overridesOf,
  withOverrides,
} from "../command/options.ts";
import { withJournal } from "../command/run_journal.ts";
import { readBenchmark } from "../models/benchmark_data.ts";
import { capsOf, withBudget } from "../models/capped_budget.ts";
import { findPrices, withPrice } from "../models/given_prices.ts";
import { missingWords } from "../models/missing.ts";
import { contestantOf, type Model } from "../models/models.ts";
import { type PipelineFlags, runConfig } from "../pipeline/pipeline.ts";
import { writeWandb } from "../publishing/wandb_folder.ts";
import { blendedTable, chainedRuns, type TakenOver } from "./blend.ts";
import { writeBoards } from "./board_files.ts";
import {
  type AnsweredSample,
  answeredSamples,
  isCutOff,
  type JasterPart,
  jasterPart,
  partFolder,
  scoredPart,
  shown,
  writeQuestions,
} from "./jaster_part.ts";
import type { Drawing } from "./jaster_scores.ts";
import { drawingOf } from "./leaderboard.ts";
import { findMtBench, firstOfCategories, type MtBench, mtBenchScores } from "./mt_bench_part.ts";
import {
  type GradedAnswer,
  gradeTables,
  leaderboardTable,
  outputTables,
  scoreTables,
} from "./neo_tables.ts";

/** What is done of a part before anything is asked. */
type Ready =
  | { kind: "jaster"; part: NeoPart & { kind: "jaster" }; jaster: JasterPart; bench: Benchmark }
  | { kind: "mtbench"; part: NeoPart & { kind: "mtbench" }; mtBench: MtBench };

interface Job {
  neo: NeoConfig;
  over: Overrides;
  flags: PipelineFlags;
  dataDir: string;
  folder: string;
  drawing: Drawing;
  context: Context;
}

/** Runs a Nejumi config. Throws `Incomplete` when something that was asked for is still missing. */
export async function runNejumi(
  value: Fields,
  flags: PipelineFlags & { config: string },
  context: Context,
): Promise<void> {
  const read = neoConfig(value, { file: flags.config, env: context.env });
  const neo = { ...read, isTest: read.isTest || flags.testMode === true };
  const over = overridesOf(flags, flagsOf(ALL_SETTINGS));
  const general = configOf(neo, over, "nejumi");
  const dataDir = dataDirOf(over.data_dir);
  const folder = scoresFolder(dataDir);
  const drawing = drawingOf(over);
  const job: Job = { neo, over, flags, dataDir, folder, drawing, context };
  const ready = neo.parts.map((part) => prepare(part, job));
  const chained = await chainedRuns(
    neo.parts.map(({ name }) => name),
    { isTest: neo.isTest, drawing, context },
  );
  if (ready.length === 0) {
    throw new UserError(
      say`${basename(neo.file)}: no switch is on (run_llm_jp_eval_ja_0_shot, run_mt_bench_ja …)`,
    );
  }
  const notices = [
    ...neo.notices,
    ...ready.flatMap((one) => (one.kind === "jaster" ? one.jaster.notices : one.mtBench.notices)),
  ];
  for (const notice of notices) context.log(say`Notice: ${notice}`);
  if (flags.dryRun) return tellPlan(ready, job);
  mkdirSync(folder, { recursive: true });
  const lock = lockBenchmark(folder, context.log);
  try {
    await withJournal(
      {
        bench: { name: "nejumi", folder },
        command: "streamline.ts",
        now: context.now,
        journal: context.journal,
        asked: { parts: neo.parts.map(({ name }) => name), model: neo.modelName },
      },
      (journal) =>
        withBudget({ folder }, capsOf(general), { ...context, journal }, (paying) =>
          perform(ready, chained, { ...job, context: paying }),
        ),
    );
  } finally {
    lock.release();
  }
}

/** A config of our own for one part of the run. */
function configOf(
  neo: NeoConfig,
  over: Overrides,
  benchName: string,
  more: Partial<ConfigFile> = {},
): Config {
  return resolveConfig(writtenOf(neo, over, benchName, more));
}

function writtenOf(
  { api, local, mtBench, sampling }: NeoConfig,
  over: Overrides,
  benchName: string,
  more: Partial<ConfigFile> = {},
): ConfigFile {
  const { repetition_penalty } = sampling;
  const penalty = repetition_penalty === undefined ? {} : { repetition_penalty };
  // What is published is published once, of the whole run.
  const { benchmark_name: _, wandb: __, site: ___, publish: ____, ...rest } = over;
  return withOverrides(
    {
      models: {
        api_models: api ? [{ ...api, ...penalty }] : [],
        local_models: local ? [{ ...local, ...penalty }] : [],
        judge_models: [mtBench.judge],
      },
      ...more,
      benchmark_name: benchName,
    },
    rest,
  );
}

/** Finds the data of a part; what is wrong with them stops the run before anything is paid for. */
function prepare(part: NeoPart, { neo, dataDir, folder }: Job): Ready {
  if (part.kind === "mtbench") {
    const mtBench = findMtBench(neo.mtBench.places[part.language], { dataDir, file: neo.file });
    return { kind: "mtbench", part, mtBench };
  }
  const data = findJaster(neo.data, { dataDir, file: neo.file });
  return {
    kind: "jaster",
    part,
    jaster: jasterPart(part, neo, data),
    bench: { name: part.name, folder: partFolder(folder, part) },
  };
}

/** The contestant as jaster asks it: weights of one's own see the text alone, until Nejumi 3. */
function jasterModel(neo: NeoConfig, config: Config, context: Context): Model {
  const isRaw = neo.isWeights && neo.profile !== "nejumi3";
  const entry = {
    ...(neo.local ? { ...neo.local, provider: "llama_cpp" as const } : neo.api),
    ...(isRaw && { conversation_template: "raw" }),
  };
  const prices = findPrices(config.prices, { folder: dirname(neo.file), log: context.log });
  const model = contestantOf(config, entry as ApiModelConfig | LocalModelConfig);
  return withPrice({ ...model, sampling: { ...model.sampling, max_tokens: undefined } }, prices);
}

function answeringOf(
  { jaster, bench }: Ready & { kind: "jaster" },
  { neo, over, context }: Job,
): Answering {
  const config = configOf(neo, over, bench.name);
  return {
    data: { bench, answers: readAnswers(bench).answers },
    questions: jaster.asked.map(({ question }) => question),
    contestants: [jasterModel(neo, config, context)],
    judges: [],
    config,
    context,
  };
}

/** Tells what a run would do; calls nobody. */
async function tellPlan(ready: readonly Ready[], job: Job): Promise<void> {
  const { out } = job.context;
  for (const one of ready) {
    if (one.kind === "mtbench") {
      await runMtBench(one, job);
      continue;
    }
    const run = answeringOf(one, job);
    const [asked] = askedContestants(run);
    out(
      say`${one.part.name}: ${plural(run.questions.length, "sample")}, ${asked?.open.length ?? 0} to ask`,
    );
    for (const fault of await faultsOf(run)) out(say`Needed before a run: ${fault}`);
  }
  out(say`This was a dry run: nothing was called or paid for.`);
}

/** What came of one part. */
interface Done {
  part: ScorePart;
  tables: Map<string, Table>;
}

/** Every part in turn, then the row; a part that is not complete lets the others go on. */
async function perform(
  ready: readonly Ready[],
  chained: readonly TakenOver[],
  job: Job,
): Promise<void> {
  const { context } = job;
  const done: Done[] = [];
  const open: Said[] = [];
  for (const one of ready) {
    try {
      done.push(
        one.kind === "jaster" ? await jasterDone(one, job, open) : await mtBenchDone(one, job),
      );
    } catch (error) {
      if (!(error instanceof Incomplete)) throw error;
      open.push(say`${one.part.name}: ${error}`);
      if (one.kind === "mtbench") done.push(...mtBenchSoFar(one, job));
    }
    if (context.interrupt.stopping.aborted) {
      throw new Interrupted(
        say`Interrupted. Everything that was paid for is stored; run the same command again to go on.`,
      );
    }
  }
  await keepRow(done, chained, job);
  if (open.length > 0) {
    throw new Incomplete(say`Not everything is there: ${joined(open, "\n")}`);
  }
}

/** Asks what a jaster part lacks, and scores what there is. */
async function jasterDone(one: Ready & { kind: "jaster" }, job: Job, open: Said[]): Promise<Done> {
  const { neo, context, drawing } = job;
  const { jaster, bench } = one;
  mkdirSync(bench.folder, { recursive: true });
  writeQuestions(jaster, bench.folder);
  const run = answeringOf(one, job);
  const report = await answerAll(run);
  if (report.stopped !== undefined) {
    throw new Incomplete(
      say`answers are missing, because ${report.stopped}. Everything so far is stored; raise the budget and run the same command again to go on.`,
    );
  }
  if (report.waiting > 0) {
    throw new Incomplete(
      say`${plural(report.waiting, "answer")} in batches; run the same command again to collect them and to go on.`,
    );
  }
  const missing = missingWords(
    [{ what: "answer", missing: report.failed, refused: report.refused }],
    { acceptRefusals: run.config.accept_refusals },
  );
  if (missing !== undefined) open.push(say`${one.part.name}: ${missing}`);
  const answers = findAnswers(readAnswers(bench).answers, neo.modelName)?.byQuestion;
  const samples = answeredSamples(jaster, neo, answers);
  const part = scoredPart(jaster, samples, neo, drawing, new Date(context.now()).toISOString());
  tellPart(part, samples, job);
  const about = { model: neo.modelName, run: runNameOf(neo), shots: jaster.shots };
  return {
    part,
    tables: new Map([...scoreTables(part, neo.modelName), ...outputTables(part, samples, about)]),
  };
}

const runNameOf = ({ wandb, modelName }: NeoConfig): string => wandb?.run_name ?? modelName;

function tellPart(part: ScorePart, samples: readonly AnsweredSample[], { context }: Job): void {
  const { cut_off = 0, unanswered = 0 } = part.counts;
  const cut = samples.filter(({ answer }) => isCutOff(answer));
  if (cut_off > 0) {
    context.log(
      say`${part.name}: ${cut_off} of ${samples.length} replies were cut off at their limit of tokens (${joined([...new Set(cut.map(({ task }) => task))])}). llm_jp_eval.override_max_tokens sets another limit.`,
    );
  }
  if (unanswered > 0) {
    context.log(say`${part.name}: ${plural(unanswered, "sample")} without an answer, left out.`);
  }
}

const mtBenchName = (one: Ready & { kind: "mtbench" }): string => one.mtBench.benchName;

/** Runs MT-Bench as a job of its own: answers, then grades. */
async function runMtBench(one: Ready & { kind: "mtbench" }, job: Job): Promise<void> {
  const { neo, over, flags, context, folder } = job;
  const { mtBench, isWeights } = neo;
  const { temperature, maxTokens, numChoices, firstN, parallel, conversation } = mtBench;
  let template: string | undefined;
  if (conversation !== undefined && isWeights) {
    template = join(folder, `conversation_${one.part.language}.json`);
    writeWhole(template, `${JSON.stringify(conversation[one.part.language], null, 2)}\n`);
  }
  const written = writtenOf(neo, over, mtBenchName(one), {
    evaluation_mode: "single",
    // As the leaderboard's own grades are given.
    verdict: "text",
    max_token_length: maxTokens,
    // gpt-4 stands in the tables of Nejumi like every other model.
    judge_own_answers: true,
    ...(temperature !== undefined && { temperature }),
    ...(numChoices !== undefined && { num_choices: numChoices }),
    ...(firstN !== undefined && { first_n: firstN }),
    ...(parallel !== undefined && { parallel }),
    ...(one.mtBench.judgeFile !== undefined && { judge_file: one.mtBench.judgeFile }),
  });
  const { local_models = [], api_models = [] } = written.models;
  const named = <M extends { id: string; path?: string | undefined }>(list: M[]): M[] =>
    list.map((model) => ({ ...model, id: mtBench.modelId, path: model.path ?? model.id }));
  const spoken = <M extends { id: string; path?: string | undefined }>(list: M[]): M[] =>
    named(list).map((model) => ({
      ...model,
      ...(template !== undefined && { conversation_template: template }),
    }));
  const config: ConfigFile = {
    ...written,
    evaluation_mode: "single",
    models: {
      ...written.models,
      local_models: spoken(local_models),
      api_models: spoken(api_models),
    },
    data_dir: job.dataDir,
  };
  await runConfig({ written: config, file: neo.file }, flags, context, chooserOf(job));
}

/** Which questions of MT-Bench a run asks. */
const chooserOf =
  ({ neo }: Job) =>
  (questions: readonly Question[], { firstN }: { firstN?: number | undefined }): Question[] =>
    neo.isTest
      ? firstOfCategories(questions)
      : selectQuestions(questions, { firstN: firstN ?? neo.mtBench.firstN });

async function mtBenchDone(one: Ready & { kind: "mtbench" }, job: Job): Promise<Done> {
  await runMtBench(one, job);
  const [done] = mtBenchSoFar(one, job);
  if (done !== undefined) return done;
  throw new Incomplete(say`no grades yet; run the same command again to go on.`);
}

/** The grades that are stored as a part; none where nothing is graded. */
function mtBenchSoFar(one: Ready & { kind: "mtbench" }, job: Job): Done[] {
  const { neo, dataDir, drawing, over, context } = job;
  const bench = openBenchmark(dataDir, mtBenchName(one));
  const questions = chooserOf(job)(readQuestions(bench).questions, { firstN: over.first_n });
  const { answers } = readAnswers(bench);
  const aliases = modelAliases(answers);
  const own = findAnswers(answers, neo.mtBench.modelId);
  const id = own?.model_id ?? neo.mtBench.modelId;
  const asked = new Map(questions.map((question) => [questionKey(question.question_id), question]));
  const judge = neo.mtBench.judge.id;
  const newest = new Map(
    readSingleJudgments(bench, judge)
      .rows.filter((row) => (aliases.get(row.model) ?? row.model) === id)
      .filter((row) => asked.has(questionKey(row.question_id)))
      .map((row) => [JSON.stringify([questionKey(row.question_id), row.turn]), row]),
  );
  const graded = [...newest.values()].map((row): GradedAnswer => {
    const key = questionKey(row.question_id);
    const question = asked.get(key) as Question;
    const answer = own?.byQuestion.get(key);
    return {
      row,
      category: question.category,
      answer_id: answer?.answer_id ?? "",
      question: question.turns[row.turn - 1] ?? "",
      answer: answer?.choices[0]?.turns[row.turn - 1] ?? "",
    };
  });
  if (graded.length === 0) return [];
  const expected = [...new Set(questions.map(({ category }) => category))];
  const grades = graded.map(({ row, category }) => ({
    question: questionKey(row.question_id),
    category,
    turn: row.turn,
    score: row.score,
  }));
  const turns = questions.reduce((sum, question) => sum + question.turns.length, 0);
  const replies = [...asked.keys()].map((key) => own?.byQuestion.get(key));
  const prompts = [
    ...new Set(graded.map(({ row }) => `${row.judge[1]} ${row.hashes?.prompt ?? ""}`.trim())),
  ];
  const part: ScorePart = {
    name: one.part.name,
    date: new Date(context.now()).toISOString(),
    ...mtBenchScores(grades, expected, drawing),
    counts: {
      unanswered: turns - graded.length,
      without_score: graded.filter(({ row }) => row.score < 0).length,
      cut_off: replies.filter(isCutOff).length,
    },
    making: {
      source: "asked",
      data: bench.name,
      data_sha256: createHash("sha256")
        .update(
          JSON.stringify(questions.map(({ question_id, turns: said }) => [question_id, said])),
        )
        .digest("hex")
        .slice(0, 16),
      judge,
      judge_prompts: prompts.sort().join(", "),
    },
  };
  const { without_score = 0, cut_off = 0 } = part.counts;
  if (without_score > 0) {
    context.log(
      say`${part.name}: ${plural(without_score, "grade")} without a score (-1) left out of the means; Neo counted them as -1 until July 2024.`,
    );
  }
  if (cut_off > 0) {
    context.log(say`${part.name}: ${plural(cut_off, "answer")} cut off at the limit of tokens.`);
  }
  return [
    {
      part,
      tables: new Map([
        ...scoreTables(part, neo.modelName),
        ...gradeTables(part, graded, neo.modelName),
      ]),
    },
  ];
}

/** Keeps the row with its tables, and writes the leaderboard anew. */
async function keepRow(
  done: readonly Done[],
  chained: readonly TakenOver[],
  job: Job,
): Promise<void> {
  const { neo, context, folder, drawing } = job;
  if (done.length === 0) return;
  const earlier = readRow(runFolder(folder, neo.modelName, neo.isTest));
  const fresh = [...chained, ...done].map(({ part }) => part);
  const kept = (earlier?.parts ?? []).filter(
    ({ name }) => !fresh.some((part) => part.name === name),
  );
  const parts = [...kept, ...fresh];
  const row: ScoreRow = {
    model: neo.modelName,
    display_name: neo.modelName,
    date: new Date(context.now()).toISOString(),
    test_mode: neo.isTest,
    parts,
    overall: overallOf(parts, drawing.confidence),
  };
  const own = leaderboardTable(parts.filter((part) => !chained.some((one) => one.part === part)));
  const taken = blendedTable(chained);
  const joint = {
    columns: [...taken.columns, ...own.columns],
    data: [[...(taken.data[0] ?? []), ...(own.data[0] ?? [])]],
  };
  const tables = new Map([
    ...[...chained, ...done].flatMap(({ tables: each }) => [...each]),
    ["leaderboard_table", joint] as const,
  ]);
  context.out(say`Tables:  ${shown(writeRow(folder, row, tables))}`);
  await writeBoards(folder, { isTest: neo.isTest, confidence: drawing.confidence }, context);
  await keepWandb(row, tables, job);
  await keepSite(job);
}

/** The website folder with the leaderboard, around MT-Bench where it was run, else around jaster. */
async function keepSite({ neo, over, folder, dataDir, context }: Job): Promise<void> {
  if (over.site === undefined && over.publish === undefined) return;
  const [first] = neo.parts;
  const bench = neo.parts.find(({ kind }) => kind === "mtbench") ?? first;
  if (bench === undefined) return;
  const isJaster = bench.kind === "jaster";
  const name = isJaster
    ? bench.name
    : findMtBench(neo.mtBench.places[bench.language], { dataDir, file: neo.file }).benchName;
  const { publish } = over;
  const config = configOf(neo, {}, name, {
    site: {
      // Replies to the test samples are not shown: they would give the references away.
      ...(isJaster && { texts: false }),
      ...over.site,
      scores: `${boardPath(folder, neo.isTest)}.json`,
    },
    ...(publish?.folder !== undefined && { publish: { ...publish, folder: publish.folder } }),
  });
  const data = readBenchmark(isJaster ? folder : dataDir, name, { log: () => {} });
  const { publishConfigured } = await import("../publishing/build_site.ts");
  const shownSite = { ...config, makes_site: over.site !== undefined };
  await publishConfigured(shownSite, { data, isOffline: () => false }, context);
}

/** The run as Neo logs it at W&B, written as an offline folder, where the config names a project. */
async function keepWandb(
  row: ScoreRow,
  tables: ReadonlyMap<string, Table>,
  { neo, over, folder, context }: Job,
): Promise<void> {
  const asked = over.wandb ?? neo.wandb;
  if (asked === undefined) return;
  const { entity, project, run_name } = { ...neo.wandb, ...over.wandb };
  const averages = row.parts.flatMap((part) => {
    const score = averageOf(part)?.score;
    return score == null ? [] : [[columnOfPart(part, part.average ?? "AVG"), score] as const];
  });
  await writeWandb(
    {
      entity,
      project: project ?? "jrank",
      name: `${run_name ?? row.model}${neo.isTest ? " (testmode)" : ""}`,
      config: neo.written,
      numbers: new Map([
        ...averages,
        ...(row.overall?.score == null ? [] : [["total", row.overall.score] as const]),
      ]),
      tables,
      pictures: await radarPictures(row),
      attached: {
        name: "config",
        type: "config",
        file: "config.yaml",
        content: readText(neo.file, "config"),
      },
    },
    runFolder(folder, row.model, row.test_mode),
    context,
  );
}

/** A radar of each part with three categories or more. */
async function radarPictures(row: ScoreRow): Promise<Picture[]> {
  const { renderChart } = await import("../../report/render.ts");
  const { renderPng } = await import("../../report/picture/render_png.ts");
  const pictures: Picture[] = [];
  for (const { name, categories, scores, scale } of row.parts) {
    const values = categories.map((category) => scores[category]?.score ?? null);
    const spec = radarChart(categories, [{ name: row.display_name, values }], {
      most: scale ?? 1,
      title: name,
      subtitle: row.display_name,
    });
    if (spec)
      pictures.push({ name: `radar_${name}`, png: await renderPng((await renderChart(spec)).svg) });
  }
  return pictures;
}
