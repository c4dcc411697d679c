/** The main job up to its judgments: answers, and who can be judged by them. */

import { faultOf } from "../../backend/fault.ts";
import { UserError, WriteError } from "../../core/errors.ts";
import { joined, type Said, say } from "../../core/message.ts";
import { findAnswers } from "../../store/answers/model_names.ts";
import { type AnswerReport, answerQuestions, openQuestions } from "../answering/answer.ts";
import type { Context } from "../command/command.ts";
import { plural } from "../command/format.ts";
import type { Run } from "../judging/judge_stage.ts";
import { reportHealth } from "../models/answers_health.ts";
import { forEachModel } from "../models/at_once.ts";
import { dataDirOfBench, readBenchmark } from "../models/benchmark_data.ts";
import { capsOf, requirePrices } from "../models/capped_budget.ts";
import {
  type Contestant,
  contestantsFrom,
  incompleteContestants,
  namesWithoutAnswers,
} from "../models/model_answers.ts";
import type { Model } from "../models/models.ts";
import { tellQuestionFields } from "../models/question_checks.ts";

/** The contestants that have questions to answer, with these. */
export function askedContestants({ config, data, questions, contestants }: Run) {
  return contestants
    .filter(({ spec }) => spec.provider !== "recorded")
    .map((model) => ({
      model,
      open: openQuestions(
        questions,
        findAnswers(data.answers, model.spec.id)?.byQuestion,
        config.num_choices,
      ),
    }));
}

/** What is wrong with contestants that are to be asked, so far as it can be told without asking. */
export async function faultsOf(run: Run): Promise<Said[]> {
  const asked = askedContestants(run).filter(({ open }) => open.length > 0);
  const faults = await Promise.all(asked.map(({ model }) => faultOf(model.spec, run.context)));
  return faults.filter((fault) => fault !== undefined);
}

type Asked = Pick<AnswerReport, "failed" | "refused" | "waiting" | "stopped">;

/**
 * Asks every contestant what it has not answered; counts what failed and what lies in batches. What
 * can be told beforehand stops it before anything is paid for; a contestant that turns out not to
 * work (a broken file, a refused key) is an error when the others have answered.
 */
export async function answerAll(run: Run): Promise<Asked> {
  const { config, data, questions, context } = run;
  throwAll(await faultsOf(run), say`contestants cannot be asked, so nobody was`);
  const asked = askedContestants(run);
  const models = asked.filter(({ open: missing }) => missing.length > 0);
  requirePrices([...models.map(({ model }) => model), ...run.judges], capsOf(config));
  const broken: Said[] = [];
  const open = new Set(asked.flatMap(({ open: missing }) => missing));
  tellQuestionFields(
    [...open],
    models.map(({ model }) => model),
    context.log,
  );
  const ask = async ({ model }: { model: Model }, calm: Context): Promise<Asked> => {
    try {
      return await answerQuestions(
        {
          bench: data.bench,
          model,
          questions,
          detach: config.detach,
          numChoices: config.num_choices,
          parallel: config.parallel,
        },
        calm,
      );
    } catch (error) {
      if (!(error instanceof UserError) || error instanceof WriteError) throw error;
      broken.push(error.said);
      context.log(say`Error: ${error}`);
      return { failed: 0, refused: 0, waiting: 0 };
    }
  };
  const reports = await forEachModel(asked, context, ask, {
    oneByOne: context.budget?.isCapped ?? false,
  });
  if (!context.interrupt.stopping.aborted) {
    throwAll(
      broken,
      say`contestants could not be asked; the answers of the others are stored. Mend these, or take them out of the config, and run again`,
    );
  }
  return {
    failed: reports.reduce((sum, report) => sum + report.failed, 0),
    refused: reports.reduce((sum, report) => sum + report.refused, 0),
    waiting: reports.reduce((sum, report) => sum + report.waiting, 0),
    stopped: reports.find(({ stopped }) => stopped !== undefined)?.stopped,
  };
}

function throwAll(faults: readonly Said[], what: Said): void {
  const [only, ...others] = faults;
  if (only === undefined) return;
  if (others.length === 0) throw new UserError(say`${only}`);
  throw new UserError(
    say`${faults.length} ${what}:\n${joined(
      faults.map((fault) => say`  ${fault}`),
      "\n",
    )}`,
  );
}

/** The contestants that can be judged; one without any answer is an error that says what to do. */
export async function checkedContestants(run: Run): Promise<Contestant[]> {
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
  for (const { id, missing } of incompleteContestants(contestants, questions)) {
    context.log(
      say`Warning: ${id} has no complete answer to ${plural(missing, "question")} of ${questions.length}; it is judged on the others.`,
    );
  }
  await reportHealth(
    questions,
    answers,
    contestants.map(({ id }) => id),
    { strict: config.strict, context },
  );
  return contestants;
}
