/** The answers of one model, named by flags. */
import { resolve } from "node:path";
import { guessProvider } from "../../backend/backends.ts";
import { UsageError, UserError } from "../../core/errors.ts";
import type { Provider, Question } from "../../core/types.ts";
import { type Benchmark, questionKey, readAnswers } from "../../store/benchmark.ts";
import { lockBenchmark } from "../../store/lock.ts";
import { setAside } from "../../store/set_aside.ts";
import { reportHealth } from "../answers_health.ts";
import { readBenchmark } from "../benchmark_data.ts";
import { type Context, Incomplete, Interrupted } from "../command.ts";
import { confirmOnce } from "../confirm.ts";
import { plural } from "../format.ts";
import { toModel } from "../models.ts";
import { findPrices, withPrice } from "../prices.ts";
import { DEFAULT_PARALLEL, dataDirOf } from "../settings.ts";
import { answerQuestions, storedAnswers } from "./answer.ts";

export interface GenAnswersFlags {
  benchName: string;
  dataDir?: string;
  modelId: string;
  path: string;
  provider?: Provider;
  baseUrl?: string[];
  convTemplate?: string;
  loraPath?: string[];
  questionBegin?: number;
  questionEnd?: number;
  answerFile?: string;
  temperature?: number;
  topP?: number;
  topK?: number;
  repetitionPenalty?: number;
  maxTokens?: number;
  numChoices?: number;
  gpu?: "auto" | "cuda" | "metal" | "vulkan" | "cpu";
  threads?: number;
  contextSize?: number;
  flashAttention?: boolean;
  parallel?: number;
  seed?: number;
  batch?: boolean;
  detach?: boolean;
  systemPrompt?: string;
  apiKeyEnv?: string;
  apiVersion?: string;
  extraBody?: Record<string, unknown>;
  regenerate?: boolean;
  strict?: boolean;
  yes?: boolean;
  prices?: string;
}

/** `PATH` or `PATH:SCALE` of a LoRA adapter. */
function loraOf(text: string): { path: string; scale?: number } {
  const match = /^(.*):(-?\d+(?:\.\d+)?)$/.exec(text);
  return match ? { path: match[1] as string, scale: Number(match[2]) } : { path: text };
}

/** Generates what is missing. Throws `Incomplete` when questions stay open. */
export async function genAnswers(flags: GenAnswersFlags, context: Context): Promise<void> {
  const { questionBegin = 0, questionEnd } = flags;
  if (questionEnd !== undefined && questionEnd <= questionBegin) {
    throw new UsageError("--question-end must be more than --question-begin");
  }
  if (flags.detach && !flags.batch) throw new UsageError("--detach goes with --batch");
  const provider = flags.provider ?? guessProvider(flags.path, flags.baseUrl !== undefined);
  if (provider === undefined) {
    throw new UserError(
      `which provider has "${flags.path}" cannot be told from its name; add --provider, or --base-url for a server of your own`,
    );
  }
  const named = toModel(
    {
      id: flags.modelId,
      path: flags.path,
      ...(flags.baseUrl && { base_url: flags.baseUrl }),
      ...(flags.batch && { batch: true }),
      conversation_template: flags.convTemplate,
      lora: flags.loraPath?.map(loraOf),
      gpu: flags.gpu,
      threads: flags.threads,
      context_size: flags.contextSize,
      flash_attention: flags.flashAttention,
      system_prompt: flags.systemPrompt,
      api_key_env: flags.apiKeyEnv,
      api_version: flags.apiVersion,
      extra_body: flags.extraBody,
      temperature: flags.temperature,
      top_p: flags.topP,
      top_k: flags.topK,
      repetition_penalty: flags.repetitionPenalty,
      max_tokens: flags.maxTokens,
      seed: flags.seed,
      ...(provider === "llama_cpp" && { parallel: flags.parallel }),
    },
    provider,
  );
  const model = withPrice(named, findPrices(flags.prices, { folder: ".", log: context.log }));
  const { bench, questions } = readBenchmark(dataDirOf(flags.dataDir), flags.benchName, context);
  const chosen = questions.slice(questionBegin, questionEnd);
  if (chosen.length === 0) {
    throw new UsageError(
      `--question-begin is ${questionBegin}, but there are ${plural(questions.length, "question")}`,
    );
  }
  const file = flags.answerFile === undefined ? undefined : resolve(flags.answerFile);
  const lock = lockBenchmark(bench.folder, context.log);
  try {
    if (flags.regenerate) {
      await makeRoom(
        { bench, id: flags.modelId, file, chosen },
        { yes: flags.yes ?? false, context },
      );
    }
    const report = await answerQuestions(
      {
        ...{ bench, model, questions: chosen },
        numChoices: flags.numChoices ?? 1,
        parallel: flags.parallel ?? DEFAULT_PARALLEL,
        detach: flags.detach ?? false,
        ...(file !== undefined && { file }),
      },
      context,
    );
    if (context.interrupt.stopping.aborted) {
      throw new Interrupted("Interrupted. Every answer so far is stored; run again to go on.");
    }
    if (report.waiting > 0 && report.failed === 0) {
      context.out(
        `${flags.modelId}: ${plural(report.answered, "question")} answered, ${report.waiting} in batches; the same command collects them later.`,
      );
      return;
    }
    tellHealth({ bench, id: flags.modelId, file, chosen }, flags.strict ?? false, context);
    if (report.open > 0) {
      throw new Incomplete(`${plural(report.open, "question")} without an answer; run again.`);
    }
    context.out(
      report.answered === 0
        ? `${flags.modelId}: all ${plural(chosen.length, "question")} are answered already.`
        : `${flags.modelId}: ${plural(report.answered, "question")} answered.`,
    );
  } finally {
    lock.release();
  }
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
    `Generate ${plural(answered.length, "answer")} of ${id} anew? The old file is kept beside.`,
    { yes, context, no: "Nothing was generated; the stored answers stay." },
  );
  const beside = setAside(stored.file, new Set(answered));
  context.log(`The answers before are kept in ${beside}.`);
}

/** What is odd about the model's answers, seen beside the other models'. */
function tellHealth({ bench, id, file, chosen }: Place, strict: boolean, context: Context): void {
  const answers = new Map(readAnswers(bench).answers);
  const own = storedAnswers(bench, id, file);
  if (own === undefined) return;
  answers.set(id, own);
  reportHealth(chosen, answers, [id], { strict, log: context.log, among: [...answers.keys()] });
}
