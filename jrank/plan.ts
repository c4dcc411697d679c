/** Plans a benchmark: how many judgments and questions for which precision, and what they cost. */
import { integerFlag, numberFlag, runCommand } from "./run/command/command.ts";
import { PLAN_SETTINGS } from "./run/command/options.ts";

const list =
  (parse: (value: string) => number) =>
  (value: string, previous: number[] | undefined): number[] => [...(previous ?? []), parse(value)];

await runCommand(
  "plan.ts",
  "Tells, before anything is paid for, how many judgments give which half-width and how surely the right order, what they cost, and when more questions help more than more judgments.",
  (program, context) => {
    program
      .optionsGroup("What is assumed:")
      .option("--models <number>", "how many models (14)", integerFlag(2))
      .option("--spread <Elo>", "standard deviation of their strengths (230)", numberFlag)
      .option(
        "--strengths <Elo...>",
        "their strengths, in place of --models and --spread",
        list(numberFlag),
      )
      .option(
        "--ranking <file>",
        "a ranking (.json) to take models, questions, spread, ties and question effect from",
      )
      .option("--questions <number>", "of the benchmark (40, or the ranking's)", integerFlag(2))
      .option(
        "--tie-rate <share>",
        "share of judgments that are ties (0.09, or the ranking's)",
        numberFlag,
      )
      .option(
        "--question-effect <Elo>",
        "how far a model's quality on a question is from its strength (standard deviation; 130, or the ranking's)",
        numberFlag,
      )
      .optionsGroup("Prices:")
      .option("--price-per-call <dollars>", "of one judgment", numberFlag)
      .option(
        "--price-per-answer <dollars>",
        "of one answer, for the cost of more questions",
        numberFlag,
      )
      .optionsGroup("What is told:")
      .option(
        "--n <numbers...>",
        "judgments to tell about; several, unlike the n of a config, and nothing is judged",
        list(integerFlag(2)),
      )
      .option(
        "--half-width <Elo...>",
        "half-widths that every interval should have",
        list(numberFlag),
      )
      .option("--people", "how many votes of people give which precision, in place of judgments")
      .option("--output-path <path>", "of the chart, without its ending", "charts/plan")
      .action(async (flags) => {
        if (flags.people) {
          const { planPeople } = await import("./run/planning/plan_people.ts");
          await planPeople(flags, context);
          return;
        }
        const { plan } = await import("./run/planning/plan_judgments.ts");
        await plan(flags, context);
      });
  },
  {
    example: "npx tsx jrank/plan.ts --models 14 --questions 40 --half-width 50",
    settings: PLAN_SETTINGS,
    defaults: {},
  },
);
