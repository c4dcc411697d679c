/** The stage of answers: asks contestants what they have not answered, all of a config or one. */

import { faultOf } from "../../backend/fault.ts";
import { UserError, WriteError } from "../../core/errors.ts";
import { joined, type Said, say } from "../../core/message.ts";
import type { Question } from "../../core/types.ts";
import type { Benchmark, ModelAnswers } from "../../store/answers/benchmark.ts";
import { findAnswers } from "../../store/answers/model_names.ts";
import type { Config } from "../../store/config/config.ts";
import type { Context } from "../command/command.ts";
import { forEachModel } from "../models/at_once.ts";
import { capsOf, requirePrices } from "../models/capped_budget.ts";
import type { Model } from "../models/models.ts";
import { tellQuestionFields } from "../models/question_checks.ts";
import { type AnswerReport, answerQuestions, openQuestions } from "./answer.ts";

/** Who is asked what. */
export interface Answering {
  data: { bench: Benchmark; answers: ReadonlyMap<string, ModelAnswers> };
  questions: readonly Question[];
  contestants: readonly Model[];
  /** Who will judge the answers, and must be paid from the same budget. */
  judges: readonly Model[];
  config: Config;
  /** Where the answers are written, in place of the benchmark's own file. */
  file?: string | undefined;
  context: Context;
}

/** The contestants that have questions to answer, with these. */
export function askedContestants({ config, data, questions, contestants }: Answering) {
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
export async function faultsOf(run: Answering): Promise<Said[]> {
  const asked = askedContestants(run).filter(({ open }) => open.length > 0);
  const faults = await Promise.all(asked.map(({ model }) => faultOf(model.spec, run.context)));
  return faults.filter((fault) => fault !== undefined);
}

/**
 * Asks every contestant what it has not answered; counts what came of it. What can be told
 * beforehand stops it before anything is paid for; a contestant that turns out not to work (a broken
 * file, a refused key) is an error when the others have answered.
 */
export async function answerAll(run: Answering): Promise<AnswerReport> {
  const { config, data, questions, file, context } = run;
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
  const ask = async ({ model }: { model: Model }, calm: Context): Promise<AnswerReport> => {
    try {
      return await answerQuestions(
        {
          bench: data.bench,
          model,
          questions,
          detach: config.detach,
          numChoices: config.num_choices,
          parallel: config.parallel,
          ...(file !== undefined && { file }),
        },
        calm,
      );
    } catch (error) {
      if (!(error instanceof UserError) || error instanceof WriteError) throw error;
      if (asked.length === 1) throw error;
      broken.push(error.said);
      context.log(say`Error: ${error}`);
      return { answered: 0, failed: 0, refused: 0, waiting: 0, open: 0 };
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
  const sum = (field: "answered" | "failed" | "refused" | "waiting" | "open"): number =>
    reports.reduce((total, report) => total + report[field], 0);
  return {
    answered: sum("answered"),
    failed: sum("failed"),
    refused: sum("refused"),
    waiting: sum("waiting"),
    open: sum("open"),
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
