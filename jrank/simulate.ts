/** Tries schedules on boards whose truth is known. */
import { integerFlag, nameFlag, numberFlag, runCommand } from "./run/command/command.ts";
import { SIMULATE_SETTINGS } from "./run/command/options.ts";
import { SCHEDULES, type ScheduleName } from "./schedule/schedules.ts";
import { SCENARIOS } from "./stats/fit/synthetic_board.ts";

const schedules = Object.keys(SCHEDULES) as ScheduleName[];
const scenarios = Object.keys(SCENARIOS) as (keyof typeof SCENARIOS)[];
const list =
  <Item>(parse: (value: string) => Item) =>
  (value: string, previous: Item[] | undefined): Item[] => [...(previous ?? []), parse(value)];

await runCommand(
  "simulate.ts",
  "Draws synthetic boards (or replays stored verdicts), runs schedules and stop rules on them and prints widths, errors, coverage and false claims: how many judgments buy what.",
  (program, context) => {
    program
      .optionsGroup("Boards:")
      .option("--scenario <name>", scenarios.join(", "), nameFlag(scenarios), "S1")
      .optionsGroup("What is tried:")
      .option(
        "--schedule <names...>",
        `those to compare, unlike the one of a config: ${schedules.join(", ")}`,
        list(nameFlag(schedules)),
      )
      .option(
        "--n <numbers...>",
        "judgments to measure at; several, unlike the n of a config (500 1000)",
        list(integerFlag(2)),
      )
      .option("--questions <number>", "of the benchmark", integerFlag(2), 40)
      .option("--replicates <number>", "boards to draw", integerFlag(1), 50)
      .option("--spread <factor>", "stretches the strengths of the 14 models", numberFlag, 1)
      .option("--strengths <Elo...>", "of the models, in place of those 14", list(numberFlag))
      .option("--replay <files...>", "judge by these stored verdicts, and offer no other match")
      .option(
        "--round <matches>",
        "verdicts come in rounds of so many, as in batches",
        integerFlag(1),
      )
      .action(async ({ schedule = schedules, n = [500, 1000], ...flags }) => {
        const { simulate } = await import("./run/planning/simulate_schedules.ts");
        await simulate({ ...flags, schedule, n }, context);
      });
  },
  {
    example: "npx tsx jrank/simulate.ts --scenario S1 --schedule adaptive --n 500 1000",
    settings: SIMULATE_SETTINGS,
    defaults: { ci: "cr3", bootstrap_n: 200, parallel: 1 },
  },
);
