/** How many votes of people give which precision: of kappa, and of a ranking that is calibrated to them. */
import { say } from "../../core/message.ts";
import { plainTable } from "../../report/tables/text_table.ts";
import { createPlan } from "../../schedule/foresight/precision_plan.ts";
import { normalQuantile } from "../../stats/numeric/student_t.ts";
import type { Context } from "../command/command.ts";
import { assumptionsOf, type PlanFlags } from "./plan_assumptions.ts";

const ELO = 400 / Math.LN10;
const VOTES = [50, 75, 100, 150, 200, 300];
/** Of judges beside people on open questions: the share of the same verdict, and that by chance. */
const AGREEMENT = 0.68;
const BY_CHANCE = 0.42;
/**
 * Width of a calibrated interval relative to people's votes alone, beside a judge that sees what people
 * see (docs/methods.md, `bench/judges.ts`: .65 to .75 from 50 to 300 votes of 10 models and more). Beside a
 * useless one it is 1, and with three models, which hardly tell how large the judge's errors are: .94 to 1.03.
 */
const widthBeside = (models: number): number => (models < 5 ? 1 : 0.72);

/** Prints the table of votes. */
export async function planPeople(flags: PlanFlags, { out }: Pick<Context, "out">): Promise<void> {
  const assumed = assumptionsOf({ ...flags, schedule: "fewest-matches" });
  const { questions } = assumed.noise;
  const plan = createPlan(
    {
      ...assumed,
      schedule: "fewest-matches",
      goal: { name: "error-bars" },
      confidence: flags.confidence,
    },
    Math.max(...VOTES, ...(flags.n ?? [])),
  );
  const least = 2 * assumed.strengths.length;
  const width = widthBeside(assumed.strengths.length);
  const quantile = normalQuantile((1 + flags.confidence) / 2);
  const rows = (flags.n ?? VOTES).map((votes) => {
    const spread = Math.sqrt((AGREEMENT * (1 - AGREEMENT)) / votes);
    const isEnough = votes >= least && votes <= plan.capacity(questions);
    const alone = isEnough ? ELO * plan.at(votes, questions).mean : undefined;
    return [
      votes.toLocaleString("en-US"),
      `±${((quantile * spread) / (1 - BY_CHANCE)).toFixed(2)}`,
      alone === undefined ? "–" : `±${alone.toFixed(0)}`,
      alone === undefined ? "–" : `±${(width * alone).toFixed(0)}`,
      Math.round(votes / width ** 2).toLocaleString("en-US"),
    ];
  });
  const kappa = (AGREEMENT - BY_CHANCE) / (1 - BY_CHANCE);
  const head = [
    ...[say`Votes`, say`Kappa`, say`People alone`, say`With a judge that sees as they do`],
    say`Worth so many votes`,
  ];
  out(say`${assumed.describe}\n`);
  out(await plainTable(head, rows, "r".repeat(head.length)));
  out(
    say`\nKappa: between one person and one judge that agree on ${(100 * AGREEMENT).toFixed(0)} % of the pairs (kappa ${kappa.toFixed(2)}). A judge that sees nothing of what people see narrows nothing. Votes should be on at least 10 questions; annotate.ts chooses the pairs, and make_ranking.ts --calibrate ranks with them.`,
  );
}
