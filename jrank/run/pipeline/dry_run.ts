/** The dry run of the main job. */
import { say } from "../../core/message.ts";
import { askedContestants, faultsOf } from "../answering/answer_stage.ts";
import { plural } from "../command/format.ts";
import { planAll, type Run, tellEstimates } from "../judging/judge_stage.ts";
import { contestantsFrom } from "../models/model_answers.ts";

/** Tells what a run would do; calls nobody. */
export async function tellPlan(run: Run): Promise<void> {
  const { data, questions, contestants, context } = run;
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
    const { estimates } = await planAll(run, ready, true);
    tellEstimates(estimates, out);
  }
  out(say`This was a dry run: nothing was called or paid for.`);
}
