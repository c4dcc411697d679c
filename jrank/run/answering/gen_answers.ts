/** The answers of one model, named by flags. */
import { dirname, resolve } from "node:path";
import { UsageError, UserError } from "../../core/errors.ts";
import { say } from "../../core/message.ts";
import type { Question } from "../../core/types.ts";
import {
  type Benchmark,
  batchFolder,
  inputsOf,
  questionKey,
  readAnswerFile,
  readAnswers,
} from "../../store/answers/benchmark.ts";
import { modelIdOf } from "../../store/answers/model_names.ts";
import { setAside } from "../../store/answers/tidy_answers.ts";
import { forgetRefusals } from "../../store/books/refusal_book.ts";
import { resolveConfig } from "../../store/config/config.ts";
import { checkOutputs } from "../../store/files/check_outputs.ts";
import { lockBenchmark } from "../../store/files/lock.ts";
import { type Context, Incomplete, Interrupted } from "../command/command.ts";
import { configHere, dataDirOf } from "../command/command_settings.ts";
import { confirmOnce } from "../command/confirm.ts";
import { listSome, plural } from "../command/format.ts";
import {
  flagsOf,
  givenFlags,
  MODEL_FLAGS,
  overridesOf,
  PAID_ANSWER_SETTINGS,
  withOverrides,
} from "../command/options.ts";
import { reportHealth } from "../models/answers_health.ts";
import { type BenchmarkData, readBenchmark } from "../models/benchmark_data.ts";
import { capsOf, withBudget } from "../models/capped_budget.ts";
import { checkNewName } from "../models/config_models.ts";
import { findPrices, withPrice } from "../models/given_prices.ts";
import { missingWords } from "../models/missing.ts";
import { tellOtherNames } from "../models/model_answers.ts";
import { type ContestantFlags, contestantNamed } from "../models/named_models.ts";
import { checkQuestions } from "../models/question_checks.ts";
import { storedAnswers } from "./answer.ts";
import { type Answering, answerAll } from "./answer_stage.ts";

const FLAGS = flagsOf(PAID_ANSWER_SETTINGS);

/** What a contestant is, and which of its answers are asked for; settings in camel case. */
export interface GenAnswersFlags extends ContestantFlags {
  benchName: string;
  /** A config in place of config.json here; false: none. */
  config?: string | false;
  questionBegin?: number;
  questionEnd?: number;
  answerFile?: string;
  regenerate?: boolean;
  yes?: boolean;
  retryRefused?: boolean;
}

/** Generates what is missing. Throws `Incomplete` when questions stay open. */
export async function genAnswers(flags: GenAnswersFlags, context: Context): Promise<void> {
  const { questionBegin = 0, questionEnd } = flags;
  if (questionEnd !== undefined && questionEnd <= questionBegin) {
    throw new UsageError(say`--question-end must be more than --question-begin`);
  }
  const here = await configHere(flags.config, context);
  const about = here?.config.benchmark_name === flags.benchName ? here.written : undefined;
  const over = overridesOf(flags, FLAGS);
  const config = resolveConfig(withOverrides(about, over));
  const dataDir = dataDirOf(config.data_dir);
  const { bench, questions, answers } = readBenchmark(dataDir, flags.benchName, context);
  const id =
    flags.answerFile === undefined ? idFor(flags.modelId, answers, context) : flags.modelId;
  const named = contestantNamed({ ...flags, modelId: id }, { here, answers, log: context.log });
  if (named.spec.provider === "recorded") {
    throw new UserError(say`${id} is "recorded": only answers that exist can be used`);
  }
  if (config.detach && !named.spec.batch) throw new UsageError(say`--detach goes with --batch`);
  const prices = findPrices(over.prices ?? here?.config.prices, {
    folder: here ? dirname(here.file) : ".",
    log: context.log,
  });
  const model = withPrice(named, prices);
  const chosen = questions.slice(questionBegin, questionEnd);
  if (chosen.length === 0) {
    throw new UsageError(
      say`--question-begin is ${questionBegin}, but there are ${plural(questions.length, "question")}`,
    );
  }
  checkQuestions(bench, chosen);
  const file = flags.answerFile === undefined ? undefined : resolve(flags.answerFile);
  if (file !== undefined) checkAnswerFile(file, bench, flags);
  const lock = lockBenchmark(bench.folder, context.log);
  try {
    if (flags.retryRefused) forgetRefusals(batchFolder(bench, id, "answers"));
    if (flags.regenerate) {
      await makeRoom({ bench, id, file, chosen }, { yes: flags.yes ?? false, context });
    }
    const stored = storedAnswers(bench, id, file);
    const run: Answering = {
      data: { bench, answers: new Map(stored && [[id, stored]]) },
      questions: chosen,
      contestants: [model],
      judges: [],
      config: {
        ...config,
        parallel: typeof flags.parallel === "number" ? flags.parallel : config.parallel,
      },
      file,
      context,
    };
    const report = await withBudget(bench, capsOf(config), context, (paying) =>
      answerAll({ ...run, context: paying }),
    );
    if (context.interrupt.stopping.aborted) {
      throw new Interrupted(say`Interrupted. Every answer so far is stored; run again to go on.`);
    }
    if (report.waiting > 0 && report.failed === 0) {
      context.out(
        say`${id}: ${plural(report.answered, "question")} answered, ${report.waiting} in batches; the same command collects them later.`,
      );
      return;
    }
    await tellHealth({ bench, id, file, chosen }, config.strict, context);
    if (report.open > 0) {
      if (report.stopped !== undefined) {
        throw new Incomplete(
          say`${plural(report.open, "question")} without an answer; raise the budget and run again.`,
        );
      }
      const words = missingWords(
        [{ what: "answer", missing: report.open, refused: report.refused }],
        { acceptRefusals: config.accept_refusals },
      );
      if (words !== undefined) throw new Incomplete(words);
    }
    context.out(
      report.answered === 0
        ? say`${id}: all ${plural(chosen.length, "question")} are answered already.`
        : say`${id}: ${plural(report.answered, "question")} answered.`,
    );
  } finally {
    lock.release();
  }
}

/** The one id of the model whose answers are asked for. */
function idFor(name: string, answers: BenchmarkData["answers"], { log }: Context): string {
  checkNewName(answers, name);
  tellOtherNames(answers, [name], { where: "--model-id", log });
  return modelIdOf(answers, name);
}

/** Throws where answers would be added to something else than answers of this model. */
function checkAnswerFile(file: string, bench: Benchmark, flags: GenAnswersFlags): void {
  const others = [...readAnswers(bench).answers.values()].filter(
    ({ model_id, fileId }) => model_id !== flags.modelId && fileId !== flags.modelId,
  );
  const { prices } = overridesOf(flags, FLAGS);
  const given = givenFlags(flags, MODEL_FLAGS.local);
  const ofModel = given.filter(({ name }) => name === "conv-template" || name === "lora-path");
  const files = [flags.path, prices, ...ofModel.flatMap(({ value }) => pathsIn(value))];
  checkOutputs(
    [file],
    [
      ...inputsOf(bench),
      ...others.map((answers) => answers.file),
      ...files.filter((one) => one !== undefined),
    ],
    say`give another --answer-file`,
  );
  const { inside } = readAnswerFile(file, flags.modelId, []);
  if (inside.length > 0 && !inside.includes(flags.modelId)) {
    throw new UserError(
      say`${file} holds answers of ${listSome(inside)}, not of ${flags.modelId}; give another --answer-file, or --model-id ${inside[0]}`,
    );
  }
}

/** The paths that a flag of a model names. */
function pathsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return (value as { path: string }[]).map(({ path }) => path);
}

/** The questions of this run, and where their answers lie. */
interface Place {
  bench: Benchmark;
  id: string;
  file: string | undefined;
  chosen: readonly Question[];
}

/** Puts the stored answers aside after asking, so that all are generated anew. */
async function makeRoom(
  { bench, id, file, chosen }: Place,
  { yes, context }: { yes: boolean; context: Context },
): Promise<void> {
  const stored = storedAnswers(bench, id, file);
  const keys = chosen.map(({ question_id }) => questionKey(question_id));
  const answered = keys.filter((key) => stored?.byQuestion.has(key));
  if (stored === undefined || answered.length === 0) return;
  await confirmOnce(
    say`Generate ${plural(answered.length, "answer")} of ${id} anew? The old file is kept beside.`,
    { yes, context, no: say`Nothing was generated; the stored answers stay.` },
  );
  const beside = setAside(stored.file, new Set(answered));
  context.log(say`The answers before are kept in ${beside}.`);
}

/** What is odd about the model's answers, seen beside the other models'. */
async function tellHealth(
  { bench, id, file, chosen }: Place,
  strict: boolean,
  context: Context,
): Promise<void> {
  const answers = new Map(readAnswers(bench).answers);
  const own = storedAnswers(bench, id, file);
  if (own === undefined) return;
  answers.set(id, own);
  await reportHealth(chosen, answers, [id], { strict, context, among: [...answers.keys()] });
}
