/** Plans judgments and questions: a table, a chart, and what to buy more of. */

import { resolve } from "node:path";
import { planChart } from "../../chart/kinds/plan_chart.ts";
import { type Message, type Said, say } from "../../core/message.ts";
import { plainTable } from "../../report/tables/text_table.ts";
import { createPlan, type Plan } from "../../schedule/foresight/precision_plan.ts";
import { checkOutputs } from "../../store/files/check_outputs.ts";
import type { Context } from "../command/command.ts";
import { formatCost, plural, shownPath } from "../command/format.ts";
import { chartFilesOf } from "../ranking/files/chart_paths.ts";
import { type Assumptions, assumptionsOf, goalOf, type PlanFlags } from "./plan_assumptions.ts";

const ELO = 400 / Math.LN10;
/** Where nothing is asked for. */
const COUNTS = [100, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 5000, 10_000, 20_000];
const HALF_WIDTHS = [100, 75, 50, 40, 30];
/** Plans look no further. */
const MOST = 50_000;

/** Prints the plan and draws its chart. */
export async function plan(flags: PlanFlags, context: Context): Promise<void> {
  const { out, log } = context;
  if (flags.makeCharts && flags.ranking !== undefined) {
    checkOutputs(chartFilesOf(flags.outputPath), [flags.ranking], say`give another --output-path`);
  }
  const assumed = assumptionsOf(flags);
  const { questions } = assumed.noise;
  const models = assumed.strengths.length;
  const made = createPlan(
    { ...assumed, ...planRule(flags), confidence: flags.confidence },
    Math.max(MOST, ...(flags.n ?? [])),
  );
  const least = 2 * models;
  const most = made.capacity(questions);
  const wanted = [...new Set(flags.n ?? countsUpTo(most))].sort((a, b) => a - b);
  const counts = wanted.filter((n) => n >= least && n <= most);
  const others = wanted.filter((n) => !counts.includes(n));
  out(say`${assumed.describe}\n`);
  if (flags.n && others.length > 0) {
    out(
      say`Not shown: ${others.map(number).join(", ")}. ${plural(models, "model")} on ${plural(questions, "question")} need at least ${number(least)} judgments, and there are ${number(most)} different ones at most.\n`,
    );
  }
  out(await curveTable(made, counts, assumed, flags));
  out("");
  out(await targetTable(made, assumed, flags));
  for (const line of advice(made, counts, assumed, flags)) out(line);
  if (!flags.makeCharts) return;
  const { language = "en" } = flags;
  const { writeChart } = await import("../ranking/files/write_charts.ts");
  const spec = planChart(
    [1, 2, 4].map((factor) => ({
      questions: factor * questions,
      floor: ELO * made.floor(factor * questions),
      points: counts.map((n) => {
        const { mean, neighboursRight } = made.at(n, factor * questions);
        return { judgments: n, half_width: ELO * mean, neighbours_right: neighboursRight };
      }),
    })),
    { models, confidence: flags.confidence, language },
  );
  const file = await writeChart(
    spec,
    resolve(flags.outputPath),
    {
      title: `Plan: ${models} models`,
      language,
    },
    log,
  );
  out(say`\nChart: ${shownPath(file)} (also .svg, .png, .html)`);
}

/** The usual numbers of judgments, or parts of all there are where these are few. */
function countsUpTo(most: number): number[] {
  const usual = COUNTS.filter((n) => n <= most);
  return usual.length > 2 ? usual : [most / 4, most / 2, most].map(Math.floor);
}

function planRule({ schedule, goal }: PlanFlags) {
  return {
    schedule,
    goal: goalOf(goal),
  };
}

const points = (halfWidth: number): string => `±${(ELO * halfWidth).toFixed(0)}`;
const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
const number = (n: number): string => n.toLocaleString("en-US");

/** A planned number of judgments is good to some percent: two digits. */
function about(n: number): string {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(n)) - 1);
  return number(Math.round(n / unit) * unit);
}

function curveTable(
  made: Plan,
  counts: readonly number[],
  { noise: { questions } }: Assumptions,
  { pricePerCall }: PlanFlags,
): Promise<Message> {
  const head = [
    ...[say`Judgments`, say`Mean`, say`Widest`, say`Neighbours right`, say`Any two right`, "tau"],
    ...[say`Mean, ${2 * questions} questions`, ...(pricePerCall === undefined ? [] : [say`Cost`])],
  ];
  const rows = counts.map((n) => {
    const at = made.at(n, questions);
    return [
      ...[number(n), points(at.mean), points(at.widest)],
      ...[percent(at.neighboursRight), percent(at.pairsRight), at.tau.toFixed(2)],
      points(made.at(n, 2 * questions).mean),
      ...(pricePerCall === undefined ? [] : [formatCost(n * pricePerCall)]),
    ];
  });
  return plainTable(head, rows, "r".repeat(head.length));
}

function targetTable(
  made: Plan,
  { noise: { questions } }: Assumptions,
  { halfWidth = HALF_WIDTHS, pricePerCall }: PlanFlags,
): Promise<Message> {
  const needed = (target: number, q: number): Said => {
    const n = made.judgmentsFor(target / ELO, q);
    if (!Number.isFinite(n)) return say`cannot`;
    return `${about(n)}${pricePerCall === undefined ? "" : ` (${formatCost(n * pricePerCall)})`}`;
  };
  const head = [
    ...[say`Every interval`, say`Judgments, ${questions} questions`, say`with ${2 * questions}`],
    ...[say`Questions: least`, say`enough`, say`Judgments with enough`],
  ];
  const rows = halfWidth.map((target) => {
    const { least, enough } = made.questionsFor(target / ELO);
    return [
      ...[`±${target}`, needed(target, questions), needed(target, 2 * questions)],
      // Without a question effect no number of questions is a limit, only that of matches.
      ...[made.floor(questions) === 0 ? "–" : number(least), number(enough)],
      needed(target, Math.max(enough, 2)),
    ];
  });
  return plainTable(head, rows, "r".repeat(head.length));
}

function advice(
  made: Plan,
  counts: readonly number[],
  { strengths, noise: { questions, questionEffect } }: Assumptions,
  { pricePerCall, pricePerAnswer }: PlanFlags,
): Said[] {
  if (questionEffect === 0) return [say`\nWithout a question effect only judgments count.`];
  const lines = [
    say`\nWith ${questions} questions no number of judgments brings the half-width below ${points(made.floor(questions))}; with ${2 * questions} it is ${points(made.floor(2 * questions))}. "Least" is the number of questions that allows a half-width at all, "enough" the one at which questions are half of the variance and enough matches can be played.`,
  ];
  const from = made.questionsHelpFrom(questions);
  lines.push(
    Number.isFinite(from)
      ? say`From about ${about(from)} judgments on, twice the questions (with the same number of judgments) narrow the intervals more than twice the judgments.`
      : say`Within what this plan looks at, more judgments narrow the intervals more than more questions.`,
  );
  const example = counts[Math.floor(counts.length / 2)];
  if (example !== undefined) {
    const doubled = made.at(example, 2 * questions).mean;
    lines.push(
      say`For example ${number(example)} judgments: ${points(made.at(example, questions).mean)}; with twice the judgments ${points(made.at(2 * example, questions).mean)}; with twice the questions ${points(doubled)}.`,
    );
    if (pricePerCall !== undefined && pricePerAnswer !== undefined) {
      lines.push(
        say`Twice the judgments cost ${formatCost(example * pricePerCall)} more, twice the questions ${formatCost(strengths.length * questions * pricePerAnswer)} (answers of ${strengths.length} models to ${questions} questions).`,
      );
    }
  }
  return lines;
}
