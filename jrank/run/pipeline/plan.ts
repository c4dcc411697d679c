/** The dry run of the main job. */
import { findAnswers } from "../../store/benchmark.ts";
import { openQuestions } from "../answering/answer.ts";
import { contestantsFrom } from "../board.ts";
import { plural } from "../format.ts";
import { describeEstimate, describeTotal, type Estimate } from "../judging/estimate.ts";
import { estimateOf, type Run } from "./jobs.ts";

/** Tells what a run would do; calls nobody. */
export async function tellPlan(run: Run): Promise<void> {
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
    const estimates: Estimate[] = [];
    for (const judge of judges) estimates.push((await estimateOf(run, judge, ready)).estimate);
    for (const estimate of estimates) out(`Judgments of ${describeEstimate(estimate)}`);
    const total = describeTotal(estimates);
    if (total !== undefined) out(`Judgments of ${total}`);
  }
  out("This was a dry run: nothing was called or paid for.");
}
