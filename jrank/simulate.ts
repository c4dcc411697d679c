/** Tries schedules on boards whose truth is known. */
import { integerFlag, nameFlag, numberFlag, runCommand } from "./run/command.ts";
import { SCHEDULES, type ScheduleName } from "./schedule/schedules.ts";
import { SCENARIOS } from "./stats/synthetic_board.ts";

const GOALS = ["error-bars", "ranking", "top-k"] as const;
const schedules = Object.keys(SCHEDULES) as ScheduleName[];
const scenarios = Object.keys(SCENARIOS) as (keyof typeof SCENARIOS)[];
const list =
  <Item>(parse: (value: string) => Item) =>
  (value: string, previous: Item[] | undefined): Item[] => [...(previous ?? []), parse(value)];

await runCommand(
  "simulate.ts",
  "Draws synthetic boards, runs schedules on them and prints widths, errors and coverage: how many judgments buy what.",
  (program, context) => {
    program
      .option("--scenario <name>", scenarios.join(", "), nameFlag(scenarios), "S1")
      .option("--schedule <names...>", schedules.join(", "), list(nameFlag(schedules)))
      .option("--n <numbers...>", "judgments to measure at (500 1000)", list(integerFlag(2)))
      .option("--questions <number>", "of the benchmark", integerFlag(2), 40)
      .option("--replicates <number>", "boards to draw", integerFlag(1), 50)
      .option("--spread <factor>", "stretches the strengths of the 14 models", numberFlag, 1)
      .option("--parallel <calls>", "calls in flight", integerFlag(1), 1)
      .option("--goal <name>", "error-bars, ranking, top-k", nameFlag(GOALS), "ranking")
      .option("--seed <number>", "of the first board", integerFlag(0), 1)
      .action(async ({ schedule = schedules, n = [500, 1000], ...flags }) => {
        const { simulate } = await import("./run/simulate.ts");
        await simulate({ ...flags, schedule, n }, context);
      });
  },
);
