/** The dry run of the main job. */
import { say } from "../../core/message.ts";
import { contestantsFrom } from "../board.ts";
import { plural } from "../format.ts";
import { describeEstimate, describeTotal, type Estimate } from "../judging/estimate.ts";
import { describePrompts, promptNotices } from "../judging/prompts_used.ts";
import { tellChanged } from "../judging/rejudging.ts";
import { askedContestants, faultsOf } from "./answers.ts";
import { estimateOf, type Run } from "./jobs.ts";

/** Tells what a run would do; calls nobody. */
export async function tellPlan(run: Run): Promise<void> {
  const { data, questions, contestants, judges, context } = run;
  const { out } = context;
  out(say`${plural(questions.length, "question")}, ${plural(contestants.length, "contestant")}`);
  for (const { model, open } of askedContestants(run)) {
    out(say`Answers of ${model.spec.id}: ${plural(open.length, "question")} to ask`);
  }
  for (const fault of await faultsOf(run)) out(say`Needed before a run: ${fault}`);
  const { contestants: ready } = contestantsFrom(
    data.answers,
    contestants.map(({ spec }) => spec.id),
  );
  if (ready.length < contestants.length) {
    out(
      say`Judging can be estimated when there are answers; now there are those of ${plural(ready.length, "contestant")} of ${contestants.length}.`,
    );
  } else {
    const estimates: Estimate[] = [];
    for (const judge of judges) estimates.push((await estimateOf(run, judge, ready)).estimate);
    for (const estimate of estimates) {
      out(say`Judgments of ${describeEstimate(estimate)}`);
      out(describePrompts(estimate.judge, estimate.prompts));
      for (const notice of promptNotices(estimate.judge, estimate.prompts)) out(notice);
    }
    for (const estimate of estimates) {
      tellChanged(estimate, { stale: run.config.stale, isDryRun: true, log: context.log });
    }
    const total = describeTotal(estimates);
    if (total !== undefined) out(say`Judgments of ${total}`);
  }
  out(say`This was a dry run: nothing was called or paid for.`);
}
