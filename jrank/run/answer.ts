/** Generates the answers that are missing. */
import { randomUUID } from "node:crypto";
import type { SamplingParams } from "../backend/backend.ts";
import type { Answer, Choice, Question, Usage } from "../core/types.ts";
import {
  answerFile,
  type Benchmark,
  findAnswers,
  questionKey,
  readAnswers,
} from "../store/benchmark.ts";
import { describeProblem, openAppender } from "../store/jsonl.ts";
import { tidyAnswers } from "../store/tidy_answers.ts";
import type { Context } from "./command.ts";
import { converse } from "./conversation_turns.ts";
import { plural } from "./format.ts";
import { type Model, openModel } from "./models.ts";
import { runPool } from "./pool.ts";
import { startStage } from "./progress.ts";
import { costsMoney } from "./spending.ts";
import { temperatureFor } from "./temperature.ts";
import { addUsage } from "./usage_total.ts";

export interface AnswerJob {
  bench: Benchmark;
  model: Model;
  questions: readonly Question[];
  numChoices: number;
  parallel: number;
  /** Where to write, in place of the benchmark's own file. */
  file?: string;
}

export interface AnswerReport {
  answered: number;
  failed: number;
  /** Questions without an answer when it ended. */
  open: number;
}

/** The sampling of one reply; local models are seeded with the number of the choice. */
function paramsFor(
  model: Model,
  question: Question,
  index: number,
  numChoices: number,
): SamplingParams {
  const { temperature, seed, ...others } = model.sampling;
  const seeded = seed !== undefined || numChoices > 1 || model.spec.provider === "llama_cpp";
  const params = {
    ...others,
    temperature: temperatureFor(question.category, temperature),
    ...(seeded && { seed: (seed ?? 0) + index }),
  };
  return Object.fromEntries(
    Object.entries(params).filter(([, value]) => value !== undefined),
  ) as SamplingParams;
}

/** The questions that lack an answer with enough choices. */
export function openQuestions(
  questions: readonly Question[],
  answered: ReadonlyMap<string, Answer> | undefined,
  numChoices: number,
): Question[] {
  return questions.filter((question) => {
    const answer = answered?.get(questionKey(question.question_id));
    return (
      (answer?.choices.length ?? 0) < numChoices ||
      answer?.choices.some(({ turns }) => turns.length < question.turns.length) === true
    );
  });
}

/** Asks the model what it has not answered yet; each answer is on disk before it counts. */
export async function answerQuestions(job: AnswerJob, context: Context): Promise<AnswerReport> {
  const { bench, model, questions, numChoices } = job;
  const { interrupt, log, now } = context;
  const { answers } = readAnswers(bench);
  const stored = findAnswers(answers, model.spec.id);
  const todo = openQuestions(questions, stored?.byQuestion, numChoices);
  if (todo.length === 0) return { answered: 0, failed: 0, open: 0 };

  const file = job.file ?? stored?.file ?? answerFile(bench, model.spec.id);
  const backend = await openModel(model, context);
  const appender = openAppender<Answer>(file, (problem) => log(describeProblem(problem)));
  const stage = await startStage(`Answers of ${model.spec.id}`, {
    total: todo.length,
    log,
    now,
    bar: context.interactive,
    showCost: costsMoney(model.spec),
  });
  const waiting = [...todo];
  let failed = 0;
  let answered = 0;
  try {
    await runPool<Question>({
      next: () => waiting.shift(),
      parallel: Math.min(job.parallel, backend.concurrency),
      stopping: interrupt.stopping,
      aborting: interrupt.aborting,
      perform: async (question) => {
        const choices: Choice[] = [];
        let usage: Usage = {};
        let prompt: string | undefined;
        for (let index = 0; index < numChoices; index++) {
          const conversation = await converse(backend, question, {
            index,
            params: paramsFor(model, question, index, numChoices),
            systemPrompt: model.systemPrompt,
            signal: interrupt.aborting,
          });
          choices.push(conversation.choice);
          usage = addUsage(usage, conversation.usage);
          prompt ??= conversation.prompt;
        }
        appender.append({
          question_id: question.question_id,
          answer_id: randomUUID(),
          model_id: model.spec.id,
          choices,
          ...(prompt !== undefined && { prompt }),
          ...(Object.keys(backend.metadata).length > 0 && { generation: backend.metadata }),
          usage,
          tstamp: now() / 1000,
        });
        answered++;
        stage.done(usage.cost_usd);
      },
      failed: (question, reason) => {
        failed++;
        stage.failed();
        stage.note(`Question ${question.question_id} of ${model.spec.id} is left open: ${reason}`);
      },
    });
  } finally {
    stage.finish();
    appender.close();
    await backend.close();
    tidyAnswers(file, questions);
  }
  const open = todo.length - answered;
  if (failed > 0)
    log(`${plural(failed, "question")} of ${model.spec.id} failed; run again to try them anew.`);
  return { answered, failed, open };
}
