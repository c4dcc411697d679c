/** The main job up to its judgments: answers, and who can be judged by them. */
import { UserError } from "../../core/errors.ts";
import { answerQuestions } from "../answering/answer.ts";
import { reportHealth } from "../answers_health.ts";
import { forEachModel } from "../at_once.ts";
import { dataDirOfBench, readBenchmark } from "../benchmark_data.ts";
import { type Contestant, contestantsFrom, incompleteContestants } from "../board.ts";
import { listSome, plural } from "../format.ts";
import { DEFAULT_PARALLEL } from "../settings.ts";
import type { Run } from "./jobs.ts";

/** Asks every contestant what it has not answered; counts what failed and what lies in batches. */
export async function answerAll(run: Run): Promise<{ failed: number; waiting: number }> {
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

/** The contestants that can be judged; one without any answer is an error that says what to do. */
export function checkedContestants(run: Run, strict: boolean): Contestant[] {
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
