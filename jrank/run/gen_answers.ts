/** The answers of one model, named by flags. */
import { resolve } from "node:path";
import { guessProvider } from "../backend/backends.ts";
import { UsageError, UserError } from "../core/errors.ts";
import type { Provider } from "../core/types.ts";
import { lockBenchmark } from "../store/lock.ts";
import { answerQuestions } from "./answer.ts";
import { readBenchmark } from "./benchmark_data.ts";
import { type Context, Incomplete, Interrupted } from "./command.ts";
import { plural } from "./format.ts";
import { toModel } from "./models.ts";
import { DEFAULT_PARALLEL, dataDirOf } from "./settings.ts";

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
  parallel?: number;
  seed?: number;
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
  const provider = flags.provider ?? guessProvider(flags.path, flags.baseUrl !== undefined);
  if (provider === undefined) {
    throw new UserError(
      `which provider has "${flags.path}" cannot be told from its name; add --provider, or --base-url for a server of your own`,
    );
  }
  const model = toModel(
    {
      id: flags.modelId,
      path: flags.path,
      ...(flags.baseUrl && { base_url: flags.baseUrl }),
      conversation_template: flags.convTemplate,
      lora: flags.loraPath?.map(loraOf),
      gpu: flags.gpu,
      threads: flags.threads,
      context_size: flags.contextSize,
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
  const { bench, questions } = readBenchmark(dataDirOf(flags.dataDir), flags.benchName, context);
  const chosen = questions.slice(questionBegin, questionEnd);
  const lock = lockBenchmark(bench.folder, context.log);
  try {
    const report = await answerQuestions(
      {
        ...{ bench, model, questions: chosen },
        numChoices: flags.numChoices ?? 1,
        parallel: flags.parallel ?? DEFAULT_PARALLEL,
        ...(flags.answerFile !== undefined && { file: resolve(flags.answerFile) }),
      },
      context,
    );
    if (context.interrupt.stopping.aborted) {
      throw new Interrupted("Interrupted. Every answer so far is stored; run again to go on.");
    }
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
